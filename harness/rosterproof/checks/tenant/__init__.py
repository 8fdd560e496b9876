"""Does a company's data stay with the company?"""

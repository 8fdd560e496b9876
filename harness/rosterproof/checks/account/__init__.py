"""Does everyone who should have one account have one, and nobody else?"""

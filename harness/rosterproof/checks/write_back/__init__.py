"""Does the HRIS know what people learned?"""

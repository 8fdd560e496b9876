"""Can people learn what they are meant to?"""

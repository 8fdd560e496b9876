"""Does the LMS know people as HR does?"""

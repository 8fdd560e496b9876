"""Is said what could not be done?"""

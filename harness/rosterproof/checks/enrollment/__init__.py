"""Is everyone on the right courses, by the right day?"""

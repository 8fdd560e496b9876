"""Are people who left out?"""

"""Can it be shown afterwards?"""

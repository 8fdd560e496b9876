"""Does the connector wait when it is asked to?"""

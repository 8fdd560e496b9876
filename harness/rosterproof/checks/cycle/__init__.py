"""Does the connector come to rest?"""

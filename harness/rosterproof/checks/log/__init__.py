"""What does the connector's log tell?"""

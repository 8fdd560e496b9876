"""What a wire promises: a hand-written document, and the two ways to hold messages against it.

The table compiled from it is quick and checks every message. openapi-core is the authority: it checks every message in
strict mode and a sample otherwise, and where the two disagree the fault is ours.
"""

"""The control plane: makes worlds, plays HR and learners in them, moves their clocks, and tells what happened.

It has a listener of its own, with threads that may wait. A connector under test never sees it.
"""

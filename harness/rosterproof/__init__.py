"""Rosterproof certifies HRIS-LMS integrations.

It plays both systems, drives a connector through a working life, works out on its own what should be true, and says
what broke, for whom, and why. This package holds nothing heavy at import, so that the command line starts at once.
"""

__version__ = "0.1.0"

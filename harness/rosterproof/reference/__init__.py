"""The reference connector: how to keep an LMS true to an HRIS, and the HRIS informed of learning, done well.

It is what a vendor reads to learn how to do it. It knows only HTTP and its own configuration: nothing of Rosterproof,
and nothing outside the standard library. Read `cycle.py` first; it is the whole story on one page.
"""

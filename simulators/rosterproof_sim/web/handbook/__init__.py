"""The handbook of a wire: one page that people read, made from the contract and from nothing else.

It is one file: style and scripts stand in it, nothing is loaded, and its own policy forbids that anything be. It is
read, printed and saved without a script; the scripts filter it, and try an operation on the server that it came from.
"""

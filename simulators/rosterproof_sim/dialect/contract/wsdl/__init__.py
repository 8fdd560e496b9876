"""SOAP services: one table of elements, their order, types and numbers, from which all else follows.

The table is written in a short notation, rendered as a WSDL, read out of a WSDL, and by it messages are written, read
and checked. So what is promised, what is sent and what is taken cannot differ.
"""

"""Sockets: listeners that serve a WSGI application on the loopback, and what only a server can do to an answer."""

"""Webhooks on their way: from the outbox, signed, over HTTP to whoever subscribed, again where they were not taken."""

"""Spans of time in words, as findings give them."""

from datetime import timedelta


def in_words(span: timedelta) -> str:
    """Say how long something took.

    >>> in_words(timedelta(minutes=45)), in_words(timedelta(hours=25)), in_words(timedelta(days=5, hours=3))
    ('45 min', '25 h', '5 days')
    """
    minutes = round(span.total_seconds() / 60)
    if minutes < 120:
        return f"{minutes} min"
    hours = round(minutes / 60)
    return f"{hours} h" if hours < 96 else f"{round(hours / 24)} days"

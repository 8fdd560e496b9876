"""What was probably meant: the nearest of the names that would have been right."""

from collections.abc import Iterable
from difflib import get_close_matches

#: A list longer than this is not read anyway.
LISTED = 16


def hint(wrong: str, known: Iterable[object]) -> str:
    """A hint for a name that is not one of `known`: the nearest, or all of them if none is near.

    >>> hint("promot", ["hire", "promote"])
    "did you mean 'promote'?"
    >>> hint("xyz", ["hire", "promote"])
    'known: hire, promote'
    >>> hint("xyz", [])
    ''
    """
    names = sorted({str(name) for name in known})
    near = get_close_matches(wrong.lower(), [name.lower() for name in names], n=1, cutoff=0.6)
    if near:
        meant = next(name for name in names if name.lower() == near[0])
        return f"did you mean '{meant}'?"
    if not names:
        return ""
    return f"known: {', '.join(names[:LISTED])}{', …' if len(names) > LISTED else ''}"

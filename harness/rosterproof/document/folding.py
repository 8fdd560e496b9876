"""When two spellings are one: case, accents stored apart, and spaces around or doubled make no difference."""

from unicodedata import normalize


def folded(text: str) -> str:
    r"""Text without what does not tell it from another spelling of the same.

    >>> folded(" Sales\u00a0 ") == folded("SALES")
    True
    """
    return " ".join(normalize("NFC", text).casefold().split())

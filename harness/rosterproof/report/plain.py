"""Text that is safe to print and to put into XML, whatever people are called.

Names come from HR and may hold anything. Control characters could drive a terminal or break a document, and the
invisible marks that turn the direction of writing could make a line read as what it is not.
"""

import re

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    r"""Replace what must not be printed with the replacement character.

    >>> plain("Ada \x1b[31mBerg")
    'Ada \ufffd[31mBerg'
    """
    return _UNPRINTABLE.sub("\ufffd", text)

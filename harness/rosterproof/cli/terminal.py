"""Speaking to people on stderr, so that stdout holds data and nothing else."""

import os
import shutil
import sys

#: Besides line breaks and tabs, nothing may steer a terminal: names and output come from strangers.
_ALLOWED = "\n\t"
#: More columns than any report uses.
_WIDE = 500


def inert(text: str) -> str:
    r"""The text with everything that could steer a terminal written out.

    >>> inert("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    return "".join(c if c.isprintable() or c in _ALLOWED else c.encode("unicode_escape").decode() for c in text)


def say(text: str) -> None:
    """One message to whoever ran the command."""
    print(inert(text), file=sys.stderr, flush=True)


def data(text: str) -> None:
    """Output that was asked for; it is the only thing on stdout."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
    sys.stdout.flush()


def width() -> int:
    """The columns of the terminal; where stdout is none, as many as a report wants."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else _WIDE


def colors(*, unwanted: bool) -> bool:
    """Whether stdout gets colors: not where NO_COLOR or --no-color says no, or where nobody sees them."""
    if unwanted or os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()

"""What is going on, on stderr: one line per story as it is judged, and a spinner where somebody is watching."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from rosterproof.certify import Judged
from rosterproof.cli import terminal


class Progress:
    """Counts stories; told from the threads that play them."""

    def __init__(self, total: int) -> None:
        self._lock = threading.Lock()
        self._total = total
        self._done = 0

    def judged(self, one: Judged) -> None:
        """A story is judged."""
        with self._lock:
            self._done += 1
            place = f"[{self._done}/{self._total}]"
            terminal.say(f"{place} {one.verdict.scenario:<24} {one.verdict.standing:<12} {one.seconds:5.1f} s")


@contextmanager
def watching(what: str, *, no_color: bool) -> Iterator[None]:
    """A spinner while something goes on; nothing where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True, no_color=no_color).status(terminal.inert(what)):
        yield

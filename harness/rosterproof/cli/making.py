"""How far a company in the making is, on stderr: a bar where somebody is watching, else a line for every tenth."""

import sys

from rosterproof.cli import terminal

_WIDTH = 32


class Made:
    """Told now and then how many people of how many are on record."""

    def __init__(self) -> None:
        self._tenths = 0

    def told(self, done: int, people: int) -> None:
        """Show it."""
        if not people:
            return
        if sys.stderr.isatty():
            full = _WIDTH * done // people
            bar = f"{'#' * full}{'.' * (_WIDTH - full)}"
            print(f"\r{bar} {done:,} of {people:,} people", end="", file=sys.stderr, flush=True)
        elif done * 10 // people > self._tenths:
            self._tenths = done * 10 // people
            terminal.say(f"{done:,} of {people:,} people are on record")

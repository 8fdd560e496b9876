"""Several simulator processes at once, so that stories played side by side do not wait for one interpreter.

A process holds many worlds, and a story is mostly one program waiting for another. So a process may be lent to several
stories at a time, where their worlds do not bear the same name.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import Self

from rosterproof.driver.simulators import Simulators


class Troupe:
    """Simulators that are lent; `each` is to how many at a time."""

    def __init__(self, members: list[Simulators], *, each: int = 1) -> None:
        self.members = tuple(members)
        #: How much can be lent at a time.
        self.lanes = len(members) * each
        self._free: SimpleQueue[Simulators] = SimpleQueue()
        for one in members * each:
            self._free.put(one)

    @classmethod
    @contextmanager
    def started(cls, count: int, folder: Path, *, each: int = 1) -> Iterator[Self]:
        """Start `count` processes together, and end them afterwards; each has a log in `folder`.

        Raises:
            SimulatorFailed: one of them did not start.
        """
        with ExitStack() as ending:
            with ThreadPoolExecutor(count) as pool:
                starting = [pool.submit(Simulators.start, folder / f"simulators-{n}.log") for n in range(1, count + 1)]
                ending.callback(_end, starting)  # before anything can go wrong
            yield cls([one.result() for one in starting], each=each)

    @contextmanager
    def lent(self) -> Iterator[Simulators]:
        """One of them, for as long as a story takes."""
        one = self._free.get()
        try:
            yield one
        finally:
            self._free.put(one)

    def close(self) -> None:
        """End all of them."""
        _close(self.members)


def _end(starting: list["Future[Simulators]"]) -> None:
    _close([one.result() for one in starting if one.done() and not one.cancelled() and one.exception() is None])


def _close(members: Sequence[Simulators]) -> None:
    """End them side by side: each takes a moment to let go of what it holds."""
    with ThreadPoolExecutor(max(1, len(members))) as pool:
        list(pool.map(Simulators.close, members))

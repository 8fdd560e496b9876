"""Every process group of a run, so that whatever happens all of them are ended."""

import threading

from rosterproof.connector.process import ProcessGroup
from rosterproof.errors import ConnectorFailed


class Crew:
    """Knows who is alive. After `dismiss` nobody can join."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._alive: set[ProcessGroup] = set()
        self._dismissed = False

    def join(self, group: ProcessGroup) -> ProcessGroup:
        """Take note of a group that was started."""
        with self._lock:
            if not self._dismissed:
                self._alive.add(group)
                return group
        group.end()
        raise ConnectorFailed("the run is over")

    def leave(self, group: ProcessGroup) -> None:
        """End a group and forget it."""
        group.end()
        with self._lock:
            self._alive.discard(group)

    def dismiss(self) -> None:
        """End everybody, now and from now on."""
        with self._lock:
            self._dismissed = True
            alive, self._alive = self._alive, set()
        for group in alive:
            group.end()

"""What a connector prints, on disk: the beginning and the end of it, however much it is.

Everything is read, so that a connector never blocks on a full pipe; what is too much is counted and let go.
"""

import threading
from pathlib import Path

#: How much of the beginning, and of the end, is kept.
KEPT = 1 << 19
#: The end that messages quote from.
QUOTED = 1 << 12
LONGEST_LINE = 300


class CappedLog:
    """A log file that several readers write to."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self.file = file
        self._lock = threading.Lock()
        self._stream = file.open("wb")
        self._room = KEPT
        self._tail = bytearray()
        self._left_out = 0
        self._recent = bytearray()

    def write(self, data: bytes) -> None:
        """Take some output."""
        with self._lock:
            if self._stream.closed:
                return
            self._recent += data[-QUOTED:]
            del self._recent[:-QUOTED]
            head, rest = data[: self._room], data[self._room :]
            if head:
                self._stream.write(head)
                self._stream.flush()
                self._room -= len(head)
            self._tail += rest
            surplus = max(0, len(self._tail) - KEPT)
            del self._tail[:surplus]
            self._left_out += surplus

    def note(self, text: str) -> None:
        """Write a line of our own, marked as such; it is not quoted as the connector's."""
        with self._lock:
            recent = bytes(self._recent)
        self.write(f"--- {text}\n".encode())
        with self._lock:
            self._recent[:] = recent

    def last_lines(self, count: int = 8) -> list[str]:
        """The end of what the connector printed."""
        with self._lock:
            text = self._recent.decode(errors="replace")
        return [line[:LONGEST_LINE] for line in text.splitlines() if line.strip()][-count:]

    def close(self) -> None:
        """Write the end, and say how much was left out before it."""
        with self._lock:
            if self._stream.closed:
                return
            if self._left_out:
                self._stream.write(f"\n--- {self._left_out} bytes left out here\n".encode())
            self._stream.write(self._tail)
            self._stream.close()

"""What the connector must not forget: on disk, each file replaced whole, so that a crash leaves the old or the new."""

import json
from pathlib import Path
from threading import Lock
from typing import Any


class Memory:
    """The state folder. Safe for the webhook threads and the cycle to use at once."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._lock = Lock()
        self._queue: list[dict[str, Any]] = self._load("queue", [])
        self._heard: dict[str, None] = dict.fromkeys(self._load("heard", []))
        #: The last sequence of the completions feed that was dealt with.
        self.watermark: int = self._load("watermark", 0)
        #: Completions written back, so that none is written twice.
        self.written: dict[str, None] = dict.fromkeys(self._load("written", []))
        #: Completions that the HRIS refused, to be tried again.
        self.refused: dict[str, Any] = self._load("refused", {})
        #: employee id -> the compliance status last written.
        self.compliance: dict[str, Any] = self._load("compliance", {})

    def heard(self, message_id: str) -> bool:
        """Whether this webhook has come before."""
        with self._lock:
            return message_id in self._heard

    def queue(self, message_id: str, event: dict[str, Any]) -> None:
        """Keep an event for the next cycle. Once this returns, it may be acknowledged."""
        with self._lock:
            self._queue.append(event)
            self._heard[message_id] = None
            self._save("queue", self._queue)
            self._save("heard", list(self._heard))

    def pending(self) -> int:
        """How many events wait."""
        with self._lock:
            return len(self._queue)

    def queued(self) -> list[dict[str, Any]]:
        """The events that wait, oldest first. They stay until `dealt_with`."""
        with self._lock:
            return list(self._queue)

    def dealt_with(self, count: int) -> None:
        """Forget the oldest `count` events: their work is done."""
        with self._lock:
            del self._queue[:count]
            self._save("queue", self._queue)

    def save_learning(self) -> None:
        """Keep what was written back. Called after the work, never before."""
        self._save("written", list(self.written))
        self._save("refused", self.refused)
        self._save("watermark", self.watermark)

    def save_compliance(self) -> None:
        """Keep the statuses written."""
        self._save("compliance", self.compliance)

    def _load(self, name: str, otherwise: Any) -> Any:
        try:
            return json.loads((self._folder / f"{name}.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            return otherwise

    def _save(self, name: str, value: Any) -> None:
        aside = self._folder / f"{name}.part"
        aside.write_text(json.dumps(value), encoding="utf-8")
        aside.replace(self._folder / f"{name}.json")

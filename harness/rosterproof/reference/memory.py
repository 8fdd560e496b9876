"""What the connector must not forget: on disk, each file replaced whole, so that a crash leaves the old or the new."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any

#: A sender repeats a webhook for about three days at most; more messages than these nobody sends in that time.
MESSAGES_REMEMBERED = 10_000


class Memory:
    """The state folder. Safe for the webhook threads and the cycle to use at once."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._lock = Lock()
        inbox = self._load("inbox", {"queue": [], "heard": []})
        self._queue: list[dict[str, Any]] = inbox["queue"]
        self._heard: dict[str, None] = dict.fromkeys(inbox["heard"])
        learning = self._load("learning", {"watermark": 0, "written": [], "refused": {}, "standing": {}, "revoked": 0})
        #: The last sequence of the completions feed that was dealt with.
        self.watermark: int = learning["watermark"]
        #: Completions beyond the watermark that a webhook brought early and that are written back.
        self.written: dict[str, None] = dict.fromkeys(learning["written"])
        #: Completions that the HRIS refused, to be tried again.
        self.refused: dict[str, Any] = learning["refused"]
        #: Where one attempt counts: enrollment id -> the completion in force in the HRIS, and the id of its record.
        self.standing: dict[str, Any] = learning.get("standing", {})
        #: The last sequence of the revocations that was dealt with.
        self.revoked: int = learning.get("revoked", 0)
        #: employee id -> the compliance status last written.
        self.compliance: dict[str, Any] = self._load("compliance", {})

    def take(self, message_id: str, event: dict[str, Any]) -> None:
        """Keep an event for the next cycle, unless it came before. Once this returns, it may be acknowledged."""
        with self._lock:
            if message_id in self._heard:
                return
            self._queue.append(event)
            self._heard[message_id] = None
            if len(self._heard) > MESSAGES_REMEMBERED:
                del self._heard[next(iter(self._heard))]
            self._save_inbox()

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
            if count:
                del self._queue[:count]
                self._save_inbox()

    def move_on(self, completion: Mapping[str, Any]) -> None:
        """Move the watermark past a completion that was dealt with."""
        self.watermark = completion["sequence"]
        self.written.pop(completion["completion_id"], None)

    def save_learning(self) -> None:
        """Keep what was written back. Called after the work, never before."""
        learning = {
            "watermark": self.watermark,
            "written": list(self.written),
            "refused": self.refused,
            "standing": self.standing,
            "revoked": self.revoked,
        }
        self._save("learning", learning)

    def save_compliance(self) -> None:
        """Keep the statuses written."""
        self._save("compliance", self.compliance)

    def _load(self, name: str, otherwise: Any) -> Any:
        try:
            return json.loads((self._folder / f"{name}.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            return otherwise

    def _save_inbox(self) -> None:
        self._save("inbox", {"queue": self._queue, "heard": list(self._heard)})

    def _save(self, name: str, value: Any) -> None:
        aside = self._folder / f"{name}.part"
        with aside.open("w", encoding="utf-8") as file:
            json.dump(value, file)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(self._folder / f"{name}.json")

"""One customer of the connector: two systems, a memory, and what was agreed with both about webhooks."""

import time
from collections.abc import Mapping
from threading import Lock
from typing import Any

from rosterproof.reference.cycle import Connector
from rosterproof.reference.memory import Memory
from rosterproof.reference.mutants import mutate
from rosterproof.reference.parts import Parts
from rosterproof.reference.ports import HRIS, LMS, port
from rosterproof.reference.settings import Settings
from rosterproof.reference.signature import Reader, event_of, genuine
from rosterproof.reference.wire import Unreachable

Said = tuple[int, dict[str, Any]]


class Company:
    """Nothing of it is shared with another one."""

    def __init__(self, settings: Settings, wrong: str | None = None) -> None:
        parts = Parts()
        mutate(parts, wrong)
        hris, lms = port(HRIS, settings.hris.dialect), port(LMS, settings.lms.dialect)
        self.memory = Memory(settings.state)
        self.connector = Connector(settings, self.memory, parts, hris=hris.wire, lms=lms.wire)
        self.secrets: Mapping[str, str] = {}
        #: How webhooks of a system are read that are not signed as Standard Webhooks are.
        self.readers: Mapping[str, Reader | None] = {"hris": hris.reader, "lms": lms.reader}
        self.at_work = Lock()

    def subscribe(self) -> None:
        """Ask both systems to tell us of changes. The first webhook may come at once.

        Raises:
            Unreachable: a system does not answer, or refuses.
        """
        self.secrets = self.connector.subscribe()

    def tick(self, now: str) -> Said:
        """Do one cycle; one at a time."""
        with self.at_work:
            try:
                self.connector.cycle(now)
            except Unreachable as problem:
                return 503, {"detail": str(problem)}
        return 200, {"done": True}

    def take(self, system: str, headers: Mapping[str, str], body: bytes) -> Said:
        """Take a webhook in."""
        secret, reader = self.secrets.get(system), self.readers.get(system)
        if secret is not None and reader is not None:
            told = reader(secret, headers, body, time.time())
            if told is not None:
                self.memory.take(*told)
                return 200, {"taken": True}
            secret = None
        if secret is None or not genuine(secret, headers, body, time.time()):
            return 401, {"detail": "the signature is missing, wrong or stale"}
        event = event_of(body)
        if event is None:
            return 400, {"detail": "this is no event"}
        self.memory.take(headers["webhook-id"], event)
        return 200, {"taken": True}

    def status(self) -> dict[str, Any]:
        """Whether it is at work, and how many events wait."""
        return {"idle": not self.at_work.locked(), "pending": self.memory.pending()}

    def errors(self) -> list[dict[str, Any]]:
        """What the last whole cycle could not process."""
        return list(self.connector.complaints.listed())

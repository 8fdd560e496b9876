"""What the wire of a world remembers: how it is to behave, the faults armed and fired, the answers under a key.

It is a fold of the journal, kept up to date with every row that is appended and folded anew after the world has gone
back to an earlier moment. So a snapshot holds it, and nothing of it is lost with the process.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Lock
from typing import Any

from rosterproof_sim.clock import Clock
from rosterproof_sim.dialect.message import Answer, Asked
from rosterproof_sim.domain.rules.ids import numbered
from rosterproof_sim.domain.rules.notation import conduct_from
from rosterproof_sim.domain.words.conduct import Conduct
from rosterproof_sim.domain.words.written import canonical, written
from rosterproof_sim.faults import discover
from rosterproof_sim.faults.fault import Fault, Moment, Thing
from rosterproof_sim.faults.plan import Armed, Firing, Plan
from rosterproof_sim.store.journal import Journal
from rosterproof_sim.web.problem import MEDIA_TYPE, Problem

_PAGE = 1000
#: An answer is kept under its Idempotency-Key for so long on the world's clock; the contracts publish it.
KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """What an Idempotency-Key stands for: the key is the caller's own, for one operation on one address."""

    system: str
    caller: str
    operation: str
    path: str
    key: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """An answer given once, and the fingerprint of what was asked then."""

    fingerprint: str
    status: int
    body: Any
    #: On the world's clock.
    at: datetime


class Memory:
    """Every method but `under` is called with the world's lock held."""

    def __init__(self, journal: Journal, clock: Clock) -> None:
        self._journal = journal
        self._clock = clock
        self._claims: set[Key] = set()
        self._claiming = Lock()
        self.recall()

    def recall(self) -> None:
        """Fold the journal anew."""
        self.exchanges = 0
        self.plan = Plan()
        self.conduct = Conduct()
        self._armed = 0
        self._given: dict[Key, Given] = {}
        after = 0
        while rows := self._journal.read(after, _PAGE):
            for row in rows:
                self._learn(row.kind, row.data, row.at)
            after = rows[-1].sequence

    def behave(self, conduct: Conduct) -> None:
        """Behave so, and note it."""
        data = {"event": "conduct", "conduct": written(conduct)}
        self._journal.append("world", data)
        self._learn("world", data, self._clock.now())

    def arm(self, fault: Fault) -> Armed:
        """Arm a fault, and note it."""
        armed = Armed(fault_id=numbered("fault", self._armed + 1), fault=fault)
        told = {"event": "armed", "fault_id": armed.fault_id, "kind": fault.kind, "system": fault.system}
        # Its own fields stand apart: one of them is named `event` too.
        self._note({**told, "fault": fault_written(fault)})
        return armed

    def clear(self) -> None:
        """Disarm every fault, and note it."""
        if self.plan.armed:
            self._note({"event": "cleared", "fault_ids": [each.fault_id for each in self.plan.armed]})

    def strike(self, moment: Moment, thing: Thing) -> Firing | None:
        """Return the fault that strikes a thing now."""
        return self.plan.strike(moment, thing)

    def note(self, firing: Firing) -> None:
        """Note that a fault struck, in the current transaction."""
        fault = firing.fault
        self._note(
            {
                "event": "fired",
                "fault_id": firing.fault_id,
                "kind": fault.kind,
                "system": fault.system,
                "thing": firing.thing,
            }
        )

    def exchanged(self, data: Mapping[str, Any]) -> None:
        """Learn from an exchange that was journaled and committed."""
        self._learn("exchange", data, self._clock.now())

    def given(self, key: Key, asked: Asked[Any]) -> Answer | None:
        """Return the answer given earlier under a key. Raises Problem where something else was asked then."""
        given = self._given.get(key)
        if given is None or given.at + KEPT_FOR < self._clock.now():
            return None
        if given.fingerprint != _fingerprint(asked.body):
            raise Problem(
                422,
                "idempotency-mismatch",
                f"The Idempotency-Key {key.key[:64]} came earlier with another body. Take a new key for a new request.",
            )
        media_type = MEDIA_TYPE if given.status >= 400 else "application/json"
        return Answer(status=given.status, body=given.body, media_type=media_type)

    @contextmanager
    def under(self, key: Key | None) -> Iterator[None]:
        """Hold a key while what is asked under it is done. Raises Problem where that is so already."""
        if key is None:
            yield
            return
        with self._claiming:
            if key in self._claims:
                raise Problem(409, "idempotency-in-flight", "A request with this Idempotency-Key is still under way.")
            self._claims.add(key)
        try:
            yield
        finally:
            with self._claiming:
                self._claims.discard(key)

    def _note(self, data: dict[str, Any]) -> None:
        self._journal.append("fault", data)
        self._learn("fault", data, self._clock.now())

    def _learn(self, kind: str, data: Mapping[str, Any], at: datetime) -> None:
        match kind, data.get("event"):
            case "exchange", _:
                self.exchanges = data["exchange"]
                self._learn_answer(data, at)
            case "world", "conduct":
                self.conduct = conduct_from(data["conduct"])
            case "fault", "armed":
                self._armed += 1
                self.plan = self.plan.with_armed(Armed(fault_id=data["fault_id"], fault=fault_from(data["fault"])))
            case "fault", "fired":
                self.plan = self.plan.with_fired(data["fault_id"], data["thing"])
            case "fault", "cleared":
                self.plan = Plan()

    def _learn_answer(self, data: Mapping[str, Any], at: datetime) -> None:
        """Keep the answer to a request that was carried out, and the refusal of one that could not be.

        What was refused before that (not let in, unreadable, too early) says nothing of the request, and is not kept.
        """
        sent = data["request"]["headers"].get("idempotency_key")
        honest = data["honest"] or {"status": data["status"], "body": data["response"]["body"]}
        if sent is None or data["replayed"] or not data.get("kept"):
            return
        key = Key(
            system=data["system"],
            caller=data["caller"],
            operation=data["operation"],
            path=data["path"],
            key=sent,
        )
        print_ = _fingerprint(data["request"]["body"])
        # The oldest stand first, so that what has expired is found without looking through all of it.
        self._given.pop(key, None)
        self._given[key] = Given(fingerprint=print_, status=honest["status"], body=honest["body"], at=at)
        while (oldest := next(iter(self._given))) != key and self._given[oldest].at + KEPT_FOR < at:
            del self._given[oldest]


def fault_written(fault: Fault) -> dict[str, Any]:
    """Write a fault as the contract has it; what it does not narrow down is left out."""
    values = {each.name: getattr(fault, each.name) for each in fields(fault)}
    return {"kind": fault.kind, **{name: value for name, value in values.items() if value is not None}}


def fault_from(data: Mapping[str, Any]) -> Fault:
    """Read a fault from its wire form."""
    kind = discover()[data["kind"]]
    return kind(**{each.name: data[each.name] for each in fields(kind) if each.name in data})


def _fingerprint(body: Any) -> str:
    return sha256(canonical(body).encode()).hexdigest()

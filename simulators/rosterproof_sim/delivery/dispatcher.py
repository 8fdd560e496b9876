"""The dispatcher of one world: a thread that sends what falls due, in the order promised, and notes how it went.

It holds no lock and no transaction while it waits for a receiver, so that the receiver may ask the world anything.
"""

import threading
from dataclasses import dataclass
from typing import Any, Protocol

import orjson

from rosterproof_sim.clock import Clock, wall_seconds
from rosterproof_sim.delivery.post import Attempt, post
from rosterproof_sim.delivery.schedule import next_attempt
from rosterproof_sim.delivery.signing import signed
from rosterproof_sim.domain.words.notices import Delivery, Outcome
from rosterproof_sim.domain.words.refusals import NotFound
from rosterproof_sim.faults.fault import Moment, Thing
from rosterproof_sim.faults.plan import Firing
from rosterproof_sim.store.database import Store
from rosterproof_sim.store.journal import Journal
from rosterproof_sim.store.outbox import Outbox


class FaultLine(Protocol):
    """Where faults are asked for, and noted when they strike."""

    def strike(self, moment: Moment, thing: Thing) -> Firing | None:
        """Return the fault that strikes a thing now."""

    def note(self, firing: Firing) -> None:
        """Note that it struck, in the current transaction."""


class Stopwatch(Protocol):
    """What time it is for a client of this world."""

    def __call__(self) -> int:
        """Milliseconds since the world was made."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """What a dispatcher stands on: the parts of one world that it works with."""

    store: Store
    clock: Clock
    outbox: Outbox
    journal: Journal
    faults: FaultLine
    wall_ms: Stopwatch


class Dispatcher:
    """Sends until it is stopped."""

    def __init__(self, ground: Ground, name: str) -> None:
        self._ground = ground
        self._busy = False
        self._stopped = False
        self._epoch = 0
        #: Shares the world's lock, and not its `changed`: nothing is to be sent after most commits.
        self._waking = threading.Condition(ground.store.lock)
        self._thread = threading.Thread(target=self._run, name=f"{name}-dispatcher", daemon=True)

    @property
    def busy(self) -> bool:
        """Whether something is on its way, or about to be."""
        return self._busy

    def start(self) -> None:
        """Begin to send."""
        self._thread.start()

    def wake(self) -> None:
        """Look whether something is due: something was promised, or time has passed.

        It looks once the lock is free, so that a promise may still be in its transaction when this is called.
        """
        with self._waking:
            self._waking.notify_all()

    def stop(self) -> None:
        """Send no more. What is on its way when this is called is not noted."""
        with self._waking:
            self._stopped = True
            self._waking.notify_all()
        self._thread.join(timeout=2)

    def forget(self) -> None:
        """Disown what is on its way: the world has gone back to a time before it. The caller holds the lock."""
        self._epoch += 1
        self.wake()

    def _run(self) -> None:
        while True:
            epoch, due = self._await_due()
            if self._stopped:
                return
            for delivery in due:
                if not self._deliver(delivery, epoch):
                    break

    def _await_due(self) -> tuple[int, list[Delivery]]:
        store = self._ground.store
        with self._waking:
            while not self._stopped:
                due = self._ground.outbox.due(self._ground.clock.now())
                if due:
                    self._busy = True
                    return self._epoch, due
                if self._busy:
                    self._busy = False
                    store.changed.notify_all()
                self._waking.wait()
            return self._epoch, []

    def _deliver(self, delivery: Delivery, epoch: int) -> bool:
        """Send one message; returns whether the rest of what was due still holds."""
        if not self._still_wanted(delivery, epoch):
            return epoch == self._epoch and not self._stopped
        attempt = self._send(delivery)
        firing = self._note(delivery, attempt, epoch)
        while firing is not None:
            firing = self._note(delivery, self._send(delivery), epoch, again_by=firing)
        return epoch == self._epoch and not self._stopped

    def _still_wanted(self, delivery: Delivery, epoch: int) -> bool:
        """Whether the subscription still stands: it may have ended since this was found to be due."""
        with self._ground.store.lock:
            if epoch != self._epoch or self._stopped:
                return False
            try:
                return self._ground.outbox.subscription(delivery.system, delivery.subscription_id).active
            except NotFound:
                return False

    def _send(self, delivery: Delivery) -> Attempt:
        signature = signed(
            secret=delivery.secret,
            message_id=delivery.message_id,
            timestamp=int(wall_seconds()),
            body=delivery.body,
        )
        return post(delivery.url, {"Content-Type": "application/json", **signature}, delivery.body)

    def _note(
        self, delivery: Delivery, attempt: Attempt, epoch: int, *, again_by: Firing | None = None
    ) -> Firing | None:
        """Note an attempt; returns the fault that has the message sent again."""
        ground = self._ground
        outcome = _outcome(attempt)
        with ground.store.lock:
            if epoch != self._epoch or self._stopped:
                return None
            with ground.store.transaction():
                if again_by is None:
                    later = next_attempt(ground.clock.now(), delivery.attempts + 1) if outcome == "failed" else None
                    ground.outbox.mark(delivery, outcome, later)
                ground.journal.append("delivery", self._row(delivery, attempt, outcome, again_by))
                if outcome != "delivered":
                    return None
                firing = ground.faults.strike("delivered", _thing(delivery))
                if firing is not None:
                    ground.faults.note(firing)
                return firing

    def _row(self, delivery: Delivery, attempt: Attempt, outcome: Outcome, again_by: Firing | None) -> dict[str, Any]:
        return {
            "system": delivery.system,
            "subscription_id": delivery.subscription_id,
            "message_id": delivery.message_id,
            "event": delivery.event,
            "url": delivery.url,
            "attempt": delivery.attempts + 1,
            "status": attempt.status,
            "outcome": outcome,
            "reason": attempt.reason,
            "duplicate": again_by is not None,
            "fault": again_by.fault_id if again_by else None,
            "body": orjson.loads(delivery.body),
            "wall_ms": self._ground.wall_ms(),
        }


def _thing(delivery: Delivery) -> Thing:
    """What is delivered, told from every other delivery by its message id."""
    return Thing(system=delivery.system, name=delivery.event, text=f"{delivery.message_id} {delivery.body.decode()}")


def _outcome(attempt: Attempt) -> Outcome:
    if attempt.status is not None and 200 <= attempt.status < 300:
        return "delivered"
    return "gone" if attempt.status == 410 else "failed"

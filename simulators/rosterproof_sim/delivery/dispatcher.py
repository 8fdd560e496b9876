"""The dispatcher of one world: threads that send what falls due, in order, and note how it went.

It holds no lock and no transaction while it waits for a receiver, so that the receiver may ask the world anything.

Messages leave in the order in which they fell due, one at a time, so that a run can be repeated. Only where a receiver
lets one wait for longer than a moment do those of other subscriptions go on without it. To one subscription never two
are under way; one that failed waits for its next attempt, and those after it do not.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import orjson

from rosterproof_sim.clock import Clock, monotonic_milliseconds, wall_seconds
from rosterproof_sim.delivery.courier import Courier
from rosterproof_sim.delivery.guard import Guard
from rosterproof_sim.delivery.post import Attempt, Line, post
from rosterproof_sim.domain.words.notices import Delivery, Outcome, Subscription, System
from rosterproof_sim.domain.words.refusals import NotFound
from rosterproof_sim.faults.fault import Moment, Thing
from rosterproof_sim.faults.plan import Firing
from rosterproof_sim.store.database import Store
from rosterproof_sim.store.journal import Journal
from rosterproof_sim.store.outbox import Outbox

#: So many receivers may let us wait at once; with as many that never answer, the rest waits for a time-out.
MOST_AT_ONCE = 8
#: How long the others wait for a receiver, so that everything keeps its order; on the wall clock.
PATIENCE_MS = 250


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
    guard: Guard
    #: Brings a running clock to where it is by now.
    catch_up: Callable[[], None]
    #: How the messages of each system travel.
    couriers: Mapping[System, Courier]


@dataclass(frozen=True, kw_only=True, slots=True)
class Errand:
    """One message on its way."""

    delivery: Delivery
    subscription: Subscription
    #: Which course of the world it belongs to; one that went back to before it knows nothing of it.
    epoch: int
    began_ms: int = field(default_factory=monotonic_milliseconds)
    line: Line = field(default_factory=Line)


class Dispatcher:
    """Sends until it is stopped."""

    def __init__(self, ground: Ground, name: str) -> None:
        self._ground = ground
        self._name = name
        self._busy = False
        self._stopped = False
        self._epoch = 0
        self._idle = 0
        self._errands: dict[str, Errand] = {}
        self._threads: list[threading.Thread] = []
        #: Shares the world's lock, and not its `changed`: nothing is to be sent after most commits.
        self._waking = threading.Condition(ground.store.lock)

    @property
    def busy(self) -> bool:
        """Whether something is on its way, or about to be."""
        return self._busy

    def start(self) -> None:
        """Begin to send."""
        with self._waking:
            self._hire()

    def wake(self) -> None:
        """Look whether something is due: something was promised, or time has passed.

        It looks once the lock is free, so that a promise may still be in its transaction when this is called.
        """
        with self._waking:
            self._waking.notify()

    def stop(self) -> None:
        """Send no more. What is on its way when this is called is hung up and not noted: it stays pending."""
        with self._waking:
            self._stopped = True
            self._waking.notify_all()
            threads = list(self._threads)
            for errand in self._errands.values():
                errand.line.hang_up()
        for thread in threads:
            thread.join(timeout=2)

    def forget(self) -> None:
        """Disown what is on its way: the world has gone back to a time before it. The caller holds the lock."""
        self._epoch += 1
        self.wake()

    def _hire(self) -> None:
        thread = threading.Thread(
            target=self._work, name=f"{self._name}-dispatcher-{len(self._threads) + 1}", daemon=True
        )
        self._threads.append(thread)
        thread.start()

    def _work(self) -> None:
        while (errand := self._taken()) is not None:
            try:
                self._deliver(errand)
            finally:
                with self._waking:
                    del self._errands[errand.subscription.subscription_id]

    def _taken(self) -> Errand | None:
        """Wait for something to send, and take it; None when the dispatcher is stopped."""
        with self._waking:
            while not self._stopped:
                patience = self._patience_left()
                errand = self._next() if patience <= 0 else None
                if errand is not None:
                    self._take(errand)
                    return errand
                self._idle += 1
                self._waking.wait(patience / 1000 if patience > 0 else None)
                self._idle -= 1
            return None

    def _patience_left(self) -> int:
        """Return for how many milliseconds more the present receivers are waited for."""
        now = monotonic_milliseconds()
        return max((each.began_ms + PATIENCE_MS - now for each in self._errands.values()), default=0)

    def _next(self) -> Errand | None:
        """Return what is to be sent now; where that is nothing, tell those who wait for quiet."""
        ground = self._ground
        delivery = ground.outbox.first_due(ground.clock.now(), self._errands)
        if delivery is not None:
            subscription = ground.outbox.subscription(delivery.system, delivery.subscription_id)
            return Errand(delivery=delivery, subscription=subscription, epoch=self._epoch)
        if self._busy and not self._errands:
            self._busy = False
            ground.store.changed.notify_all()
        return None

    def _take(self, errand: Errand) -> None:
        """Note that it is on its way, and let somebody watch how long that takes."""
        self._busy = True
        self._errands[errand.subscription.subscription_id] = errand
        if self._idle:
            self._waking.notify()
        elif len(self._threads) < MOST_AT_ONCE:
            self._hire()

    def _deliver(self, errand: Errand) -> None:
        firing = self._note(errand, self._send(errand))
        while firing is not None:
            firing = self._note(errand, self._send(errand), again_by=firing)

    def _send(self, errand: Errand) -> Attempt:
        delivery = errand.delivery
        headers = self._ground.couriers[delivery.system].sealed(errand.subscription, delivery, wall_seconds())
        return post(errand.subscription.url, headers, delivery.body, self._ground.guard, errand.line)

    def _note(self, errand: Errand, attempt: Attempt, *, again_by: Firing | None = None) -> Firing | None:
        """Note an attempt; returns the fault that has the message sent again."""
        ground, delivery = self._ground, errand.delivery
        with ground.store.lock:
            if errand.epoch != self._epoch or self._stopped:
                return None
            outcome = self._outcome(errand, attempt)
            status, reason = attempt.status, attempt.reason
            ground.catch_up()
            with ground.store.transaction():
                if again_by is None:
                    later = ground.couriers[delivery.system].again(ground.clock.now(), delivery.tries + 1, attempt)
                    ground.outbox.mark(
                        delivery, outcome, later if outcome == "failed" else None, status=status, reason=reason
                    )
                else:
                    ground.outbox.note(delivery, outcome, status=status, reason=reason, duplicate=True)
                ground.journal.append("delivery", self._row(errand, attempt, outcome, again_by))
                if outcome != "delivered":
                    return None
                firing = ground.faults.strike("delivered", _thing(delivery))
                if firing is not None:
                    ground.faults.note(firing)
                return firing

    def _outcome(self, errand: Errand, attempt: Attempt) -> Outcome:
        """Say what an answer means. A 410 of an address that the subscriber has left by now ends nothing."""
        if attempt.status is not None and 200 <= attempt.status < 300:
            return "delivered"
        if attempt.status != 410 or not self._ground.couriers[errand.delivery.system].gone_ends_it:
            return "failed"
        try:
            present = self._ground.outbox.subscription(errand.delivery.system, errand.delivery.subscription_id)
        except NotFound:
            return "gone"
        return "gone" if present.url == errand.subscription.url else "failed"

    def _row(self, errand: Errand, attempt: Attempt, outcome: Outcome, again_by: Firing | None) -> dict[str, Any]:
        delivery = errand.delivery
        return {
            "system": delivery.system,
            "subscription_id": delivery.subscription_id,
            "message_id": delivery.message_id,
            "event": delivery.event,
            "notice": delivery.notice,
            "about": list(delivery.about),
            "url": errand.subscription.url,
            "attempt": delivery.attempts + 1,
            "status": attempt.status,
            "outcome": outcome,
            "reason": attempt.reason,
            "duplicate": again_by is not None,
            "fault": again_by.fault_id if again_by else None,
            "body": _told(delivery.body),
            "wall_ms": self._ground.wall_ms(),
        }


def _told(body: bytes) -> Any:
    """Read a body as the journal has it: JSON, or a text where it is something else."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return body.decode()


def _thing(delivery: Delivery) -> Thing:
    """What is delivered, told from every other delivery by its message id."""
    words = (delivery.message_id, *delivery.about, delivery.body.decode())
    return Thing(system=delivery.system, names=(delivery.event, delivery.notice), text=" ".join(words))

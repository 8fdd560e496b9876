"""The outbox: webhook subscriptions, and the deliveries promised in the transaction of what they announce."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, case, delete, func, insert, select, update

from rosterproof_sim.clock import Clock
from rosterproof_sim.domain.rules.ids import CredentialKind, numbered
from rosterproof_sim.domain.words.calendar import instant_text
from rosterproof_sim.domain.words.notices import Delivery, DeliveryCounts, Outcome, Subscription, System
from rosterproof_sim.domain.words.refusals import NotFound
from rosterproof_sim.store import tables
from rosterproof_sim.store.columns import row_of
from rosterproof_sim.store.database import Store

#: Makes the body of a message: (system, event, data) -> bytes. A dialect's announce provides it.
Render = Callable[[System, str, Mapping[str, Any]], bytes]

_SUBSCRIPTIONS = tables.subscriptions
_DELIVERIES = tables.deliveries
_ALL = select(_SUBSCRIPTIONS).order_by(_SUBSCRIPTIONS.c.subscription_id)
_SUBSCRIBE = insert(_SUBSCRIPTIONS)
_UNSUBSCRIBE = delete(_SUBSCRIPTIONS).where(_SUBSCRIPTIONS.c.subscription_id == bindparam("which"))
_SILENCE = update(_SUBSCRIPTIONS).where(_SUBSCRIPTIONS.c.subscription_id == bindparam("which")).values(active=False)
_OF_SUBSCRIPTION = _DELIVERIES.c.subscription_id == bindparam("which")
_HAND_OVER = update(_DELIVERIES).where(_OF_SUBSCRIPTION).values(subscription_id=bindparam("heir"))
_DROP = delete(_DELIVERIES).where(_OF_SUBSCRIPTION)
_PROMISE = insert(_DELIVERIES)
_DUE = (
    select(*_DELIVERIES.c, _SUBSCRIPTIONS.c.url, _SUBSCRIPTIONS.c.secret)
    .join_from(_DELIVERIES, _SUBSCRIPTIONS, _DELIVERIES.c.subscription_id == _SUBSCRIPTIONS.c.subscription_id)
    .where(_DELIVERIES.c.next_attempt <= bindparam("now"))
    .order_by(_DELIVERIES.c.sequence)
)
_DONE = delete(_DELIVERIES).where(_DELIVERIES.c.sequence == bindparam("which"))
_LATER = (
    update(_DELIVERIES)
    .where(_DELIVERIES.c.sequence == bindparam("which"))
    .values(attempts=_DELIVERIES.c.attempts + 1, next_attempt=bindparam("later"))
)
_NEXT = select(func.min(_DELIVERIES.c.next_attempt)).where(_DELIVERIES.c.next_attempt > bindparam("now"))
_IS_DUE = case((_DELIVERIES.c.next_attempt <= bindparam("now"), 1), else_=0)
_COUNTS = select(func.coalesce(func.sum(_IS_DUE), 0), func.count())


class Outbox:
    """Promises are kept in the order in which they were made. What was delivered or given up is forgotten here.

    The journal keeps every attempt.
    """

    def __init__(self, store: Store, clock: Clock, mint: Callable[[CredentialKind, int], str]) -> None:
        self._store = store
        self._clock = clock
        self._mint = mint
        self._subscriptions: list[Subscription] | None = None
        #: Set before any change is recorded. Without it a body is {"type", "timestamp", "data"} as JSON.
        self.render: Render = self._plain
        store.keep(self)

    def subscribe(self, system: System, url: str, events: Sequence[str]) -> Subscription:
        """Subscribe a URL; the same URL of the same system again replaces its subscription and makes a new secret.

        What is still promised to the replaced subscription goes to the new one.
        """
        with self._store.transaction() as db:
            number = self._store.counters.next("subscription")
            new = Subscription(
                subscription_id=numbered("subscription", number),
                system=system,
                url=url,
                events=tuple(events),
                active=True,
                secret=self._mint("webhook", number),
            )
            for old in self.subscriptions(system):
                if old.url == url:
                    db.execute(_HAND_OVER, {"which": old.subscription_id, "heir": new.subscription_id})
                    db.execute(_UNSUBSCRIBE, {"which": old.subscription_id})
            db.execute(_SUBSCRIBE, row_of(new))
            self.forget()
            return new

    def subscriptions(self, system: System) -> list[Subscription]:
        """Return the subscriptions of a system in order of id, those ended by a 410 included (inactive)."""
        with self._store.transaction() as db:
            if self._subscriptions is None:
                self._subscriptions = [Subscription(**row) for row in db.execute(_ALL).mappings()]
            return [each for each in self._subscriptions if each.system == system]

    def subscription(self, system: System, subscription_id: str) -> Subscription:
        """Return one subscription, or raise NotFound."""
        for each in self.subscriptions(system):
            if each.subscription_id == subscription_id:
                return each
        raise NotFound(f"webhook subscription {subscription_id}")

    def unsubscribe(self, system: System, subscription_id: str) -> None:
        """End a subscription; deliveries not yet made are dropped. Raises NotFound."""
        with self._store.transaction() as db:
            self.subscription(system, subscription_id)
            db.execute(_DROP, {"which": subscription_id})
            db.execute(_UNSUBSCRIBE, {"which": subscription_id})
            self.forget()

    def promise(self, system: System, event: str, data: Mapping[str, Any]) -> None:
        """Promise a message to every active subscription that asks for the event, in the current transaction."""
        with self._store.transaction() as db:
            asking = [each for each in self.subscriptions(system) if each.active and event in each.events]
            if not asking:
                return
            body = self.render(system, event, data)
            numbers = self._store.counters.take("message", len(asking))
            rows = [
                {
                    "sequence": number,
                    "message_id": self._mint("message", number),
                    "system": system,
                    "subscription_id": subscription.subscription_id,
                    "event": event,
                    "body": body,
                    "attempts": 0,
                    "next_attempt": self._clock.now(),
                }
                for number, subscription in zip(numbers, asking, strict=True)
            ]
            db.execute(_PROMISE, rows)

    def due(self, now: datetime) -> list[Delivery]:
        """Return the deliveries to be attempted now, in order of promise."""
        with self._store.transaction() as db:
            return [Delivery(**row) for row in db.execute(_DUE, {"now": now}).mappings()]

    def mark(self, delivery: Delivery, outcome: Outcome, next_attempt: datetime | None = None) -> Delivery:
        """Note an attempt and return the delivery after it. Failed without a `next_attempt` is given up.

        Gone ends the subscription: it stays to be seen, inactive, and what is promised to it is dropped.
        """
        with self._store.transaction() as db:
            if outcome == "gone":
                db.execute(_SILENCE, {"which": delivery.subscription_id})
                db.execute(_DROP, {"which": delivery.subscription_id})
                self.forget()
            elif outcome == "failed" and next_attempt is not None:
                db.execute(_LATER, {"which": delivery.sequence, "later": next_attempt})
            else:
                db.execute(_DONE, {"which": delivery.sequence})
        later = next_attempt if outcome == "failed" else None
        return replace(delivery, attempts=delivery.attempts + 1, next_attempt=later)

    def next_due(self, now: datetime) -> datetime | None:
        """Return when the next waiting delivery falls due, after `now`."""
        with self._store.transaction() as db:
            instant: datetime | None = db.execute(_NEXT, {"now": now}).scalar_one()
            return instant

    def counts(self, now: datetime) -> DeliveryCounts:
        """Count what is due and what waits."""
        with self._store.transaction() as db:
            due, promised = db.execute(_COUNTS, {"now": now}).one()
            return DeliveryCounts(due=due, waiting=promised - due)

    def _plain(self, system: System, event: str, data: Mapping[str, Any]) -> bytes:
        """Render what both core contracts say of a message."""
        del system
        return orjson.dumps({"type": event, "timestamp": instant_text(self._clock.now()), "data": dict(data)})

    @property
    def waiting(self) -> int:
        """Nothing waits to be written: a promise is, at once."""
        return 0

    def flush(self, db: Connection) -> None:
        """Write nothing more."""

    def forget(self) -> None:
        """Drop the copy of the subscriptions; the database holds other ones now."""
        self._subscriptions = None

"""The outbox: messages promised in the transaction of what they announce, and what became of each.

None is ever deleted. A message is pending until it is acknowledged or dead, so that at every instant
sent = acknowledged + pending + dead, which `ledger` shows.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Select, bindparam, case, func, insert, select, update

from rosterproof_sim.clock import Clock
from rosterproof_sim.domain.rules.ids import CredentialKind
from rosterproof_sim.domain.words.calendar import instant_text
from rosterproof_sim.domain.words.notices import (
    DeadReason,
    Delivery,
    DeliveryCounts,
    MessageStatus,
    NotedAttempt,
    Notice,
    Outcome,
    Payload,
    Subscription,
    System,
)
from rosterproof_sim.domain.words.refusals import NotFound, Refused
from rosterproof_sim.domain.words.written import value_written
from rosterproof_sim.store import outbox_tables
from rosterproof_sim.store.columns import row_of
from rosterproof_sim.store.database import Store
from rosterproof_sim.store.subscriptions import Subscriptions

#: Words a notice for a subscription: the event and the body of every message. A dialect's announce provides it.
Render = Callable[[Notice, Subscription], Sequence[tuple[str, bytes]]]

#: What of a notice says whom it is about.
_WHOM = ("employee_id", "external_id", "user_id")
_SUBSCRIPTIONS = outbox_tables.subscriptions
_TABLE = outbox_tables.deliveries
_WHICH = _TABLE.c.sequence == bindparam("which")
_ONE = select(_TABLE).where(_WHICH)
_BY_ID = select(_TABLE).where(_TABLE.c.message_id == bindparam("which"))
_PROMISE = insert(_TABLE)
_UPDATE = update(_TABLE).where(_WHICH)
_PENDING = (_TABLE.c.subscription_id == bindparam("whose")) & _TABLE.c.next_attempt.is_not(None)
_HOW_MANY = select(func.count()).where(_PENDING)
_HAND_OVER = update(_TABLE).where(_PENDING)
_BURY = update(_TABLE).where(_PENDING).values(status="dead", next_attempt=None)
_IN_ORDER = (_TABLE.c.next_attempt, _TABLE.c.sequence)
_DUE = select(_TABLE).where(_TABLE.c.next_attempt <= bindparam("now")).order_by(*_IN_ORDER)
#: The head of each subscription's queue, so that a long queue behind a slow receiver is not walked through.
_QUEUED = _TABLE.alias()
_HEAD = (
    select(_QUEUED.c.sequence)
    .where(_QUEUED.c.subscription_id == _SUBSCRIPTIONS.c.subscription_id)
    .where(_QUEUED.c.next_attempt <= bindparam("now"))
    .order_by(_QUEUED.c.next_attempt, _QUEUED.c.sequence)
    .limit(1)
    .scalar_subquery()
)
_FIRST = (
    select(_TABLE)
    .join_from(_SUBSCRIPTIONS, _TABLE, _TABLE.c.sequence == _HEAD)
    .where(_SUBSCRIPTIONS.c.subscription_id.not_in(bindparam("busy", expanding=True)))
    .order_by(*_IN_ORDER)
    .limit(1)
)
_NEXT = select(func.min(_TABLE.c.next_attempt)).where(_TABLE.c.next_attempt > bindparam("now"))
_IS_DUE = case((_TABLE.c.next_attempt <= bindparam("now"), 1), else_=0)
_COUNTS = select(func.coalesce(func.sum(_IS_DUE), 0), func.count()).where(_TABLE.c.next_attempt.is_not(None))
_NOTE = insert(outbox_tables.delivery_attempts)


class Outbox:
    """Promises are kept in the order in which they were made."""

    def __init__(self, store: Store, clock: Clock, mint: Callable[[CredentialKind, int], str]) -> None:
        self._store = store
        self._clock = clock
        self._mint = mint
        self._subscriptions = Subscriptions(store, mint)
        #: Set before any change is recorded. Without it a body is what both core contracts say, the record in any form.
        self.render: Render = self._plain

    def subscribe(
        self,
        system: System,
        url: str,
        events: Sequence[str],
        payload: Payload = "thin",
        terms: Mapping[str, Any] | None = None,
    ) -> Subscription:
        """Subscribe a URL; the same URL of the same system again replaces its subscription and makes a new secret.

        What is still promised to the replaced subscription goes to the new one, and counts as its own.
        """
        with self._store.transaction():
            new = self._subscriptions.add(system, url, events, payload, terms or {})
            for old in self.subscriptions(system):
                if old.url == url and old != new:
                    self._hand_over(old, new)
            return new

    def subscriptions(self, system: System) -> list[Subscription]:
        """Return the subscriptions of a system in order of id, those ended by a 410 included (inactive)."""
        return self._subscriptions.of(system)

    def subscription(self, system: System, subscription_id: str) -> Subscription:
        """Return one subscription, or raise NotFound."""
        return self._subscriptions.find(system, subscription_id)

    def change_subscription(self, system: System, subscription_id: str, fields: Mapping[str, Any]) -> Subscription:
        """Change its url, events, payload, or whether it is active. One that is paused has nothing pending."""
        with self._store.transaction():
            found = self.subscription(system, subscription_id)
            changed = replace(found, **fields)
            taken = [each for each in self.subscriptions(system) if each.url == changed.url and each != found]
            if taken:
                raise Refused(
                    "url-taken",
                    f"{taken[0].subscription_id} is subscribed with this url. Change that one, or delete it first.",
                )
            if not changed.active:
                self._bury(found, "paused")
            return self._subscriptions.put(changed)

    def rotate(self, system: System, subscription_id: str, overlap_seconds: int) -> Subscription:
        """Give a subscription a new secret; the one before signs beside it for so long on the wall clock."""
        return self._subscriptions.rotate(system, subscription_id, overlap_seconds)

    def unsubscribe(self, system: System, subscription_id: str) -> None:
        """End a subscription; deliveries not yet made are dead. Raises NotFound."""
        with self._store.transaction():
            found = self.subscription(system, subscription_id)
            self._bury(found, "unsubscribed")
            self._subscriptions.put(replace(found, active=False, ended=True))

    def promise(self, system: System, event: str, data: Mapping[str, Any], record: object) -> None:
        """Promise every active subscription what there is to say to it, in the current transaction.

        `data` is what a thin payload says; `record` is the word that a full one holds besides.
        """
        with self._store.transaction() as db:
            notice = Notice(system=system, event=event, data=data, record=record)
            active = [each for each in self.subscriptions(system) if each.active]
            worded = [(each, *message) for each in active for message in self.render(notice, each)]
            if not worded:
                return
            numbers = self._store.counters.take("message", len(worded))
            promised = [self._promised(number, notice, *each) for number, each in zip(numbers, worded, strict=True)]
            db.execute(_PROMISE, [row_of(each) for each in promised])
            for each in promised:
                self._subscriptions.count(each.subscription_id, 1)

    def due(self, now: datetime) -> list[Delivery]:
        """Return the deliveries to be attempted now, in the order in which they fell due, then of promise."""
        return self._read(_DUE, now=now)

    def first_due(self, now: datetime, busy: Collection[str]) -> Delivery | None:
        """Return the delivery to be attempted first among those of subscriptions that are not busy."""
        found = self._read(_FIRST, now=now, busy=sorted(busy))
        return found[0] if found else None

    def mark(
        self,
        delivery: Delivery,
        outcome: Outcome,
        next_attempt: datetime | None = None,
        *,
        status: int | None = None,
        reason: str = "",
    ) -> Delivery:
        """Note an attempt and return the delivery after it. Failed without a `next_attempt` is given up.

        Gone ends the subscription: it stays to be seen, inactive, and what is promised to it is dead. An
        acknowledgment counts whenever it comes, a failure only while the message is still pending.
        """
        with self._store.transaction() as db:
            self.note(delivery, outcome, status=status, reason=reason)
            if outcome == "gone":
                self._silence(delivery)
            present = self._read(_ONE, which=delivery.sequence)[0]
            after = replace(present, attempts=present.attempts + 1, tries=present.tries + 1)
            if outcome == "delivered":
                after = replace(after, status="acknowledged", reason=None, next_attempt=None)
            elif outcome == "failed" and present.status == "pending":
                dead: tuple[MessageStatus, DeadReason | None] = ("dead", "given_up")
                state, why = ("pending", None) if next_attempt is not None else dead
                after = replace(after, status=state, reason=why, next_attempt=next_attempt)
            db.execute(_UPDATE, {**row_of(after), "which": after.sequence})
            return after

    def note(
        self, delivery: Delivery, outcome: Outcome, *, status: int | None, reason: str, duplicate: bool = False
    ) -> None:
        """Note an attempt, and change nothing by it: the message was sent again though it is acknowledged."""
        attempt = NotedAttempt(
            number=delivery.attempts + 1,
            at=self._clock.now(),
            outcome=outcome,
            status=status,
            reason=reason,
            duplicate=duplicate,
        )
        with self._store.transaction() as db:
            db.execute(_NOTE, {"sequence": delivery.sequence, **row_of(attempt)})

    def redeliver(self, message_id: str) -> Delivery:
        """Let a dead message be due again, now, with the whole schedule before it. Raises NotFound or Refused."""
        with self._store.transaction() as db:
            found = self._read(_BY_ID, which=message_id)
            if not found:
                raise NotFound(f"webhook message {message_id}")
            if found[0].status != "dead":
                raise Refused("not-dead", f"{message_id} is {found[0].status}; only a dead message is delivered again.")
            whose = found[0].subscription_id
            subscription = next(each for each in self._subscriptions.every() if each.subscription_id == whose)
            if subscription.ended:
                raise Refused("subscription-ended", f"{whose} has ended; nobody is there to be told {message_id}.")
            if not subscription.active:
                raise Refused("subscription-inactive", f"{whose} is inactive. Make it active first, by a PATCH of it.")
            again = replace(found[0], status="pending", reason=None, tries=0, next_attempt=self._clock.now())
            db.execute(_UPDATE, {**row_of(again), "which": again.sequence})
            return again

    def next_due(self, now: datetime) -> datetime | None:
        """Return when the next waiting delivery falls due, after `now`."""
        with self._store.transaction() as db:
            instant: datetime | None = db.execute(_NEXT, {"now": now}).scalar_one()
            return instant

    def counts(self, now: datetime) -> DeliveryCounts:
        """Count what is due and what waits."""
        with self._store.transaction() as db:
            due, pending = db.execute(_COUNTS, {"now": now}).one()
            return DeliveryCounts(due=due, waiting=pending - due)

    def _promised(self, number: int, notice: Notice, subscription: Subscription, event: str, body: bytes) -> Delivery:
        return Delivery(
            sequence=number,
            message_id=self._mint("message", number),
            system=subscription.system,
            subscription_id=subscription.subscription_id,
            event=event,
            notice=notice.event,
            about=tuple(str(notice.data[name]) for name in _WHOM if notice.data.get(name)),
            body=body,
            promised_at=self._clock.now(),
            status="pending",
            reason=None,
            attempts=0,
            tries=0,
            next_attempt=self._clock.now(),
        )

    def _hand_over(self, old: Subscription, new: Subscription) -> None:
        with self._store.transaction() as db:
            moved = db.execute(_HOW_MANY, {"whose": old.subscription_id}).scalar_one()
            db.execute(_HAND_OVER, {"whose": old.subscription_id, "subscription_id": new.subscription_id})
            self._subscriptions.count(old.subscription_id, -moved)
            self._subscriptions.count(new.subscription_id, moved)
            self._subscriptions.put(replace(old, active=False, ended=True))

    def _silence(self, delivery: Delivery) -> None:
        """End a subscription by a 410, unless it has ended meanwhile."""
        for each in self.subscriptions(delivery.system):
            if each.subscription_id == delivery.subscription_id:
                self._bury(each, "gone")
                self._subscriptions.put(replace(each, active=False))

    def _bury(self, subscription: Subscription, reason: DeadReason) -> None:
        with self._store.transaction() as db:
            db.execute(_BURY, {"whose": subscription.subscription_id, "reason": reason})

    def _read(self, query: Select[Any], **values: Any) -> list[Delivery]:
        with self._store.transaction() as db:
            return [Delivery(**row) for row in db.execute(query, values).mappings()]

    def _plain(self, notice: Notice, subscription: Subscription) -> list[tuple[str, bytes]]:
        if notice.event not in subscription.events:
            return []
        full = {"record": value_written(notice.record)} if subscription.payload == "full" else {}
        at = instant_text(self._clock.now())
        return [(notice.event, orjson.dumps({"type": notice.event, "timestamp": at, "data": {**notice.data, **full}}))]

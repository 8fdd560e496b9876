"""The ledger of webhooks: what was sent, and what became of it, by subscription and by message. It only reads."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from rosterproof_sim.domain.words.notices import Delivery, MessageStatus, NotedAttempt, Subscription, Tally
from rosterproof_sim.domain.words.refusals import NotFound
from rosterproof_sim.store import outbox_tables
from rosterproof_sim.store.database import Connection, Store

_SUBSCRIPTIONS = outbox_tables.subscriptions
_DELIVERIES = outbox_tables.deliveries
_ATTEMPTS = outbox_tables.delivery_attempts
_ALL = select(_SUBSCRIPTIONS).order_by(_SUBSCRIPTIONS.c.subscription_id)
_BY_STATUS = select(_DELIVERIES.c.subscription_id, _DELIVERIES.c.status, func.count()).group_by(
    _DELIVERIES.c.subscription_id, _DELIVERIES.c.status
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """One subscription and its tally."""

    subscription: Subscription
    tally: Tally


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One message, and every attempt to deliver it."""

    delivery: Delivery
    attempts: tuple[NotedAttempt, ...]

    @property
    def sequence(self) -> int:
        """Its place in the order of promise."""
        return self.delivery.sequence


class Ledger:
    """`sent` is counted when a message is promised, the rest when it is asked for: they have to agree."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def accounts(self) -> list[Account]:
        """Return every subscription there ever was, in order of id."""
        with self._store.transaction() as db:
            counts: Counter[tuple[str, MessageStatus]] = Counter()
            for whose, status, how_many in db.execute(_BY_STATUS):
                counts[whose, status] = how_many
            return [_account(dict(row), counts) for row in db.execute(_ALL).mappings()]

    def entries(
        self, after: int, limit: int, *, subscription_id: str | None = None, status: MessageStatus | None = None
    ) -> list[Entry]:
        """Return messages in order of promise, from behind a sequence."""
        query = select(_DELIVERIES).where(_DELIVERIES.c.sequence > after).order_by(_DELIVERIES.c.sequence).limit(limit)
        if subscription_id is not None:
            query = query.where(_DELIVERIES.c.subscription_id == subscription_id)
        if status is not None:
            query = query.where(_DELIVERIES.c.status == status)
        with self._store.transaction() as db:
            return _entries(db, [Delivery(**row) for row in db.execute(query).mappings()])

    def entry(self, message_id: str) -> Entry:
        """Return one message, or raise NotFound."""
        query = select(_DELIVERIES).where(_DELIVERIES.c.message_id == message_id)
        with self._store.transaction() as db:
            found = _entries(db, [Delivery(**row) for row in db.execute(query).mappings()])
        if not found:
            raise NotFound(f"webhook message {message_id}")
        return found[0]


def total(accounts: Iterable[Account]) -> Tally:
    """Add the tallies up."""
    tallies = [each.tally for each in accounts]
    return Tally(**{name: sum(getattr(each, name) for each in tallies) for name in Tally.__dataclass_fields__})


def _account(row: dict[str, Any], counts: Counter[tuple[str, MessageStatus]]) -> Account:
    sent = row.pop("sent")
    subscription = Subscription(**row)
    whose = subscription.subscription_id
    return Account(
        subscription=subscription,
        tally=Tally(
            sent=sent,
            acknowledged=counts[whose, "acknowledged"],
            pending=counts[whose, "pending"],
            dead=counts[whose, "dead"],
        ),
    )


def _entries(db: Connection, deliveries: list[Delivery]) -> list[Entry]:
    wanted = [each.sequence for each in deliveries]
    query = select(_ATTEMPTS).where(_ATTEMPTS.c.sequence.in_(wanted)).order_by(_ATTEMPTS.c.position)
    noted: defaultdict[int, list[NotedAttempt]] = defaultdict(list)
    for row in db.execute(query).mappings():
        fields = {name: row[name] for name in NotedAttempt.__dataclass_fields__}
        noted[row["sequence"]].append(NotedAttempt(**fields))
    return [Entry(delivery=each, attempts=tuple(noted[each.sequence])) for each in deliveries]

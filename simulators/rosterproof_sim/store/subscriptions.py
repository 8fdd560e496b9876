"""Who is told: webhook subscriptions, kept when they end, so that the ledger can name them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from rosterproof_sim.clock import wall_seconds
from rosterproof_sim.domain.rules.ids import CredentialKind, numbered
from rosterproof_sim.domain.words.notices import Payload, RetiredSecret, Subscription, System
from rosterproof_sim.domain.words.refusals import NotFound, Refused
from rosterproof_sim.store import outbox_tables
from rosterproof_sim.store.columns import row_of
from rosterproof_sim.store.connection import Connection
from rosterproof_sim.store.database import Store

#: No more old secrets sign at once: a receiver looks at a few signatures only.
MOST_RETIRED = 3

_TABLE = outbox_tables.subscriptions
_FIELDS = [column for column in _TABLE.c if column.name in Subscription.__dataclass_fields__]
_ALL = select(*_FIELDS).order_by(_TABLE.c.subscription_id)
_ADD = insert(_TABLE)
_WHICH = _TABLE.c.subscription_id == bindparam("which")
_PUT = update(_TABLE).where(_WHICH)
_COUNT = update(_TABLE).where(_WHICH).values(sent=_TABLE.c.sent + bindparam("more"))


class Subscriptions:
    """There are few, so they are read once and kept; whatever changes one, or goes back in time, forgets them."""

    def __init__(self, store: Store, mint: Callable[[CredentialKind, int], str]) -> None:
        self._store = store
        self._mint = mint
        self._kept: list[Subscription] | None = None
        store.keep(self)

    def every(self) -> list[Subscription]:
        """Return all there ever were, in order of id."""
        with self._store.transaction() as db:
            if self._kept is None:
                self._kept = [Subscription(**row) for row in db.execute(_ALL).mappings()]
            return self._kept

    def of(self, system: System) -> list[Subscription]:
        """Return those of a system, the inactive ones included, and not the ended ones."""
        return [each for each in self.every() if each.system == system and not each.ended]

    def find(self, system: System, subscription_id: str) -> Subscription:
        """Return one that has not ended, or raise NotFound."""
        for each in self.of(system):
            if each.subscription_id == subscription_id:
                return each
        raise NotFound(f"webhook subscription {subscription_id}")

    def add(
        self, system: System, url: str, events: Sequence[str], payload: Payload, terms: Mapping[str, Any]
    ) -> Subscription:
        """Make one, with a secret of its own."""
        with self._store.transaction() as db:
            number = self._store.counters.next("subscription")
            new = Subscription(
                subscription_id=numbered("subscription", number),
                system=system,
                url=url,
                events=tuple(events),
                payload=payload,
                active=True,
                secret=self._secret(),
                terms=terms,
            )
            db.execute(_ADD, row_of(new))
            self.forget()
            return new

    def put(self, changed: Subscription) -> Subscription:
        """Keep one as it is now."""
        with self._store.transaction() as db:
            db.execute(_PUT, {**row_of(changed), "which": changed.subscription_id})
            self.forget()
            return changed

    def rotate(self, system: System, subscription_id: str, overlap_seconds: int) -> Subscription:
        """Give one a new secret. Those before it sign as long as they were promised to; with no overlap none does.

        The overlap is the time a client has to roll the new secret out, on its own clock: it is wall time.
        """
        with self._store.transaction():
            found, now = self.find(system, subscription_id), wall_seconds()
            retired = tuple(each for each in found.retired if each.until > now)
            if overlap_seconds and len(retired) == MOST_RETIRED:
                raise Refused(
                    "too-many-secrets",
                    f"{MOST_RETIRED} older secrets of {subscription_id} still sign. Wait until the first of them has"
                    " run out, or rotate with overlap_seconds 0, which ends them all.",
                )
            old = RetiredSecret(secret=found.secret, until=now + overlap_seconds)
            kept = (*retired, old) if overlap_seconds else ()
            return self.put(replace(found, secret=self._secret(), retired=kept))

    def count(self, subscription_id: str, more: int) -> None:
        """Count messages that were promised, or that another one took over."""
        with self._store.transaction() as db:
            db.execute(_COUNT, {"which": subscription_id, "more": more})

    @property
    def waiting(self) -> int:
        """Nothing waits to be written."""
        return 0

    def flush(self, db: Connection) -> None:
        """Write nothing more."""

    def forget(self) -> None:
        """Drop the copy; the database holds other ones now."""
        self._kept = None

    def _secret(self) -> str:
        return self._mint("webhook", self._store.counters.next("webhook"))

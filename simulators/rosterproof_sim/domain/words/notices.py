"""Who is told of what: webhook subscriptions, the messages promised to them, and what became of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

System = Literal["hris", "lms"]
#: thin: which record changed, and how. full: besides, the whole record as it was when the message was promised.
Payload = Literal["thin", "full"]
#: delivered: acknowledged. failed: to be tried again, or given up. gone: the receiver ended the subscription.
Outcome = Literal["delivered", "failed", "gone"]
#: Every message is one of these at every instant: sent = acknowledged + pending + dead.
MessageStatus = Literal["pending", "acknowledged", "dead"]
#: given_up: the schedule ran out. gone: the receiver answered 410. paused, unsubscribed: the subscriber asked for it.
DeadReason = Literal["given_up", "gone", "paused", "unsubscribed"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """Something to tell: what a thin payload says of it, and the record it is about, as it is now."""

    system: System
    event: str
    data: Mapping[str, Any]
    record: object


@dataclass(frozen=True, kw_only=True, slots=True)
class LearningChange:
    """An entry of the LMS's changes feed: what a thin message says, with its place in the feed."""

    sequence: int
    type: str
    recorded_at: datetime
    data: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class RetiredSecret:
    """A secret that was replaced, and still signs `until` then, in seconds since 1970 on the wall clock."""

    secret: str
    until: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Subscription:
    """`secret` signs its deliveries; it is shown once, when it is made. `retired` sign beside it for a while."""

    subscription_id: str
    system: System
    url: str
    events: tuple[str, ...]
    payload: Payload
    active: bool
    secret: str
    retired: tuple[RetiredSecret, ...] = ()
    #: Deleted, or replaced by another one. It is kept for the ledger, and no client sees it.
    ended: bool = False
    #: What else was agreed, in the words of the dialect: which fields to watch, in which form to tell.
    terms: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """One message promised to one subscription. The body was rendered when it was promised and never changes."""

    sequence: int
    message_id: str
    system: System
    subscription_id: str
    event: str
    #: The event of our own wire that it tells of, and the ids, as we write them, of whom it is about.
    notice: str
    about: tuple[str, ...]
    body: bytes
    promised_at: datetime
    status: MessageStatus
    #: Why it is dead, and None while it is not.
    reason: DeadReason | None
    #: How many attempts were made so far.
    attempts: int
    #: How many of them the schedule counts: it begins anew when a dead message is delivered again.
    tries: int
    #: None where it will not be tried again.
    next_attempt: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class NotedAttempt:
    """One attempt to deliver a message. `duplicate`: it had been acknowledged, and a fault sent it again."""

    number: int
    at: datetime
    outcome: Outcome
    #: What the receiver answered; None where it did not.
    status: int | None
    reason: str
    duplicate: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """How many messages there are of each kind. `sent` is counted on its own, when they are promised."""

    sent: int
    acknowledged: int
    pending: int
    dead: int


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryCounts:
    """Deliveries due now, and deliveries that wait for a later instant."""

    due: int
    waiting: int

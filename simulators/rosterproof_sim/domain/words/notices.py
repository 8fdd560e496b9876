"""Who is told of what: webhook subscriptions, and the deliveries promised to them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

System = Literal["hris", "lms"]
#: delivered: acknowledged. failed: to be tried again, or given up. gone: the receiver ended the subscription.
Outcome = Literal["delivered", "failed", "gone"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Subscription:
    """`secret` signs its deliveries; it is shown once, when the subscription is made."""

    subscription_id: str
    system: System
    url: str
    events: tuple[str, ...]
    active: bool
    secret: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """One message promised to one subscription. The body was rendered when it was promised and never changes."""

    sequence: int
    message_id: str
    system: System
    subscription_id: str
    url: str
    secret: str
    event: str
    body: bytes
    #: How many attempts were made so far.
    attempts: int
    #: None where it will not be tried again.
    next_attempt: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryCounts:
    """Deliveries due now, and deliveries that wait for a later instant."""

    due: int
    waiting: int

"""How the messages of one system travel: what vouches for them, and when one that was not taken is sent again.

The standard way is that of Standard Webhooks; a dialect whose vendor has another says so.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from rosterproof_sim.delivery.post import Attempt
from rosterproof_sim.delivery.schedule import next_attempt
from rosterproof_sim.delivery.signing import secrets_at, signed
from rosterproof_sim.domain.words.notices import Delivery, Subscription

#: (subscription, message, seconds since 1970 on the wall clock) -> the headers of one attempt.
Sealed = Callable[[Subscription, Delivery, float], Mapping[str, str]]
#: (now on the world's clock, attempts that failed, the last of them) -> when to try again; None: never.
Again = Callable[[datetime, int, Attempt], datetime | None]


def _sealed(subscription: Subscription, delivery: Delivery, wall: float) -> Mapping[str, str]:
    signature = signed(
        secrets=secrets_at(subscription, wall),
        message_id=delivery.message_id,
        timestamp=int(wall),
        body=delivery.body,
    )
    return {"Content-Type": "application/json", **signature}


def _again(now: datetime, tries: int, attempt: Attempt) -> datetime | None:
    return next_attempt(now, tries, attempt.retry_after)


@dataclass(frozen=True, kw_only=True, slots=True)
class Courier:
    """Both functions are asked anew for every attempt."""

    sealed: Sealed = _sealed
    again: Again = _again
    #: Whether a 410 ends the subscription.
    gone_ends_it: bool = True


STANDARD = Courier()

"""What a dialect says to a subscriber of something that happened: nothing, one message, or several."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rosterproof_sim.domain.words.notices import Notice, Payload, Subscription


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One message: the name of its event in the contract, and its body. `sent` goes out where it is not JSON."""

    event: str
    body: Any
    sent: str | None = None


#: (notice, subscription, instant) -> the messages for that subscription.
Announce = Callable[[Notice, Subscription, datetime], Iterable[Said]]


def one_for_each_event(worded: Callable[[Notice, Payload, datetime], dict[str, Any]]) -> Announce:
    """One message for every notice whose event the subscription asks for, thin or full as it wants it."""

    def announce(notice: Notice, subscription: Subscription, at: datetime) -> Iterable[Said]:
        if notice.event in subscription.events:
            yield Said(event=notice.event, body=worded(notice, subscription.payload, at))

    return announce

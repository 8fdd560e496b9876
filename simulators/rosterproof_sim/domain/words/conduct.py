"""How the systems of a world behave toward their clients, where that is not as plain as can be. All is off at first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Demand = Literal["optional", "required"]
RetryAfter = Literal["seconds", "http-date"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """So many requests of one client in so many seconds on the wall clock, which is the client's own."""

    requests: int
    per_seconds: int
    retry_after: RetryAfter = "seconds"


@dataclass(frozen=True, kw_only=True, slots=True)
class Keep:
    """How long the changes feed remembers: seconds on the world's clock, a number of entries, or both."""

    seconds: int | None = None
    entries: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Manners:
    """What both systems can be told."""

    limit: Limit | None = None
    #: Of the writes that take If-Match.
    if_match: Demand = "optional"
    #: Of the writes that take an Idempotency-Key.
    idempotency_key: Demand = "optional"
    #: Of the changes feed.
    feed: Keep | None = None
    #: The switches of its dialect that are not as they are by themselves.
    switches: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class HrisManners(Manners):
    """`lag_seconds`: reads show what was true so many seconds of the world's time ago; webhooks are in time."""

    lag_seconds: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Conduct:
    """Of each system."""

    hris: HrisManners = field(default_factory=HrisManners)
    lms: Manners = field(default_factory=Manners)

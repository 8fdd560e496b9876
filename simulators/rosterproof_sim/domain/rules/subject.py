"""Somebody on a day, with all that a rule may ask about: the profile, and what the LMS knows besides."""

from dataclasses import dataclass
from datetime import date

from rosterproof_sim.domain.words.learning import User


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """`today` is the day where the person works."""

    user: User
    today: date
    #: The day on which the LMS last saw the job title change; null where it never did.
    title_since: date | None = None
    #: How many days the account was closed before it was last opened again; null where it never was.
    absence_days: int | None = None
    #: The people with open accounts who name this one as manager; filled in where some rule asks.
    reports: "tuple[Subject, ...]" = ()
    groups: frozenset[str] = frozenset()

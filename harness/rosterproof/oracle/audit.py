"""What an auditor ought to be told of a person and a day, worked out from the LMS played again until that day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from rosterproof.evidence.record import Inquiry
from rosterproof.oracle.learning import Account
from rosterproof.oracle.people import Person
from rosterproof.oracle.replay import Replay

#: Job title, department and location.
Role = tuple[str | None, str | None, str | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """The role somebody had, whether the account was open, and the courses that were required."""

    role: Role
    active: bool
    required: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Audited:
    """An inquiry and what ought to be said; None where there ought to have been no account."""

    inquiry: Inquiry
    then: Told | None
    #: Course that was required and that the person passed at some time -> whether that covers the day.
    trained_now: Mapping[str, bool]
    #: The roles that may be told now: the one known then, and the one that HR says by now.
    roles_now: frozenset[Role]
    #: The employee of that day, by what HR knew then and by what it knows now.
    hr: Mapping[str, Person | None] = field(default_factory=dict)


def told(lms: Replay, account_id: str) -> Told | None:
    """What an LMS played again until the end of a day says of it."""
    account = lms.accounts.get(account_id)
    if account is None:
        return None
    return Told(role=role_of(account.profile), active=account.active, required=tuple(lms.wanted(account)))


def trained(lms: Replay, account: Account, courses: Iterable[str], on: date) -> Mapping[str, bool]:
    """Course -> whether a certification of it, or of one that does for it, was valid on a day; where there is any."""
    known = lms.roster.catalog.courses
    held = {
        code: [each for each in account.certifications if each.course in (code, *known[code].accepts)]
        for code in courses
    }
    return {
        code: any(each.issued_on <= on and (each.expires_on is None or on <= each.expires_on) for each in found)
        for code, found in held.items()
        if found
    }


def role_of(profile: Mapping[str, object]) -> Role:
    """The role in a profile, or in what an LMS says of one."""
    title, department, location = (profile.get(name) for name in ("job_title", "department", "location"))
    return _text(title), _text(department), _text(location)


def _text(value: object) -> str | None:
    return None if value is None else str(value)

"""What a person's history does not allow to be recorded."""

import re
from collections.abc import Sequence
from typing import assert_never

from rosterproof_sim.domain.rules.life import Life
from rosterproof_sim.domain.rules.objection import objection
from rosterproof_sim.domain.rules.standing import (
    Standing,
    effect_day,
    latest_hire,
    place_of,
    standing,
    termination_on,
    voided,
)
from rosterproof_sim.domain.words.changes import (
    Change,
    Correction,
    Fact,
    Hired,
    HireRescinded,
    LoggedChange,
    Rehired,
    StartMoved,
    Terminated,
    TerminationRescinded,
    Voided,
)
from rosterproof_sim.domain.words.refusals import Invalid, NotFound, Refused

_ID = re.compile(r"E[0-9]{7}", re.ASCII)
#: Behind everything that is logged.
_LAST = 2**63


def admit(change: Change, history: Sequence[LoggedChange]) -> None:
    """Raise Refused, with the reason, or NotFound; return where the change may be recorded.

    Codes that are on no list, and managers nobody knows, are carried: a company's data is not always clean.
    """
    whom = change.employee_id
    if getattr(change, "manager_id", None) == whom and whom is not None:
        raise _not_allowed(f"{whom} cannot be their own manager.")
    if isinstance(change, Hired):
        if whom is not None and not _ID.fullmatch(whom):
            raise Invalid("employee_id", f"{whom!r} is not E and seven digits")
        if history:
            raise _not_allowed(f"{whom} was hired already; an employee_id is never used again.")
        return
    if not history:
        raise NotFound(f"employee {whom}")
    reason = _unfounded(change, history) if isinstance(change, Correction) else _impossible(change, standing(history))
    if reason is not None:
        raise _not_allowed(f"{whom} {reason}")


def _impossible(change: Fact, facts: Sequence[Standing]) -> str | None:
    """Return why the life that comes before a fact does not allow it."""
    life = Life(facts[0])
    day = effect_day(change)
    if not life.discarded and change.effective_on < life.first_day:
        return f"is hired on {life.first_day}; nothing can happen to them on {change.effective_on}."
    place = place_of(change, day, _LAST)
    for fact in facts:
        if fact.place > place:
            break
        life.live(fact)
    return objection(life, change)


def _unfounded(change: Correction, history: Sequence[LoggedChange]) -> str | None:
    """Return why a correction has nothing to correct, or must not."""
    facts = standing(history)
    match change:
        case StartMoved():
            return _cannot_start(change, facts)
        case HireRescinded():
            return _cannot_be_rescinded(change, facts)
        case TerminationRescinded():
            return _cannot_stay(change, facts)
        case Voided():
            return _cannot_be_voided(change, history)
        case _:
            assert_never(change)


def _cannot_start(change: StartMoved, facts: Sequence[Standing]) -> str | None:
    hire = latest_hire(facts)
    if hire is None or hire.discarded:
        return "has no first day to move: the hire was rescinded."
    if hire.day == change.effective_on:
        return f"starts on {hire.day} already."
    ends = [fact for fact in facts if isinstance(fact.change, Terminated)]
    after = next((end for end in ends if end.place > hire.place), None)
    if after is not None and change.effective_on > after.change.effective_on:
        return f"leaves on {after.change.effective_on}, before {change.effective_on}; rescind the termination first."
    before = next((end for end in reversed(ends) if end.place < hire.place), None)
    if before is not None and change.effective_on < before.day:
        return f"worked until {before.change.effective_on}, and cannot be rehired on {change.effective_on}."
    return None


def _cannot_be_rescinded(change: HireRescinded, facts: Sequence[Standing]) -> str | None:
    hire = latest_hire(facts)
    if hire is None or hire.discarded:
        return "has no hire to rescind: it was rescinded before."
    if hire.day != change.effective_on:
        return f"is hired on {hire.day}, not on {change.effective_on}; name the first day of the latest hire."
    if any(isinstance(fact.change, Terminated) and fact.place > hire.place for fact in facts):
        return "has a termination after that hire; rescind the termination first."
    return None


def _cannot_stay(change: TerminationRescinded, facts: Sequence[Standing]) -> str | None:
    end = termination_on(facts, change.effective_on)
    if end is None:
        return f"has no termination with the last day {change.effective_on}."
    again = [fact for fact in facts if isinstance(fact.change, Rehired) and fact.place > end.place]
    return f"was rehired on {again[0].day}; the termination before that stands." if again else None


def _cannot_be_voided(change: Voided, history: Sequence[LoggedChange]) -> str | None:
    wanted = next((logged for logged in history if logged.sequence == change.voids), None)
    if wanted is None:
        return f"has no change logged under {change.voids}."
    if change.voids in voided(history):
        return f"has no change {change.voids} any more; it was voided before."
    if wanted.change.effective_on != change.effective_on:
        return f"has change {change.voids} effective on {wanted.change.effective_on}, not on {change.effective_on}."
    if isinstance(wanted.change, Hired):
        return "began with that hire; a hire is rescinded, not voided."
    return None


def _not_allowed(detail: str) -> Refused:
    return Refused("not-allowed", detail)

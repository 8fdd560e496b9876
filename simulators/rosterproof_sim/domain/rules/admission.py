"""What a person's history does not allow to be recorded."""

import re
from collections.abc import Sequence
from datetime import date

from rosterproof_sim.domain.rules.employment import effect_day
from rosterproof_sim.domain.words.changes import Change, Hired, LoggedChange, Terminated
from rosterproof_sim.domain.words.refusals import Invalid, NotFound, Refused

_ID = re.compile(r"E[0-9]{7}", re.ASCII)


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
    hires = [each.change.effective_on for each in history if isinstance(each.change, Hired)]
    if not hires:
        raise NotFound(f"employee {whom}")
    if change.effective_on < hires[0]:
        raise _not_allowed(f"{whom} is hired on {hires[0]}; nothing can happen to them on {change.effective_on}.")
    left = _left_by(change.effective_on, history)
    if left is not None:
        raise _not_allowed(f"{whom} left on {left}; a change on {change.effective_on} comes too late.")


def _left_by(day: date, history: Sequence[LoggedChange]) -> date | None:
    """Return the last day worked of someone whose employment has ended by a day, by all that is recorded."""
    ends = [each.change for each in history if isinstance(each.change, Terminated) and effect_day(each.change) <= day]
    return min((end.effective_on for end in ends), default=None)


def _not_allowed(detail: str) -> Refused:
    return Refused("not-allowed", detail)

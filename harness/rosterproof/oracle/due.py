"""By when: the last day to finish, worked out of a rule's `due` and the days that count for one person."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rosterproof.oracle.day import later, next_yearly

#: A custom field that counts hours, and how many are too many.
Threshold = tuple[str, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Anchors:
    """The days from which due dates count."""

    assigned: date
    hired: date | None = None
    #: First day in the present position, as far as the LMS can know.
    position: date | None = None
    event: date | None = None
    #: The numbers of hours that are reached on the day of assignment.
    reached: frozenset[Threshold] = frozenset()


def due_day(due: Mapping[str, Any], anchors: Anchors) -> date | None:
    """The last day to finish; none where nothing says so yet."""
    if "earliest" in due:
        return min(filter(None, (due_day(each, anchors) for each in due["earliest"])), default=None)
    if "on" in due:
        return max(date.fromisoformat(due["on"]), anchors.assigned)
    if "yearly_by" in due:
        return next_yearly(anchors.assigned, due["yearly_by"])
    if "hours" in due:
        return anchors.assigned if (due["field"], due["hours"]) in anchors.reached else None
    return later(_anchor(due["after"], anchors), days=due.get("days", 0), months=due.get("months", 0))


def thresholds(due: Mapping[str, Any]) -> Iterator[Threshold]:
    """Every number of hours that counts."""
    if "hours" in due:
        yield due["field"], due["hours"]
    for each in due.get("earliest", ()):
        yield from thresholds(each)


def reached(hours: Iterable[Threshold], custom: Mapping[str, Any]) -> frozenset[Threshold]:
    """Those of them that these custom fields have reached."""
    return frozenset(each for each in hours if _number(custom.get(each[0])) >= each[1])


def _number(value: Any) -> float:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else float("-inf")


def _anchor(after: str, anchors: Anchors) -> date:
    if after == "event" and anchors.event is not None:
        return anchors.event
    if after == "position" and anchors.position is not None:
        return anchors.position
    if after in {"hire", "position"} and anchors.hired is not None:
        return anchors.hired
    return anchors.assigned

"""One person's story in four lanes: what HR recorded, what went over the wire, what the LMS did, what ought to hold.

Reading across a row shows where the lanes part, and that is where the finding began.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from rosterproof.checks.case import Case
from rosterproof.evidence.record import JournalRow

Lane = Literal["hris", "wire", "lms", "oracle"]
LANES: tuple[Lane, ...] = ("hris", "wire", "lms", "oracle")

#: A row of a timeline is an instant; beyond these the oldest are left out.
_ROWS = 40
#: Of one lane at one instant.
_EVENTS = 12


#: What of a change decides about accounts and training; the evidence has the rest.
_TOLD = ("given_name", "family_name", "email", "title", "department", "location", "manager_id")


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """Something in a lane. `exchange` is its number where it is one; `wants` where the LMS ought to move with it."""

    text: str
    exchange: int | None = None
    cited: bool = False
    trouble: bool = False
    wants: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Instant:
    """What happened at one instant, by lane."""

    at: datetime
    lanes: dict[Lane, list[Event]] = field(default_factory=lambda: {lane: [] for lane in LANES})


@dataclass(frozen=True, kw_only=True, slots=True)
class Timeline:
    """The instants that matter to one person; `left_out` earlier ones are not shown."""

    instants: tuple[Instant, ...]
    left_out: int


def timeline(case: Case, employee_id: str, cited: tuple[int, ...], until: datetime) -> Timeline:
    """The timeline of one employee up to an instant, with the cited exchanges marked."""
    instants: dict[datetime, Instant] = {}
    for at, lane, event in _events(case, employee_id, frozenset(cited)):
        if at <= until:
            shown = instants.setdefault(at, Instant(at=at)).lanes[lane]
            if event not in shown and len(shown) < _EVENTS:
                shown.append(event)
    ordered = sorted(instants.values(), key=lambda instant: instant.at)
    _mark_where_nothing_came(ordered)
    return Timeline(instants=tuple(ordered[-_ROWS:]), left_out=max(0, len(ordered) - _ROWS))


def _mark_where_nothing_came(ordered: list[Instant]) -> None:
    """Say so where something ought to have moved in the LMS, and nothing has since HR recorded its reason."""
    moved = False
    for instant in ordered:
        moved = bool(instant.lanes["lms"]) or (moved and not instant.lanes["hris"])
        if any(event.wants for event in instant.lanes["oracle"]) and not moved:
            instant.lanes["lms"].append(Event(text="nothing", trouble=True))


def _events(case: Case, who: str, cited: frozenset[int]) -> Iterator[tuple[datetime, Lane, Event]]:
    for change in case.evidence.changes:
        if change.employee_id == who:
            yield change.recorded_at, "hris", Event(text=_change(dict(change.change)))
    yield from _on_the_wire(case, who, cited)
    for row in case.evidence.journal:
        if row.kind == "learning" and row.data.get("external_id") == who:
            yield row.at, "lms", Event(text=_learning(row))
    yield from _ought(case, who)


def _on_the_wire(case: Case, who: str, cited: frozenset[int]) -> Iterator[tuple[datetime, Lane, Event]]:
    for mention in case.trail.about(who):
        if mention.row.kind == "delivery":
            yield mention.row.at, "wire", _delivery(mention.row)
        elif mention.exchange is not None and (mention.alone or mention.exchange in cited):
            yield mention.row.at, "wire", _exchange(mention.row, mention.exchange in cited)


def _ought(case: Case, who: str) -> Iterator[tuple[datetime, Lane, Event]]:
    for view in case.truth.checkpoints:
        for hold in view.held.get(who, ()):
            yield view.at, "oracle", Event(text=f"record held and reported: {hold.reason}")
    last = case.truth.checkpoints[-1].accounts.get(who) if case.truth.checkpoints else None
    for at, text in last.log if last else ():
        yield at, "oracle", Event(text=text, wants=True)


def _change(change: dict[str, object]) -> str:
    kind, day = str(change.pop("kind")).replace("_", " "), change.pop("effective_on")
    change.pop("employee_id")
    at_once = ", at once" if change.get("immediate") else ""
    told = ", ".join(f"{name} {'none' if value is None else value}" for name, value in change.items() if name in _TOLD)
    return f"{kind}, effective {day}{at_once}" + (f": {told}" if told else "")


def _delivery(row: JournalRow) -> Event:
    data = row.data
    again = ", sent twice" if data.get("duplicate") else ""
    return Event(text=f"webhook {data['event']} {data['outcome']}{again}", trouble=data["outcome"] != "delivered")


def _exchange(row: JournalRow, is_cited: bool) -> Event:  # noqa: FBT001 - read at one place
    data = row.data
    answer = "answer lost" if data.get("dropped") else str(data["status"])
    asker = "" if data["caller"] == "connector" else f"{data['caller']}: "
    return Event(
        text=f"{asker}{data['operation']} {answer}",
        exchange=data["exchange"],
        cited=is_cited,
        trouble=bool(data.get("dropped")) or int(data["status"]) >= 400,
    )


def _learning(row: JournalRow) -> str:
    data = row.data
    course = f" {data['course']}" if data.get("course") else ""
    due = f", due {data['due_on']}" if data.get("due_on") and data["event"].startswith("enrolled") else ""
    return f"{str(data['event']).replace('_', ' ')}{course}{due}"

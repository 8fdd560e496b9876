"""The small decisions a connector is made of, each a function that has a name.

Here they are right. A mutant (see `mutants/`) takes one of them and gets it wrong, which is how the checks of a
certification are proven able to fail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rosterproof.reference.profile import value_for
from rosterproof.reference.wire import Answer, Pause, Wire, every_page, patient

if TYPE_CHECKING:
    from rosterproof.reference.complaints import Complaints
    from rosterproof.reference.memory import Memory
    from rosterproof.reference.people import People

Record = Mapping[str, Any]


def by_stable_id(people: People, profile: Record) -> list[Record]:
    """The accounts of a person are found by the id that never changes: not by name, email or place in a list."""
    return people.called(profile["external_id"])


def username(profile: Record) -> str:
    """The sign-in name is the stable id as well: unique, and untouched by a change of name or email."""
    return str(profile["external_id"])


def differences(user: Record, profile: Record) -> dict[str, Any]:
    """The fields that must be sent: those that differ, and no others."""
    found = {field: value for field, value in profile.items() if field != "custom" and user.get(field) != value}
    held = user.get("custom", {})
    custom = {name: value for name, value in profile.get("custom", {}).items() if _unlike(held.get(name), value)}
    return {**found, "custom": custom} if custom else found


def _unlike(one: Any, other: Any) -> bool:
    """To Python, true is 1; to everybody else it is not."""
    return bool(one != other) or isinstance(one, bool) is not isinstance(other, bool)


def close(lms: Wire, user: Record) -> Answer:
    """A leaver's account is deactivated. Changing the profile alone would leave sign-in and open sessions working."""
    return lms.ask("POST", f"/v1/users/{user['user_id']}/deactivate")


def report(complaints: Complaints, system: str, record: str, field: str, reason: str) -> None:
    """What could not be processed is said, with the record, the field and the reason."""
    complaints.add(system, record, field, reason)


def key(identity: str) -> str | None:
    """The Idempotency-Key of a POST: the same for the same work, so that a repeated request is not repeated work."""
    return identity


def done(memory: Memory, completion: Record) -> bool:
    """Whether a completion was dealt with already: in the feed, or before its turn because a webhook brought it."""
    identity = completion["completion_id"]
    return completion["sequence"] <= memory.watermark or identity in memory.written or identity in memory.refused


def worth_writing(completion: Record, writeback_on: str) -> bool:
    """Passes are written back; failed attempts only where the customer wants every attempt."""
    return bool(completion["result"] == "passed" or writeback_on == "any")


def training_record(completion: Record, now: str) -> dict[str, Any]:  # noqa: ARG001 - a wrong one uses it
    """The record is the learner's own: when it was earned, with what score and result, until when it is valid."""
    return {
        "completed_at": completion["completed_at"],
        "score": completion["score"],
        "result": completion["result"],
        "expires_on": completion["expires_on"],
        "source_id": completion["completion_id"],
    }


def standing(live: list[Record], today: str) -> tuple[str, list[str]]:
    """The overall status from what is still to be learned. Dates compare as text, being ISO dates.

    >>> standing([], "2026-03-02")
    ('compliant', [])
    >>> standing([{"course": "PSM-200", "due_on": "2026-03-02"}], "2026-03-02")
    ('due', ['PSM-200'])
    >>> standing([{"course": "PSM-200", "due_on": "2026-03-02"}], "2026-03-03")
    ('overdue', ['PSM-200'])
    """
    courses = sorted({enrollment["course"] for enrollment in live})
    if not courses:
        return "compliant", []
    late = any(enrollment["due_on"] is not None and enrollment["due_on"] < today for enrollment in live)
    return ("overdue" if late else "due"), courses


def whole_list(wire: Wire, path: str, **query: str | int) -> Iterator[Record]:
    """A list is read to its end."""
    return every_page(wire, path, **query)


def polls() -> bool:
    """Webhooks make it fast, a reconciling poll makes it right: what no webhook told is found by looking."""
    return True


def at_the_end(lms: Wire, people: People) -> None:
    """Nothing more is done in a cycle: the LMS's own rules enroll people."""


@dataclass(slots=True)
class Parts:
    """All of them. A mutant replaces one."""

    find: Callable[[People, Record], list[Record]] = by_stable_id
    username: Callable[[Record], str] = username
    translate: Callable[[Record, Any], Any] = value_for
    differences: Callable[[Record, Record], dict[str, Any]] = differences
    close: Callable[[Wire, Record], Answer] = close
    report: Callable[[Complaints, str, str, str, str], None] = report
    key: Callable[[str], str | None] = key
    done: Callable[[Memory, Record], bool] = done
    worth_writing: Callable[[Record, str], bool] = worth_writing
    training_record: Callable[[Record, str], dict[str, Any]] = training_record
    standing: Callable[[list[Record], str], tuple[str, list[str]]] = standing
    whole_list: Callable[..., Iterable[Record]] = whole_list
    pause: Pause = patient
    polls: Callable[[], bool] = polls
    at_the_end: Callable[[Wire, People], None] = at_the_end

"""The small decisions a connector is made of, each a function that has a name.

Here they are right. A mutant (see `mutants/`) takes one of them and gets it wrong, which is how the checks of a
certification are proven able to fail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from rosterproof.reference import rulebook
from rosterproof.reference.employment import entitled, job, known_before
from rosterproof.reference.profile import course_for, value_for, value_in
from rosterproof.reference.settings import Settings, mapping_of
from rosterproof.reference.wire import Answer, Pause, Wire, every_page, patient

if TYPE_CHECKING:
    from rosterproof.reference.complaints import Complaints
    from rosterproof.reference.memory import Memory
    from rosterproof.reference.people import People

Record = Mapping[str, Any]
#: The events that webhooks told since the last cycle.
Told = list[dict[str, Any]]
#: So many accounts may always be closed in one cycle, however small the company.
GUARD_FLOOR = 5


def by_stable_id(people: People, profile: Record, _: Record) -> list[Record]:
    """The accounts of a person are found by the id that never changes: not by name, email or number."""
    return people.called(profile["external_id"])


def username(profile: Record) -> str:
    """The sign-in name is the stable id as well: unique, and untouched by a change of name or email."""
    return str(profile["external_id"])


def reading() -> dict[str, str]:
    """Employees are read as they are now. What comes to hold on a later day is nothing yet."""
    return {}


def looked_at(_: Record, __: str) -> bool:
    """Everyone in the HRIS is looked at, whether anything happened to them or not."""
    return True


def mappable(_: People, __: Record) -> bool:
    """Whom a person reports to is no reason to leave the person out: the manager may come later, or be in a loop."""
    return True


def differences(user: Record, profile: Record) -> dict[str, Any]:
    """The fields that must be sent: those that differ, and no others."""
    found = {field: value for field, value in profile.items() if field != "custom" and user.get(field) != value}
    held = user.get("custom", {})
    custom = {name: value for name, value in profile.get("custom", {}).items() if _unlike(held.get(name), value)}
    return {**found, "custom": custom} if custom else found


def _unlike(one: Any, other: Any) -> bool:
    """To Python, true is 1; to everybody else it is not."""
    return bool(one != other) or isinstance(one, bool) is not isinstance(other, bool)


def close(lms: Wire, user: Record, why: Record) -> Answer:
    """A leaver's account is deactivated. Changing the profile alone would leave sign-in and open sessions working."""
    return lms.ask("POST", f"/v1/users/{user['user_id']}/deactivate", why)


def why_closed(leaver: Record) -> Record:
    """What HR says goes on record with the closing, for those who ask later: of which day, and in which version."""
    said = f"is {leaver['status']}" if leaver["last_day"] is None else f"left, last day {leaver['last_day']}"
    return {"reason": f"HR: {leaver['employee_id']} {said} (version {leaver['version']} of {leaver['updated_at']})"}


def opened_again(lms: Wire, user: Record) -> Answer:
    """The account of somebody who is back is the one that they had, with everything in it."""
    return lms.ask("POST", f"/v1/users/{user['user_id']}/reactivate")


def too_many(closing: int, opened: int, policy: Mapping[str, Any]) -> bool:
    """Whether so many accounts are closed at once that a person must look first.

    It is likelier that the HRIS is being migrated than that everybody left.
    """
    return bool(closing > max(GUARD_FLOOR, policy.get("mass_change_guard_percent", 10) / 100 * opened))


def after_update(lms: Wire, user: Record, changed: Mapping[str, Any]) -> None:
    """Nothing more is done when a profile was changed: the LMS's own rules see to the learning."""


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


def standing(live: list[Record]) -> tuple[str, list[str]]:
    """The overall status from what is still to be learned. What is overdue, the LMS says.

    >>> standing([])
    ('compliant', [])
    >>> standing([{"course": "PSM-200", "overdue": False}])
    ('due', ['PSM-200'])
    >>> standing([{"course": "PSM-200", "overdue": True}])
    ('overdue', ['PSM-200'])
    """
    courses = sorted({enrollment["course"] for enrollment in live})
    if not courses:
        return "compliant", []
    return ("overdue" if any(enrollment["overdue"] for enrollment in live) else "due"), courses


def standing_record(memory: Memory, completion: Record, policy: Record) -> Any:
    """What is in force for this taking of a course, where the customer wants one attempt to count; None otherwise."""
    return None if policy.get("score_policy", "each") == "each" else memory.standing.get(completion["enrollment_id"])


def remember(memory: Memory, completion: Record, record_id: str, policy: Record) -> None:
    """What is in force now, where one attempt counts."""
    if policy.get("score_policy", "each") != "each":
        memory.standing[completion["enrollment_id"]] = {"record_id": record_id, "completion": dict(completion)}


def outdoes(new: Record, held: Record, policy: Record) -> bool:
    """Whether an attempt counts instead of another: a pass before a fail, then as the customer wants.

    It is the learner's clock that tells which was first, not the order in which we hear of them.
    """
    if new["result"] != held["result"]:
        return bool(new["result"] == "passed")
    choice = policy.get("score_policy")
    if choice == "best":
        return bool((new["score"] or 0) > (held["score"] or 0))
    later = datetime.fromisoformat(new["completed_at"]) > datetime.fromisoformat(held["completed_at"])
    return later if choice == "last" else not later


def score(value: float | None, policy: Record) -> float | None:
    """A score as the HRIS counts: as it is, or on a scale to five, rounded down so that nobody passes by rounding."""
    if value is None or policy.get("score_scale", "percent") == "percent":
        return value
    return value // 2 / 10


def course_in_hris(mapping: Mapping[str, Any], course: str) -> str:
    """The HRIS's code of a course is the one in the mapping, or the LMS's own. It is never guessed."""
    return course_for(mapping, course)


def told_first(told: Told) -> Iterable[Mapping[str, Any]]:
    """The completions that webhooks told of are written before the feed is read."""
    return told


def taken(answer: Answer) -> bool:
    """Whether a record was taken. One that was refused is still owed, and is tried again."""
    return answer.ok


def owed(refused: Iterable[Record]) -> Iterable[Record]:
    """What the HRIS refused before is tried again in every cycle: somebody may have mended it."""
    return refused


def backlog(completions: Iterable[Record]) -> Iterable[Record]:
    """Whatever has happened since the last cycle is written, however much it is."""
    return completions


def taken_back(revocations: Iterable[Record]) -> Iterable[Record]:
    """What the LMS takes back is told to the HRIS too."""
    return revocations


def counted(user: Record) -> bool:
    """Whose overall status is kept current: everyone's with an open account, at work or on leave."""
    return bool(user["active"])


def whole_list(wire: Wire, path: str, **query: str | int) -> Iterator[Record]:
    """A list is read to its end."""
    return every_page(wire, path, **query)


def polls() -> bool:
    """Webhooks make it fast, a reconciling poll makes it right: what no webhook told is found by looking."""
    return True


def held(lms: Wire, accounts: list[Record]) -> None:
    """Whose record cannot be mapped keeps the account as it is, until the record is mended."""


def subscribed(secrets: Mapping[str, str]) -> None:
    """The secrets that sign webhooks are kept, and told to nobody."""


def at_the_end(lms: Wire, people: People, told: Told) -> None:
    """Nothing more is done in a cycle: the LMS's own rules enroll people."""


@dataclass(slots=True)
class Parts:
    """All of them. A mutant replaces one."""

    reading: Callable[[], dict[str, str]] = reading
    looked_at: Callable[[Record, str], bool] = looked_at
    entitled: Callable[[Record, Record, str], bool] = entitled
    job: Callable[[Record, Record], Record] = job
    known_before: Callable[[Record, list[Record]], str | None] = known_before
    mappable: Callable[[People, Record], bool] = mappable
    find: Callable[[People, Record, Record], list[Record]] = by_stable_id
    username: Callable[[Record], str] = username
    mapping: Callable[[Settings], Record] = mapping_of
    source: Callable[[Record, str], Any] = value_in
    translate: Callable[[Record, Any], Any] = value_for
    differences: Callable[[Record, Record], dict[str, Any]] = differences
    after_update: Callable[[Wire, Record, Mapping[str, Any]], None] = after_update
    close: Callable[[Wire, Record, Record], Answer] = close
    why_closed: Callable[[Record], Record] = why_closed
    opened_again: Callable[[Wire, Record], Answer] = opened_again
    too_many: Callable[[int, int, Record], bool] = too_many
    report: Callable[[Complaints, str, str, str, str], None] = report
    key: Callable[[str], str | None] = key
    done: Callable[[Memory, Record], bool] = done
    worth_writing: Callable[[Record, str], bool] = worth_writing
    training_record: Callable[[Record, str], dict[str, Any]] = training_record
    standing_record: Callable[[Memory, Record, Record], Any] = standing_record
    remember: Callable[[Memory, Record, str, Record], None] = remember
    outdoes: Callable[[Record, Record, Record], bool] = outdoes
    score: Callable[[float | None, Record], float | None] = score
    course: Callable[[Record, str], str] = course_in_hris
    told_first: Callable[[Told], Iterable[Record]] = told_first
    taken: Callable[[Answer], bool] = taken
    owed: Callable[[Iterable[Record]], Iterable[Record]] = owed
    subscribed: Callable[[dict[str, str]], None] = subscribed
    backlog: Callable[[Iterable[Record]], Iterable[Record]] = backlog
    taken_back: Callable[[Iterable[Record]], Iterable[Record]] = taken_back
    counted: Callable[[Record], bool] = counted
    standing: Callable[[list[Record]], tuple[str, list[str]]] = standing
    rules_of_today: Callable[[list[Record]], list[Record]] = rulebook.rules_of_today
    means: Callable[[Record, Record], bool] = rulebook.means
    accepted: Callable[[Record], list[str]] = rulebook.accepted
    met: Callable[[list[Record], date], bool] = rulebook.met
    deciding: Callable[[list[tuple[str, Record]]], tuple[str, Record]] = rulebook.deciding
    not_before: Callable[[str, list[str]], str] = rulebook.not_before
    day_of: Callable[[Record, str], date] = rulebook.day_of
    why: Callable[[Record], Record] = rulebook.why
    ours: Callable[[Record], bool] = rulebook.ours
    left: Callable[[Record, str], bool] = rulebook.left
    whole_list: Callable[..., Iterable[Record]] = whole_list
    pause: Pause = patient
    polls: Callable[[], bool] = polls
    held: Callable[[Wire, list[Record]], None] = held
    at_the_end: Callable[[Wire, People, Told], None] = at_the_end

"""A planned step as people read it: what `--dry-run` prints and reports show."""

from collections.abc import Mapping
from typing import Any, assert_never

from rosterproof.scenario.absent import ABSENT
from rosterproof.scenario.plan import (
    Action,
    Administration,
    Arm,
    AskBoth,
    AtTheLms,
    Disarm,
    DismissAll,
    EditProfile,
    EnrollByHand,
    Halt,
    KeepCode,
    Learn,
    Look,
    OfMany,
    OpenSession,
    PutRule,
    RecordChange,
    RecordElsewhere,
    Remap,
    Reshape,
    RunIdle,
    SeatPeople,
    TakePassBack,
)

_TOLD = {
    "hired": "is hired",
    "start_moved": "starts on another day",
    "hire_rescinded": "does not come: the hire is rescinded",
    "rehired": "is hired again",
    "promoted": "is promoted",
    "demoted": "is demoted",
    "transferred": "is transferred",
    "job_added": "takes on a further job",
    "job_ended": "ends one of several jobs",
    "primary_job_switched": "makes another job the primary one",
    "converted": "is converted",
    "leave_started": "goes on leave",
    "returned": "is back from leave",
    "renamed": "is renamed",
    "email_changed": "is given another email",
    "custom_fields_changed": "has other custom fields",
    "terminated": "is terminated",
    "termination_rescinded": "stays: the termination is withdrawn",
}
_NAMES = ("given_name", "family_name")


def told(action: Action) -> str:
    """The step in one line."""
    match action:
        case RecordChange():
            return _change(action)
        case Reshape() | DismissAll() | KeepCode():
            return _of_many(action)
        case (
            Learn()
            | EnrollByHand()
            | EditProfile()
            | PutRule()
            | RecordElsewhere()
            | SeatPeople()
            | TakePassBack()
            | OpenSession()
        ):
            return _at_the_lms(action)
        case Arm() | Disarm() | Remap():
            return _from_here_on(action)
        case AskBoth() | RunIdle() | Look():
            return _halt(action)
        case _:
            assert_never(action)


def _halt(action: Halt) -> str:
    match action:
        case AskBoth(person=person, on=on):
            return f"an auditor asks how it was with {person} on {on}"
        case RunIdle(cycles=cycles):
            return f"nothing happens, {cycles} cycles long"
        case Look(name=name):
            return name
        case _:
            assert_never(action)


def _from_here_on(action: Arm | Disarm | Remap) -> str:
    if isinstance(action, Disarm):
        return "everything works again: no fault is armed any more"
    if isinstance(action, Remap):
        return f"the mapping changes: {'; '.join(_rule(field) for field in action.fields)}"
    about = [f"{key} {value}" for key, value in action.fault.items() if key != "kind"]
    return f"fault {action.fault['kind']}: {', '.join([*about, *([action.person] if action.person else [])])}"


def _of_many(action: OfMany) -> str:
    if isinstance(action, DismissAll):
        return f"everyone in {action.department} is terminated: effective {action.effective_on}"
    body = action.body
    if isinstance(action, KeepCode):
        said = ", ".join([action.code, *(f"{key.replace('_', ' ')} {value}" for key, value in body.items())])
        return f"a code of {action.list.replace('_', ' ')} is kept: {said}"
    if action.resource == "restructurings":
        moves = ", ".join(f"{move['from']} becomes {move['to']}" for move in body["departments"])
        return f"departments are renumbered: {moves}, effective {body['effective_on']}"
    what = f"{body['name']} ({body['legal_entity']}), {body['size']} people"
    return f"a company is taken over: {what}, effective {body['effective_on']}"


def _at_the_lms(action: AtTheLms) -> str:
    match action:
        case Learn(person=person, course=course, score=score):
            verb = {"start": "starts", "pass": "passes", "fail": "fails"}[action.action]
            return f"{person} {verb} {course}" + ("" if score is None else f" with {score:g}")
        case OpenSession(person=person):
            return f"{person} signs in to the LMS"
        case _:
            return _administered(action)


def _administered(action: Administration) -> str:
    match action:
        case EnrollByHand(person=person, course=course):
            return f"an administrator enrolls {person} in {course}"
        case PutRule(rule_id=rule_id, body=body):
            about = [f"{key} {value}" for key, value in body.items()]
            return f"an administrator changes rule {rule_id}: {', '.join(about)}"
        case SeatPeople(course=course, seats=seats, on=on, people=people):
            return f"a class of {course} on {on} with {seats} seats is booked for {', '.join(people)}"
        case EditProfile(person=person, fields=fields):
            changed = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in fields.items())
            return f"an administrator changes the profile of {person}: {changed}"
        case RecordElsewhere(course=course, completed_at=done_at):
            who = action.person or f"everyone in {action.department}"
            with_ = "" if action.score is None else f" with {action.score:g}"
            return f"an administrator records that {who} passed {course}{with_} on {done_at:%Y-%m-%d %H:%M}"
        case TakePassBack(person=person, course=course, reason=reason):
            return f"an administrator takes back that {person} passed {course}: {reason}"
        case _:
            assert_never(action)


def _rule(field: Mapping[str, Any]) -> str:
    """A rule of the mapping with everything that it says, so that other values make another story."""
    about = [f"{key} {value}" for key, value in field.items() if key not in ("hris", "lms")]
    return " ".join([f"{field['hris']} to {field['lms']}", *about])


def _change(action: RecordChange) -> str:
    change = action.change
    shown = [
        f"{key.replace('_', ' ')} {'null' if value is None else value}"
        for key, value in change.items()
        if key not in ("kind", "effective_on", "immediate", *_NAMES)
    ]
    if "given_name" in change:
        shown.insert(0, " ".join(change[key] for key in _NAMES if change.get(key)))
    if action.manager is not ABSENT:
        shown.append(f"manager {'null' if action.manager is None else action.manager}")
    if action.taken_back:
        return f"it was never so that {action.person} {_TOLD[action.taken_back]}: effective {change['effective_on']}"
    when = "at once" if change.get("immediate") else f"effective {change['effective_on']}"
    return f"{action.person} {_TOLD[change['kind']]}: {', '.join([*shown, when])}"

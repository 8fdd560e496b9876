"""A story and a seed to a plan: people get names, effective dates are written out, nothing random is left."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from itertools import count
from typing import Any, assert_never

from rosterproof.policy import Policy
from rosterproof.scenario import naming
from rosterproof.scenario.model import (
    ABSENT,
    ArmFault,
    ChangeEmail,
    Checkpoint,
    Code,
    Deed,
    Enroll,
    Fail,
    Hire,
    Pass,
    Promote,
    Rename,
    SignIn,
    Start,
    Story,
    Terminate,
    Transfer,
)
from rosterproof.scenario.plan import (
    Action,
    Arm,
    EnrollByHand,
    Learn,
    Look,
    OpenSession,
    Plan,
    PlannedStep,
    RecordChange,
)

HrDeed = Hire | Promote | Transfer | Rename | ChangeEmail | Terminate
_KIND = {
    Hire: "hired",
    Promote: "promoted",
    Transfer: "transferred",
    Rename: "renamed",
    ChangeEmail: "email_changed",
    Terminate: "terminated",
}


def compile_story(story: Story, *, seed: int, policy: Policy) -> Plan:
    """The plan of `story` for one seed; the knobs that the story turns go before those of `policy`."""
    return Plan(story=story, seed=seed, policy=policy.with_(story.policy), steps=tuple(_steps(story, seed)))


def _steps(story: Story, seed: int) -> Iterator[PlannedStep]:
    looks = count(1)
    for step in story.steps:
        action = _action(step.deed, story, seed, looks)
        yield PlannedStep(at=step.at, line=step.line, action=action, text=_text(action))


def _action(deed: Deed, story: Story, seed: int, looks: Iterator[int]) -> Action:
    match deed:
        case Hire() | Promote() | Transfer() | Rename() | ChangeEmail() | Terminate():
            return _recorded(deed, story, seed)
        case Start() | Pass() | Fail():
            score = None if isinstance(deed, Start) else deed.score
            return Learn(person=deed.who, course=deed.course, action=_LEARNING[type(deed)], score=score)
        case Enroll():
            return EnrollByHand(person=deed.who, course=deed.course)
        case SignIn():
            return OpenSession(person=deed.who)
        case ArmFault():
            return Arm(fault=_fault(deed), person=deed.who)
        case Checkpoint():
            return Look(name=f"checkpoint {next(looks)}")
        case _:
            assert_never(deed)


def _recorded(deed: HrDeed, story: Story, seed: int) -> RecordChange:
    if isinstance(deed, Hire):
        return RecordChange(person=deed.alias, change=_hire(deed, story, seed), manager=deed.manager)
    manager: Code = deed.manager if isinstance(deed, Transfer) else ABSENT
    return RecordChange(person=deed.who, change=_change(deed), manager=manager)


_LEARNING: Mapping[type[Start | Pass | Fail], Any] = {Start: "start", Pass: "pass", Fail: "fail"}


def _change(deed: HrDeed) -> dict[str, Any]:
    """The change as the control plane takes it: what the story says and nothing else."""
    said = {
        field.name: getattr(deed, field.name)
        for field in fields(deed)
        if field.name not in ("alias", "who", "on", "manager") and getattr(deed, field.name) is not ABSENT
    }
    return {"kind": _KIND[type(deed)], **said, "effective_on": deed.on.isoformat()}


def _hire(deed: Hire, story: Story, seed: int) -> dict[str, Any]:
    named = {
        "given_name": naming.given_name(deed.alias),
        "family_name": naming.family_name(seed, story.id, deed.alias),
        "email": naming.email(seed, story.id, deed.alias),
    }
    return {**named, **_change(deed)}


def _fault(deed: ArmFault) -> dict[str, Any]:
    said = {field.name: getattr(deed, field.name) for field in fields(deed) if field.name != "who"}
    return {key: value for key, value in said.items() if value is not None}


def _text(action: Action) -> str:
    """The step as people read it."""
    match action:
        case RecordChange():
            return _change_text(action)
        case Learn(person=person, course=course, score=score):
            verb = {"start": "starts", "pass": "passes", "fail": "fails"}[action.action]
            return f"{person} {verb} {course}" + ("" if score is None else f" with {score:g}")
        case EnrollByHand(person=person, course=course):
            return f"an administrator enrolls {person} in {course}"
        case OpenSession(person=person):
            return f"{person} signs in to the LMS"
        case Arm():
            about = [f"{key} {value}" for key, value in action.fault.items() if key != "kind"]
            return f"fault {action.fault['kind']}: {', '.join([*about, *([action.person] if action.person else [])])}"
        case Look(name=name):
            return name
        case _:
            assert_never(action)


def _change_text(action: RecordChange) -> str:
    change = action.change
    names = ("given_name", "family_name")
    shown = [
        f"{key.replace('_', ' ')} {'null' if value is None else value}"
        for key, value in change.items()
        if key not in ("kind", "effective_on", "immediate", *names)
    ]
    if "given_name" in change:
        shown.insert(0, " ".join(change[key] for key in names if change.get(key)))
    if action.manager is not ABSENT:
        shown.append(f"manager {'null' if action.manager is None else action.manager}")
    when = "at once" if change.get("immediate") else f"effective {change['effective_on']}"
    return f"{action.person} is {_TOLD[change['kind']]}: {', '.join([*shown, when])}"


_TOLD = {
    "hired": "hired",
    "promoted": "promoted",
    "transferred": "transferred",
    "renamed": "renamed",
    "email_changed": "given another email",
    "terminated": "terminated",
}

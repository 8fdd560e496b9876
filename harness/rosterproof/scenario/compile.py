"""A story and a seed to a plan: people get names, effective dates are written out, nothing random is left."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from itertools import count
from typing import Any, assert_never

from rosterproof.policy import Policy
from rosterproof.scenario import naming
from rosterproof.scenario.absent import ABSENT, Code
from rosterproof.scenario.biography import Biography
from rosterproof.scenario.lms_deed import (
    ChangeRule,
    Credit,
    EditAccount,
    Enroll,
    Fail,
    HoldClass,
    Pass,
    RecordTraining,
    Revoke,
    SignIn,
    Start,
)
from rosterproof.scenario.mass_deed import Acquire, LayOff, MassDeed, PutCode, Restructure
from rosterproof.scenario.model import (
    AddJob,
    ArmFault,
    Audit,
    ChangeEmail,
    ChangeFields,
    ChangeMapping,
    Checkpoint,
    Convert,
    Deed,
    Demote,
    EndJob,
    Hire,
    HrDeed,
    Idle,
    Mend,
    MoveStart,
    Promote,
    Rehire,
    Rename,
    RescindHire,
    RescindTermination,
    Return,
    StartLeave,
    SwitchJob,
    TakeBack,
    Terminate,
    Transfer,
    verb_of,
)
from rosterproof.scenario.plan import (
    Action,
    Arm,
    AskBoth,
    AtTheLms,
    Disarm,
    DismissAll,
    EditProfile,
    EnrollByHand,
    KeepCode,
    Learn,
    Look,
    OfMany,
    OpenSession,
    Plan,
    PlannedStep,
    PutRule,
    RecordChange,
    RecordElsewhere,
    Remap,
    Reshape,
    RunIdle,
    SeatPeople,
    TakePassBack,
)
from rosterproof.scenario.story import Story
from rosterproof.scenario.telling import told

_KIND: Mapping[type[HrDeed], str] = {
    Hire: "hired",
    MoveStart: "start_moved",
    RescindHire: "hire_rescinded",
    Rehire: "rehired",
    Promote: "promoted",
    Demote: "demoted",
    Transfer: "transferred",
    AddJob: "job_added",
    EndJob: "job_ended",
    SwitchJob: "primary_job_switched",
    Convert: "converted",
    StartLeave: "leave_started",
    Return: "returned",
    Rename: "renamed",
    ChangeEmail: "email_changed",
    ChangeFields: "custom_fields_changed",
    Terminate: "terminated",
    RescindTermination: "termination_rescinded",
    TakeBack: "voided",
}
#: Keys of a step that the HRIS calls otherwise, or is not told.
_CALLED = {"job": "job_id"}
_NOT_TOLD = ("alias", "who", "on", "manager", "step")


def compile_story(story: Story, *, seed: int, policy: Policy) -> Plan:
    """The plan of `story` for one seed; the knobs that the story turns go before those of `policy`."""
    steps = tuple(_Compiler(story, seed).steps())
    return Plan(story=story, seed=seed, policy=policy.with_(story.policy), steps=steps)


class _Compiler:
    """Goes through a story once, from top to bottom."""

    def __init__(self, story: Story, seed: int) -> None:
        self._story = story
        self._seed = seed
        self._looks = count(1)
        self._recorded = count()
        #: The rules as the story has changed them so far.
        self._rules = {rule["rule_id"]: rule for rule in story.catalog["rules"]}
        self._lives: dict[str, Biography] = defaultdict(Biography)

    def steps(self) -> Iterator[PlannedStep]:
        for step in self._story.steps:
            action = self._action(step.deed)
            yield PlannedStep(at=step.at, line=step.line, action=action, text=told(action))

    def _action(self, deed: Deed) -> Action:
        match deed:
            case Start() | Pass() | Fail():
                score = None if isinstance(deed, Start) else deed.score
                return Learn(person=deed.who, course=deed.course, action=_LEARNING[type(deed)], score=score)
            case (
                Enroll()
                | ChangeRule()
                | EditAccount()
                | RecordTraining()
                | Credit()
                | Revoke()
                | HoldClass()
                | SignIn()
            ):
                return self._at_the_lms(deed)
            case Audit() | Idle() | Checkpoint():
                return self._halt(deed)
            case ArmFault() | Mend():
                return Disarm() if isinstance(deed, Mend) else Arm(fault=_fault(deed), person=deed.who)
            case Restructure() | Acquire() | LayOff() | PutCode() | ChangeMapping():
                return _of_many(deed)
            case _:
                return self._of_one(deed)

    def _halt(self, deed: Audit | Idle | Checkpoint) -> AskBoth | RunIdle | Look:
        match deed:
            case Audit(who=who, on=on):
                return AskBoth(person=who, on=on)
            case Idle(cycles=cycles):
                return RunIdle(cycles=cycles)
            case Checkpoint():
                return Look(name=f"checkpoint {next(self._looks)}")
            case _:
                assert_never(deed)

    def _at_the_lms(
        self, deed: Enroll | ChangeRule | EditAccount | RecordTraining | Credit | Revoke | HoldClass | SignIn
    ) -> AtTheLms:
        match deed:
            case Enroll(who=who, course=course):
                return EnrollByHand(person=who, course=course)
            case ChangeRule():
                return self._rule(deed)
            case HoldClass(course=course, seats=seats, on=on, who=who):
                return SeatPeople(course=course, seats=seats, on=on, people=who)
            case EditAccount(who=who):
                said = {field.name: getattr(deed, field.name) for field in fields(deed) if field.name != "who"}
                return EditProfile(person=who, fields={k: v for k, v in said.items() if v is not ABSENT})
            case RecordTraining() | Credit() | Revoke():
                return _of_passes(deed)
            case SignIn(who=who):
                return OpenSession(person=who)
            case _:
                assert_never(deed)

    def _rule(self, deed: ChangeRule) -> PutRule:
        rule = {**self._rules[deed.rule], **{key: value for key, value in _said(deed).items() if key != "rule"}}
        if isinstance(deed.course, str):
            rule.pop("path", None)
        self._rules[deed.rule] = rule
        told = {key: value for key, value in rule.items() if key not in ("rule_id", "version") and value is not None}
        return PutRule(rule_id=deed.rule, body=told)

    def _of_one(self, deed: HrDeed) -> RecordChange:
        person = deed.alias if isinstance(deed, Hire) else deed.who
        life = self._lives[person]
        corrected = life.corrected(deed)
        day = life.take(deed, next(self._recorded))
        change = {"kind": _KIND[type(deed)], **_said(deed), "effective_on": day.isoformat()}
        if isinstance(deed, Hire):
            change = {**self._named(deed), **change}
        manager: Code = getattr(deed, "manager", ABSENT)
        recorded = RecordChange(person=person, change=change, manager=manager)
        if corrected is None or not isinstance(deed, TakeBack):
            return recorded
        return replace(recorded, voids=corrected.place, taken_back=_KIND[_hr_deed(corrected.verb)])

    def _named(self, hire: Hire) -> dict[str, Any]:
        return {
            "given_name": naming.given_name(hire.alias),
            "family_name": naming.family_name(self._seed, self._story.id, hire.alias),
            "email": naming.email(self._seed, self._story.id, hire.alias),
        }


def _of_passes(deed: RecordTraining | Credit | Revoke) -> RecordElsewhere | TakePassBack:
    """What administrators of the LMS record of passes, and take back."""
    if isinstance(deed, Revoke):
        return TakePassBack(person=deed.who, course=deed.course, reason=deed.reason)
    whom: dict[str, Any] = {"person": deed.who} if isinstance(deed, RecordTraining) else {"department": deed.department}
    return RecordElsewhere(course=deed.course, completed_at=deed.completed, score=deed.score, **whom)


_LEARNING: Mapping[type[Start | Pass | Fail], Any] = {Start: "start", Pass: "pass", Fail: "fail"}


def _hr_deed(verb: str) -> type[HrDeed]:
    return next(deed for deed in _KIND if verb_of(deed) == verb)


def _said(deed: HrDeed | ChangeRule | PutCode) -> dict[str, Any]:
    """What the story says and nothing else, as the control plane takes it."""
    return {
        _CALLED.get(field.name, field.name): getattr(deed, field.name)
        for field in fields(deed)
        if field.name not in _NOT_TOLD and getattr(deed, field.name) is not ABSENT
    }


def _of_many(deed: MassDeed | ChangeMapping) -> OfMany | Remap:
    match deed:
        case Restructure(on=on, departments=codes):
            moves = [{"from": old, "to": new} for old, new in codes.items()]
            return Reshape(resource="restructurings", body={"effective_on": on.isoformat(), "departments": moves})
        case Acquire(on=on):
            body = {"legal_entity": deed.legal_entity, "name": deed.name, "size": deed.size}
            return Reshape(resource="acquisitions", body={**body, "effective_on": on.isoformat()})
        case LayOff(on=on, department=department):
            return DismissAll(department=department, effective_on=on)
        case ChangeMapping(fields=rules):
            return Remap(fields=rules)
        case PutCode(list=listed, code=code):
            body = {key: value for key, value in _said(deed).items() if key not in ("list", "code", "until")}
            if isinstance(deed.until, date):
                body["valid_to"] = deed.until.isoformat()
            return KeepCode(list=listed, code=code, body=body)
        case _:
            assert_never(deed)


def _fault(deed: ArmFault) -> dict[str, Any]:
    said = {field.name: getattr(deed, field.name) for field in fields(deed) if field.name != "who"}
    return {key: value for key, value in said.items() if value is not None}

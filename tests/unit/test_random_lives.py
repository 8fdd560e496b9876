"""Random valid lives, all kinds of change: what shows is the fold of the log at every instant, as-of and as-known
reads are what a naive model and what really was shown then say, and nothing refused changes anything.
"""

from datetime import date, timedelta
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from unit.naive_life import on_day
from unit.small_world import START, TODAY, a_world, digest, hire

from rosterproof.evidence.record import LoggedChange as Seen
from rosterproof.oracle.people import Roll
from rosterproof.oracle.places import Places
from rosterproof_sim.domain.rules.unfolding import unfold
from rosterproof_sim.domain.words.changes import (
    UNCHANGED,
    Change,
    ChangeKind,
    Converted,
    Demoted,
    EmailChanged,
    Hired,
    HireRescinded,
    JobAdded,
    JobEnded,
    LeaveStarted,
    LoggedChange,
    PrimaryJobSwitched,
    Promoted,
    Rehired,
    Renamed,
    Returned,
    StartMoved,
    Terminated,
    TerminationRescinded,
    Transferred,
    Voided,
)
from rosterproof_sim.domain.words.people import Employee, Location
from rosterproof_sim.domain.words.refusals import Invalid, NotFound, Refused
from rosterproof_sim.domain.words.written import written

DAY = timedelta(days=1)
ADA, BO = "E0000101", "E0000102"
#: The first place on earth to see a day, the last one, and one whose clocks are put forward over midnight.
FAR = (
    Location(code="KIR", name="Kiritimati", country="KI", time_zone="Pacific/Kiritimati"),
    Location(code="LAST", name="The last place", country="UM", time_zone="Etc/GMT+12"),
    Location(code="BEY", name="Beirut", country="LB", time_zone="Asia/Beirut"),
)
who = st.sampled_from((ADA, ADA, BO))
#: Few days, so that several changes of one person often fall on one; the 29th of March has no midnight in Beirut.
days = st.sampled_from((-20, -1, 0, 0, 1, 2, 10, 27, 28, 40)).map(lambda days: TODAY + days * DAY)
texts = st.sampled_from(("a", "b", None))
places = st.sampled_from(("CHI", "OSL", "KIR", "LAST", "BEY", "MARS", None))
jobs = st.sampled_from((None, None, 1, 2, 3))
types = st.sampled_from(("employee", "contractor"))
entities = st.sampled_from(("MAIN", "TWO"))
place: dict[str, Any] = {"title": texts, "department": texts, "location": places}
left_alone = st.just(UNCHANGED)


def of(kind: type[Change], **fields: Any) -> st.SearchStrategy[Change]:
    return st.builds(kind, employee_id=who, effective_on=days, **fields)


KINDS: list[st.SearchStrategy[Change]] = [
    of(Hired, given_name=st.just("X")),
    of(Rehired, **place, worker_type=types, legal_entity=entities),
    of(Promoted, title=texts, job_id=jobs),
    of(Demoted, title=texts, job_id=jobs),
    of(
        Transferred,
        job_id=jobs,
        department=left_alone | texts,
        location=places,
        manager_id=left_alone | st.sampled_from((ADA, BO, "E9999999")),
        legal_entity=left_alone | entities,
    ),
    of(Converted, worker_type=types),
    of(Renamed, given_name=st.sampled_from(("x", "y")), family_name=texts),
    of(EmailChanged, email=texts),
    of(JobAdded, **place),
    of(JobEnded, job_id=st.sampled_from((1, 2, 3))),
    of(PrimaryJobSwitched, job_id=st.sampled_from((1, 2, 3))),
    of(LeaveStarted, expected_return=st.none() | days),
    of(Returned),
    of(Terminated, immediate=st.booleans()),
    of(Rehired, **place),
    of(StartMoved),
    of(HireRescinded),
    of(TerminationRescinded),
]
# Each kind as often as the next; a plain one_of favors some.
changes: st.SearchStrategy[Change] = st.sampled_from(KINDS).flatmap(lambda kind: kind)
#: What finds something to go on: the n-th change from the end voided, or the n-th of what could come next.
follows = st.tuples(st.sampled_from(("void", "next", "next", "next")), st.integers(min_value=0, max_value=8))
hours = st.sampled_from((1, 6, 13, 24, 26, 24 * 9, 24 * 30))
QUIET: dict[str, Any] = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}


class Chronicle:
    """A world, and what it showed whenever somebody looked."""

    def __init__(self) -> None:
        self.world = a_world()
        for each in FAR:
            self.world.hris.put_code("locations", each)
        hire(self.world, TODAY - 10 * DAY, employee_id=ADA, location="KIR")
        hire(self.world, TODAY + 3 * DAY, employee_id=BO, location="LAST", sparse=True)
        self.seen: dict[tuple[str, Any], Employee] = {}
        self.accepted = 0
        self.look()

    def log(self, whom: str) -> list[LoggedChange]:
        return [each for each in self.world.hris.log(limit=10_000) if each.change.employee_id == whom]

    def do(self, move: Any) -> None:
        if isinstance(move, int):
            self.world.advance(self.world.clock.now() + timedelta(hours=move))
        else:
            change = self.following(*move) if isinstance(move, tuple) else move
            before = digest(self.world)
            try:
                self.world.hris.record(change)
                self.accepted += 1
            except (Refused, NotFound, Invalid):
                assert digest(self.world) == before
        self.look()

    def following(self, how: str, number: int) -> Change:
        """What HR might say next of somebody, given what there is."""
        log, person = self.log(ADA), self.world.hris.employee(ADA)
        if how == "void":
            logged = log[-1 - number :][0]
            return Voided(employee_id=ADA, voids=logged.sequence, effective_on=logged.change.effective_on)
        soon = self.world.clock.now().date() + 2 * DAY
        ends = [each.change.effective_on for each in log if isinstance(each.change, Terminated)]
        options: list[Change] = [
            HireRescinded(employee_id=ADA, effective_on=person.hire_date),
            StartMoved(employee_id=ADA, effective_on=person.hire_date + DAY),
            Terminated(employee_id=ADA, effective_on=soon),
            JobAdded(employee_id=ADA, title="c", location="KIR", effective_on=soon),
            *(TerminationRescinded(employee_id=ADA, effective_on=end) for end in ends[-1:]),
            *(PrimaryJobSwitched(employee_id=ADA, job_id=each.job_id, effective_on=soon) for each in person.jobs[1:]),
            *(JobEnded(employee_id=ADA, job_id=each.job_id, effective_on=soon) for each in person.jobs[:1]),
        ]
        if len(person.jobs) > 1:
            options = options[-2:] * 2 + options
        if person.leave is not None:
            options = [Returned(employee_id=ADA, effective_on=soon)] * 2 + options
        if not person.jobs:
            options = [Rehired(employee_id=ADA, title="a", location="LAST", effective_on=soon), *options[4:5]]
        return options[number % len(options)]

    def look(self) -> None:
        for whom in (ADA, BO):
            self.seen[whom, self.world.clock.now()] = self.world.hris.employee(whom)

    def close(self) -> None:
        self.world.close()


def plain(shown: Employee) -> dict[str, Any]:
    """The record in the words of the naive model."""
    names = ("status", "title", "department", "location", "manager_id", "given_name", "family_name", "email")
    more = ("worker_type", "legal_entity", "original_hire_date", "hire_date", "last_day")
    leave = shown.leave and (shown.leave.from_, shown.leave.expected_return)
    held = {job.job_id: (job.title, job.department, job.location, job.manager_id) for job in shown.jobs}
    stays = [(each.from_, each.to, each.worker_type, each.legal_entity) for each in shown.employments]
    return {**{name: getattr(shown, name) for name in (*names, *more)}, "leave": leave, "jobs": held, "stays": stays}


def check(told: Chronicle) -> None:
    hris, now = told.world.hris, told.world.clock.now()
    codes = {each.code: each for each in hris.code_lists().locations}
    oracle_places = Places({code: (each.country, each.time_zone) for code, each in codes.items()})
    for whom in (ADA, BO):
        log, shown = told.log(whom), hris.employee(whom)
        assert unfold(log, now, codes)[0] == shown
        seen = [Seen(sequence=e.sequence, recorded_at=e.recorded_at, change=written(e.change)) for e in log]
        second = Roll.of(seen, oracle_places).person(whom, now)
        for name in second.__dataclass_fields__:
            if name not in ("left_at", "jobs"):
                assert getattr(shown, name) == getattr(second, name), name
        places = ("title", "department", "location", "manager_id")
        assert [{each: getattr(job, each) for each in places} for job in shown.jobs] == list(second.jobs)
        assert [job.primary for job in shown.jobs].count(True) == (1 if shown.jobs else 0)
    for (whom, at), shown in told.seen.items():
        assert hris.employee(whom, known_at=at) == shown
    for day in (TODAY - DAY, TODAY, TODAY + DAY, TODAY + 3 * DAY, TODAY + 27 * DAY, TODAY + 400 * DAY):
        check_day(told, day)


def check_day(told: Chronicle, day: date) -> None:
    hris = told.world.hris
    listed = {each.employee_id: each for each in hris.employees(limit=None, as_of=day)}
    for whom in (ADA, BO):
        found = hris.employee(whom, as_of=day)
        assert listed[whom] == found
        if found.status != "pre_hire":  # of a sparse hire, less is shown than is known
            assert plain(found) == on_day(told.log(whom), day)
        for at in sorted({at for of_whom, at in told.seen if of_whom == whom})[-2:]:
            known = [each for each in told.log(whom) if each.recorded_at <= at]
            then = hris.employee(whom, as_of=day, known_at=at)
            if then.status != "pre_hire":
                assert plain(then) == on_day(known, day)


#: Drawn blindly, most changes are refused; so others follow from what there is.
moves = st.sampled_from((hours, follows, follows, changes, changes)).flatmap(lambda kind: kind)


@settings(max_examples=25, **QUIET)
@given(story=st.lists(moves, min_size=5, max_size=20))
@example(
    story=[
        Terminated(employee_id=ADA, effective_on=TODAY),
        Rehired(employee_id=ADA, title="a", location="LAST", effective_on=TODAY + DAY),
        26,
        StartMoved(employee_id=ADA, effective_on=TODAY + 10 * DAY),
        24 * 9,
        JobAdded(employee_id=ADA, title="b", location="KIR", effective_on=TODAY + 10 * DAY),
        PrimaryJobSwitched(employee_id=ADA, job_id=3, effective_on=TODAY + 10 * DAY),
        JobEnded(employee_id=ADA, job_id=3, effective_on=TODAY + 10 * DAY),
        24 * 9,
        ("void", 1),
        ("void", 0),
    ]
)
def test_every_record_at_every_instant_follows_from_the_log(story: list[Any]) -> None:
    told = Chronicle()
    try:
        for move in story:
            told.do(move)
        check(told)
    finally:
        told.close()


def test_one_life_with_every_kind_of_change_in_it() -> None:
    story: list[tuple[type[Change], int, dict[str, Any]] | int] = [
        (Promoted, 0, {"title": "a"}),
        (Demoted, 0, {"title": "b"}),
        (Transferred, 1, {"location": "LAST"}),
        (Converted, 1, {"worker_type": "contractor"}),
        (Renamed, 2, {"given_name": "y", "family_name": None}),
        (EmailChanged, 2, {"email": None}),
        (JobAdded, 2, {"title": "c", "location": "BEY"}),
        24 * 3,
        (PrimaryJobSwitched, 10, {"job_id": 2}),
        (JobEnded, 10, {"job_id": 1}),
        (LeaveStarted, 11, {"expected_return": TODAY + 27 * DAY}),
        24 * 30,
        (Returned, 27, {}),
        (Terminated, 28, {}),
        26,
        (TerminationRescinded, 28, {}),
        (Terminated, 40, {}),
        24 * 9,
        (Rehired, 50, {"title": "d", "location": "KIR"}),
        (StartMoved, 60, {}),
        (HireRescinded, 60, {}),
        24 * 30,
    ]
    told = Chronicle()
    for move in story:
        told.do(move if isinstance(move, int) else _said(*move))
    told.do(("void", 0))
    assert told.accepted == len([move for move in story if not isinstance(move, int)]) + 1
    assert {each.change.kind for each in told.log(ADA)} == set(get_args(ChangeKind)) - {"custom_fields_changed"}
    check(told)
    told.close()


def _said(kind: type[Change], on: int, fields: dict[str, Any]) -> Change:
    return kind(employee_id=ADA, effective_on=TODAY + on * DAY, **fields)


def test_the_world_that_shows_lives_is_the_one_of_today() -> None:
    told = Chronicle()
    assert told.seen[ADA, START].status == "active"
    assert told.seen[BO, START].title is None
    with pytest.raises(NotFound):
        told.world.hris.employee(ADA, known_at=START - DAY)
    told.close()

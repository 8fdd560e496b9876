"""The oracle's own rules against a person's arithmetic: people on a day, due dates, validity, renewal, rule exit."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from rosterproof.evidence.record import LoggedChange
from rosterproof.oracle.catalog import Catalog
from rosterproof.oracle.learning import Account
from rosterproof.oracle.mapping import Translation
from rosterproof.oracle.people import Person, Roll
from rosterproof.oracle.places import Places
from rosterproof.oracle.replay import Replay

ADA = "E0000001"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def roll(*changes: dict[str, Any], recorded: str = "2026-03-02T09:00") -> Roll:
    return Roll.of(
        (
            LoggedChange(sequence=number, recorded_at=at(recorded), change={"employee_id": ADA, **change})
            for number, change in enumerate(changes, start=1)
        ),
        Places(),
    )


HIRED = {"kind": "hired", "given_name": "Ada", "title": "nurse", "department": "CLN", "effective_on": "2026-03-10"}


def on(day: str, *changes: dict[str, Any]) -> Person:
    person = roll(HIRED, *changes).person(ADA, at(f"{day}T00:00"))
    assert person is not None
    return person


@pytest.mark.parametrize(("day", "status"), [("2026-03-09", "pre_hire"), ("2026-03-10", "active")])
def test_a_hire_is_a_pre_hire_until_the_first_day(day: str, status: str) -> None:
    assert on(day).status == status


def test_a_change_shows_from_its_day_and_not_before() -> None:
    promoted = {"kind": "promoted", "title": "charge-nurse", "effective_on": "2026-04-01"}
    assert on("2026-03-31", promoted).title == "nurse"
    assert on("2026-04-01", promoted).title == "charge-nurse"


def test_of_two_changes_on_one_day_the_later_entry_holds() -> None:
    first = {"kind": "promoted", "title": "a", "effective_on": "2026-04-01"}
    second = {"kind": "promoted", "title": "b", "effective_on": "2026-04-01"}
    assert on("2026-04-01", first, second).title == "b"


def test_a_change_entered_late_takes_its_place_by_its_day() -> None:
    later = {"kind": "promoted", "title": "b", "effective_on": "2026-05-01"}
    earlier = {"kind": "promoted", "title": "a", "effective_on": "2026-04-01"}
    assert on("2026-05-01", later, earlier).title == "b"


def test_a_field_that_a_change_leaves_out_stays_and_null_clears() -> None:
    moved = {"kind": "transferred", "location": "HOU", "effective_on": "2026-04-01"}
    cleared = {"kind": "transferred", "department": None, "effective_on": "2026-04-02"}
    assert (on("2026-04-01", moved).department, on("2026-04-01", moved).location) == ("CLN", "HOU")
    assert on("2026-04-02", moved, cleared).department is None


@pytest.mark.parametrize(
    ("immediate", "day", "status"),
    [
        (False, "2026-04-15", "active"),
        (False, "2026-04-16", "terminated"),
        (True, "2026-04-15", "terminated"),
        (True, "2026-04-14", "active"),
    ],
)
def test_the_last_day_is_worked_unless_the_end_is_immediate(immediate: bool, day: str, status: str) -> None:
    left = {"kind": "terminated", "effective_on": "2026-04-15", "immediate": immediate}
    person = on(day, left)
    assert person.status == status
    assert person.last_day == (date(2026, 4, 15) if status == "terminated" else None)


def test_someone_left_when_it_was_recorded_if_that_was_later_than_the_day() -> None:
    left = {"kind": "terminated", "effective_on": "2026-02-20", "immediate": False}
    history = roll({**HIRED, "effective_on": "2026-01-05"}, left)
    assert (person := history.person(ADA, at("2026-03-02T09:00"))) is not None
    assert person.left_at == at("2026-03-02T09:00")


def test_a_record_is_held_for_every_field_that_cannot_be_written() -> None:
    mapping = {
        "fields": [
            {"hris": "title", "lms": "job_title", "values": {"doctor": "Doctor"}},
            {"hris": "location", "lms": "location", "required": True},
            {"hris": "email", "lms": "email", "values": {"a": "b"}},
        ]
    }
    holds = Translation.of(mapping).holds(on("2026-03-10"))
    assert [(hold.field, hold.reason) for hold in holds] == [
        ("title", "title 'nurse' has no counterpart in the mapping"),
        ("location", "location is required and is empty"),
    ]


def lms(*, start: str = "2026-03-02T09:00", rules: Any = None, course: Any = None, **policy: Any) -> Replay:
    """An LMS with one course, valid 100 days with a window of 20, for nurses."""
    catalog = {
        "courses": [
            {
                "code": "C",
                "title": "C",
                "validity": {"days": 100},
                "window_days": 20,
                "pass_score": 80,
                **(course or {}),
            }
        ],
        "rules": rules
        or [
            {
                "rule_id": "r",
                "course": "C",
                "audience": {"job_titles": ["nurse"]},
                "due": {"days": 10, "after": "assignment"},
            }
        ],
    }
    return Replay(Catalog.of(catalog), policy, at(start))


def nurse(replay: Replay, **profile: Any) -> Account:
    replay.create("U1", {"external_id": ADA, "job_title": "nurse", **profile})
    return replay.accounts["U1"]


def enrollments(account: Account) -> list[tuple[str, str, str]]:
    return [(e.source, e.status, str(e.due_on)) for e in account.enrollments]


def test_the_earliest_of_several_due_dates_counts_and_its_rule_is_named() -> None:
    rules = [
        {"rule_id": "late", "course": "C", "audience": {}, "due": {"days": 30, "after": "hire"}},
        {"rule_id": "soon", "course": "C", "audience": {}, "due": {"days": 7, "after": "assignment"}},
        {"rule_id": "tie", "course": "C", "audience": {}, "due": {"days": 7, "after": "assignment"}},
    ]
    account = nurse(lms(rules=rules), hire_date="2026-03-01")
    assert [(e.rule_id, e.due_on) for e in account.enrollments] == [("soon", date(2026, 3, 9))]
    account = nurse(lms(rules=rules), hire_date="2026-01-01")
    assert [(e.rule_id, e.due_on) for e in account.enrollments] == [("late", date(2026, 1, 31))]


def test_an_unknown_hire_date_counts_as_today() -> None:
    rules = [{"rule_id": "r", "course": "C", "audience": {}, "due": {"days": 30, "after": "hire"}}]
    assert enrollments(nurse(lms(rules=rules))) == [("rule", "assigned", "2026-04-01")]


def test_an_audience_needs_every_list_that_is_given() -> None:
    audience = {"job_titles": ["nurse", "doctor"], "locations": ["OSL"]}
    rules = [{"rule_id": "r", "course": "C", "audience": audience, "due": {"days": 1, "after": "hire"}}]
    assert enrollments(nurse(lms(rules=rules), location="DUB")) == []
    assert len(enrollments(nurse(lms(rules=rules), location="OSL"))) == 1
    assert enrollments(nurse(lms(rules=rules))) == []


def passed(replay: Replay, when: str = "2026-03-05T10:00") -> Account:
    account = nurse(replay)
    replay.advance(at(when))
    replay.perform(ADA, "C", "pass", 90)
    return account


def test_a_pass_is_valid_to_the_day_that_many_days_later() -> None:
    account = passed(lms())  # 2026-03-05 + 100 days = 2026-06-13; the window opens 20 days before
    held = account.certifications[0]
    assert (held.issued_on, held.expires_on, held.window_opens_on) == (
        date(2026, 3, 5),
        date(2026, 6, 13),
        date(2026, 5, 24),
    )
    assert account.completions[0].expires_on == date(2026, 6, 13)


def test_renewal_opens_at_midnight_and_is_due_on_the_last_valid_day() -> None:
    replay = lms()
    account = passed(replay)
    replay.advance(at("2026-05-23T23:59"))
    assert enrollments(account) == [("rule", "completed", "2026-03-12")]
    replay.advance(at("2026-05-24T00:00"))
    assert account.certifications[0].status == "renewal_due"
    assert enrollments(account)[1:] == [("recertification", "assigned", "2026-06-13")]
    assert account.enrollments[1].assigned_at == at("2026-05-24T00:00")


def test_a_certification_is_valid_on_its_last_day_and_expired_on_the_next() -> None:
    replay = lms()
    account = passed(replay)
    replay.advance(at("2026-06-13T23:59"))
    assert account.certifications[0].status == "renewal_due"
    replay.advance(at("2026-06-14T00:00"))
    assert account.certifications[0].status == "expired"
    assert len(account.enrollments) == 2  # the one that the window opened is still there


def test_without_a_window_renewal_opens_when_it_has_expired() -> None:
    replay = lms(course={"window_days": 0})
    account = passed(replay)
    replay.advance(at("2026-06-13T23:00"))
    assert len(account.enrollments) == 1
    replay.advance(at("2026-06-14T00:00"))
    assert account.certifications[0].status == "expired"
    assert enrollments(account)[1:] == [("recertification", "assigned", "2026-06-13")]


@pytest.mark.parametrize(
    ("anchor", "renewed_on", "expires"),
    [
        ("completion", "2026-06-01T10:00", "2026-09-09"),
        ("expiry", "2026-06-01T10:00", "2026-09-21"),
        ("expiry", "2026-06-20T10:00", "2026-09-28"),  # too late: it had expired, so its own day counts
    ],
)
def test_a_renewal_counts_from_its_anchor(anchor: str, renewed_on: str, expires: str) -> None:
    replay = lms(recert_anchor=anchor)
    account = passed(replay)
    replay.advance(at(renewed_on))
    replay.perform(ADA, "C", "pass", 95)
    assert account.certifications[1].expires_on == date.fromisoformat(expires)
    assert account.certifications[0].status == ("renewed" if renewed_on < "2026-06-14" else "expired")


def test_a_course_that_does_not_expire_never_comes_back() -> None:
    replay = lms(course={"validity": None})
    account = passed(replay)
    replay.advance(at("2036-01-01T00:00"))
    replay.update("U1", {"job_title": "nurse"})
    assert len(account.enrollments) == 1


@pytest.mark.parametrize(
    ("exit_", "started", "status"),
    [
        ("keep", False, "assigned"),
        ("withdraw_unstarted", False, "withdrawn"),
        ("withdraw_unstarted", True, "in_progress"),
        ("withdraw_all", True, "withdrawn"),
    ],
)
def test_what_becomes_of_a_course_that_nothing_calls_for_any_more(exit_: str, started: bool, status: str) -> None:
    replay = lms(on_rule_exit=exit_)
    account = nurse(replay)
    if started:
        replay.perform(ADA, "C", "start", None)
    replay.update("U1", {"job_title": "porter"})
    assert account.enrollments[0].status == status


def test_rules_never_touch_what_was_enrolled_by_hand() -> None:
    replay = lms(on_rule_exit="withdraw_all")
    replay.create("U1", {"external_id": ADA, "job_title": "porter"})
    replay.enroll("U1", "C", None)
    replay.update("U1", {"job_title": "clerk"})
    replay.update("U1", {"job_title": "nurse"})
    assert enrollments(replay.accounts["U1"]) == [("manual", "assigned", "None")]


def test_closing_an_account_archives_what_is_open_and_keeps_what_was_learned() -> None:
    replay = lms()
    account = passed(replay)
    replay.advance(at("2026-05-24T09:00"))
    replay.deactivate("U1")
    assert [e.status for e in account.enrollments] == ["completed", "archived"]
    assert account.certifications[0].status == "renewal_due"
    replay.advance(at("2026-07-01T00:00"))
    assert len(account.enrollments) == 2  # nobody is enrolled in a closed account
    replay.reactivate("U1")
    assert enrollments(account)[2:] == [("recertification", "assigned", "2026-06-13")]


def test_a_fail_leaves_the_enrollment_open_and_can_be_started_again() -> None:
    replay = lms()
    account = nurse(replay)
    replay.perform(ADA, "C", "fail", 40)
    assert account.enrollments[0].status == "failed"
    assert account.certifications == []
    assert replay.allows(ADA, "C", "start", None)


@pytest.mark.parametrize(
    ("action", "score", "allowed"),
    [("pass", 79, False), ("pass", 80, True), ("pass", None, True), ("start", None, True), ("enroll", None, False)],
)
def test_what_a_learner_may_do(action: Any, score: float | None, allowed: bool) -> None:
    replay = lms()
    nurse(replay)
    assert replay.allows(ADA, "C", action, score) is allowed


def test_a_learner_acts_in_the_oldest_open_account() -> None:
    replay = lms()
    first = nurse(replay)
    replay.create("U2", {"external_id": ADA, "job_title": "nurse"})
    replay.deactivate("U1")
    assert (held := replay.holder(ADA)) is not None
    assert held.account_id == "U2"
    replay.reactivate("U1")
    assert replay.holder(ADA) is first

"""The assignment rules: whom they mean, by when, and what becomes of what they no longer ask for."""

from contextlib import suppress
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from unit.small_world import ADA, CATALOG, START, TODAY, a_world, advance_days, courses_of, digest, facts

from rosterproof_sim.domain.rules.assignment import Transcript, decide
from rosterproof_sim.domain.rules.curriculum import Curriculum
from rosterproof_sim.domain.rules.subject import Subject
from rosterproof_sim.domain.words.learning import LearningPolicy, OnRuleExit, User
from rosterproof_sim.domain.words.refusals import Refused


def test_a_user_is_meant_who_matches_every_list_that_is_given() -> None:
    world = a_world()
    ada = world.lms.create_user(ADA)
    assert courses_of(world, ada.user_id) == ["ORI-100", "SAFE-110", "FORK-120"]


@pytest.mark.parametrize("wrong", [{"department": "WHS"}, {"department": "warehouse"}, {"location": None}])
def test_values_are_compared_exactly(wrong: dict[str, Any]) -> None:
    world = a_world()
    ada = world.lms.create_user({**ADA, **wrong})
    assert "FORK-120" not in courses_of(world, ada.user_id)


def test_each_enrollment_says_why_and_by_when() -> None:
    world = a_world()
    world.lms.create_user(ADA)
    told = [(each.rule_id, each.due_on, each.reason) for each in world.lms.enrollments()]
    where = "job title warehouse-associate, department Warehouse, location CHI"
    assert told == [
        ("orientation", date(2026, 3, 9), "orientation v1: everyone"),
        ("safety-on-the-floor", date(2026, 3, 16), "safety-on-the-floor v1: department Warehouse"),
        ("forklift-in-chicago", date(2026, 3, 23), f"forklift-in-chicago v1: {where}"),
    ]


@pytest.mark.parametrize(
    ("hired", "rule", "due"),
    [
        ("2026-03-02", "safety-in-the-refinery", date(2026, 3, 9)),
        ("2026-02-20", "safety-on-the-floor", date(2026, 3, 6)),
        ("2026-02-23", "safety-on-the-floor", date(2026, 3, 9)),
        (None, "safety-in-the-refinery", date(2026, 3, 9)),
    ],
)
def test_of_several_rules_for_a_course_the_earliest_counts_and_of_two_the_first(
    hired: str | None, rule: str, due: date
) -> None:
    world = a_world()
    world.lms.create_user({**ADA, "department": "Maintenance", "location": "HOU", "hire_date": hired})
    (safety,) = world.lms.enrollments(course="SAFE-110")
    assert (safety.rule_id, safety.due_on) == (rule, due)


def test_where_the_connector_enrolls_the_rules_do_nothing() -> None:
    world = a_world(assign_by="connector")
    ada = world.lms.create_user(ADA)
    world.lms.update_user(ada.user_id, {"job_title": "team-leader"})
    world.lms.enroll_by_hand(ada.user_id, "SAFE-110")
    world.lms.update_user(ada.user_id, {"department": None})
    assert courses_of(world, ada.user_id) == ["SAFE-110"]


def test_an_open_enrollment_made_by_hand_serves_the_rule_and_is_never_touched() -> None:
    world = a_world(on_rule_exit="withdraw_all")
    ada = world.lms.create_user({**ADA, "department": None})
    world.lms.enroll_by_hand(ada.user_id, "SAFE-110")
    world.lms.update_user(ada.user_id, {"department": "Warehouse"})
    world.lms.update_user(ada.user_id, {"department": None})
    assert [(each.source, each.status) for each in world.lms.enrollments(course="SAFE-110")] == [("manual", "assigned")]


@pytest.mark.parametrize(
    ("policy", "left"),
    [
        ("keep", ["ORI-100", "SAFE-110", "FORK-120"]),
        ("withdraw_unstarted", ["ORI-100", "SAFE-110"]),
        ("withdraw_all", ["ORI-100"]),
    ],
)
def test_what_rules_no_longer_ask_for_goes_by_the_policy(policy: OnRuleExit, left: list[str]) -> None:
    world = a_world(on_rule_exit=policy)
    ada = world.lms.create_user(ADA)
    world.lms.act("E0000042", "SAFE-110", "start")
    world.lms.update_user(ada.user_id, {"department": "Clinic"})
    assert courses_of(world, ada.user_id) == left


def test_a_promotion_enrolls_in_what_the_new_title_needs_and_not_in_what_was_passed() -> None:
    world = a_world()
    ada = world.lms.create_user(ADA)
    world.lms.act("E0000042", "SAFE-110", "pass", 88)
    advance_days(world, 60)
    world.lms.update_user(ada.user_id, {"job_title": "team-leader"})
    assert courses_of(world, ada.user_id) == ["ORI-100", "PSM-200"]
    (psm,) = world.lms.enrollments(course="PSM-200")
    assert psm.due_on == date(2026, 5, 31)


def test_a_closed_account_is_left_alone_and_an_opened_one_is_looked_at() -> None:
    world = a_world()
    ada = world.lms.create_user(ADA)
    world.lms.deactivate(ada.user_id)
    world.lms.update_user(ada.user_id, {"job_title": "team-leader"})
    assert courses_of(world, ada.user_id) == []
    assert courses_of(world, ada.user_id, "archived") == ["ORI-100", "SAFE-110", "FORK-120"]
    world.lms.reactivate(ada.user_id)
    assert courses_of(world, ada.user_id) == ["ORI-100", "SAFE-110", "PSM-200"]


def test_an_update_that_changes_nothing_is_no_change() -> None:
    world = a_world()
    ada = world.lms.create_user(ADA)
    before = digest(world)
    assert world.lms.update_user(ada.user_id, ADA) == ada
    assert digest(world) == before


TITLES = ("warehouse-associate", "team-leader", "nurse", None)
DEPARTMENTS = ("Warehouse", "Maintenance", "Clinic", None)
LOCATIONS = ("CHI", "HOU", None)
profiles = st.fixed_dictionaries(
    {
        "job_title": st.sampled_from(TITLES),
        "department": st.sampled_from(DEPARTMENTS),
        "location": st.sampled_from(LOCATIONS),
        "hire_date": st.sampled_from((None, "2020-01-01", "2026-03-02", "9999-12-31")),
    }
)
steps = st.lists(
    st.one_of(
        profiles,
        st.tuples(st.sampled_from(("start", "pass", "fail")), st.sampled_from([each.code for each in CATALOG.courses])),
        st.sampled_from((1, 30, 300, 1100)),
    ),
    max_size=8,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    first=profiles,
    story=steps,
    policy=st.sampled_from(("keep", "withdraw_unstarted", "withdraw_all")),
    by_expiry=st.booleans(),
)
def test_a_second_evaluation_writes_nothing(first: Any, story: Any, policy: Any, by_expiry: bool) -> None:
    world = a_world(on_rule_exit=policy, recert_anchor="expiry" if by_expiry else "completion")
    try:
        ada = world.lms.create_user({**ADA, **first})
        for step in story:
            match step:
                case int():
                    advance_days(world, step)
                case dict():
                    world.lms.update_user(ada.user_id, step)
                case (action, course):
                    with suppress(Refused):
                        world.lms.act("E0000042", course, action, 99)
        before = digest(world)
        world.lms.update_user(ada.user_id, {"given_name": "Ada"})
        assert digest(world) == before
        live = courses_of(world, ada.user_id)
        assert len(live) == len(set(live))
    finally:
        world.close()


def test_what_is_decided_is_what_a_plain_reading_of_the_rules_says() -> None:
    for title, department, location in product(TITLES, DEPARTMENTS, LOCATIONS):
        user = User(
            user_id="U0000001",
            external_id="E0000001",
            username="u",
            given_name="Ada",
            family_name=None,
            email=None,
            job_title=title,
            department=department,
            location=location,
            manager_external_id=None,
            hire_date=TODAY,
            employment_status=None,
            active=True,
            created_at=START,
            updated_at=START,
            version=1,
        )
        decision = decide(
            Subject(user=user, today=TODAY), Curriculum(CATALOG), LearningPolicy(on_rule_exit="keep"), Transcript()
        )
        wanted = {"ORI-100"}
        if department in ("Warehouse", "Maintenance"):
            wanted.add("SAFE-110")
        if title == "warehouse-associate" and department == "Warehouse" and location == "CHI":
            wanted.add("FORK-120")
        if title == "team-leader":
            wanted.add("PSM-200")
        assert {each.course for each in decision.assign} == wanted


def test_every_enrollment_and_withdrawal_is_in_the_journal() -> None:
    world = a_world()
    ada = world.lms.create_user(ADA)
    world.lms.update_user(ada.user_id, {"location": "OSL"})
    told = [(each["event"], each.get("course")) for each in facts(world)]
    assert told == [
        ("user_created", None),
        ("enrolled", "ORI-100"),
        ("enrolled", "SAFE-110"),
        ("enrolled", "FORK-120"),
        ("user_updated", None),
        ("withdrawn", "FORK-120"),
    ]

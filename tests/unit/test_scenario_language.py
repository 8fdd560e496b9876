"""The language of stories: what is written, what is meant, and that both are the same everywhere."""

import json
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from rosterproof.policy import Policy
from rosterproof.scenario.absent import ABSENT
from rosterproof.scenario.compile import compile_story
from rosterproof.scenario.library import at_path, root, stories
from rosterproof.scenario.model import STEPS, Hire, Transfer
from rosterproof.scenario.parse import read_story
from rosterproof.scenario.plan import Arm, Plan, RecordChange
from rosterproof.scenario.story import Story

SCHEMA = json.loads((root() / "scenario.schema.json").read_text(encoding="utf-8"))
VERBS = SCHEMA["$defs"]["step"]["properties"]


def story(folder: Path, *steps: str, head: str = "") -> Story:
    file = folder / "story.yaml"
    lines = "".join(f"  - {step}\n" for step in (*steps, "checkpoint: {by: +1h}"))
    file.write_text(f"title: A story\nwhy: To be read.\n{head}steps:\n{lines}")
    return read_story(at_path(file))


def compiled(found: Story, seed: int = 7) -> Plan:
    return compile_story(found, seed=seed, policy=Policy())


def changes(plan: Plan) -> list[RecordChange]:
    return [step.action for step in plan.steps if isinstance(step.action, RecordChange)]


HIRE = "hire: {as: ada, title: nurse, department: CLN, location: OSL}"


def test_the_schema_and_the_step_classes_know_the_same_verbs() -> None:
    assert list(VERBS) == list(STEPS)


@pytest.mark.parametrize("verb", STEPS)
def test_the_schema_and_the_step_class_know_the_same_keys(verb: str) -> None:
    written = VERBS[verb]
    keys = written["properties"] if "properties" in written else SCHEMA["$defs"]["attempt"]["properties"]
    known = {"as" if field.name == "alias" else field.name for field in fields(STEPS[verb])}
    assert set(keys) - {"at", "by"} == known


@pytest.mark.parametrize("name", stories())
def test_every_story_of_the_library_compiles(name: str) -> None:
    plan = compiled(read_story(stories()[name]))
    assert len(plan.lines) == len(plan.steps) > 1


def test_the_same_seed_gives_the_same_plan_and_another_seed_other_people(tmp_path: Path) -> None:
    found = story(tmp_path, HIRE)
    assert compiled(found).lines == compiled(found).lines
    assert compiled(found).lines != compiled(found, seed=8).lines


def test_days_count_from_the_start_and_begin_at_nine(tmp_path: Path) -> None:
    found = story(tmp_path, HIRE, "sign_in: {who: ada, at: +2d}", "sign_in: {who: ada, at: +2d 14:30}")
    assert [f"{step.at:%Y-%m-%d %H:%M}" for step in found.steps[1:3]] == ["2026-03-04 09:00", "2026-03-04 14:30"]


def test_minutes_and_hours_count_from_the_step_before(tmp_path: Path) -> None:
    found = story(
        tmp_path, HIRE, "sign_in: {who: ada, at: +30m}", "sign_in: {who: ada, at: +2h}", "sign_in: {who: ada}"
    )
    assert [f"{step.at:%H:%M}" for step in found.steps] == ["09:00", "09:30", "11:30", "11:30", "12:30"]


def test_an_effective_date_is_the_day_of_the_step_unless_it_is_written(tmp_path: Path) -> None:
    found = story(
        tmp_path,
        HIRE,
        "promote: {who: ada, title: charge-nurse, at: +30d}",
        "terminate: {who: ada, on: +40d}",
        "hire: {as: bo, on: -20d}",
    )
    assert [step.deed.on for step in found.steps[:4] if hasattr(step.deed, "on")] == [
        date(2026, 3, 2),
        date(2026, 4, 1),
        date(2026, 4, 11),
        date(2026, 2, 10),
    ]


def test_null_is_sent_as_null_and_what_is_left_out_is_not_sent(tmp_path: Path) -> None:
    plan = compiled(story(tmp_path, "hire: {as: ada, department: null, family_name: null}"))
    change = changes(plan)[0].change
    assert change["department"] is None
    assert change["family_name"] is None
    assert "title" not in change
    assert change["given_name"] == "Ada"


def test_a_hire_reports_to_the_head_and_a_transfer_leaves_the_manager(tmp_path: Path) -> None:
    found = story(tmp_path, HIRE, "transfer: {who: ada, department: SVC}", "transfer: {who: ada, manager: null}")
    hire, move, orphan = (step.deed for step in found.steps[:3])
    assert isinstance(hire, Hire)
    assert isinstance(move, Transfer)
    assert isinstance(orphan, Transfer)
    assert (hire.manager, move.manager, orphan.manager) == ("top", ABSENT, None)


def test_a_correction_names_the_day_of_what_it_corrects(tmp_path: Path) -> None:
    plan = compiled(
        story(
            tmp_path,
            "hire: {as: ada, on: +14d}",
            "move_start: {who: ada, on: +30d}",
            "rescind_hire: {who: ada, at: +3d}",
            "hire: {as: bo}",
            "terminate: {who: bo, on: +20d}",
            "rescind_termination: {who: bo, at: +19d}",
        )
    )
    told = [(change.change["kind"], change.change["effective_on"]) for change in changes(plan)]
    assert told[1:3] == [("start_moved", "2026-04-01"), ("hire_rescinded", "2026-04-01")]
    assert told[4:] == [("terminated", "2026-03-22"), ("termination_rescinded", "2026-03-22")]


def test_what_is_taken_back_is_the_last_of_its_kind_that_still_stands(tmp_path: Path) -> None:
    plan = compiled(
        story(
            tmp_path,
            HIRE,
            "promote: {who: ada, title: charge-nurse, at: +1d}",
            "promote: {who: ada, title: site-manager, at: +2d}",
            "take_back: {who: ada, step: promote, at: +3d}",
            "take_back: {who: ada, step: promote}",
        )
    )
    voided = [(change.voids, change.change["effective_on"]) for change in changes(plan)[3:]]
    assert voided == [(2, "2026-03-04"), (1, "2026-03-03")]
    assert plan.lines[3].endswith("it was never so that ada is promoted: effective 2026-03-04")


def test_a_manager_may_be_hired_after_the_reports(tmp_path: Path) -> None:
    plan = compiled(story(tmp_path, "hire: {as: ada, manager: bo}", "hire: {as: bo, at: +1d}"))
    assert changes(plan)[0].manager == "bo"


def test_a_fault_keeps_its_place_and_its_person(tmp_path: Path) -> None:
    fault = "fault: {kind: throttle, system: lms, operation: createUser, who: ada, retry_after: 2}"
    plan = compiled(story(tmp_path, HIRE, fault))
    armed = plan.steps[1].action
    assert armed == Arm(
        fault={"kind": "throttle", "system": "lms", "operation": "createUser", "retry_after": 2},
        person="ada",
    )


def test_the_knobs_of_a_story_go_before_those_of_the_connector(tmp_path: Path) -> None:
    found = story(tmp_path, HIRE, head="policy: {leaver_grace_minutes: 5}\n")
    plan = compile_story(found, seed=7, policy=Policy(leaver_grace_minutes=60, writeback_on="any"))
    assert (plan.policy.leaver_grace_minutes, plan.policy.writeback_on) == (5, "any")


def test_a_story_may_bring_its_own_catalog(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("title: Mine\ncourses: [{code: X-1, title: X}]\nrules: []\n")
    found = story(tmp_path, HIRE, "pass: {who: ada, course: X-1, at: +1d}", head="catalog: mine.yaml\n")
    assert found.catalog["courses"] == [{"code": "X-1", "title": "X"}]


def test_words_that_older_yaml_takes_for_something_else_stay_words(tmp_path: Path) -> None:
    found = story(tmp_path, "hire: {as: ada, location: NO, department: on, title: 12:30}")
    hire = found.steps[0].deed
    assert isinstance(hire, Hire)
    assert (hire.location, hire.department, hire.title) == ("NO", "on", "12:30")


@pytest.mark.parametrize("name", ["=cmd()", "<script>alert(1)</script>", "Ro'bert\"; drop", "Łukasz 👩‍⚕️", "עדה"])
def test_hostile_names_come_through_unchanged(tmp_path: Path, name: str) -> None:
    plan = compiled(story(tmp_path, f"hire: {{as: ada, given_name: {json.dumps(name, ensure_ascii=False)}}}"))
    assert changes(plan)[0].change["given_name"] == name

"""Hostile names are carried byte for byte, and nothing but carried (catalogue B041 to B054)."""

from typing import Any

import pytest
from unit.small_world import ADA, START, TODAY, a_world, hire, spec

from rosterproof_sim.domain.words.changes import Renamed
from rosterproof_sim.domain.words.people import NewCompliance, NewTrainingRecord
from rosterproof_sim.world import World

NAMES = (
    "Robert'); DROP TABLE users;--",
    "O'Neil",
    "van 't Hoff",
    "Nguyễn",
    "李",
    "Ðorđe",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}}",
    "${7*7}",
    "#{}",
    "{%if%}",
    "%s%n",
    "{0.__class__}",
    "=cmd|'/c calc'!A1",
    "+1",
    "@SUM",
    "\tTAB\rCR",
    "\uff1d1+1",
    "../../etc/passwd",
    "CON",
    "..\\..\\",
    "\u202egnp.exe",
    "zero\u200bwidth\ufeffinside",
    "e" + "\u0301" * 500,
    "Jose\u0301",
    "José",
    "Straße",
    "İ",
    "p\u0430ypal",
    "  spaces  ",
    "x",
    "x" * 255,
    "line\nbreak \x1b[31mred",
    "nul\x00inside",
    "👨‍👩‍👧‍👦🏳️‍🌈",
    "null",
    "de la Cruz García Márquez",
)


@pytest.fixture(scope="module")
def world() -> World:
    return a_world()


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_name_comes_back_from_the_hris_as_it_was_sent(world: World, name: str) -> None:
    people = len(world.hris.employees(limit=None))
    whom = hire(world, given_name=name, family_name=name, email=name, title=name, department=name)
    ada = world.hris.employee(whom)
    assert {ada.given_name, ada.family_name, ada.email, ada.title, ada.department} == {name}
    assert len(world.hris.employees(limit=None)) == people + 1
    assert whom in {each.employee_id for each in world.hris.employees(department=name, limit=None)}
    world.hris.record(Renamed(employee_id=whom, given_name="Ada", family_name=None, effective_on=TODAY))
    assert world.hris.employee(whom, TODAY).family_name is None
    assert world.journal.read(after=world.journal.last_sequence() - 2)[0].data["change"]["given_name"] == name


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_name_comes_back_from_the_lms_as_it_was_sent(world: World, name: str) -> None:
    sent: dict[str, Any] = {field: name for field in ADA if field not in {"hire_date", "employment_status"}}
    user = world.lms.create_user({**sent, "username": name})
    stored = world.lms.user(user.user_id)
    assert {getattr(stored, field) for field in sent} | {stored.username} == {name}
    assert [each.user_id for each in world.lms.users(username=name, external_id=name, email=name)] == [user.user_id]
    done = world.lms.act(name, "ORI-100", "pass")
    assert world.lms.completion(str(done.completion_id)).external_id == name
    assert world.lms.sign_in(name, world.credential("learner", 1))[0].user_id == user.user_id


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_what_is_written_back_comes_back_as_it_was_sent(world: World, name: str) -> None:
    record = world.hris.add_training_record(
        "E0000001", NewTrainingRecord(course=name, completed_at=START, result="passed", source_id=name)
    )
    assert (record.course, record.source_id) == (name, name)
    status = NewCompliance(status="due", as_of=START, open_courses=(name, "z", "a"))
    world.hris.put_compliance("E0000001", status)
    assert world.hris.compliance("E0000001").open_courses == (name, "z", "a")


def test_names_that_look_alike_are_two_names(world: World) -> None:
    for name in ("e\u0301", "é", "E\u0301", "a", "\u0430"):
        world.lms.create_user({**ADA, "username": name})
    assert len(world.lms.users(username="é")) == 1


def test_a_hostile_catalog_and_world_are_carried_too() -> None:
    hostile = World.create(spec(name="x'; drop", seed=2**53 - 1))
    assert hostile.journal.read()[0].data["name"] == "x'; drop"

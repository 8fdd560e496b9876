"""Dirt in a company's data: the list of it is exactly what differs from the clean company of the same seed."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from unit.small_world import spec

from rosterproof_sim.domain.words.calendar import read_day
from rosterproof_sim.domain.words.people import CodeLists, Employee
from rosterproof_sim.domain.words.quality import DEFECT_KINDS, LEVELS, Defect, DefectKind
from rosterproof_sim.domain.words.written import value_written
from rosterproof_sim.population.dirt import NBSP
from rosterproof_sim.world import World

SIZE = 200
#: What a record says by itself; the rest follows from it or counts.
TYPED = ("employee_number", "given_name", "family_name", "email", "title", "department", "location", "hire_date")
SIZES_AND_SEEDS = [(SIZE, 7), (SIZE, 11), (12, 3)]
DIRTS = [*(each for each in LEVELS.values() if each), 1, 60, 100]


class Company:
    """What a company came with."""

    def __init__(self, size: int, seed: int, dirt: int) -> None:
        world = World.create(spec(size=size, seed=seed, data_quality=dirt))
        self.people = {each.employee_id: each for each in world.hris.employees(limit=None)}
        self.defects = world.hris.defects()
        self.lists = world.hris.code_lists()
        self.digest = world.journal.read()[0].data["digest"]
        world.close()


@cache
def company(size: int, seed: int, dirt: int) -> Company:
    return Company(size, seed, dirt)


def typed(person: Employee) -> dict[str, Any]:
    shown = {name: value_written(getattr(person, name)) for name in TYPED}
    return shown | {f"custom.{name}": value for name, value in person.custom.items()}


def differences(clean: Company, dirty: Company) -> Iterator[tuple[str, str, Any, Any]]:
    """Every field that differs, found without looking at the list."""
    for whom, person in clean.people.items():
        before, after = typed(person), typed(dirty.people[whom])
        for name in before.keys() | after.keys():
            if before.get(name) != after.get(name):
                yield whom, name, after.get(name), before.get(name)


@pytest.mark.parametrize(("size", "seed"), SIZES_AND_SEEDS)
@pytest.mark.parametrize("dirt", DIRTS)
def test_the_list_is_exactly_the_difference(size: int, seed: int, dirt: int) -> None:
    clean, dirty = company(size, seed, 0), company(size, seed, dirt)
    listed = {
        (each.employee_id, each.field, each.dirty, each.clean)
        for each in dirty.defects
        if each.kind != "duplicate_person"
    }
    assert listed == set(differences(clean, dirty))
    assert len(listed) == len([each for each in dirty.defects if each.kind != "duplicate_person"])


@pytest.mark.parametrize(("size", "seed"), SIZES_AND_SEEDS)
@pytest.mark.parametrize("dirt", DIRTS)
def test_a_second_record_repeats_a_clean_one_and_nobody_else_is_new(size: int, seed: int, dirt: int) -> None:
    clean, dirty = company(size, seed, 0), company(size, seed, dirt)
    second = {each.employee_id: each for each in dirty.defects if each.kind == "duplicate_person"}
    assert dirty.people.keys() - clean.people.keys() == second.keys()
    assert clean.people.keys() <= dirty.people.keys()
    for whom, defect in second.items():
        repeated = typed(clean.people[str(defect.clean)]) | {"employee_number": dirty.people[whom].employee_number}
        assert typed(dirty.people[whom]) == repeated
        assert (defect.field, defect.dirty) == ("employee_id", whom)


@pytest.mark.parametrize("dirt", DIRTS)
@pytest.mark.parametrize("kind", DEFECT_KINDS)
def test_every_kind_is_there_as_often_as_the_dial_says(kind: DefectKind, dirt: int) -> None:
    found = Counter(each.kind for each in company(SIZE, 7, dirt).defects)[kind]
    assert found >= 1
    employed = len([each for each in company(SIZE, 7, 0).people.values() if each.status != "terminated"])
    if kind in {"missing_department", "wrong_title", "inconsistent_location", "duplicate_person"}:
        assert found == max(1, round(employed * dirt / 100))
    assert found <= max(1, round(len(company(SIZE, 7, 0).people) * dirt / 100))


@pytest.mark.parametrize("kind", DEFECT_KINDS)
def test_a_kind_is_what_it_is_called(kind: DefectKind) -> None:
    dirty = company(SIZE, 7, 25)
    for each in dirty.defects:
        if each.kind == kind:
            assert _is(kind, each, dirty.lists, dirty), each


def _is_day(text: str) -> bool:
    try:
        return bool(read_day(text))
    except ValueError:
        return False


def _is(  # noqa: PLR0911 one answer for each kind
    kind: DefectKind, each: Defect, lists: CodeLists, dirty: Company
) -> bool:
    wrong, right = str(each.dirty), str(each.clean)
    match kind:
        case "missing_department":
            return each.dirty is None and right in {code.code for code in lists.departments}
        case "wrong_title":
            return wrong not in {code.code for code in lists.job_titles} and each.field == "title"
        case "inconsistent_location":
            return wrong not in {code.code for code in lists.locations} and each.field == "location"
        case "letter_case":
            return wrong != right and wrong.lower() == right.lower()
        case "spaces":
            return wrong != right and [*wrong.replace(NBSP, " ").split()] == right.split()
        case "unicode_form":
            return wrong != right and unicodedata.normalize("NFC", wrong) == right
        case "impossible_date":
            person = dirty.people[each.employee_id]
            late = person.last_day is not None and person.hire_date > person.last_day
            return late or not _is_day(wrong) or not "1901" < wrong < "2027"
        case "duplicate_number":
            return [one.employee_number for one in dirty.people.values()].count(wrong) > 1
        case "duplicate_person":
            return right in dirty.people


def test_a_clean_company_is_the_same_byte_for_byte_and_the_dirty_one_is_too() -> None:
    assert company(SIZE, 7, 0).defects == []
    assert Company(SIZE, 7, 0).digest == company(SIZE, 7, 0).digest
    dirty = company(SIZE, 7, 25)
    again = Company(SIZE, 7, 25)
    assert again.digest == dirty.digest != company(SIZE, 7, 0).digest
    assert again.defects == dirty.defects


def test_more_dirt_is_more_defects() -> None:
    counts = [len(company(SIZE, 7, dirt).defects) for dirt in LEVELS.values()]
    assert counts == sorted(set(counts))


def test_a_dirty_company_lives_on() -> None:
    from datetime import timedelta

    world = World.create(spec(size=60, data_quality=100))
    world.advance(world.clock.now() + timedelta(days=400))
    assert len(world.hris.employees(limit=None)) > 60
    world.reset()
    assert world.hris.defects()
    world.close()

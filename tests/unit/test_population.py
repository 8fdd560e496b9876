"""The same seed gives the same company, byte for byte; another seed another; both are companies."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from unit.small_world import START, spec

from rosterproof_sim.domain.rules.admission import admit
from rosterproof_sim.domain.words.changes import Hired, LoggedChange
from rosterproof_sim.domain.words.written import canonical, written
from rosterproof_sim.population.codes import CODE_LISTS
from rosterproof_sim.population.company import history
from rosterproof_sim.population.organization import headcounts
from rosterproof_sim.world import World


def text(seed: int, size: int, start: datetime = START) -> str:
    return canonical([written(each) for each in history(seed, size, start)])


def test_the_same_seed_gives_the_same_bytes() -> None:
    assert text(7, 200) == text(7, 200)


def test_two_worlds_of_one_seed_have_one_digest_and_the_company_does_not_depend_on_the_name() -> None:
    one, two = World.create(spec(name="one", size=40)), World.create(spec(name="two", size=40))
    digests = [world.journal.read()[0].data["digest"] for world in (one, two)]
    assert digests[0] == digests[1]
    assert one.credential("secret", 1) != two.credential("secret", 1)


def test_another_seed_gives_other_people() -> None:
    assert text(7, 50) != text(8, 50)


@pytest.mark.parametrize("size", [1, 2, 10, 11, 20, 257, 1003, 5000])
def test_a_company_employs_as_many_as_asked_and_has_some_who_left(size: int) -> None:
    world = World.create(spec(size=size))
    count = Counter(each.status for each in world.hris.employees(limit=None))
    world.close()
    assert count["active"] == size
    assert count["terminated"] == (round(size / 20) if size > 8 else 0)
    assert set(count) <= {"active", "terminated"}


@pytest.mark.parametrize("size", [10, 1003])
def test_the_org_tree_has_one_top_and_nobody_leads_more_than_twelve(size: int) -> None:
    world = World.create(spec(size=size, seed=3))
    people = {each.employee_id: each for each in world.hris.employees(status="active", limit=None)}
    world.close()
    tops = [each for each in people.values() if each.manager_id is None]
    assert [each.title for each in tops] == ["site-manager"]
    spans = Counter(each.manager_id for each in people.values() if each.manager_id)
    assert max(spans.values()) <= 12
    for each in people.values():
        assert each.manager_id is None or people[each.manager_id].hire_date < each.hire_date


def test_everybody_has_a_code_of_the_lists_an_address_of_their_own_and_an_id_in_order_of_hire() -> None:
    world = World.create(spec(size=1003))
    people = world.hris.employees(limit=None)
    hires = [each.change for each in world.hris.log(limit=10_000) if isinstance(each.change, Hired)]
    lists = world.hris.code_lists()
    world.close()
    assert lists == CODE_LISTS
    assert {each.title for each in people} <= {each.code for each in lists.job_titles}
    assert {each.department for each in people} == {each.code for each in lists.departments}
    assert {each.location for each in people} == {each.code for each in lists.locations}
    assert len({each.email for each in people}) == len(people)
    assert all(str(each.email).isascii() and str(each.email).endswith("@example.com") for each in people)
    assert [each.employee_id for each in hires] == [f"E{number:07d}" for number in range(1, len(hires) + 1)]


def test_the_past_is_one_that_hr_could_have_recorded() -> None:
    known: dict[str | None, list[LoggedChange]] = {}
    past = history(11, 400, START)
    for logged in past:
        assert logged.recorded_at < START
        assert logged.change.effective_on < START.date()
        admit(logged.change, known.setdefault(logged.change.employee_id, []))
        known[logged.change.employee_id].append(logged)
    assert [each.recorded_at for each in past] == sorted(each.recorded_at for each in past)
    kinds = Counter(each.change.kind for each in past)
    assert set(kinds) == {"hired", "promoted", "transferred", "renamed", "email_changed", "terminated"}


def test_nothing_of_the_past_is_still_to_come() -> None:
    world = World.create(spec(size=400))
    assert world.next_due() is None
    world.advance(START + timedelta(days=400))
    assert not [row for row in world.journal.read() if row.kind not in {"world", "clock"}]


def test_names_come_from_several_countries() -> None:
    world = World.create(spec(size=400))
    names = "".join(f"{each.given_name}{each.family_name}" for each in world.hris.employees(limit=None))
    world.close()
    assert len(set("øåüéłńóñ") & set(names)) >= 4


def test_headcounts_add_up() -> None:
    assert all(sum(headcounts(people)) == people for people in range(300))

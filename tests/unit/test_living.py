"""A company lives on without a script: at the rates of its careers, in order, and the same way again."""

from collections import Counter

import pytest
from contract.playground import playground
from unit.small_world import START, advance_days, spec

from rosterproof_sim.domain.words.people import Employee
from rosterproof_sim.launch import start
from rosterproof_sim.working_life import live
from rosterproof_sim.world import World


def log_text(world: World) -> list[str]:
    return [repr(each) for each in world.hris.log(limit=1_000_000) if each.recorded_at >= START]


def there(world: World) -> dict[str, Employee]:
    people = world.hris.employees(limit=None)
    return {each.employee_id: each for each in people if each.status in {"active", "on_leave"}}


def test_a_year_goes_by_as_it_does_in_companies() -> None:
    world = World.create(spec(size=600, company="group"))
    told = live(world, 365)
    advance_days(world, 100)  # whoever was hired last begins
    people = there(world)
    world.close()
    lives = "converted email_changed hired leave_started promoted rehired renamed returned terminated transferred"
    assert set(told) == set(lives.split())
    assert 0.1 * 600 < told["terminated"] < 0.4 * 600
    # Everybody who leaves is followed, so that the company keeps its size.
    assert told["terminated"] == told["hired"] + told["rehired"]
    assert abs(len(people) - 600) <= 2
    assert [each.title for each in people.values() if each.manager_id is None] == ["managing-director"]
    lost = [each for each in people.values() if each.manager_id and each.manager_id not in people]
    assert not lost
    assert Counter(each.manager_id for each in people.values()).most_common(1)[0][1] <= 20


def test_the_same_seed_lives_the_same_days_and_another_seed_others() -> None:
    one, two = World.create(spec(size=200)), World.create(spec(size=200))
    assert live(one, 60) == live(two, 60)
    assert log_text(one) == log_text(two)
    lived = log_text(one)
    one.reset()
    live(one, 60, seed=99)
    assert log_text(one) != lived
    one.reset()
    live(one, 60)
    assert log_text(one) == lived
    one.close()
    two.close()


def test_a_year_may_be_lived_in_parts() -> None:
    whole, parts = World.create(spec(size=200)), World.create(spec(size=200))
    live(whole, 40)
    for days in (1, 9, 30):
        live(parts, days)
    assert log_text(parts) == log_text(whole)
    whole.close()
    parts.close()


def test_the_record_shows_what_happened() -> None:
    world = World.create(spec(size=300))
    live(world, 30)
    people = {each.employee_id: each for each in world.hris.employees(limit=None)}
    left = [each.change for each in world.hris.log(limit=100_000) if each.recorded_at >= START]
    gone = [each.employee_id for each in left if each.kind == "terminated"]
    assert gone
    assert {people[str(whom)].status for whom in gone} == {"terminated"}
    assert world.clock.now().date().toordinal() == START.toordinal() + 30
    world.close()


def test_the_control_plane_lets_a_company_live_on() -> None:
    with start() as server, playground(server, size=200) as world:
        done = world.post("/living", {"days": 20, "seed": 3})
        assert done["changes"] == sum(done["kinds"].values()) > 0
        assert done["now"] == world.control.get(world.url("/clock")).json()["now"]
        for bad in ({"days": 0}, {"days": 401}, {}, {"days": 1, "pace": 2}):
            assert world.control.post(world.url("/living"), json=bad).status_code == 422


@pytest.mark.parametrize("days", [0, -1])
def test_no_days_change_nothing(days: int) -> None:
    world = World.create(spec(size=50))
    assert not live(world, days)
    assert world.clock.now() == START
    world.close()

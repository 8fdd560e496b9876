"""The same seed gives the same company, byte for byte; another seed another; all of them are companies."""

import os
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import timedelta
from pathlib import Path

import pytest
from unit.small_world import START, spec

from rosterproof_sim.domain.rules.admission import admit
from rosterproof_sim.domain.rules.unfolding import unfold
from rosterproof_sim.domain.words.changes import Hired, LoggedChange
from rosterproof_sim.domain.words.people import Employee
from rosterproof_sim.domain.words.refusals import Invalid
from rosterproof_sim.population import teller
from rosterproof_sim.population.career import careers
from rosterproof_sim.population.company import company, company_names
from rosterproof_sim.population.organization import divided, organization
from rosterproof_sim.world import World

DIGEST = """
from datetime import UTC, datetime
from rosterproof_sim.domain.words.company import WorldSpec
from rosterproof_sim.world import World
spec = WorldSpec(name="x", seed=7, size=500, start=datetime(2026, 3, 2, 9, tzinfo=UTC), company="group")
world = World.create(spec)
print(world.journal.read()[0].data["digest"], hash("x"))
"""


def digest(**overrides: object) -> str:
    world = World.create(spec(**overrides))
    found = str(world.journal.read()[0].data["digest"])
    world.close()
    return found


def people_of(world: World) -> dict[str, Employee]:
    return {each.employee_id: each for each in world.hris.employees(limit=None)}


def log_of(world: World) -> dict[str, list[LoggedChange]]:
    found: dict[str, list[LoggedChange]] = defaultdict(list)
    for each in world.hris.log(limit=10_000_000):
        found[str(each.change.employee_id)].append(each)
    return found


def test_two_worlds_of_one_seed_have_one_digest_and_the_company_does_not_depend_on_the_name() -> None:
    assert digest(name="one", size=40) == digest(name="two", size=40)
    assert digest(size=40) != digest(size=40, seed=8)
    one, two = World.create(spec(name="one")), World.create(spec(name="two"))
    assert one.credential("secret", 1) != two.credential("secret", 1)


def test_the_company_does_not_depend_on_the_order_of_hashes() -> None:
    said = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", DIGEST], env=environment, capture_output=True, text=True, check=True
        )
        said.append(done.stdout.split())
    assert said[0][0] == said[1][0]
    assert said[0][1] != said[1][1]


def test_the_company_of_a_seed_is_known() -> None:
    # A new digest here means that every story begins with other people: say so in the changelog.
    assert digest(size=1003)[:16] == "18fd013033f9d2f6"


@pytest.mark.parametrize("size", [1, 2, 10, 11, 20, 257, 1003, 5000])
def test_a_company_employs_as_many_as_asked_and_has_some_who_left(size: int) -> None:
    world = World.create(spec(size=size))
    count = Counter(each.status for each in people_of(world).values())
    world.close()
    assert count["active"] + count["on_leave"] == size
    assert set(count) <= {"active", "on_leave", "terminated"}
    assert size < 20 or 0.08 * size < count["terminated"] < 0.4 * size


@pytest.mark.parametrize("kind", company_names())
def test_everybody_leads_nobody_or_three_to_fifteen_at_every_size(kind: str) -> None:
    for size in [*range(10, 300), 1003, 5000, 60_000]:
        found = organization(company(kind), size)
        spans: Counter[int] = Counter()
        depth = [0] * size
        for team in found.teams:
            spans[team.leader] += team.count
            for each in range(team.first, team.first + team.count):
                assert team.leader < each
                depth[each] = depth[team.leader] + 1
        assert found.size == size == 1 + sum(spans.values())
        assert 3 <= min(spans.values()) <= max(spans.values()) <= 15, size
        # About eight people each: the depth grows as the logarithm does.
        assert max(depth) <= 2 + len(f"{size:o}"), size


@pytest.mark.parametrize(("kind", "size"), [("plant", 10), ("plant", 1003), ("group", 3000)])
def test_the_org_tree_has_one_top_and_managers_came_first(kind: str, size: int) -> None:
    world = World.create(spec(size=size, seed=3, company=kind))
    everybody = people_of(world)
    world.close()
    people = {each.employee_id: each for each in everybody.values() if each.status != "terminated"}
    assert [each.title for each in people.values() if each.manager_id is None] == ["managing-director"]
    for each in people.values():
        assert each.manager_id is None or people[each.manager_id].hire_date <= each.hire_date
    spans = Counter(each.manager_id for each in people.values() if each.manager_id)
    assert 3 <= min(spans.values()) <= max(spans.values()) <= 15
    near = [people[each.manager_id].location == each.location for each in people.values() if each.manager_id]
    assert size < 1000 or sum(near) > 0.95 * len(near)


def test_everybody_has_a_code_of_the_lists_an_address_of_their_own_and_an_id_in_order_of_hire() -> None:
    world = World.create(spec(size=1003))
    people = people_of(world).values()
    hires = [each.change for each in world.hris.log(limit=10_000) if isinstance(each.change, Hired)]
    lists = world.hris.code_lists()
    world.close()
    assert lists == company("plant").code_lists()
    assert {each.title for each in people} <= {each.code for each in lists.job_titles}
    assert {each.department for each in people} == {each.code for each in lists.departments}
    places = {each.code: each for each in lists.locations}
    assert {each.location for each in people} == set(places)
    assert {each.legal_entity for each in people} <= {each.code for each in lists.legal_entities}
    assert all(each.time_zone == places[str(each.location)].time_zone for each in people)
    assert len({each.email for each in people}) == len(people)
    assert all(str(each.email).isascii() and str(each.email).endswith("@example.com") for each in people)
    assert [each.employee_id for each in hires] == [f"E{number:07d}" for number in range(1, len(hires) + 1)]


@pytest.mark.parametrize(("kind", "size", "seed"), [("plant", 10, 1), ("plant", 600, 11), ("group", 4000, 8)])
def test_the_past_is_what_the_hris_itself_would_have_made_of_the_log(kind: str, size: int, seed: int) -> None:
    world = World.create(spec(size=size, seed=seed, company=kind))
    places = {each.code: each for each in world.hris.code_lists().locations}
    people, entries = people_of(world), []
    for whom, history in log_of(world).items():
        known: list[LoggedChange] = []
        for logged in history:
            assert logged.recorded_at < START
            admit(logged.change, known)
            known.append(logged)
        record, shown = unfold(history, START, places)
        assert record == people[whom]
        entries.extend(shown)
    entries.sort(key=lambda each: each.place)
    feed = [(each.kind, each.employee_id, each.changed_fields) for each in world.hris.announcements(limit=100_000)]
    assert feed == [(each.logged.change.kind, each.logged.change.employee_id, each.changed_fields) for each in entries]
    recorded = [each.recorded_at for each in world.hris.log(limit=100_000)]
    assert recorded == sorted(recorded)
    world.close()


def test_everything_that_happens_in_a_working_life_has_happened() -> None:
    world = World.create(spec(size=3000, company="group"))
    kinds = Counter(each.change.kind for history in log_of(world).values() for each in history)
    world.close()
    lives = "hired rehired promoted transferred converted renamed email_changed leave_started returned terminated"
    assert set(kinds) == set(lives.split())
    assert min(kinds.values()) >= 50


def test_nothing_of_the_past_is_still_to_come() -> None:
    world = World.create(spec(size=400))
    assert world.next_due() is None
    world.advance(START + timedelta(days=400))
    assert not [row for row in world.journal.read() if row.kind not in {"world", "clock"}]


def test_people_leave_at_the_rate_of_their_trade() -> None:
    world = World.create(spec(size=20_000, company="group", seed=5))
    people = people_of(world).values()
    world.close()
    there = Counter(each.title for each in people if each.status != "terminated")
    left = Counter(each.title for each in people if each.status == "terminated")
    for title, turnover in (
        ("line-cook", 0.7),
        ("warehouse-associate", 0.42),
        ("nurse", 0.2),
        ("process-engineer", 0.11),
    ):
        assert there[title] > 200
        assert abs(left[title] / there[title] - turnover) < 0.06, title


def test_hiring_has_its_seasons() -> None:
    world = World.create(spec(size=20_000, seed=5))
    hires = Counter(
        each.hire_date.month
        for each in people_of(world).values()
        if each.department == "WHS" and each.title == "warehouse-associate" and each.status != "terminated"
    )
    world.close()
    season = careers()["warehouse"].season
    # Few of those hired long ago are left, so that the last months weigh more: October against June of the same year.
    assert abs(hires[10] / hires[6] - season[9] / season[5]) < 0.6
    assert hires[10] > 2 * hires[12]


def test_a_place_has_the_names_of_its_country_and_some_of_others() -> None:
    world = World.create(spec(size=4000, company="group"))
    names = defaultdict(str)
    for each in people_of(world).values():
        names[str(each.location)] += f"{each.given_name}{each.family_name}"
    world.close()
    for place, letters in {"OSL": "øå", "GDN": "łń", "MAD": "áñ", "ATH": "άς", "TYO": "子田"}.items():
        assert set(letters) <= set(names[place]), place
    assert "田" not in names["OSL"]


def test_there_are_careers_in_many_regulated_industries() -> None:
    regulated = {"chemicals", "healthcare", "finance", "food", "pharmaceuticals", "construction", "logistics"}
    assert len(careers()) >= 12
    assert len({each.industry for each in careers().values()} & regulated) >= 5
    assert {trade.name for trade, _ in company("group").careers} | {"management"} == set(careers())


def test_a_kind_of_company_that_is_not_there_is_refused() -> None:
    with pytest.raises(Invalid, match="there is no kind of company 'circus'; there are bank"):
        World.create(spec(company="circus"))


def test_a_past_told_by_a_process_of_its_own_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    here = digest(size=300, company="pharma", seed=12)
    monkeypatch.setattr(teller, "WORTHWHILE", 1)
    assert digest(size=300, company="pharma", seed=12) == here


def test_a_process_that_tells_nothing_is_a_failure_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(teller, "WORTHWHILE", 1)
    monkeypatch.setattr(sys, "executable", "false")
    with pytest.raises(RuntimeError, match="ended with 1"):
        World.create(spec(size=300))


def test_progress_is_told_as_people_are_written() -> None:
    told: list[tuple[int, int]] = []
    world = World.create(spec(size=8000), progress=lambda done, people: told.append((done, people)))
    everybody = len(people_of(world))
    world.close()
    assert len(told) > 2
    assert told[-1] == (everybody, everybody)
    assert told == sorted(told)


def test_a_divided_company_adds_up() -> None:
    assert all(sum(divided(people, [28, 20, 5, 3])) == people for people in range(300))


def test_a_career_is_one_file_and_is_in_the_package() -> None:
    folder = Path(sys.modules["rosterproof_sim.population.career"].__file__ or "").parent / "careers"
    assert {file.stem for file in folder.glob("*.yaml")} == set(careers())

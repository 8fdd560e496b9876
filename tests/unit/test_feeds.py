"""Employee feeds: a file when the clock comes to its instant, once, with what holds then, as it was typed."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.small_world import START, TODAY, a_world, advance_days, digest, facts, hire, spec

from rosterproof_sim.domain.rules.dropping import file_of, next_drop
from rosterproof_sim.domain.words.changes import Promoted
from rosterproof_sim.domain.words.conduct import Keep
from rosterproof_sim.domain.words.feeds import Feed, NewFeed
from rosterproof_sim.domain.words.people import Employee
from rosterproof_sim.domain.words.refusals import Invalid, NotFound
from rosterproof_sim.store import people
from rosterproof_sim.world import World

HOSTILE = [
    "=cmd|'/c calc'!A1",
    'a "quoted" one',
    "a, b",
    "two\r\nlines",
    " blanks ",
    "José 李 👩‍👩‍👧",
    "@SUM",
    "\t",
    "",
    "00042",
]


def rows(world: World, feed: Feed, drop: int = -1) -> list[dict[str, str]]:
    text = world.feeds.content(feed.feed_id, world.feeds.drops(feed.feed_id)[drop].drop_id).decode()
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


@cache
def a_person() -> Employee:
    return a_world().hris.employee("E0000001")


def replaced(person: Employee, name: str) -> Employee:
    return replace(person, given_name=name)


def instants(world: World, feed: Feed) -> list[str]:
    return [each.dropped_at.strftime("%m-%d %H:%M") for each in world.feeds.drops(feed.feed_id)]


def test_a_full_feed_has_everybody_as_they_are_then() -> None:
    world = a_world()
    whom = hire(world)
    world.hris.record(Promoted(employee_id=whom, title="team-leader", effective_on=TODAY + timedelta(days=2)))
    feed = world.feeds.add(NewFeed(kind="full", at="06:00"))
    advance_days(world, 3)
    assert instants(world, feed) == ["03-03 06:00", "03-04 06:00", "03-05 06:00"]
    everybody = [each.employee_id for each in world.hris.employees(limit=None)]
    titles = []
    for drop in range(3):
        found = {row["employee_id"]: row for row in rows(world, feed, drop)}
        assert list(found) == everybody
        titles.append(found[whom]["title"])
    assert titles == ["warehouse-associate", "team-leader", "team-leader"]


def test_a_delta_has_those_who_changed_since_the_file_before_and_may_be_empty() -> None:
    world = a_world()
    feed = world.feeds.add(NewFeed(kind="delta", every_hours=24, columns=("employee_id", "title")))
    whom = hire(world)
    world.hris.record(Promoted(employee_id=whom, title="team-leader", effective_on=TODAY + timedelta(days=3)))
    advance_days(world, 4)
    shown = [[(row["employee_id"], row["title"]) for row in rows(world, feed, drop)] for drop in range(4)]
    assert shown == [[(whom, "warehouse-associate")], [], [(whom, "team-leader")], []]
    content = world.feeds.content(feed.feed_id, world.feeds.drops(feed.feed_id)[1].drop_id)
    assert content == b"employee_id,title\r\n"


def test_a_delta_misses_nobody_of_its_own_instant_and_none_that_the_changes_feed_has_let_go_of() -> None:
    world = a_world()
    feed = world.feeds.add(NewFeed(kind="delta", every_hours=24, columns=("employee_id",)))
    advance_days(world, 1)
    one = hire(world)
    advance_days(world, 1)
    world.advance(START + timedelta(hours=60))
    later = [hire(world), hire(world)]
    with world.store.transaction() as db:
        people.FEED.trim(db, Keep(entries=1), world.clock.now())
    world.advance(START + timedelta(hours=96))
    assert [[row["employee_id"] for row in rows(world, feed, drop)] for drop in range(4)] == [[], [one], later, []]


@pytest.mark.parametrize("step", [timedelta(minutes=37), timedelta(days=11), timedelta(days=40)])
def test_one_step_or_many_drop_the_same_files_once(step: timedelta) -> None:
    world, whole = a_world(), a_world()
    for each in (world, whole):
        each.feeds.add(NewFeed(kind="full", at="02:30", time_zone="Europe/Oslo"))
        each.feeds.add(NewFeed(kind="delta", every_hours=5))
    end = START + timedelta(days=40)
    whole.advance(end)
    while world.clock.now() < end:
        world.advance(min(end, world.clock.now() + step))
    assert [world.feeds.drops(each, limit=1000) for each in ("R0000001", "R0000002")] == [
        whole.feeds.drops(each, limit=1000) for each in ("R0000001", "R0000002")
    ]
    assert len(world.feeds.drops("R0000001", limit=1000)) == 40
    told = [each["drop_id"] for each in facts(world, "feed") if each["event"] == "dropped"]
    assert len(told) == len(set(told)) == 40 + 40 * 24 // 5


@pytest.mark.parametrize(
    ("zone", "after", "expected"),
    [
        ("Europe/Oslo", datetime(2026, 3, 28, 12, tzinfo=UTC), "2026-03-29T01:30:00+00:00"),
        ("Europe/Oslo", datetime(2026, 10, 24, 12, tzinfo=UTC), "2026-10-25T00:30:00+00:00"),
        ("Europe/Oslo", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "2026-10-26T01:30:00+00:00"),
        ("Pacific/Kiritimati", datetime(2026, 3, 2, 9, tzinfo=UTC), "2026-03-02T12:30:00+00:00"),
        ("America/Chicago", datetime(2026, 3, 7, 9, tzinfo=UTC), "2026-03-08T08:30:00+00:00"),
    ],
)
def test_a_local_time_is_kept_through_every_change_of_the_clocks(zone: str, after: datetime, expected: str) -> None:
    assert next_drop(NewFeed(kind="full", at="02:30", time_zone=zone), after).isoformat() == expected


def test_what_is_kept_on_disk_is_dropped_once_over_a_restart(tmp_path: Path) -> None:
    world = World.create(spec(), folder=tmp_path)
    feed = world.feeds.add(NewFeed(kind="full", at="06:00"))
    advance_days(world, 2)
    world.close()
    again = World.open(tmp_path)
    advance_days(again, 2)
    assert instants(again, feed) == ["03-03 06:00", "03-04 06:00", "03-05 06:00", "03-06 06:00"]
    again.feeds.remove(feed.feed_id)
    advance_days(again, 2)
    with pytest.raises(NotFound):
        again.feeds.drops(feed.feed_id)
    again.close()


def test_a_snapshot_holds_the_schedule_and_the_files() -> None:
    world = a_world()
    feed = world.feeds.add(NewFeed(kind="full", at="06:00"))
    advance_days(world, 1)
    world.take_snapshot("kept")
    advance_days(world, 3)
    world.restore("kept")
    assert len(world.feeds.drops(feed.feed_id)) == 1
    advance_days(world, 1)
    assert len(world.feeds.drops(feed.feed_id)) == 2


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"at": None}, "at"),
        ({"every_hours": 3}, "at"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"time_zone": "../../etc/passwd"}, "time_zone"),
        ({"columns": ("employee_id", "salary")}, "columns[1]"),
        ({"columns": ("national_id",)}, "columns[0]"),
        ({"columns": ("email", "email")}, "columns[1]"),
    ],
)
def test_a_schedule_that_cannot_be_kept_changes_nothing(changes: dict[str, Any], where: str) -> None:
    world = a_world()
    before = digest(world)
    with pytest.raises(Invalid) as refused:
        world.feeds.add(NewFeed(**{"kind": "full", "at": "06:00", **changes}))
    assert refused.value.where == where
    assert digest(world) == before


def test_nothing_sensitive_is_in_a_file() -> None:
    world = a_world()
    feed = world.feeds.add(NewFeed(kind="full", every_hours=1))
    world.advance(START + timedelta(hours=1))
    header = set(rows(world, feed)[0])
    sensitive = {f"custom.{each.field_id}" for each in world.hris.custom_fields().values() if each.sensitive}
    assert sensitive
    assert not sensitive & header
    assert {"employee_id", "last_day"} <= header


@given(names=st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=1, max_size=4))
def test_another_reader_reads_what_was_typed(names: list[str]) -> None:
    person = a_person()
    for name in [*names, *HOSTILE]:
        text = file_of(("employee_id", "given_name"), [replaced(person, name)]).decode()
        header, row = csv.reader(io.StringIO(text, newline=""), strict=True)
        assert (header, row) == (["employee_id", "given_name"], [person.employee_id, name])
        assert text.endswith("\r\n")


def test_nothing_is_told_from_an_empty_text() -> None:
    person = replaced(a_person(), "")
    assert file_of(("given_name", "last_day", "email"), [person]).split(b"\r\n")[1].startswith(b'"",,')

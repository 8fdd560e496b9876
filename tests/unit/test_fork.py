"""A fork: a world that is a copy of another at a moment, and from then on has a life and credentials of its own."""

from datetime import timedelta
from pathlib import Path

import pytest
from unit.small_world import ADA, START, TODAY, World, a_world, advance_days, digest, facts, hire, spec

from rosterproof_sim.domain.words.refusals import Refused


def test_it_holds_what_the_original_holds_and_goes_its_own_way() -> None:
    world = a_world()
    hire(world)
    world.lms.create_user(ADA)
    advance_days(world, 3)
    fork = world.fork("what-if")
    told = {**world.state(), "journal_sequence": 0}
    assert {**fork.state(), "journal_sequence": 0} == told
    before = digest(world)
    hire(fork, TODAY + timedelta(days=9))
    advance_days(fork, 30)
    assert digest(world) == before
    assert fork.clock.now() == START + timedelta(days=33)


def test_its_credentials_are_its_own() -> None:
    world = a_world()
    fork = world.fork("what-if")
    assert fork.spec.name == "what-if"
    assert fork.credential("secret", 1) != world.credential("secret", 1)
    assert fork.credential("secret", 1) == world.fork("what-if").credential("secret", 1)


def test_nobody_is_subscribed_to_it_and_the_original_still_tells() -> None:
    world = a_world()
    world.outbox.subscribe("hris", "http://127.0.0.1:9/", ["employee.hired"])
    hire(world)
    fork = world.fork("what-if")
    assert (fork.outbox.subscriptions("hris"), fork.outbox.due(fork.clock.now())) == ([], [])
    assert len(world.outbox.due(world.clock.now())) == 1


def test_going_back_is_going_back_to_the_fork() -> None:
    world = a_world()
    hire(world)
    world.take_snapshot("kept")
    fork = world.fork("what-if")
    assert fork.snapshots() == []
    people = fork.state()["hris"]
    hire(fork)
    fork.reset()
    assert fork.state()["hris"] == people
    assert [each["event"] for each in facts(fork, "world")] == ["created", "forked", "reset"]


def test_on_disk_it_can_be_opened_again_under_its_name(tmp_path: Path) -> None:
    world = World.create(spec(), folder=tmp_path / "small")
    fork = world.fork("what-if", folder=tmp_path / "what-if")
    hire(fork)
    before = digest(fork)
    with pytest.raises(Refused, match="already"):
        world.fork("what-if", folder=tmp_path / "what-if")
    fork.close()
    again = World.open(tmp_path / "what-if")
    assert (again.spec.name, digest(again)) == ("what-if", before)


def test_a_database_of_another_version_is_refused_in_a_sentence(tmp_path: Path) -> None:
    world = World.create(spec(), folder=tmp_path)
    with world.store.transaction() as db:
        db.driver.execute("PRAGMA user_version = 1")
    world.close()
    with pytest.raises(Refused, match="another version"):
        World.open(tmp_path)

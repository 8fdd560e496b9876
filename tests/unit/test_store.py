"""A world is a database: all of a change or nothing of it, and nothing acknowledged is lost."""

import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from unit.small_world import ADA, START, TODAY, a_world, advance_days, digest, hire, spec

from rosterproof_sim.domain.words.refusals import Invalid, NotFound, Refused
from rosterproof_sim.store.database import Store
from rosterproof_sim.world import World

WRITER = """
import sys
from pathlib import Path
from rosterproof_sim.world import World
world = World.open(Path(sys.argv[1]))
world.outbox.subscribe("lms", "http://127.0.0.1:9/", ["enrollment.created"])
while True:
    user = world.lms.create_user({"external_id": "E0000001", "given_name": "Ada", "department": "Warehouse"})
    print(user.user_id, world.journal.last_sequence(), flush=True)
"""


def test_after_kill_9_everything_acknowledged_is_there(tmp_path: Path) -> None:
    World.create(spec(), folder=tmp_path).close()
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        acknowledged = [writer.stdout.readline().split() for _ in range(25)]
        writer.send_signal(signal.SIGKILL)
    world = World.open(tmp_path)
    user_id, sequence = acknowledged[-1]
    enrolled = {each.user_id for each in world.lms.enrollments(course="ORI-100", limit=None)}
    assert {each for each, _ in acknowledged} <= enrolled
    assert world.lms.user(user_id).given_name == "Ada"
    assert world.journal.last_sequence() >= int(sequence)
    counts = world.outbox.counts(world.clock.now())
    assert counts.due == len(world.lms.enrollments(limit=None))
    following = world.lms.create_user({"external_id": "E0000002", "given_name": "Bo"})
    assert following.user_id == f"U{len(world.lms.users(limit=None)):07d}"
    world.close()


def test_a_world_killed_while_it_was_made_can_be_reset(tmp_path: Path) -> None:
    world = World.create(spec(), folder=tmp_path)
    world.close()
    (tmp_path / "snapshots" / "@made.sqlite").unlink()
    world = World.open(tmp_path)
    hire(world)
    world.reset()
    assert world.journal.last_sequence() == 2
    world.close()


def test_a_world_in_a_folder_is_opened_as_it_was_closed(tmp_path: Path) -> None:
    world = World.create(spec(), folder=tmp_path / "a" / "b")
    whom = hire(world, TODAY)
    world.lms.create_user(ADA)
    advance_days(world, 3)
    world.take_snapshot("before")
    before, made_from = digest(world), world.spec
    world.close()
    again = World.open(tmp_path / "a" / "b")
    assert (digest(again), again.spec, again.clock.now()) == (before, made_from, again.clock.now())
    assert again.hris.employee(whom).status == "active"
    assert [name for name, _ in again.snapshots()] == ["before"]
    again.close()


def test_a_folder_holds_one_world_and_one_process_owns_it(tmp_path: Path) -> None:
    world = World.create(spec(), folder=tmp_path)
    with pytest.raises(Refused) as in_use:
        World.open(tmp_path)
    assert in_use.value.code == "world-in-use"
    world.close()
    with pytest.raises(Refused) as exists:
        World.create(spec(), folder=tmp_path)
    assert exists.value.code == "world-exists"
    with pytest.raises(NotFound):
        World.open(tmp_path / "nowhere")


@pytest.mark.parametrize("in_folder", [False, True])
def test_a_snapshot_brings_back_everything(tmp_path: Path, in_folder: bool) -> None:
    world = World.create(spec(), folder=tmp_path if in_folder else None)
    world.lms.create_user(ADA)
    advance_days(world, 2)
    assert world.take_snapshot("before") == world.clock.now()
    before, sequence = world.state(), world.journal.last_sequence()
    advance_days(world, 30)
    first = [hire(world), world.lms.create_user({"external_id": "x", "given_name": "X"}).user_id]
    world.restore("before")
    restored = world.state()
    assert restored.pop("journal_sequence") == sequence + 1
    before.pop("journal_sequence")
    assert restored == before
    assert world.journal.read(after=sequence)[0].data == {"event": "restored", "snapshot": "before"}
    assert [hire(world), world.lms.create_user({"external_id": "x", "given_name": "X"}).user_id] == first
    assert [name for name, _ in world.snapshots()] == ["before"]
    world.close()


@pytest.mark.parametrize("in_folder", [False, True])
def test_a_reset_goes_back_to_the_beginning_and_the_same_story_runs_the_same_again(
    tmp_path: Path, in_folder: bool
) -> None:
    world = World.create(spec(), folder=tmp_path if in_folder else None)
    stories = []
    for _ in range(2):
        whom = hire(world)
        world.lms.create_user({**ADA, "external_id": whom})
        advance_days(world, 10)
        stories.append(world.state())
        world.reset()
        assert world.clock.now() == START
    for story in stories:
        story.pop("journal_sequence")
    assert stories[0] == stories[1]
    assert world.snapshots() == []
    world.close()


def test_a_snapshot_is_not_taken_in_the_middle_of_something() -> None:
    world = a_world()
    with world.store.transaction(), pytest.raises(RuntimeError, match="between transactions"):
        world.take_snapshot("half")
    assert world.snapshots() == []


def test_a_snapshot_of_the_same_name_is_replaced_and_an_unknown_one_not_found() -> None:
    world = a_world()
    world.take_snapshot("a")
    advance_days(world, 1)
    world.take_snapshot("a")
    assert world.snapshots() == [("a", world.clock.now())]
    with pytest.raises(NotFound, match="snapshot b"):
        world.restore("b")


@pytest.mark.parametrize("name", ["", "../a", "@made", "A", "a/b", "a" * 64, "a\n"])
def test_the_name_of_a_snapshot_cannot_lead_anywhere(name: str) -> None:
    world = a_world()
    for act in (world.take_snapshot, world.restore):
        with pytest.raises(Invalid, match="name"):
            act(name)


def test_what_fails_half_way_is_undone_with_its_counters_and_journal() -> None:
    world = a_world()
    before = digest(world)

    def hire_and_fail() -> None:
        with world.store.transaction():
            hire(world)
            raise KeyError

    with pytest.raises(KeyError):
        hire_and_fail()
    assert digest(world) == before
    assert hire(world) == f"E{len(world.hris.employees(limit=None)):07d}"
    assert world.journal.read(after=1)[0].sequence == 2


def test_nobody_goes_on_after_a_use_case_failed_half_way() -> None:
    world = a_world()
    before = digest(world)

    def hire_and_fail() -> None:
        with world.store.transaction():
            hire(world)
            raise KeyError

    def swallow() -> None:
        with world.store.transaction(), suppress(KeyError):
            hire_and_fail()

    with pytest.raises(RuntimeError, match="half-way"):
        swallow()
    assert digest(world) == before


def test_a_row_of_the_journal_alone_is_enough_to_be_half_way() -> None:
    world = a_world()
    before = digest(world)

    def append_and_fail() -> None:
        with world.store.transaction():
            world.journal.append("fault", {"event": "armed"})
            raise KeyError

    def swallow() -> None:
        with world.store.transaction(), suppress(KeyError):
            append_and_fail()

    with pytest.raises(RuntimeError, match="half-way"):
        swallow()
    assert digest(world) == before


def test_a_refusal_inside_a_larger_transaction_leaves_the_rest_of_it_whole() -> None:
    world = a_world()
    with world.store.transaction():
        user = world.lms.create_user(ADA)
        with pytest.raises(Refused):
            world.lms.enroll_by_hand(user.user_id, "ORI-100")
    assert world.lms.user(user.user_id) == user


def test_whoever_waits_is_woken_by_a_commit_that_wrote_and_by_no_other() -> None:
    store = Store()
    woken = threading.Event()
    waiting = threading.Event()

    def wait() -> None:
        with store.changed:
            waiting.set()
            store.changed.wait(timeout=30)
            woken.set()

    thread = threading.Thread(target=wait)
    thread.start()
    assert waiting.wait(timeout=30)
    with store.transaction() as db:
        db.driver.execute("SELECT 1")
    assert not woken.wait(timeout=0.05)
    store.counters.next("user")
    assert woken.wait(timeout=30)
    thread.join()
    store.close()


def test_threads_take_turns() -> None:
    world = a_world()

    def create(number: int) -> None:
        for each in range(10):
            world.lms.create_user({"external_id": f"{number}-{each}", "given_name": "X"})

    threads = [threading.Thread(target=create, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    users = world.lms.users(limit=None)
    assert [each.user_id for each in users] == [f"U{number:07d}" for number in range(1, 81)]
    assert len({each.external_id for each in users}) == 80


def test_an_attempt_that_fails_half_way_is_undone_and_the_rest_goes_on() -> None:
    world, plain = a_world(), a_world()
    with world.store.transaction():
        first = world.lms.create_user(ADA)
        with suppress(Refused), world.store.attempt():
            world.lms.create_user({**ADA, "external_id": "E0000043"})
            world.lms.create_user({**ADA, "username": first.username})
        second = world.lms.create_user({**ADA, "external_id": "E0000044"})
    for fields in (ADA, {**ADA, "external_id": "E0000044"}):
        plain.lms.create_user(fields)
    assert [each.user_id for each in world.lms.users()] == [first.user_id, second.user_id] == ["U0000001", "U0000002"]
    assert digest(world) == digest(plain)
    assert world.journal.last_sequence() == plain.journal.last_sequence()

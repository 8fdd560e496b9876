"""The journal is a chain: a row that was changed or taken out shows."""

import hashlib
import json

from unit.small_world import ADA, a_world, hire

from rosterproof_sim.store.journal import NO_HASH
from rosterproof_sim.world import World


def recomputed(world: World) -> list[str]:
    """The hashes as a reader computes them who only knows the rows as JSON."""
    previous, hashes = NO_HASH, []
    for row in world.journal.read(limit=10_000):
        at = row.at.isoformat().replace("+00:00", "Z")
        plain = {"sequence": row.sequence, "kind": row.kind, "at": at, "data": json.loads(json.dumps(row.data))}
        text = json.dumps(plain, sort_keys=True, separators=(",", ":"))
        previous = hashlib.sha256((previous + text).encode()).hexdigest()
        hashes.append(previous)
    return hashes


def test_each_hash_follows_from_the_row_and_the_hash_before() -> None:
    world = a_world()
    hire(world, given_name="Ðorđe 李 \u202e")
    world.lms.create_user(ADA)
    world.journal.append("exchange", {"body": {"b": 1.5, "a": "\ud800", "n": 10**30, "x": None}, "status": 201})
    rows = world.journal.read(limit=10_000)
    assert [row.hash for row in rows] == recomputed(world)
    assert [row.sequence for row in rows] == list(range(1, len(rows) + 1))
    assert rows[-1].data["body"]["n"] == 10**30


def test_rows_are_read_from_a_position_and_by_kind() -> None:
    world = a_world()
    hire(world)
    world.lms.create_user(ADA)
    (change,) = world.journal.read(kind="change")
    assert [row.sequence for row in world.journal.read(after=change.sequence, limit=2)] == [3, 4]
    assert world.journal.last_sequence() == world.journal.read(limit=1000)[-1].sequence


def test_a_row_joins_the_transaction_it_is_appended_in() -> None:
    world = a_world()
    with world.store.transaction():
        sequence = world.journal.append("fault", {"event": "armed"})
        assert world.journal.read(after=sequence - 1)[0].data == {"event": "armed"}
    assert world.journal.last_sequence() == sequence


def test_the_journal_begins_with_what_the_world_was_made_from() -> None:
    first = a_world().journal.read(limit=1)[0]
    assert (first.kind, first.data["event"], first.data["seed"], first.data["size"]) == ("world", "created", 7, 10)

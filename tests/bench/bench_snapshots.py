"""Saving, restoring, forking and resetting a world, beside the other ways in which SQLite could copy it."""

import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from bench.row import Row, Sample, sample

from rosterproof_sim.domain.words.changes import Hired
from rosterproof_sim.domain.words.company import WorldSpec
from rosterproof_sim.world import World

TITLE = "Snapshots of a world of 100 people"

_START = datetime(2026, 3, 2, 9, tzinfo=UTC)
_LIMIT = 5.0
_TIMES = 100


def run() -> list[Row]:
    """Measure a world in memory, one in a folder, and the ways to copy the one in memory."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for where, world in (("in memory", _world(None)), ("in a folder", _world(Path(folder) / "w"))):
            world.take_snapshot("kept")
            forks = _Forks(world, None if where == "in memory" else Path(folder))
            rows += [
                _of(lambda world=world: world.take_snapshot("kept")).row(f"save, {where}", at_most=_LIMIT),
                _of(lambda world=world: world.restore("kept"), world).row(f"restore, {where}", at_most=_LIMIT),
                _of(world.reset, world).row(f"reset, {where}", at_most=_LIMIT),
                sample(forks.make, times=_TIMES, before=forks.drop).row(f"fork, {where}", at_most=_LIMIT),
            ]
            forks.drop()
            if where == "in memory":
                rows += _alternatives(world)
            world.close()
    return rows


class _Forks:
    """One fork after another; the last is let go of before the next is made."""

    def __init__(self, world: World, folder: Path | None) -> None:
        self._world, self._folder, self._numbers = world, folder, count()
        self._last: World | None = None

    def make(self) -> None:
        """Fork the world."""
        name = f"fork-{next(self._numbers)}"
        self._last = self._world.fork(name, folder=self._folder and self._folder / name)

    def drop(self) -> None:
        """Let go of the last fork."""
        if self._last is not None:
            self._last.close()
            self._last = None


def _world(folder: Path | None) -> World:
    return World.create(WorldSpec(name="bench", seed=7, size=100, start=_START), folder=folder)


def _of(act: Callable[[], object], disturbed: World | None = None) -> Sample:
    """Measure an act; before each, somebody is hired, so that there is something to undo."""

    def disturb() -> None:
        if disturbed is not None:
            disturbed.hris.record(Hired(given_name="Ada", family_name="Berg", effective_on=_START.date()))

    return sample(act, times=_TIMES, before=disturb)


def _alternatives(world: World) -> list[Row]:
    """Copy the same database in the ways that SQLite offers."""
    raw = world.store._raw
    image = raw.serialize()
    size = f"{len(image) / 1024:,.0f} KiB"

    def backup() -> None:
        with closing(sqlite3.connect(":memory:")) as copy:
            raw.backup(copy)

    def deserialize() -> None:
        with closing(sqlite3.connect(":memory:")) as copy:
            copy.deserialize(image)

    return [
        sample(backup, times=_TIMES).row("  a backup alone", note=size),
        sample(raw.serialize, times=_TIMES).row("  serialize alone", note=size),
        sample(deserialize, times=_TIMES).row("  deserialize alone", note=size),
    ]

"""A million people with their history, generated and stored, beside an executemany of the very same rows."""

import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from bench.row import Row

from rosterproof.stopwatch import Stopwatch
from rosterproof_sim.domain.words.company import WorldSpec
from rosterproof_sim.world import World

TITLE = "A company of a million, generated and stored"

SIZE = 1_000_000
_TABLES = ("changes", "announcements", "employees")
_CHUNK = 5000


def run() -> list[Row]:
    """Make the company in a process of its own, then write its rows again into an empty copy of its schema."""
    with tempfile.TemporaryDirectory(prefix="rosterproof-bench-") as folder:
        command = [sys.executable, "-m", "bench.bench_population", folder, str(SIZE)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        made = json.loads(done.stdout)
        seconds, rows = raw(Path(folder) / "world.sqlite", Path(folder) / "raw.sqlite")
    note = f"{SIZE:,} people, {rows:,} rows"
    return [
        Row(what="generated and stored", value=made["seconds"], unit="s", note=note),
        Row(what="the same rows by executemany alone", value=seconds, unit="s", note="indexes last, one transaction"),
        Row(what="generated and stored / executemany alone", value=made["seconds"] / seconds, unit="x", at_most=2),
        Row(what="most memory while it was made, both processes", value=made["mebibytes"], unit="MiB", at_most=400),
    ]


def made(folder: Path, size: int) -> dict[str, float]:
    """Make a world in a folder; returns how long it took and how much memory at most."""

    def told(done: int, people: int) -> None:
        print(f"\r{done:,} of {people:,}", end="" if done < people else "\n", file=sys.stderr, flush=True)

    spec = WorldSpec(name="million", seed=7, size=size, start=datetime(2026, 3, 2, 9, tzinfo=UTC))
    watch = Stopwatch()
    World.create(spec, folder=folder, progress=told).close()
    seconds = watch.seconds
    # The past is made up by a process of its own: what both held at most, as if it had been at the same moment.
    peak = sum(resource.getrusage(whose).ru_maxrss for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"seconds": seconds, "mebibytes": peak / (1024 if sys.platform == "linux" else 1024 * 1024)}


def raw(source: Path, target: Path) -> tuple[float, int]:
    """Write the rows of a world into a fresh database of the same schema and settings; only that is timed."""
    seconds, count = 0.0, 0
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target, isolation_level=None)) as write:
        for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = NORMAL"):
            write.execute(f"PRAGMA {pragma}")
        schema = [
            text for (text,) in read.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rootpage")
        ]
        for text in schema:
            if text.startswith("CREATE TABLE"):
                write.execute(text)
        write.execute("BEGIN")
        for table in _TABLES:
            rows = read.execute(f"SELECT * FROM {table} ORDER BY rowid")  # noqa: S608 - names from the schema
            insert = f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows.description))})"  # noqa: S608
            while chunk := rows.fetchmany(_CHUNK):
                watch = Stopwatch()
                write.executemany(insert, chunk)
                seconds += watch.seconds
                count += len(chunk)
        watch = Stopwatch()
        for text in schema:
            if text.startswith("CREATE INDEX") and any(f" ON {table} " in text for table in _TABLES):
                write.execute(text)
        write.execute("COMMIT")
        seconds += watch.seconds
    return seconds, count


if __name__ == "__main__":
    print(json.dumps(made(Path(sys.argv[1]), int(sys.argv[2]))))

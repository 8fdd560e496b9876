"""Runs the benchmarks and prints a table: `make bench`, or `make bench ONLY=snapshots` for one of them.

A benchmark is a file bench_<name>.py in this folder with a TITLE and a `run()` that returns rows. Each runs in a
process of its own, so that one's memory is not another's. A figure that misses what is demanded is marked, and ends the
run with 1 only where --strict asks for it: speed is a fact about a machine, and no test hangs on it.
"""

import argparse
import json
import subprocess
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from bench.row import Row
from rich.console import Console
from rich.table import Table

HERE = Path(__file__).parent


def names() -> list[str]:
    """Return the benchmarks there are."""
    return sorted(file.stem.removeprefix("bench_") for file in HERE.glob("bench_*.py"))


def main() -> int:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("only", nargs="*", metavar="NAME", help=f"of {', '.join(names())}; all where none is named")
    parser.add_argument("--strict", action="store_true", help="end with 1 where a figure misses what is demanded")
    parser.add_argument("--json", action="store_true", help="rows as JSON, and nothing else")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if unknown := set(options.only) - set(names()):
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}; there are {', '.join(names())}")
    wanted = options.only or names()
    if options.here:
        print(json.dumps([asdict(row) for row in import_module(f"bench.bench_{wanted[0]}").run()]))
        return 0
    missed = failed = False
    told: dict[str, list[Row]] = {}
    for name in wanted:
        rows = _apart(name)
        failed = failed or rows is None
        told[name] = rows or []
        missed = missed or any(row.verdict == "MISSED" for row in told[name])
        if not options.json:
            _show(name, rows)
    if options.json:
        print(json.dumps({name: [asdict(row) for row in rows] for name, rows in told.items()}, indent=2))
    return int(failed or (missed and options.strict))


def _apart(name: str) -> list[Row] | None:
    """Run one in a process of its own; what it says on standard error (a progress bar) is seen at once."""
    ended = subprocess.run(
        [sys.executable, "-m", "bench.run", name, "--here"], stdout=subprocess.PIPE, text=True, check=False
    )
    if ended.returncode:
        return None
    return [Row(**each) for each in json.loads(ended.stdout)]


def _show(name: str, rows: list[Row] | None) -> None:
    console = Console(width=None if sys.stdout.isatty() else 140)
    title = import_module(f"bench.bench_{name}").TITLE
    if rows is None:
        console.print(f"[bold]{title}[/] ({name}): failed; what went wrong stands above", highlight=False)
        return
    table = Table(title=f"{title} ({name})", title_justify="left")
    for heading in ("what", "figure", "10 % to 90 %", "runs", "at most", ""):
        table.add_column(heading, justify="left" if heading in ("what", "") else "right")
    for row in rows:
        spread = "" if row.low is None or row.high is None else f"{_figure(row.low)} to {_figure(row.high)}"
        demanded = "" if row.at_most is None else f"{_figure(row.at_most)} {row.unit}"
        last = " ".join(part for part in (row.verdict, row.note) if part)
        table.add_row(row.what, f"{_figure(row.value)} {row.unit}", spread, str(row.runs), demanded, last)
    console.print(table)


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


if __name__ == "__main__":
    sys.exit(main())

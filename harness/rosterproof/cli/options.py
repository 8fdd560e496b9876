"""Options that several commands share, so that they read the same everywhere. Each can be set by ROSTERPROOF_<NAME>."""

import re
from collections.abc import Callable
from inspect import cleandoc
from pathlib import Path
from typing import Any, TypeVar

import click

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

#: The largest whole number that every JSON reader reads exactly.
LARGEST_SEED = 2**53 - 1
OUT = Path("runs/latest")
#: Runs that can be asked for at once.
MOST_RUNS = 10_000

seed = click.option(
    "--seed",
    type=click.IntRange(0, LARGEST_SEED),
    default=7,
    show_default=True,
    envvar="ROSTERPROOF_SEED",
    help="Same seed, same company, same faults.",
)
profile = click.option(
    "--profile",
    default="smoke",
    show_default=True,
    metavar="NAME|FILE",
    envvar="ROSTERPROOF_PROFILE",
    help="Which stories make the certificate; `rosterproof list profiles`.",
)
scenario = click.option(
    "-k",
    "--scenario",
    "wanted",
    multiple=True,
    metavar="ID|FILE",
    envvar="ROSTERPROOF_SCENARIO",
    help="Play only this story; a pattern like 'smoke/lc-*' is allowed. May be given more than once.",
)
hris = click.option(
    "--hris",
    metavar="DIALECT",
    envvar="ROSTERPROOF_HRIS",
    help="What the HRIS speaks; without it, what the connector file names first.",
)
lms = click.option("--lms", metavar="DIALECT", envvar="ROSTERPROOF_LMS", help="What the LMS speaks, likewise.")
matrix = click.option(
    "--matrix",
    is_flag=True,
    envvar="ROSTERPROOF_MATRIX",
    help="Play everything over every pair of dialects that the connector speaks, and show how each came out.",
)
timeout = click.option(
    "--timeout",
    type=click.FloatRange(0.1, 3600),
    default=120,
    show_default=True,
    envvar="ROSTERPROOF_TIMEOUT",
    help="Seconds that one cycle of the connector may take.",
)
repeat = click.option(
    "--repeat",
    type=click.IntRange(1, MOST_RUNS),
    default=1,
    show_default=True,
    envvar="ROSTERPROOF_REPEAT",
    help="Play everything so many times, each in a folder of its own, and tell how the verdicts are distributed.",
)


class _Seeds(click.ParamType[range]):
    """Seeds from one to another: `1-200`."""

    name = "seeds"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> range:
        """Read both ends; both belong to it."""
        if found := re.fullmatch(r"([0-9]{1,16})-([0-9]{1,16})", value, re.ASCII):
            first, last = int(found[1]), int(found[2])
            if first <= last <= LARGEST_SEED and last - first < MOST_RUNS:
                return range(first, last + 1)
        return self.fail(
            f"{value!r} is not the first and the last of at most {MOST_RUNS:,} seeds, as 1-200", param, ctx
        )


seeds = click.option(
    "--seeds",
    type=_Seeds(),
    metavar="A-B",
    envvar="ROSTERPROOF_SEEDS",
    help="Play everything once for each seed from A to B, and tell how the verdicts are distributed. Of runs that are"
    " certified nothing is kept but the figures: `--seed` plays one again.",
)
as_json = click.option(
    "--json", "as_json", is_flag=True, envvar="ROSTERPROOF_JSON", help="Data on stdout, as JSON and nothing else."
)
junit = click.option(
    "--junit",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="ROSTERPROOF_JUNIT",
    help="Write JUnit XML to this file, too.",
)
html = click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="ROSTERPROOF_HTML",
    help="Write the HTML report to this file, too.",
)
summary = click.option(
    "--summary",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="ROSTERPROOF_SUMMARY",
    help="Write the Markdown summary to this file, too, as a CI job shows one.",
)
key = click.option(
    "--key",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="ROSTERPROOF_KEY",
    help="Sign the certificate with this Ed25519 key (PEM); without it with your own, which is made the first time.",
)
no_color = click.option(
    "--no-color",
    is_flag=True,
    envvar="ROSTERPROOF_NO_COLOR",
    help="No colors, as NO_COLOR in the environment asks for, too.",
)


def examples(*lines: str) -> Callable[[Decorated], Decorated]:
    """Examples at the end of a command's help, each on a line of its own."""

    def add(function: Decorated) -> Decorated:
        # A backspace on a line of its own is how click is told to leave the lines of a paragraph as they are.
        shown = "\n".join(f"  {line}" for line in lines)
        function.__doc__ = f"{cleandoc(function.__doc__ or '')}\n\n\N{BACKSPACE}\n{shown}\n"
        return function

    return add

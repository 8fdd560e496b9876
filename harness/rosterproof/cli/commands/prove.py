"""`rosterproof prove`: show that every check can fail, by connectors with one thing wrong each."""

from pathlib import Path
from typing import Any

import click

from rosterproof.cli import options, terminal


@click.command()
@click.argument("mutants", nargs=-1, metavar="[MUTANT]...")
@options.profile
@options.seed
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("runs/proof"),
    show_default=True,
    envvar="ROSTERPROOF_OUT",
    help="Where the evidence of every trial goes.",
)
@click.option(
    "--all",
    "every",
    is_flag=True,
    envvar="ROSTERPROOF_ALL",
    help="Play every mutant in every story of the profile, and not only where it must be caught.",
)
@click.option(
    "--save", is_flag=True, envvar="ROSTERPROOF_SAVE", help="Keep what mutants broke, for reports that name the likest."
)
@options.timeout
@options.as_json
@options.no_color
@options.examples(
    "rosterproof prove --profile full           every mutant, where it must fail",
    "rosterproof prove --profile full M07 M47   only these two",
)
def command(out: Path, mutants: tuple[str, ...], **chosen: Any) -> int:
    """Show that every check can fail, by mutants.

    Runs connectors with one thing wrong each, and prints which check caught which. Beside them the honest connector
    must be certified, and connectors that do nothing must pass no must-check. Exits 1 when a mutant lives, or when no
    mutant makes a must-check fail. With MUTANTs, only those are tried, whether or not the profile has their stories.
    """
    from rosterproof.cli.progress import watching
    from rosterproof.prove import Result, kills, matrix, prove
    from rosterproof.stopwatch import Stopwatch

    def told(result: Result) -> None:
        terminal.say(matrix.told(result))

    stopwatch = Stopwatch()
    with watching("proving", no_color=chosen["no_color"]):
        proof = prove(
            out,
            profile=chosen["profile"],
            seed=chosen["seed"],
            every=chosen["every"],
            only=mutants,
            patience=chosen["timeout"],
            watch=told,
        )
    if chosen["save"]:
        kills.save(proof)
    pairs = sum(len(result.verdict.scenarios) for result in proof.results)
    terminal.say(f"{len(proof.results)} connectors, {pairs} stories played in {stopwatch.seconds:.0f} s")
    if chosen["as_json"]:
        terminal.data(matrix.as_json(proof))
    else:
        terminal.data(matrix.render(proof, color=terminal.colors(unwanted=chosen["no_color"])))
    return proof.exit_code

"""`rosterproof show`: a stored run, one story of it, one exchange, or the findings of one check."""

from pathlib import Path

import click

from rosterproof.cli import options, terminal


@click.command()
@click.argument("run", type=click.Path(path_type=Path))
@click.argument("item", required=False)
@options.no_color
@options.examples(
    "rosterproof show runs/latest                  the verdict",
    "rosterproof show runs/latest lc-12            a story: its plan, its cycles",
    "rosterproof show runs/latest lc-12:31         an exchange of it, whole",
    "rosterproof show runs/latest account.unique   what a check found",
)
def command(run: Path, item: str | None, *, no_color: bool) -> None:
    """Show a stored run, or one item of it.

    RUN is the folder that certify wrote with --out. ITEM is a story, an exchange of a story, or a check.
    """
    from rosterproof.cli.shown import show
    from rosterproof.cli.stored import stored
    from rosterproof.report import console

    report = stored(run)
    if item is None:
        terminal.data(console.render(report, color=terminal.colors(unwanted=no_color)))
        return
    terminal.data(terminal.inert(show(report, item)))

"""`rosterproof show`: a stored run, one story of it, one exchange, or the findings of one check."""

from pathlib import Path

import click

from rosterproof.cli import options, terminal


@click.command()
@click.argument("run", type=click.Path(path_type=Path))
@click.argument("item", required=False)
@options.no_color
def command(run: Path, item: str | None, *, no_color: bool) -> None:
    r"""Show the run in folder RUN, or one ITEM of it.

    \b
      rosterproof show runs/latest                   the verdict
      rosterproof show runs/latest lc-12             one story: its plan and its cycles
      rosterproof show runs/latest lc-12:31          one exchange of it, whole
      rosterproof show runs/latest account.unique    what one check found
    """
    from rosterproof.cli.shown import show
    from rosterproof.cli.stored import stored
    from rosterproof.report import console

    report = stored(run)
    if item is None:
        terminal.data(console.render(report, color=terminal.colors(unwanted=no_color)))
        return
    terminal.data(terminal.inert(show(report, item)))

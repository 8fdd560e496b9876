"""`rosterproof recheck`: judge a stored run again, offline."""

from pathlib import Path
from typing import Any

import click

from rosterproof.cli import options


@click.command()
@click.argument("run", type=click.Path(path_type=Path), default=options.OUT)
@click.option(
    "--profile",
    metavar="NAME|FILE",
    envvar="ROSTERPROOF_PROFILE",
    help="Judge by this profile instead of the one the run was judged by.",
)
@options.as_json
@options.junit
@options.html
@options.summary
@options.no_color
def command(run: Path, profile: str | None, **chosen: Any) -> int:
    """Judge a stored run again, offline.

    RUN is the folder that certify wrote with --out; nothing else is opened. Same evidence, same verdict.
    """
    from rosterproof.cli.outcome import exit_code, publish
    from rosterproof.cli.stored import stored
    from rosterproof.scenario.profile import read_profile

    report = stored(run, read_profile(profile) if profile else None)
    publish(report, None, **chosen)
    return exit_code(report)

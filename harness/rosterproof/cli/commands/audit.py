"""`rosterproof audit`: what is wrong with HR's data and with a mapping, before any run."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rosterproof.cli import options, terminal
from rosterproof.cli.commands.serve import LEVELS
from rosterproof.exit_code import ExitCode

if TYPE_CHECKING:
    from rosterproof.audit import Address


@click.command()
@click.argument("mapping", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--hris", metavar="URL", envvar="ROSTERPROOF_HRIS_URL", help="The HRIS to read.")
@click.option("--api-key", metavar="TEXT", envvar="ROSTERPROOF_HRIS_API_KEY", help="What lets us in: a key …")
@click.option("--client-id", metavar="TEXT", envvar="ROSTERPROOF_HRIS_CLIENT_ID", help="… or a client's id and secret.")
@click.option("--client-secret", metavar="TEXT", envvar="ROSTERPROOF_HRIS_CLIENT_SECRET", help="Goes with the id.")
@options.seed
@click.option(
    "--size",
    type=click.IntRange(10, 20_000),
    default=100,
    show_default=True,
    envvar="ROSTERPROOF_SIZE",
    help="People in the company that is made up where no HRIS is given.",
)
@click.option(
    "--data-quality",
    type=click.Choice(LEVELS),
    default="messy",
    show_default=True,
    envvar="ROSTERPROOF_DATA_QUALITY",
    help="How dirty its data is.",
)
@options.html
@options.summary
@options.as_json
@options.examples(
    "rosterproof audit mapping.json --hris URL --api-key KEY    a running HRIS",
    "rosterproof audit --data-quality filthy --seed 3           a made-up one",
)
def command(mapping: Path | None, *, html: Path | None, summary: Path | None, as_json: bool, **chosen: Any) -> int:
    """Say what is wrong with HR's data and a mapping.

    To be asked before any run. Reads an HRIS of the core contract and MAPPING, a mapping file (that of the reference
    connector where none is given), and writes nothing to either. Exits 1 when something is wrong, and 2 when the HRIS
    or the mapping cannot be read.
    """
    from rosterproof.audit import audit, read_company
    from rosterproof.audit.report import AuditReport, as_html, as_markdown, as_text
    from rosterproof.audit.report import as_json as json_of
    from rosterproof.certify import REFERENCE
    from rosterproof.settings import read_mapping

    file = mapping or REFERENCE.with_name("mapping.json")
    rules = read_mapping(file)
    with _hris(chosen) as address:
        report = AuditReport(hris=address.url, mapping=file.name, audit=audit(read_company(address), rules))
    for target, form in ((html, as_html), (summary, as_markdown)):
        if target is not None:
            _written(target, form(report))
    terminal.data(json_of(report) if as_json else terminal.inert(as_text(report)))
    return ExitCode.BROKEN if report.audit.defects else ExitCode.CERTIFIED


@contextmanager
def _hris(chosen: dict[str, Any]) -> "Iterator[Address]":
    """The HRIS that was given, or one of a company that is made up for as long as it is read."""
    from rosterproof.audit import Address

    if chosen["hris"] is not None:
        yield _given(chosen)
        return
    from rosterproof.driver.serving import serve
    from rosterproof.scenario.parse import START

    new_world = {
        "seed": chosen["seed"],
        "size": chosen["size"],
        "start": f"{START}T09:00:00Z",
        "data_quality": {"level": chosen["data_quality"]},
    }
    terminal.say(
        f"no --hris: a company of {chosen['size']} people is made up, seed {chosen['seed']}, {chosen['data_quality']}"
    )
    with serve(ports=dict.fromkeys(("control", "hris", "lms"), 0), data_dir=None, new_world=new_world) as served:
        access = served.world["systems"]["hris"]
        yield Address(url=access["base_url"], api_key=access["api_key"])


def _given(chosen: dict[str, Any]) -> "Address":
    from rosterproof.audit import Address

    if chosen["api_key"] is None and None in (chosen["client_id"], chosen["client_secret"]):
        raise click.UsageError("--hris needs --api-key, or --client-id and --client-secret")
    return Address(
        url=chosen["hris"],
        api_key=chosen["api_key"],
        client_id=chosen["client_id"],
        client_secret=chosen["client_secret"],
    )


def _written(file: Path, content: str) -> None:
    from rosterproof.errors import SetupError

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    except OSError as problem:
        raise SetupError(f"{file} cannot be written: {problem.strerror}") from None

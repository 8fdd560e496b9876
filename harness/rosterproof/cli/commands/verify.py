"""`rosterproof verify`: is a certificate genuine, is it valid, and does its evidence still say what it says?"""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from rosterproof.cli import options, terminal


@click.command()
@click.argument("certificate", type=click.Path(path_type=Path), default=options.OUT)
@click.option(
    "--public-key",
    "trusted",
    multiple=True,
    metavar="KEY|FILE",
    envvar="ROSTERPROOF_PUBLIC_KEY",
    help="A key that you trust, as a certificate shows it or as a PEM file; any other is refused. May be repeated.",
)
@click.option(
    "--connector",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="ROSTERPROOF_CONNECTOR",
    help="A connector.yaml: is its build the one that was certified?",
)
@click.option(
    "--at",
    type=click.DateTime(["%Y-%m-%d"]),
    envvar="ROSTERPROOF_AT",
    help="The day on which it should be valid; today where none is given.",
)
@options.as_json
@options.examples(
    "rosterproof verify                                  the last run",
    "rosterproof verify runs/acme --public-key acme.pem  by whom you know",
    "rosterproof verify certificate.json                 without its evidence",
)
def command(
    certificate: Path, trusted: Sequence[str], connector: Path | None, at: datetime | None, *, as_json: bool
) -> int:
    """Verify a certificate, offline.

    CERTIFICATE is the folder that certify wrote with --out, or the certificate in it alone. Exits 0 where it is
    genuine, valid and says certified, 1 where it is genuine and says broken, and 3 where anything speaks against it.
    """
    from rosterproof.certificate.key import public_key
    from rosterproof.notary import verify
    from rosterproof.settings import read_connector_file
    from rosterproof.stopwatch import today_and_now

    found = verify(
        certificate,
        at=at.replace(tzinfo=UTC) if at else today_and_now(),
        trusted=[public_key(text) for text in trusted],
        connector=read_connector_file(connector) if connector else None,
    )
    if as_json:
        import orjson

        content = {
            "genuine": found.genuine,
            "verdict": found.certificate.statement["verdict"],
            "answers": found.answers,
            "statement": found.certificate.statement,
        }
        terminal.data(orjson.dumps(content, option=orjson.OPT_INDENT_2).decode() + "\n")
        return found.exit_code
    from rosterproof.cli.verified import told

    terminal.data(terminal.inert("".join(f"{line}\n" for line in told(found))))
    return found.exit_code

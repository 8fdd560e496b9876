"""`rosterproof serve`: a fake HRIS and a fake LMS to try things on, until Ctrl-C."""

import contextlib
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from rosterproof.cli import options, terminal


class _Pace(click.ParamType[Mapping[str, Any]]):
    """How the clock goes: `stopped`, `wall`, or `x60` for 60 business seconds to one second of the wall."""

    name = "pace"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Mapping[str, Any]:
        """Read it as the control plane takes it."""
        if value == "stopped":
            return {"mode": "stopped"}
        if found := re.fullmatch(r"wall|x([0-9]{1,7}(?:\.[0-9]{1,3})?)", value, re.ASCII):
            scale = float(found[1] or 1)
            if SLOWEST <= scale <= FASTEST:
                return {"mode": "running", "scale": scale}
        return self.fail(
            f"{value!r} is none of stopped, wall and x{SLOWEST:g} to x{FASTEST}, as x60 for a minute to the second",
            param,
            ctx,
        )


#: The contract's limits: business seconds to one second of the wall.
SLOWEST, FASTEST = 0.001, 2_592_000
#: How dirty a company's data can be; the control plane's own levels.
LEVELS = ("clean", "light", "messy", "filthy")
PORTS = {"control": 7400, "hris": 7401, "lms": 7402}


def _port(system: str) -> Callable[[options.Decorated], options.Decorated]:
    return click.option(
        f"--{system}-port",
        type=click.IntRange(0, 65535),
        default=PORTS[system],
        show_default=True,
        envvar=f"ROSTERPROOF_{system.upper()}_PORT",
        help="0 takes a free one.",
    )


def _dialect(system: str) -> Callable[[options.Decorated], options.Decorated]:
    return click.option(
        f"--{system}",
        default="core",
        show_default=True,
        metavar="DIALECT",
        envvar=f"ROSTERPROOF_{system.upper()}_DIALECT",
        help=f"What the {system.upper()} speaks; `rosterproof list dialects`.",
    )


@click.command()
@options.seed
@click.option(
    "--size",
    type=click.IntRange(10, 1_000_000),
    default=100,
    show_default=True,
    envvar="ROSTERPROOF_SIZE",
    help="People in the company.",
)
@click.option(
    "--catalog",
    default="plant",
    show_default=True,
    metavar="NAME|FILE",
    envvar="ROSTERPROOF_CATALOG",
    help="Courses and assignment rules of the LMS; `rosterproof list catalogs`.",
)
@click.option(
    "--data-quality",
    type=click.Choice(LEVELS),
    default="clean",
    show_default=True,
    envvar="ROSTERPROOF_DATA_QUALITY",
    help="How dirty HR's data is; `rosterproof audit` finds what is wrong with it.",
)
@click.option(
    "--start", default="2026-03-02", show_default=True, metavar="DATE", help="Where the world's clock stands."
)
@click.option(
    "--clock",
    type=_Pace(),
    metavar="stopped|wall|xN",
    envvar="ROSTERPROOF_CLOCK",
    help="How the clock goes: stopped until it is advanced, with the wall, or N seconds to one of the wall."
    " Stopped in a new world; in one kept in files, as it was.",
)
@click.option(
    "--token",
    metavar="TEXT",
    envvar="ROSTERPROOF_TOKEN",
    help="What the control plane asks for; made up where none is given.",
)
@_dialect("hris")
@_dialect("lms")
@_port("control")
@_port("hris")
@_port("lms")
@click.option(
    "--data-dir",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="ROSTERPROOF_DATA_DIR",
    help="Keep the world in files here instead of in memory.",
)
@options.as_json
def command(data_dir: Path | None, *, as_json: bool, **chosen: Any) -> None:
    """Serve a fake HRIS and a fake LMS to try things on.

    Prints their addresses, credentials and requests to paste, and runs until Ctrl-C.
    """
    from rosterproof.cli.making import Made
    from rosterproof.driver.serving import serve
    from rosterproof.scenario.calendar import Impossible, start_of
    from rosterproof.scenario.catalog import read_catalog
    from rosterproof.scenario.library import lookup

    try:
        start = start_of(chosen["start"])
    except Impossible as impossible:
        raise click.BadParameter(str(impossible), param_hint="--start") from None
    new_world = {
        "seed": chosen["seed"],
        "size": chosen["size"],
        "start": f"{start:%Y-%m-%dT%H:%M:%SZ}",
        "data_quality": {"level": chosen["data_quality"]},
        "catalog": read_catalog(lookup(chosen["catalog"], kind="catalog")),
        "hris": chosen["hris"],
        "lms": chosen["lms"],
    }
    with serve(
        ports={name: chosen[f"{name}_port"] for name in PORTS},
        data_dir=data_dir,
        new_world=new_world,
        clock=chosen["clock"],
        token=chosen["token"],
        told=Made().told,
    ) as served:
        terminal.data(served.as_json() if as_json else served.as_text())
        # Whoever reads the line may interrupt at once, so it is said where an interrupt is already awaited.
        with contextlib.suppress(KeyboardInterrupt):
            terminal.say("serving until Ctrl-C")
            served.wait()
    terminal.say("ended; nothing is left running")

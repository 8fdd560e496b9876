"""Two companies alike in every id, name and email, 100,000 mixed requests, and no row of one seen by the other."""

import sys

from bench.row import Row
from contract.isolation import PEOPLE, prove
from contract.playground import playground

from rosterproof.stopwatch import Stopwatch
from rosterproof_sim.launch import start

TITLE = "Isolation of two worlds in one server"

_REQUESTS = 100_000


def run() -> list[Row]:
    """Ask, and count what was seen that should not have been."""
    with (
        start() as server,
        playground(server, size=PEOPLE, ports="shared") as one,
        playground(server, size=PEOPLE, ports="shared") as two,
    ):
        watch = Stopwatch()
        report = prove((one, two), _REQUESTS, lambda done: print(f"{done:,} of {_REQUESTS:,}", file=sys.stderr))
        seconds = watch.seconds
    for each in (report.leaks + report.wrong)[:10]:
        print(each, file=sys.stderr)
    foreign = f"{report.foreign_refused:,} with the other's key, all refused"
    return [
        Row(
            what="rows of the other seen",
            value=len(report.leaks),
            unit="rows",
            at_most=0,
            note=f"{report.requests:,} requests",
        ),
        Row(what="answers other than expected", value=len(report.wrong), unit="answers", at_most=0, note=foreign),
        Row(
            what="answers that showed their own canary",
            value=sum(report.shown),
            unit="answers",
            note="so a leak would show",
        ),
        Row(what="time", value=seconds, unit="s", note=f"{report.requests / seconds:,.0f} requests a second"),
    ]

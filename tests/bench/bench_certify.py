"""Certifying the reference connector as a stranger does, from the command to the signed certificate."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.row import Row, sample

TITLE = "Certifying the reference connector"

#: Profile -> seconds that it may take on two cores.
_LIMITS = {"smoke": 10.0, "pilot": 10.0, "core": 20.0, "full": 60.0}
_TIMES = 3


def run() -> list[Row]:
    """Measure each profile; the note tells the processor's time, which does not depend on what else goes on."""
    return [_profile(name, limit) for name, limit in _LIMITS.items()]


def _profile(name: str, limit: float) -> Row:
    command = Path(sys.executable).with_name("rosterproof")
    spent = []
    with tempfile.TemporaryDirectory() as folder:

        def certify() -> None:
            before = os.times()
            subprocess.run(
                [command, "certify", "--profile", name, "--out", f"{folder}/run"], check=True, capture_output=True
            )
            after = os.times()
            spent.append(after.children_user + after.children_system - before.children_user - before.children_system)

        measured = sample(certify, times=_TIMES)
    return measured.row(f"profile {name}", at_most=limit, unit="s", note=f"{min(spent):.1f} s of processor time")

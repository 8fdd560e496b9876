"""The part of README.md about time, run as it stands: the promotion is not in the feed, a month passes, and it is."""

import json
import os
import re
import shutil
import socket
import subprocess
from typing import Any

import pytest
from stories.runs import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> str:
    found = re.search(r"<!-- time:begin -->\n```sh\n(.*?)```\n<!-- time:end -->", README, re.DOTALL)
    assert found is not None, "README.md has no block of that name"
    return found[1]


def free_ports() -> dict[str, str]:
    names = ("CONTROL", "HRIS", "LMS")
    taken = [socket.create_server(("127.0.0.1", 0)) for _ in names]
    ports = {f"ROSTERPROOF_{name}_PORT": str(each.getsockname()[1]) for name, each in zip(names, taken, strict=True)}
    for each in taken:
        each.close()
    return ports


def answers(text: str) -> list[dict[str, Any]]:
    """Every JSON document in a text, one after another."""
    decoder, found, at = json.JSONDecoder(), [], 0
    while (text := text[at:].lstrip()) != "":
        document, at = decoder.raw_decode(text)
        found.append(document)
    return found


def test_a_promotion_entered_ahead_comes_to_the_feed_by_itself() -> None:
    if not (bash := shutil.which("bash")) or not shutil.which("curl"):
        pytest.skip("needs bash and curl: apt-get install curl")
    environment = {**os.environ, **free_ports(), "NO_COLOR": "1"}
    # `set -m` keeps the server apart, as in the terminal of whoever pastes this.
    script = f"set -em\n{commands()}\nwait $! || true"
    ran = subprocess.run(
        [bash, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=110, check=False
    )
    assert ran.returncode == 0, ran.stderr
    recorded, before, clock, after, running, stopped = answers(ran.stdout)
    assert (recorded["change"]["kind"], before["data"]) == ("promoted", [])
    assert clock["now"][:10] == "2026-04-01"
    told = [each for each in after["data"] if each["employee_id"] == recorded["change"]["employee_id"]]
    assert [(each["kind"], each["effective_on"]) for each in told] == [("promoted", "2026-03-20")]
    assert (running["mode"], running["scale"], stopped["mode"]) == ("running", 86_400, "stopped")

"""The small connector of README.md, in another language than Python: run by the README's own words, and certified."""

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from stories.runs import COMMAND, ROOT

from rosterproof.document import read
from rosterproof.scenario.library import stories

README = (ROOT / "README.md").read_text(encoding="utf-8")
pytestmark = pytest.mark.node


def command_of_the_readme() -> str:
    (found,) = re.findall(r"^\.venv/bin/rosterproof (certify examples/\S+)$", README, re.MULTILINE)
    return str(found)


def without_comments(text: str) -> list[str]:
    return [line.partition(" #")[0].rstrip() for line in text.splitlines() if line.strip() and line[0] != "#"]


def test_the_readme_shows_the_very_file() -> None:
    (shown,) = re.findall(r"```yaml\n(name: .*?)```", README, re.DOTALL)
    file = ROOT / command_of_the_readme().split()[1]
    assert without_comments(shown) == without_comments(file.read_text(encoding="utf-8"))


def certified(node: str, out: Path, *words: str) -> Any:
    path = f"{Path(node).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [COMMAND, *words, "--json", "--out", str(out)],
        cwd=ROOT,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=590,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    report = json.loads(done.stdout)
    assert report["verdict"] == "certified"
    return report


@pytest.mark.timeout(600)
def test_it_is_certified_and_omits_nothing(node: str, tmp_path: Path) -> None:
    report = certified(node, tmp_path / "run", *command_of_the_readme().split())
    assert report["profile"]["not_played"] == []
    assert {check["outcome"] for check in report["checks"]} == {"passed"}


def stories_that_turn_a_knob() -> list[str]:
    return [name for name, story in stories().items() if "policy" in read(story.file).data]


@pytest.mark.timeout(600)
def test_it_follows_every_knob_as_the_reference_connector_does(node: str, tmp_path: Path) -> None:
    """The command of the README with `--profile full` plays the rest, too, in minutes."""
    wanted = [word for story in stories_that_turn_a_knob() for word in ("-k", story)]
    report = certified(node, tmp_path / "run", *command_of_the_readme().split(), "--profile", "full", *wanted)
    assert {check["outcome"] for check in report["checks"]} <= {"passed", "not exercised"}


@pytest.mark.timeout(600)
def test_both_honest_connectors_live_through_the_same_pilot(node: str, tmp_path: Path) -> None:
    """What ought to hold, and what people learned, is the same for every correct connector: the story digest."""
    second = certified(node, tmp_path / "second", *command_of_the_readme().split(), "--profile", "pilot")
    first = certified(node, tmp_path / "first", "certify", "--profile", "pilot")
    assert first["story_digest"] == second["story_digest"]
    assert first["wire_digest"] != second["wire_digest"]

"""The small connector of README.md, in another language than Python: run by the README's own words, and certified."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from stories.runs import COMMAND, ROOT

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


@pytest.mark.timeout(600)
def test_it_is_certified_on_what_it_claims(node: str, tmp_path: Path) -> None:
    words = [*command_of_the_readme().split(), "--json", "--out", str(tmp_path / "run")]
    path = f"{Path(node).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [COMMAND, *words],
        cwd=ROOT,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=590,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    report = json.loads(done.stdout)
    assert (report["verdict"], report["profile"]["not_played"]) == ("certified", [])
    outcomes = {check["check"]: check["outcome"] for check in report["checks"]}
    assert {name for name, outcome in outcomes.items() if outcome == "omitted"} == set(report["connector"]["omits"])
    assert set(outcomes.values()) == {"passed", "omitted"}

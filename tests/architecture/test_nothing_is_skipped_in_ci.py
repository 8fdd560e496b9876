"""In CI a skipped test is a failed one: also where the tests are spread over processes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def ran(folder: Path, body: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    (folder / "test_one.py").write_text(f"import pytest\n\n\ndef test_one() -> None:\n    {body}\n")
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-p", "no:cacheprovider", "-p", "conftest"]
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "ROSTERPROOF_"))}
    return subprocess.run(
        [*command, "-c", str(ROOT / "pyproject.toml"), str(folder)],
        env={**bare, "PYTHONPATH": str(ROOT / "tests"), **environment},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def test_a_skip_is_a_failure_where_nothing_may_be_skipped(tmp_path: Path) -> None:
    done = ran(tmp_path, "pytest.skip('no browser here')", ROSTERPROOF_NO_SKIPS="1")
    assert done.returncode == pytest.ExitCode.TESTS_FAILED, done.stdout + done.stderr
    assert "nothing may be skipped here: " in done.stdout
    assert "test_one" in done.stdout


def test_elsewhere_a_skip_is_a_skip_and_a_pass_is_a_pass_everywhere(tmp_path: Path) -> None:
    assert ran(tmp_path, "pytest.skip('no browser here')").returncode == 0
    assert ran(tmp_path, "assert True", ROSTERPROOF_NO_SKIPS="1").returncode == 0


def test_ci_asks_for_it_and_installs_what_would_be_missing() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "export ROSTERPROOF_NO_SKIPS=1" in script
    assert "need chromium chromium" in script
    assert "need node nodejs" in script
    assert script.rstrip().endswith("exec make test")

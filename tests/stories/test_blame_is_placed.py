"""Design law 8: what the simulators do wrong is never held against the connector."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from stories.runs import COMMAND, ROOT, rosterproof

from rosterproof import certify
from rosterproof.driver.simulators import Simulators
from rosterproof.verdict import Blame, Standing
from rosterproof_sim import launch
from rosterproof_sim.domain.rules import assignment


@pytest.fixture
def simulators() -> Iterator[Simulators]:
    with launch.start() as server:
        yield Simulators.attach(server.control_url, server.token)


def test_a_bug_in_the_rule_engine_of_the_lms_is_ours(
    simulators: Simulators, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    really = assignment.means_fitting
    monkeypatch.setattr(
        assignment,
        "means_fitting",
        lambda rule, subject: rule.audience.job_titles != ("team-leader",) and really(rule, subject),
    )
    run = certify.plan(certify.REFERENCE, wanted=["smoke/lc-12"])
    judged = certify.certify(run, tmp_path / "run", simulators=simulators).verdict.scenarios[0]
    assert judged.standing is Standing.INCONCLUSIVE
    assert {obstacle.blame for obstacle in judged.obstacles} == {Blame.SIMULATOR}
    assert "PSM-200" in judged.obstacles[0].reason


def test_without_the_bug_the_same_story_is_certified(simulators: Simulators, tmp_path: Path) -> None:
    run = certify.plan(certify.REFERENCE, wanted=["smoke/lc-12"])
    assert certify.certify(run, tmp_path / "run", simulators=simulators).verdict.standing is Standing.CERTIFIED


def test_simulators_killed_in_mid_run_are_no_verdict_on_the_connector(tmp_path: Path) -> None:
    command = [COMMAND, "certify", "--out", str(tmp_path / "run")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        assert running.stdout is not None
        said = [running.stderr.readline(), running.stderr.readline()]  # the first story is done: more are being played
        simulator = next(pid for pid in children(running.pid) if "rosterproof_sim.launch" in command_of(pid))
        os.kill(simulator, signal.SIGKILL)
        out, err = running.stdout.read(), "".join(said) + running.stderr.read()
    assert running.returncode == 3, out + err
    assert "was killed (SIGKILL) in mid-run; this is not a verdict on the connector" in " ".join(out.split())
    assert "Traceback" not in out + err


def test_a_recheck_of_that_run_says_so_too(tmp_path: Path) -> None:
    missing = rosterproof("recheck", tmp_path / "nothing-here")
    assert missing.code == 2
    assert "nothing-here" in missing.err


def children(parent: int) -> list[int]:
    tasks = Path(f"/proc/{parent}/task")
    if not tasks.exists():
        pytest.skip("needs /proc to find the simulator process")
    return [int(pid) for task in tasks.iterdir() for pid in (task / "children").read_text().split()]


def command_of(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()

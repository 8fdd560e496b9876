"""The driver plays stories against real simulators: it halts where it must, records everything, survives anything."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rosterproof import certify
from rosterproof.cli.outcome import exit_code
from rosterproof.connector.crew import Crew
from rosterproof.connector.hosting import Hosts
from rosterproof.driver import play
from rosterproof.driver.simulators import Simulators
from rosterproof.driver.stage import Stage, play_story
from rosterproof.errors import SetupError
from rosterproof.evidence.record import Evidence
from rosterproof.exit_code import ExitCode
from rosterproof.recheck import recheck
from rosterproof.stopwatch import Deadline
from rosterproof_sim import launch

HIRE = "hire: {as: ada, title: nurse, department: CLN, location: OSL}"
LOOK = "checkpoint: {by: +1h}"


@pytest.fixture(scope="module")
def simulators() -> Iterator[Simulators]:
    with launch.start() as server:
        yield Simulators.attach(server.control_url, server.token)


class Desk:
    """Writes stories and connectors into a folder, and plays them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        mapping = {"fields": [{"hris": "given_name", "lms": "given_name"}]}
        (folder / "mapping.json").write_text(json.dumps(mapping))

    def connector(self, *command: str, more: str = "") -> Path:
        file = self.folder / "connector.yaml"
        run = f"run: {{command: {{command: {json.dumps(command)}, timeout: 20}}}}"
        file.write_text(f"name: Mine\n{run}\nsystems: {{hris: core, lms: core}}\nmapping: mapping.json\n{more}\n")
        return file

    def run(self, *steps: str, connector: Path | None = None) -> certify.Run:
        lines = "".join(f"  - {step}\n" for step in steps)
        story = self.folder / "story.yaml"
        story.write_text(f"title: A story\nwhy: To be played.\ncompany: {{size: 10}}\nsteps:\n{lines}")
        return certify.plan(connector or self.connector("true"), wanted=[str(story)])

    def play(self, simulators: Simulators, *steps: str, connector: Path | None = None) -> Evidence:
        run = self.run(*steps, connector=connector)
        stage = Stage(simulators=simulators, crew=Crew(), hosts=Hosts(), patience=20)
        return play_story(run.plans[0], run.connector, stage, self.folder / "evidence")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def stops(evidence: Evidence) -> list[str]:
    return [f"{cycle.at:%m-%d %H:%M}" for cycle in evidence.cycles]


def test_a_cycle_at_the_start_after_a_step_at_a_checkpoint_and_one_more(desk: Desk, simulators: Simulators) -> None:
    evidence = desk.play(simulators, HIRE, LOOK)
    assert stops(evidence) == ["03-02 09:00", "03-02 09:15", "03-02 10:00", "03-02 10:00"]
    assert evidence.idle_cycle == 4
    assert evidence.incidents == ()


def test_one_stop_serves_every_step_before_it(desk: Desk, simulators: Simulators) -> None:
    evidence = desk.play(simulators, HIRE, "promote: {who: ada, title: charge-nurse, at: +10m}", LOOK)
    assert stops(evidence) == ["03-02 09:00", "03-02 09:15", "03-02 10:10", "03-02 10:10"]


def test_the_clock_halts_where_a_change_falls_due(desk: Desk, simulators: Simulators) -> None:
    hire = "hire: {as: ada, title: nurse, department: CLN, location: OSL, on: +14d}"
    evidence = desk.play(simulators, hire, "checkpoint: {by: +15d}")
    # Midnight in Oslo.
    assert stops(evidence) == ["03-02 09:00", "03-02 09:15", "03-15 23:00", "03-17 09:00", "03-17 09:00"]


def test_hires_get_the_ids_that_the_world_would_give(desk: Desk, simulators: Simulators) -> None:
    evidence = desk.play(simulators, HIRE, "hire: {as: bo, title: nurse, manager: ada}", LOOK)
    ids = [change.employee_id for change in evidence.changes]
    before = max(ids[: ids.index(evidence.people["ada"])])
    assert [int(evidence.people[alias][1:]) - int(before[1:]) for alias in ("ada", "bo")] == [1, 2]
    assert evidence.changes[-1].change["manager_id"] == evidence.people["ada"]


def test_a_fault_about_a_hire_is_armed_before_anybody_can_hear_of_the_hire(desk: Desk, simulators: Simulators) -> None:
    fault = "fault: {kind: throttle, system: lms, operation: createUser, who: ada}"
    evidence = desk.play(simulators, HIRE, fault, LOOK)
    assert [row.kind for row in evidence.journal if row.kind in ("fault", "change")] == ["fault", "change"]
    assert (evidence.faults[0].fired, evidence.faults[0].detail["mentions"]) == (0, evidence.people["ada"])


def test_what_learners_cannot_do_is_recorded_and_not_an_incident(desk: Desk, simulators: Simulators) -> None:
    evidence = desk.play(simulators, HIRE, "pass: {who: ada, course: BBP-130, score: 90, at: +1d}", LOOK)
    assert [(action.accepted, bool(action.reason)) for action in evidence.actions] == [(False, True)]
    assert evidence.incidents == ()


def test_leavers_are_tried_at_the_door_at_every_checkpoint(desk: Desk, simulators: Simulators) -> None:
    evidence = desk.play(simulators, HIRE, LOOK, "terminate: {who: ada, immediate: true, at: +2d}", LOOK, LOOK)
    assert [(probe.how, probe.let_in) for probe in evidence.probes] == [("sign_in", False), ("sign_in", False)]
    rows = {row.data["exchange"]: row.data for row in evidence.journal if row.kind == "exchange"}
    assert {rows[probe.exchange]["operation"] for probe in evidence.probes if probe.exchange} == {"signIn"}


def test_a_story_that_hr_does_not_allow_is_the_storys_fault(desk: Desk, simulators: Simulators) -> None:
    leave = "terminate: {who: ada, immediate: true, at: +2d}"
    evidence = desk.play(simulators, HIRE, leave, leave.replace("+2d", "+3d"), LOOK)
    assert [incident.kind for incident in evidence.incidents] == ["harness-failed"]
    assert evidence.incidents[0].detail.startswith(f"{desk.folder / 'story.yaml'}:7: the story cannot be played: ")


def test_a_connector_whose_every_cycle_fails_has_failed(desk: Desk, simulators: Simulators) -> None:
    connector = desk.connector("sh", "-c", "echo no credentials; exit 3")
    evidence = desk.play(simulators, HIRE, LOOK, connector=connector)
    assert [cycle.detail for cycle in evidence.cycles] == ["exited with 3: no credentials"] * 4
    assert [incident.kind for incident in evidence.incidents] == ["connector-failed"]
    assert "no cycle of the connector succeeded" in evidence.incidents[0].detail


def test_a_connector_that_is_not_there_is_an_incident_and_the_journal_is_kept(
    desk: Desk, simulators: Simulators
) -> None:
    evidence = desk.play(simulators, HIRE, LOOK, connector=desk.connector("./nothing-here"))
    assert [incident.kind for incident in evidence.incidents] == ["connector-failed"]
    assert "there is no command `./nothing-here`" in evidence.incidents[0].detail
    assert evidence.journal


def test_a_connector_that_never_worked_is_not_tried_in_every_story(
    desk: Desk, tmp_path: Path, simulators: Simulators
) -> None:
    stories = ["lc-12", "lc-15", "lc-27", "mp-01"]  # two are played at a time
    run = certify.plan(desk.connector("./nothing-here"), wanted=stories)
    report = certify.certify(run, tmp_path / "run", simulators=simulators)
    details = [evidence.incidents[0].detail for evidence in report.evidence]
    assert "there is no command `./nothing-here`" in details[0]
    for detail in details[2:]:
        assert detail.startswith("not played: the connector failed in smoke/lc-1")
        assert detail.endswith(" already, before it did a single cycle")
    assert exit_code(report) is ExitCode.INCONCLUSIVE
    assert recheck(tmp_path / "run").verdict == report.verdict


def test_every_cycle_sees_the_same_state_directory(desk: Desk, simulators: Simulators) -> None:
    connector = desk.connector("sh", "-c", 'echo x >> "$ROSTERPROOF_STATE_DIR/n"; cp "$ROSTERPROOF_STATE_DIR/n" n')
    desk.play(simulators, HIRE, LOOK, connector=connector)
    assert (desk.folder / "n").read_text() == "x\n" * 4


def test_a_connector_that_says_nothing_of_itself_is_done_when_it_is_silent(
    desk: Desk, simulators: Simulators, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(play, "SILENCE", 0.1)
    server = "import os; from http.server import *; "
    server += "HTTPServer(('127.0.0.1', int(os.environ['ROSTERPROOF_PORT'])), BaseHTTPRequestHandler).serve_forever()"
    connector = desk.connector("{python}", "-c", server)
    connector.write_text(connector.read_text().replace("{command: {", "{service: {").replace(", timeout: 20", ""))
    evidence = desk.play(simulators, HIRE, LOOK, connector=connector)
    assert (len(evidence.cycles), evidence.idle_cycle, evidence.incidents) == (3, None, ())


def test_a_simulator_killed_in_mid_run_is_no_verdict_on_the_connector(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connector = desk.connector("sh", "-c", "kill -9 $PROCESS_OF_THE_SIMULATORS")
    run = desk.run(HIRE, LOOK, connector=connector)
    with Simulators.start(tmp_path / "simulators.log") as mortal:
        monkeypatch.setenv("PROCESS_OF_THE_SIMULATORS", str(mortal.process_id))
        report = certify.certify(run, tmp_path / "run", simulators=mortal)
    assert exit_code(report) is ExitCode.INCONCLUSIVE
    incident = report.evidence[0].incidents[0]
    assert (incident.kind, incident.detail) == (
        "simulator-failed",
        "the simulator process was killed (SIGKILL) in mid-run; this is not a verdict on the connector",
    )


def test_a_stored_run_is_judged_alike_again(desk: Desk, tmp_path: Path, simulators: Simulators) -> None:
    run = desk.run(HIRE, LOOK)
    first = certify.certify(run, tmp_path / "run", simulators=simulators)
    again = recheck(tmp_path / "run")
    assert exit_code(first) is ExitCode.BROKEN
    assert again.verdict == first.verdict
    assert again.evidence == first.evidence


def test_the_same_seed_gives_the_same_story_and_wire_and_another_seed_does_not(
    desk: Desk, tmp_path: Path, simulators: Simulators
) -> None:
    run = desk.run(HIRE, LOOK)
    other = replace(run, plans=tuple(replace(plan, seed=8) for plan in run.plans))
    first, again, changed = (
        certify.certify(one, tmp_path / f"run-{number}", simulators=simulators).verdict
        for number, one in enumerate((run, run, other))
    )
    assert (first.story_digest, first.wire_digest) == (again.story_digest, again.wire_digest)
    assert first.story_digest != changed.story_digest


def test_a_port_in_use_is_said_in_words(tmp_path: Path, simulators: Simulators) -> None:
    taken = simulators.control_url.rpartition(":")[2]
    with pytest.raises(SetupError, match=taken) as raised:
        Simulators.start(tmp_path / "log", options=["--control-port", taken, "--shared-port", "0"])
    assert "Traceback" not in str(raised.value)


def rosterproof(folder: Path, *arguments: str, **more: Any) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", "from rosterproof.cli import main; main()", *arguments]
    return subprocess.Popen(command, cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)


def everybody_below(process: int) -> set[int]:
    """The processes that descend from one."""
    parents = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if fields[0] not in ("Z", "X"):
                parents[int(folder.name)] = int(fields[1])
    found = {process}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found & parents.keys()


def alive(processes: set[int]) -> set[int]:
    deadline = Deadline.after(5)
    while (left := {pid for pid in processes if pid in everybody_below(pid)}) and not deadline.passed:
        pass
    return left


@pytest.mark.parametrize("blow", [signal.SIGINT, signal.SIGTERM], ids=lambda blow: blow.name)
def test_an_interrupted_run_leaves_nobody_behind(desk: Desk, blow: signal.Signals) -> None:
    connector = desk.connector("sh", "-c", "sleep 600 & echo started > started; wait")
    desk.run(HIRE, LOOK, connector=connector)
    run = rosterproof(desk.folder, "certify", str(connector), "-k", "story.yaml", "--out", "run")
    deadline = Deadline.after(30)
    while not (desk.folder / "started").exists() and not deadline.passed:
        with contextlib.suppress(subprocess.TimeoutExpired):
            run.wait(0.05)
    below = everybody_below(run.pid)
    run.send_signal(blow)
    _, said = run.communicate(timeout=30)
    assert run.returncode == ExitCode.INTERRUPTED
    assert "interrupted" in said
    assert "Traceback" not in said
    assert len(below) >= 4
    assert alive(below) == set()


def test_serving_prints_what_is_needed_and_ends_with_ctrl_c(desk: Desk) -> None:
    ports = ["--control-port", "0", "--hris-port", "0", "--lms-port", "0"]
    run = rosterproof(desk.folder, "serve", "--json", "--size", "10", "--clock", "x60", *ports)
    assert run.stderr is not None
    assert run.stderr.readline() == "serving until Ctrl-C\n"
    below = everybody_below(run.pid)
    run.send_signal(signal.SIGINT)
    out, said = run.communicate(timeout=30)
    served = json.loads(out)
    assert run.returncode == 0, said
    assert served["world"]["systems"]["hris"]["base_url"].startswith("http://127.0.0.1:")
    assert served["control"]["token"]
    assert (served["clock"]["mode"], served["clock"]["scale"]) == ("running", 60)
    assert alive(below) == set()


def test_serving_on_a_port_in_use_says_so(desk: Desk, simulators: Simulators) -> None:
    taken = simulators.control_url.rpartition(":")[2]
    ports = ["--control-port", "0", "--hris-port", taken, "--lms-port", "0"]
    run = rosterproof(desk.folder, "serve", "--size", "10", *ports, env=os.environ)
    _, said = run.communicate(timeout=30)
    assert run.returncode == ExitCode.USAGE
    assert taken in said
    assert "Traceback" not in said

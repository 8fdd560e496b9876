"""What the command line says, where it says it, and with which code it leaves. No simulator is started here."""

import json
from pathlib import Path
from typing import Any

import pytest

from rosterproof import certify
from rosterproof.cli import main, terminal
from rosterproof.errors import SimulatorFailed
from rosterproof.exit_code import ExitCode


class Left:
    """How a command ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Left:
        with pytest.raises(SystemExit) as left:
            main(arguments)
        captured = capsys.readouterr()
        return Left(int(left.value.code or 0), captured.out, captured.err)

    return run


def test_help_lists_the_commands_and_the_exit_codes(run: Any) -> None:
    left = run("--help")
    assert left.code == 0
    assert all(word in left.out for word in ("certify", "serve", "prove", "recheck", "list", "show", "130 interrupted"))


@pytest.mark.parametrize("command", [[], *([name] for name in main.commands)], ids=" ".join)
def test_no_help_shows_the_marks_that_lay_it_out(run: Any, command: list[str]) -> None:
    left = run(*command, "--help")
    assert left.code == 0
    assert "\\" not in left.out
    assert "\b" not in left.out
    assert max(len(line) for line in left.out.splitlines()) <= 80


@pytest.mark.parametrize("command", ["certify", "show"])
def test_examples_in_a_help_stand_on_lines_of_their_own(run: Any, command: str) -> None:
    lines = [line for line in run(command, "--help").out.splitlines() if f"rosterproof {command}" in line]
    assert len(lines) >= 3
    assert all(line.lstrip().removeprefix("Usage: ").startswith(f"rosterproof {command} ") for line in lines)
    assert all(line.count("rosterproof") == 1 for line in lines)


def test_every_command_says_in_the_list_what_it_does_without_being_cut_short(run: Any) -> None:
    assert "..." not in run("--help").out.partition("Commands:")[2]


def test_a_dry_run_prints_the_plan_and_plays_nothing(run: Any, tmp_path: Path) -> None:
    left = run("certify", "-k", "lc-12", "--dry-run")
    assert left.code == 0
    assert "2026-05-01 09:00  ada is promoted: title team-leader, effective 2026-05-01" in left.out
    assert list(tmp_path.iterdir()) == []


def test_a_dry_run_in_json_is_json_and_nothing_else(run: Any) -> None:
    left = run("certify", "-k", "lc-12", "-k", "lc-15", "--dry-run", "--json")
    assert [plan["scenario"] for plan in json.loads(left.out)] == ["smoke/lc-12", "smoke/lc-15"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["certify", "-k", "no-such-story"], ExitCode.NOTHING_SELECTED, "no scenario is called 'no-such-story'"),
        (["certify", "-k", "none.yaml"], ExitCode.USAGE, "none.yaml: there is no such file"),
        (["certify", "--profile", "smoky"], ExitCode.USAGE, "did you mean 'smoke'?"),
        (["certify", "missing/connector.yaml"], ExitCode.USAGE, "missing/connector.yaml: there is no such file"),
        (["certify", "--seed", "-1"], ExitCode.USAGE, "--seed"),
        (["certify", "--sed", "1"], ExitCode.USAGE, "--seed"),
        (["certfy"], ExitCode.USAGE, "No such command"),
        (["recheck", "nowhere"], ExitCode.USAGE, "there is no run here"),
        (["show", "nowhere"], ExitCode.USAGE, "there is no run here"),
        (["serve", "--clock", "x0"], ExitCode.USAGE, "'x0' is none of stopped, wall and x0.001 to x2592000"),
        (["serve", "--clock", "fast"], ExitCode.USAGE, "'fast' is none of stopped, wall and x0.001 to x2592000"),
        (["serve", "--start", "2026-02-30"], ExitCode.USAGE, "there is no day 2026-02-30"),
        (["list", "colors"], ExitCode.USAGE, "colors"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_is_wrong_is_said_on_stderr_with_its_code(run: Any, arguments: list[str], code: int, said: str) -> None:
    left = run(*arguments)
    assert left.code == code
    assert said in left.err
    assert left.out == ""
    assert "Traceback" not in left.err


def test_a_folder_with_something_else_in_it_is_left_alone(run: Any, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    left = run("certify", "--out", "mine")
    assert left.code == ExitCode.USAGE
    assert "this folder holds something else than a run" in left.err
    assert [file.name for file in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


def test_a_run_makes_room_by_removing_the_stories_of_the_run_before_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("{}")
    (tmp_path / "notes.txt").write_text("mine")
    for name in ("smoke-lc-01", "mine"):
        (tmp_path / name).mkdir()
    (tmp_path / "smoke-lc-01" / "evidence.json").write_text("{}")
    for stale in ("certificate.json", "ledger.jsonl", "report.html", "badge.svg", "repeats.json"):
        (tmp_path / stale).write_text("of the run before")
    for name in ("run-1", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "run.json").write_text("{}")
    certify.prepare(tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["mine", "notes.txt", "other", "run.json"]


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (SimulatorFailed("the simulators were not ready"), ExitCode.INCONCLUSIVE, "the simulators were not ready"),
        (KeyboardInterrupt(), ExitCode.INTERRUPTED, "interrupted"),
        (ZeroDivisionError("oops"), ExitCode.INCONCLUSIVE, "failed at its own work: ZeroDivisionError: oops"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_whatever_happens_is_told_in_words(
    run: Any, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, said: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(certify, "certify", fail)
    left = run("certify", "-k", "lc-01")
    assert left.code == code
    assert said in left.err
    assert "Traceback" not in left.err


@pytest.mark.parametrize(
    "what", ["scenarios", "profiles", "catalogs", "checks", "mutants", "steps", "faults", "policy"]
)
def test_lists_are_never_empty(run: Any, what: str) -> None:
    rows = json.loads(run("list", what, "--json").out)[what]
    assert rows
    assert all(row["name"] and row["about"] for row in rows)
    printed = run("list", what).out
    assert all(row["name"] in printed for row in rows)


def test_an_option_may_come_from_the_environment(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = run("certify", "-k", "lc-01", "--dry-run").out
    monkeypatch.setenv("ROSTERPROOF_SEED", "12")
    assert run("certify", "-k", "lc-01", "--dry-run").out != plain


def test_nothing_that_strangers_write_steers_the_terminal(run: Any, tmp_path: Path) -> None:
    hire = '- hire: {as: ada, given_name: "\\e[31mAda\\x07", title: nurse}'
    (tmp_path / "story.yaml").write_text(f"title: x\nwhy: y\nsteps:\n  {hire}\n  - checkpoint: {{by: +1h}}\n")
    assert "\\x1b[31mAda\\x07" in run("certify", "-k", "story.yaml", "--dry-run").out


def test_colors_are_for_terminals_that_want_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert terminal.colors(unwanted=False)
    assert not terminal.colors(unwanted=True)
    monkeypatch.setenv("NO_COLOR", "1")
    assert not terminal.colors(unwanted=False)

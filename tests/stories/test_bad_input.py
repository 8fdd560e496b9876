"""Whatever is wrong with the input: clear words, the right exit code, nothing changed, nobody left behind.

The command line is run as a stranger runs it. (Wrong tokens, unknown worlds and bodies that break the contract are
tried on the wire, in tests/contract; every mistake of a file has its golden message in tests/golden/errors.)
"""

import json
from pathlib import Path

import pytest
from stories.runs import Ran, rosterproof

MAPPING = '{"fields": [{"hris": "given_name", "lms": "given_name"}]}'
STORY = """title: A story
why: To be played.
company: {size: 10}
steps:
  - hire: {as: ada, title: nurse, department: CLN, location: OSL}
  - checkpoint: {by: +1h}
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "mapping.json").write_text(MAPPING)
    (tmp_path / "story.yaml").write_text(STORY)
    return tmp_path


def connector(desk: Path, *command: str, timeout: float = 20) -> Path:
    file = desk / "connector.yaml"
    run = json.dumps({"command": {"command": command, "timeout": timeout}})
    file.write_text(f"name: Mine\nrun: {run}\nsystems: {{hris: core, lms: core}}\nmapping: mapping.json\n")
    return file


def certified(desk: Path, file: Path, *more: str | Path) -> Ran:
    return rosterproof("certify", file, "-k", desk / "story.yaml", "--out", desk / "run", *more)


def told(ran: Ran) -> str:
    """Everything that was said, whatever the width of the lines."""
    return " ".join((ran.out + ran.err).split())


def alive(marker: Path) -> list[str]:
    """Processes whose environment or command line still names the desk."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if str(marker).encode() in (process / "cmdline").read_bytes():
                found.append(process.name)
        except OSError:
            continue
    return found


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (("./no-such-connector",), "cannot start the connector: there is no command `./no-such-connector`"),
        (("sh", "-c", "echo no credentials >&2; exit 7"), "the last one exited with 7: no credentials"),
        (("sh", "-c", "kill -9 $$"), "was killed by SIGKILL"),
    ],
    ids=["missing", "dies", "is killed"],
)
def test_a_connector_that_does_not_run_is_no_verdict_on_it(desk: Path, command: tuple[str, ...], says: str) -> None:
    ran = certified(desk, connector(desk, *command))
    assert ran.code == 3
    assert says in told(ran)
    assert "look at the connector" in told(ran)
    assert "INCONCLUSIVE" in ran.out


def test_a_connector_that_hangs_is_killed_with_what_it_started(desk: Path) -> None:
    ran = certified(desk, connector(desk, "sh", "-c", f"echo begun; tail -f {desk}/mapping.json & wait", timeout=1))
    assert ran.code == 3
    assert "the connector hung" in told(ran)
    assert "had not ended after 1 s; it was killed" in told(ran)
    assert "raise `timeout` in the connector file" in told(ran)
    assert "| begun" in ran.out
    assert alive(desk) == []


@pytest.mark.timeout(300)
def test_a_connector_that_prints_a_gigabyte_is_judged_and_its_log_stays_small(desk: Path) -> None:
    """All of it in its first cycle, so that the test prints one gigabyte and not four."""
    once = (
        'test -e "$ROSTERPROOF_STATE_DIR/x" || { touch "$ROSTERPROOF_STATE_DIR/x"; yes roster | head -c 1000000000; }'
    )
    ran = certified(desk, connector(desk, "sh", "-c", once, timeout=100))
    assert ran.code == 1, told(ran)
    assert sum(file.stat().st_size for file in (desk / "run").rglob("connector.log")) < 1_200_000
    assert len(ran.out) < 20_000


def test_a_connector_that_returns_0_and_did_nothing_is_broken_and_passes_nothing(desk: Path) -> None:
    ran = certified(desk, connector(desk, "true"), "--json")
    assert ran.code == 1
    outcomes = {check["check"]: check["outcome"] for check in ran.report["checks"]}
    assert outcomes["account.present"] == "broken"
    assert "passed" not in outcomes.values()


@pytest.mark.parametrize(
    ("wrong", "right", "says"),
    [
        ("hire: {as", "hier: {as", "story.yaml:5: there is no step 'hier' hint: did you mean 'hire'?"),
        ("- checkpoint", "- promote: {who: eve, title: nurse}\n  - checkpoint", "story.yaml:6: "),
        ("company:", "start: 2026-02-30\ncompany:", "there is no day 2026-02-30"),
        ("title: A story", "title: &a [x, x]\ntags: [*a, *a]", "story.yaml:1: "),
    ],
    ids=["typo", "unknown person", "impossible date", "alias"],
)
def test_a_wrong_scenario_is_told_by_line_and_nothing_is_run(desk: Path, wrong: str, right: str, says: str) -> None:
    (desk / "story.yaml").write_text(STORY.replace(wrong, right))
    ran = certified(desk, connector(desk, "true"))
    assert ran.code == 2
    assert says in told(ran)
    assert not (desk / "run").exists()


def test_an_alias_bomb_is_refused_before_it_is_unfolded(desk: Path) -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    (desk / "story.yaml").write_text(bomb + STORY)
    ran = certified(desk, connector(desk, "true"), "--dry-run")
    assert ran.code == 2
    assert "story.yaml:1: " in ran.err


def test_a_connector_file_that_is_missing_or_broken_is_told_by_place(desk: Path) -> None:
    missing = certified(desk, desk / "connector.yaml")
    assert (missing.code, "connector.yaml: there is no such file" in missing.err) == (2, True)
    file = connector(desk, "true")
    file.write_text(file.read_text().replace("systems:", "systemz:"))
    broken = certified(desk, file)
    assert broken.code == 2
    assert "connector.yaml:3: " in broken.err
    assert "did you mean 'systems'?" in broken.err
    assert not (desk / "run").exists()


def test_a_port_in_use_is_told_by_its_number_and_option() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        for system in ("control", "hris", "lms"):
            ports = {"control": 0, "hris": 0, "lms": 0} | {system: port}
            options = [word for name, number in ports.items() for word in (f"--{name}-port", str(number))]
            ran = rosterproof("serve", "--size", "10", *options)
            assert ran.code == 2
            assert f"ort {port} of 127.0.0.1 is taken by another process" in ran.err
            assert f"--{system}-port" in ran.err

"""Whatever a connector does, it ends in time, is told about in words, and leaves no process behind."""

import json
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

import pytest

from rosterproof.connector.crew import Crew
from rosterproof.connector.environment import Access, Surroundings
from rosterproof.connector.log import KEPT, CappedLog
from rosterproof.connector.plug import plug_in
from rosterproof.connector.runner import Connector, facts
from rosterproof.errors import ConnectorFailed, NotSettled
from rosterproof.evidence.record import ReportedError
from rosterproof.policy import Policy
from rosterproof.settings import read_connector_file
from rosterproof.stopwatch import Deadline, Stopwatch

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
#: Writes the ids of its own process and of a child that would outlive it.
LEAVES_A_CHILD = """
import os, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
open("pids", "w").write(f"{os.getpid()} {child.pid}")
"""
SERVER = """
import json, os, sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
open("pids", "w").write(str(os.getpid()))
class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    ticks = 0
    def do_GET(self):
        self.answer(200, GET.get(self.path, {}))
    def do_POST(self):
        Handler.ticks += 1
        asked = self.rfile.read(int(self.headers["Content-Length"]))
        TICK(self, asked)
    def answer(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
    def log_message(self, *_):
        pass
GET = {"/status": {"idle": True, "pending": 0}}
TICK = lambda handler, asked: handler.answer(200, {})
SETTING
ThreadingHTTPServer(("127.0.0.1", int(os.environ["ROSTERPROOF_PORT"])), Handler).serve_forever()
"""


class Bench:
    """A folder with a connector file, and connectors made of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.crew = Crew()
        self.log = CappedLog(folder / "log" / "connector.log")
        (folder / "mapping.json").write_text('{"fields": [{"hris": "given_name", "lms": "given_name"}]}')
        (folder / "state").mkdir()

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(dedent(text))

    def command(self, *parts: str, timeout: float = 20, errors: str = "") -> Connector:
        return self._connector(f"command: {{command: {json.dumps(list(parts))}, timeout: {timeout}}}", errors)

    def python(self, code: str, *, timeout: float = 20, errors: str = "") -> Connector:
        self.write("connector.py", code)
        return self.command(sys.executable, "connector.py", timeout=timeout, errors=errors)

    def service(
        self, setting: str = "", *, more: str = "", patience: float = 10, start_timeout: float = 20
    ) -> Connector:
        self.write("connector.py", SERVER.replace("SETTING", dedent(setting)))
        run = f"service: {{command: ['{{python}}', connector.py], ready: /status, start_timeout: {start_timeout}}}"
        return self._connector(run, more or "sync: {tick: /tick, status: /status}", patience)

    def _connector(self, run: str, more: str, patience: float = 10) -> Connector:
        text = f"name: Mine\nrun:\n  {run}\nsystems: {{hris: core, lms: core}}\nmapping: mapping.json\n{more}\n"
        self.write("connector.yaml", text)
        access = Access(dialect="core", base_url="http://127.0.0.1:1", client_id="c", client_secret="s", api_key="k")
        around = Surroundings(
            hris=access,
            lms=access,
            state_dir=self.folder / "state",
            mapping_file=self.folder / "mapping.json",
            policy=Policy(),
        )
        file = read_connector_file(self.folder / "connector.yaml")
        return plug_in(file, around, self.log, self.crew, patience=patience)

    def left_behind(self) -> list[int]:
        """The processes that wrote their ids down and are still there; one that was killed may take a moment to die."""
        pids = [int(pid) for pid in (self.folder / "pids").read_text().split()]
        deadline = Deadline.after(2)
        while (left := [pid for pid in pids if running(pid)]) and not deadline.passed:
            pass
        return left

    def logged(self) -> bytes:
        self.log.close()
        return self.log.file.read_bytes()


def running(pid: int) -> bool:
    """Whether a process is there and not merely waiting for its parent to take note of its end."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except OSError:
        return False


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.crew.dismiss()
    bench.log.close()


def test_a_command_that_does_not_exist(bench: Bench) -> None:
    with pytest.raises(ConnectorFailed, match=r"there is no command `\./no-such-connector`"):
        bench.command("./no-such-connector").cycle(NOW)


def test_a_command_that_may_not_be_executed(bench: Bench) -> None:
    bench.write("sync", "#!/bin/sh\n")
    with pytest.raises(ConnectorFailed, match=r"`\./sync` may not be executed"):
        bench.command("./sync").cycle(NOW)


def test_a_command_that_dies_at_once_fails_its_cycle_and_says_why(bench: Bench) -> None:
    outcome = bench.python("import sys; sys.exit('no credentials')").cycle(NOW)
    assert (outcome.ok, outcome.detail) == (False, "exited with 1: no credentials")


def test_a_command_that_does_nothing_has_done_its_cycle(bench: Bench) -> None:
    assert bench.command("true").cycle(NOW).ok


def test_a_command_that_hangs_is_killed_with_its_children(bench: Bench) -> None:
    watch = Stopwatch()
    with pytest.raises(ConnectorFailed, match=r"the connector hung: .* had not ended after 1 s") as raised:
        bench.python(LEAVES_A_CHILD + "print('working', flush=True)\nimport time; time.sleep(600)", timeout=1).cycle(
            NOW
        )
    assert raised.value.last_output == ("working",)
    assert watch.seconds < 6
    assert bench.left_behind() == []


def test_a_command_that_hangs_and_will_not_end_is_killed_all_the_same(bench: Bench) -> None:
    stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    with pytest.raises(ConnectorFailed, match="hung"):
        bench.python(stubborn + LEAVES_A_CHILD + "time.sleep(600)", timeout=1).cycle(NOW)
    assert bench.left_behind() == []


def test_a_command_that_leaves_a_child_behind_leaves_nobody_behind(bench: Bench) -> None:
    assert bench.python(LEAVES_A_CHILD).cycle(NOW).ok
    assert bench.left_behind() == []


def test_a_flood_of_output_is_read_to_its_end_and_kept_at_both_ends(bench: Bench) -> None:
    flood = "echo begin; yes rosterproof | head -c 50000000; echo; echo end"
    outcome = bench.command("sh", "-c", flood).cycle(NOW)
    kept = bench.logged()
    assert outcome.ok
    assert len(kept) < 2 * KEPT + 200
    assert kept.splitlines()[1] == b"begin"
    assert kept.splitlines()[-1] == b"end"
    assert b"bytes left out here" in kept


def test_a_command_is_told_everything_it_needs(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSTERPROOF_SEED", "99")
    code = "import json, os; json.dump(dict(os.environ), open('told', 'w'))"
    assert bench.python(code).cycle(NOW).ok
    told = json.loads((bench.folder / "told").read_text())
    assert told["ROSTERPROOF_HRIS_URL"] == "http://127.0.0.1:1"
    assert told["ROSTERPROOF_HRIS_DIALECT"] == "core"
    assert told["ROSTERPROOF_LMS_CLIENT_SECRET"] == "s"
    assert told["ROSTERPROOF_HRIS_API_KEY"] == "k"
    assert told["ROSTERPROOF_NOW"] == "2026-03-02T09:00:00Z"
    assert Path(told["ROSTERPROOF_STATE_DIR"]).is_dir()
    assert json.loads(told["ROSTERPROOF_POLICY"])["leaver_grace_minutes"] == 1440
    assert "127.0.0.1" in told["NO_PROXY"]
    assert "ROSTERPROOF_SEED" not in told
    assert "ROSTERPROOF_PORT" not in told


def test_errors_are_read_from_a_stream_and_everything_else_on_it_is_passed_over(bench: Bench) -> None:
    code = """
    print('syncing ...')
    print('{"system": "hris", "record": "E0000001", "field": "department", "reason": "empty"}')
    print('{"no": "record"}')
    print('{"system": broken')
    print("x" * 200_000)
    """
    connector = bench.python(dedent(code), errors="errors: {stream: stdout}")
    assert connector.cycle(NOW).ok
    assert connector.errors() == (ReportedError(system="hris", record="E0000001", field="department", reason="empty"),)


def test_without_an_errors_channel_nothing_is_known_of_errors(bench: Bench) -> None:
    assert bench.command("true").errors() is None


def test_a_service_that_dies_at_once(bench: Bench) -> None:
    connector = bench.service("sys.exit('cannot read the mapping')")
    with pytest.raises(
        ConnectorFailed, match=r"cannot start the connector: .* exited with 1 before it was ready"
    ) as it:
        connector.start()
    assert "cannot read the mapping" in str(it.value)


def test_a_service_that_never_listens_is_killed(bench: Bench) -> None:
    connector = bench.service("import time; time.sleep(600)", start_timeout=1)
    with pytest.raises(ConnectorFailed, match=r"was not ready on port \d+ within 1 s"):
        connector.start()
    assert bench.left_behind() == []


def test_a_service_does_cycles_by_its_tick(bench: Bench) -> None:
    connector = bench.service(
        "TICK = lambda handler, asked: (print(asked.decode(), flush=True), handler.answer(200, {}))"
    )
    connector.start()
    assert connector.cycle(NOW).ok
    connector.end()
    assert b'{"now":"2026-03-02T09:00:00Z"}' in bench.logged()
    assert bench.left_behind() == []


def test_a_cycle_that_a_service_says_failed(bench: Bench) -> None:
    connector = bench.service("TICK = lambda handler, asked: handler.answer(500, 'LMS says no')")
    connector.start()
    outcome = connector.cycle(NOW)
    assert (outcome.ok, outcome.detail) == (False, 'answered 500 at /tick: "LMS says no"')


def test_a_service_that_hangs_in_its_cycle_is_killed(bench: Bench) -> None:
    connector = bench.service("import time; TICK = lambda handler, asked: time.sleep(600)", patience=1)
    connector.start()
    with pytest.raises(ConnectorFailed, match="the connector hung: /tick had not answered after 1 s"):
        connector.cycle(NOW)
    assert bench.left_behind() == []


def test_a_service_that_dies_in_its_cycle(bench: Bench) -> None:
    connector = bench.service("TICK = lambda handler, asked: (print('out of memory', flush=True), os._exit(9))")
    connector.start()
    with pytest.raises(ConnectorFailed, match=r"the connector died: .* exited with 9") as raised:
        connector.cycle(NOW)
    assert raised.value.last_output == ("out of memory",)


def test_a_service_that_stays_busy_has_not_settled(bench: Bench) -> None:
    connector = bench.service('GET["/status"] = {"idle": False, "pending": 3}', patience=0.5)
    connector.start()
    with pytest.raises(NotSettled, match=r"still busy after 0\.5 s"):
        connector.rest()


def test_an_answer_without_end_is_cut(bench: Bench) -> None:
    connector = bench.service('GET["/errors"] = "x" * 6_000_000', more="errors: {url: /errors}")
    connector.start()
    assert connector.errors() == ()


def test_errors_are_asked_for_at_a_url(bench: Bench) -> None:
    row = {"system": "hris", "record": "E0000001", "field": "department", "reason": "empty"}
    connector = bench.service(f'GET["/errors"] = {{"errors": [{row!r}, 7]}}', more="errors: {url: /errors}")
    connector.start()
    assert connector.errors() == (ReportedError(**row),)


def test_when_the_run_is_over_everybody_is_ended_and_nobody_can_join(bench: Bench) -> None:
    connector = bench.service()
    connector.start()
    bench.crew.dismiss()
    assert bench.left_behind() == []
    with pytest.raises(ConnectorFailed, match="the run is over"):
        bench.command("sleep", "600").cycle(NOW)


def test_the_facts_say_what_is_offered(bench: Bench) -> None:
    bench.service(more="sync: {tick: /tick, serial: true, cycle_minutes: 5}")
    found = facts(read_connector_file(bench.folder / "connector.yaml"))
    assert (found.kind, found.ticks, found.reports_status, found.serial) == ("service", True, False, True)
    assert (found.cycle_minutes, found.reports_errors, os.fspath(found.version)) == (5, False, "unknown")

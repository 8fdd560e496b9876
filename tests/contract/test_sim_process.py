"""The simulators as a process: it says when it is ready, stops when it is told to, and leaves nothing behind."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from contract.playground import LEADER, START, client

COMMAND = [sys.executable, "-m", "rosterproof_sim.launch", "--token", "t0"]


@contextmanager
def process(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    pipe = subprocess.PIPE
    with subprocess.Popen([*COMMAND, *arguments], stdin=pipe, stdout=pipe, stderr=pipe, text=True) as started:
        try:
            assert started.stdout is not None
            word, _, ready = started.stdout.readline().partition(" ")
            assert word == "READY"
            yield started, json.loads(ready)
        finally:
            started.kill()


def control(ready: dict[str, str]) -> Any:
    return client(ready["control_url"], Authorization=f"Bearer {ready['token']}")


def test_ready_is_ready_and_sigterm_is_a_good_end() -> None:
    with process("--follow-stdin") as (started, ready):
        assert set(ready) == {"control_url", "shared_url", "token", "run_id"}
        assert ready["token"] == "t0"
        assert client(ready["control_url"]).get("/v1/health").json()["run_id"] == ready["run_id"]
        made = control(ready).post("/v1/worlds", json={"name": "w", "seed": 1, "size": 10, "start": START})
        assert made.status_code == 201
        assert ready["control_url"].startswith("http://127.0.0.1:")
        started.send_signal(signal.SIGTERM)
        assert started.wait(10) == 0
        assert started.stderr is not None
        assert started.stderr.read() == ""


def test_it_ends_with_the_one_who_started_it() -> None:
    with process("--follow-stdin") as (started, _):
        assert started.stdin is not None
        started.stdin.close()
        assert started.wait(10) == 0


def test_without_being_asked_to_it_does_not_care_for_its_input() -> None:
    with process() as (started, ready):
        assert started.stdin is not None
        started.stdin.close()
        assert client(ready["control_url"]).get("/v1/health").status_code == 200
        started.send_signal(signal.SIGINT)
        assert started.wait(10) == 0


@pytest.mark.parametrize("option", ["--control-port", "--shared-port"])
def test_a_port_in_use_is_said_in_a_sentence(option: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = subprocess.run([*COMMAND, option, str(port)], capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr == (
        f"rosterproof-sim: cannot start: port {port} of 127.0.0.1 is taken by another process; "
        "name another port, or 0 for a free one\n"
    )


@pytest.mark.parametrize("arguments", [["--control-port", "x"], ["--control-port", "70000"], ["--no-such"]])
def test_a_wrong_option_is_usage(arguments: list[str]) -> None:
    ended = subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
    assert "usage:" in ended.stderr
    assert all(word in ended.stderr for word in arguments)


def test_kill_9_leaves_no_child_and_no_listener() -> None:
    with process() as (started, ready):
        made = control(ready).post("/v1/worlds", json={"name": "w", "seed": 1, "size": 10, "start": START}).json()
        children = Path(f"/proc/{started.pid}/task/{started.pid}/children")
        assert not children.exists() or children.read_text() == ""
        os.kill(started.pid, signal.SIGKILL)
        assert started.wait(10) == -signal.SIGKILL
        urls = [ready["control_url"], ready["shared_url"], made["systems"]["hris"]["base_url"]]
        for url in urls:
            with pytest.raises(OSError, match="refused"):
                socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])), timeout=5)


def test_what_was_acknowledged_outlives_kill_9(tmp_path: Path) -> None:
    key = {"Idempotency-Key": '"once"'}
    with process("--data-dir", str(tmp_path)) as (started, ready):
        made = control(ready).post("/v1/worlds", json={"name": "w", "seed": 1, "size": 10, "start": START}).json()
        lms = made["systems"]["lms"]
        user = client(lms["base_url"], **{"X-Api-Key": lms["api_key"]}).post("/v1/users", json=LEADER, headers=key)
        assert user.status_code == 201
        os.kill(started.pid, signal.SIGKILL)
        started.wait(10)
    with process("--data-dir", str(tmp_path)) as (_, ready):
        lms = control(ready).get("/v1/worlds/w").json()["systems"]["lms"]
        again = client(lms["base_url"], **{"X-Api-Key": lms["api_key"]}).post("/v1/users", json=LEADER, headers=key)
        assert (again.status_code, again.json()) == (201, user.json())
        assert len(control(ready).get("/v1/worlds/w/state").json()["lms"]["users"]) == 1
        assert control(ready).delete("/v1/worlds/w").status_code == 204
        assert list(tmp_path.iterdir()) == []


def test_two_processes_do_not_share_a_folder(tmp_path: Path) -> None:
    with process("--data-dir", str(tmp_path)) as (_, ready):
        control(ready).post("/v1/worlds", json={"name": "w", "seed": 1, "size": 10, "start": START})
        ended = subprocess.run(
            [*COMMAND, "--data-dir", str(tmp_path)], capture_output=True, text=True, timeout=30, check=False
        )
    assert ended.returncode == 2
    assert "another process" in ended.stderr
    assert "Traceback" not in ended.stderr

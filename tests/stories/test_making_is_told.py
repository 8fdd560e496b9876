"""A large company takes a while to make; whoever waits is told how far it is."""

import json
import os
import signal
import subprocess
import sys

from rosterproof.stopwatch import Deadline


def test_serving_a_large_company_tells_on_stderr_how_far_it_is() -> None:
    options = ["serve", "--size", "30000", "--control-port", "0", "--hris-port", "0", "--lms-port", "0", "--json"]
    command = [sys.executable, "-c", "from rosterproof.cli import main; main()", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ})
    try:
        text, deadline = "", Deadline.after(100)
        assert process.stdout is not None
        while not text.endswith("\n}\n") and not deadline.passed:
            text += process.stdout.readline()
        assert json.loads(text)["world"]["size"] == 30000
    finally:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert "people are on record" in said

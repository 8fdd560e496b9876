"""What every kind of test may ask for, and the rule that in CI nothing is skipped."""

import os
import shutil
import signal

import pytest

_skipped: list[str] = []

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell lets what it runs in the background ignore Ctrl-C, and everything below inherits that; some tests send it.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def _own_signing_key(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests sign with a key of their own and leave that of whoever runs them alone."""
    os.environ["XDG_DATA_HOME"] = str(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium, or a skip that says how to get one."""
    path = os.environ.get("ROSTERPROOF_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        pytest.skip("needs Chromium: apt-get install chromium, or set ROSTERPROOF_CHROMIUM to its path")
    return path


@pytest.fixture(scope="session")
def node() -> str:
    """The path of Node.js 18 or newer, or a skip that says how to get one."""
    path = shutil.which("node")
    if not path:
        pytest.skip("needs Node.js 18 or newer: apt-get install nodejs")
    return path


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        _skipped.append(report.nodeid)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI (ROSTERPROOF_NO_SKIPS) a test that could not run has failed."""
    if os.environ.get("ROSTERPROOF_NO_SKIPS") and _skipped and not hasattr(session.config, "workerinput"):
        print(f"\nskipped, and nothing may be skipped here: {', '.join(_skipped)}")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED

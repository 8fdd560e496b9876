"""The command line starts at once, because it imports what is heavy only when it is asked for."""

import subprocess
import sys

import pytest

HEAVY = ("flask", "sqlalchemy", "openapi_core", "locust", "gevent", "jsonschema", "faker")


def modules_loaded_by(*arguments: str) -> set[str]:
    code = (
        "import sys\n"
        "from rosterproof.cli import main\n"
        f"sys.argv = ['rosterproof', *{list(arguments)!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert "Usage:" in done.stdout or "version" in done.stdout
    return {name.partition(".")[0] for name in done.stderr.split()}


@pytest.mark.parametrize("arguments", [("--help",), ("certify", "--help"), ("--version",)], ids=" ".join)
def test_asking_for_help_imports_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert not modules_loaded_by(*arguments) & set(HEAVY)


def test_importing_either_package_imports_nothing_else() -> None:
    code = "import sys, rosterproof, rosterproof_sim; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert not set(done.stdout.split()) & {*HEAVY, "click", "rich", "httpx2"}

"""The repository holds no package-index address, no lock file that records one, no path of a machine and no secret."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCK_FILES = {"uv.lock", "poetry.lock", "package-lock.json", "pnpm-lock.yaml", "Pipfile.lock", "yarn.lock"}
FORBIDDEN = {
    "a package-index address": re.compile(
        # Written so that no pattern is what it looks for.
        r"(--(extra-)?index[-]url|--find[-]links)[ =]+\S*/|\"resolve[d]\": *\"http|registry *= *\{? *\"?[h]ttp"
        r"|https?://[^\s\"']*/simpl[e]\b"
    ),
    "a path of a machine": re.compile(r"(?<![\w./-])/(home|root|Users|farm|work)/[a-z]"),
    "a secret": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b"),
}


#: What each pattern must find, in pieces, so that it does not stand here.
CAUGHT = {
    "a package-index address": [
        ("--index", "-url https://packages.example/"),
        ("--find", "-links=./wheels/"),
        ('"resolved"', ': "https://packages.example/a.tgz"'),
        ("registry", ' = "http://packages.example"'),
        ("https://packages.example", "/simple"),
    ],
    "a path of a machine": [("see /home", "/somebody/notes")],
    "a secret": [("-----BEGIN ", "PRIVATE KEY-----"), ("AKIA", "0123456789ABCDEF"), ("ghp_", "a" * 36)],
}


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def test_no_lock_file_records_addresses() -> None:
    assert not [str(path) for path in tracked() if path.name in LOCK_FILES]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_tracked_file_holds(what: str) -> None:
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            if FORBIDDEN[what].search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}")
    assert not found


@pytest.mark.parametrize("what", FORBIDDEN)
def test_every_pattern_finds_what_it_is_for(what: str) -> None:
    assert [line for line in map("".join, CAUGHT[what]) if not FORBIDDEN[what].search(line)] == []


def test_constraints_are_names_and_versions_only() -> None:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    assert lines
    assert not [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[^\s;@]+( ; .+)?", line)]

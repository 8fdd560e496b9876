"""What the project must hold at its root, and what it must depend on."""

import tomllib
from pathlib import Path

import rosterproof
import rosterproof_sim

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_demanded_root_entries_are_there() -> None:
    wanted = ["pyproject.toml", "README.md", "simulators", "harness", "scenarios", "tests", "openapi"]
    assert [name for name in wanted if not (ROOT / name).exists()] == []


def test_the_demanded_packages_are_dependencies() -> None:
    named = {dependency.partition(">")[0] for dependency in PROJECT["dependencies"]}
    assert {"flask", "faker", "sqlalchemy", "locust", "pytest", "jsonschema", "openapi-core"} <= named


def test_every_dependency_has_a_floor_and_a_pin() -> None:
    pinned = {line.partition("==")[0] for line in (ROOT / "constraints.txt").read_text().splitlines()}
    for dependency in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]:
        name = dependency.partition(">")[0]
        assert ">=" in dependency or name.startswith("types-"), dependency
        assert name.lower().replace(".", "-") in pinned, dependency


def test_both_packages_tell_the_same_version_as_the_project() -> None:
    assert rosterproof.__version__ == rosterproof_sim.__version__ == PROJECT["version"]

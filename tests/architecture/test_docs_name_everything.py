"""What can be asked for is written down: every command and option, step, check, fault, policy knob and mutant."""

from pathlib import Path

import click
import pytest

from rosterproof.cli import main

ROOT = Path(__file__).parents[2]


def text(*parts: str) -> str:
    return (ROOT.joinpath(*parts)).read_text(encoding="utf-8")


def options(command: click.Command) -> set[str]:
    return {
        name
        for parameter in command.params
        if isinstance(parameter, click.Option) and not parameter.hidden
        for name in parameter.opts
        if name.startswith("--")
    }


COMMANDS = {name: main.commands[name] for name in main.list_commands(click.Context(main))}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_names_the_command(name: str) -> None:
    assert f"rosterproof {name}" in text("README.md")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_harness_readme_names_every_option(name: str) -> None:
    missing = {option for option in options(COMMANDS[name]) if f"`{option}" not in text("harness", "README.md")}
    assert not missing


def test_the_scenario_readme_names_every_step() -> None:
    from rosterproof.scenario.model import STEPS

    assert [verb for verb in STEPS if f"`{verb}`" not in text("scenarios", "README.md")] == []


def test_the_scenario_readme_names_every_story_of_every_profile() -> None:
    from rosterproof.scenario.library import stories

    names = [name.rpartition("/")[2] for name in stories()]
    assert [story for story in names if f"`{story}`" not in text("scenarios", "README.md")] == []


def test_the_harness_readme_names_every_check() -> None:
    from rosterproof.checks import discover

    assert [check.id for check in discover() if f"`{check.id}`" not in text("harness", "README.md")] == []


def test_the_harness_readme_names_every_knob() -> None:
    from rosterproof.policy import KNOBS

    assert [knob for knob in KNOBS if f"`{knob}`" not in text("harness", "README.md")] == []


def test_the_harness_readme_names_every_mutant() -> None:
    from rosterproof.reference.mutants import discover

    assert [mutant.id for mutant in discover() if mutant.id not in text("harness", "README.md")] == []


def test_the_simulator_readme_names_every_fault() -> None:
    from rosterproof_sim.faults import discover

    assert [kind for kind in discover() if f"`{kind}`" not in text("simulators", "README.md")] == []


def test_the_lms_readme_names_every_event() -> None:
    from rosterproof_sim.dialect.contract.contract import contract

    told = text("simulators", "rosterproof_sim", "dialects", "lms", "core", "README.md")
    families = {event.partition(".")[0] for event in contract("lms/core.yaml").webhooks()}
    rows = {family: next(line for line in told.splitlines() if f"`{family}." in line) for family in families}
    names = [event.split(".") for event in contract("lms/core.yaml").webhooks()]
    assert [(family, name) for family, name in names if f".{name}`" not in rows[family]] == []

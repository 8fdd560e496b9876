"""`rosterproof list`: what there is to choose from. Every list is what was found, never one that is kept by hand."""

import sys
from collections.abc import Callable

import click

from rosterproof.cli import options, terminal
from rosterproof_sim.domain.words.notices import System

Rows = list[tuple[str, str]]
SYSTEMS: tuple[System, ...] = ("hris", "lms")


def _scenarios() -> Rows:
    from rosterproof.document import read
    from rosterproof.scenario.library import stories

    return [(story.id, str(read(story.file).data["title"])) for story in stories().values()]


def _profiles() -> Rows:
    from rosterproof.document import read
    from rosterproof.scenario.library import named

    return [(name, str(read(file).data["title"])) for name, file in named("profiles").items()]


def _catalogs() -> Rows:
    from rosterproof.document import read
    from rosterproof.scenario.library import named

    return [(name, str(read(file).data["title"])) for name, file in named("catalogs").items()]


def _samples() -> Rows:
    from rosterproof.document import read
    from rosterproof.scenario.library import named

    return [(name, str(read(file).data["title"])) for name, file in named("samples").items()]


def _checks() -> Rows:
    from rosterproof.checks import discover

    return [(check.id, check.requirement) for check in discover()]


def _steps() -> Rows:
    from rosterproof.scenario.model import STEPS

    return [(verb, _first_line(step.__doc__)) for verb, step in STEPS.items()]


def _policy() -> Rows:
    from rosterproof.policy import KNOBS

    return [(knob.name, f"{knob.meaning} {knob.values}; default {knob.default}") for knob in KNOBS.values()]


def _requirements() -> Rows:
    from rosterproof.scenario.guide import guide

    why = ((row, "attested" if row.attested else "open" if row.open else "") for row in guide())
    return [(row.id, f"{row.asks} ({word}: {row.attested or row.open})" if word else row.asks) for row, word in why]


def _mutants() -> Rows:
    from rosterproof.reference.mutants import discover

    return [(mutant.id, f"{mutant.title}; caught by {mutant.caught_by} in {mutant.scenario}") for mutant in discover()]


def _faults() -> Rows:
    from rosterproof_sim.faults import discover

    return [(kind, _first_line(sys.modules[fault.__module__].__doc__)) for kind, fault in discover().items()]


def _dialects() -> Rows:
    from rosterproof_sim.dialect.discovery import discover

    return [(f"{each.system}: {each.name}", each.title) for system in SYSTEMS for each in discover(system).values()]


def _first_line(doc: str | None) -> str:
    return (doc or "").partition("\n")[0]


LISTS: dict[str, Callable[[], Rows]] = {
    "scenarios": _scenarios,
    "profiles": _profiles,
    "catalogs": _catalogs,
    "samples": _samples,
    "requirements": _requirements,
    "checks": _checks,
    "mutants": _mutants,
    "steps": _steps,
    "faults": _faults,
    "dialects": _dialects,
    "policy": _policy,
}


@click.command()
@click.argument("what", required=False, type=click.Choice(list(LISTS)))
@options.as_json
def command(what: str | None, *, as_json: bool) -> None:
    """List what there is to choose from.

    Scenarios, profiles, catalogs, sample employees, requirements, checks, mutants, the steps and faults of a story, the
    dialects of the systems, and the knobs of the policy.
    """
    found = {name: LISTS[name]() for name in ([what] if what else LISTS)}
    if as_json:
        import orjson

        content = {name: [{"name": row[0], "about": row[1]} for row in rows] for name, rows in found.items()}
        terminal.data(orjson.dumps(content, option=orjson.OPT_INDENT_2).decode() + "\n")
        return
    for name, rows in found.items():
        if what is None:
            terminal.data(f"{name}\n")
        width = max((len(row[0]) for row in rows), default=0)
        for title, about in rows:
            terminal.data(terminal.inert(f"  {title:<{width}}  {about}\n"))

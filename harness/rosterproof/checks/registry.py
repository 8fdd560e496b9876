"""A check as a value, and how checks are found.

A check is a function over one judged story. It yields a witness for every subject that it really examined and a
finding for every requirement that was not kept. `@check` makes a value of it; whatever module of a sub-folder holds
such a value is found. There is no list to keep.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType

from rosterproof.checks.case import Case
from rosterproof.document.nearest import hint
from rosterproof.errors import RosterproofError
from rosterproof.verdict import Finding, ProfileFacts, Severity, Witness
from rosterproof_sim.domain.words.wires import Lack


class UnknownCheck(RosterproofError):
    """A profile or a connector file names a check that there is not."""


@dataclass(frozen=True, slots=True)
class Omission:
    """What a check yields where the connector offers no channel on which it could be judged."""

    reason: str


Said = Finding | Witness | Omission


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """One requirement, and the function that judges it."""

    id: str
    #: The first line of the function's docstring.
    requirement: str
    #: The rest of the docstring: what is examined, and what counts as a witness.
    about: str
    #: Requirement ids of the guide.
    cites: tuple[str, ...]
    #: The invariant of the scenario catalogue that it holds, if it holds one.
    invariant: str | None
    #: What the wires must be able to carry for it to be judged.
    asks: tuple[Lack, ...]
    judge: Callable[[Case], Iterable[Said]]


def check(
    name: str, *, cites: tuple[str, ...], invariant: str | None = None, asks: tuple[Lack, ...] = ()
) -> Callable[[Callable[[Case], Iterator[Said]]], Check]:
    """Make a check of a function; its docstring says what is required."""

    def made(judge: Callable[[Case], Iterator[Said]]) -> Check:
        requirement, _, about = (judge.__doc__ or "").strip().partition("\n")
        return Check(
            id=name,
            requirement=requirement,
            about=" ".join(about.split()),
            cites=cites,
            invariant=invariant,
            asks=asks,
            judge=judge,
        )

    return made


@cache
def discover() -> tuple[Check, ...]:
    """Every check there is, in order of id."""
    package = import_module("rosterproof.checks")
    modules = (import_module(module.name) for module in walk_packages(package.__path__, "rosterproof.checks."))
    return tuple(sorted((one for module in modules for one in _checks_in(module)), key=lambda one: one.id))


def selected(profile: ProfileFacts) -> list[tuple[Check, Severity]]:
    """The checks that a profile asks for, in its order, with their severities.

    Raises:
        UnknownCheck: the profile names one that there is not.
    """
    known = {one.id: one for one in discover()}
    for name in profile.severities:
        if name not in known:
            raise UnknownCheck(
                f"profile {profile.name} asks for check {name!r}, which there is not", hint=hint(name, known)
            )
    return [(known[name], severity) for name, severity in profile.severities.items()]


def _checks_in(module: ModuleType) -> Iterator[Check]:
    return (value for value in vars(module).values() if isinstance(value, Check))

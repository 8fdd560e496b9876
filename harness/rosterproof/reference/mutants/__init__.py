"""Connectors with one thing wrong, kept to prove that a check can fail.

Each file names one small difference from the reference connector, the check that must catch it and the story in which.
Adding a mutant is adding a file; nothing lists them.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


class NoSuchMutant(Exception):
    """There is no mutant of this id; the text lists those that there are."""


@cache
def discover() -> tuple[Mutant, ...]:
    """Every mutant, by id."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    return tuple(sorted((m.MUTANT for m in modules if hasattr(m, "MUTANT")), key=lambda mutant: mutant.id))


def mutate(parts: Parts, wanted: str | None) -> None:
    """Make the parts wrong in the one way asked for; leave them right where none is.

    Raises:
        NoSuchMutant: there is none of this id.
    """
    if not wanted:
        return
    known = {mutant.id: mutant for mutant in discover()}
    if wanted not in known:
        raise NoSuchMutant(f"there is no mutant {wanted!r}; there are {', '.join(known)}")
    known[wanted].change(parts)

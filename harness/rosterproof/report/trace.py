"""Traceability: from each requirement to the stories and checks that test it, and to the mutants that they catch.

And back: from a mutant to its check, and from a check to what it is there for. A requirement with a mutant can fail;
one without is attested, or open, or has been forgotten.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rosterproof.checks import Check, discover
from rosterproof.reference import mutants
from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.scenario.guide import Requirement, guide


@dataclass(frozen=True, kw_only=True, slots=True)
class Forward:
    """A requirement, and what would show that it is not kept."""

    requirement: Requirement
    stories: tuple[str, ...]
    checks: tuple[str, ...]
    mutants: tuple[str, ...]

    @property
    def can_fail(self) -> bool:
        """Whether a story cites it, and a mutant is caught by a check that cites it."""
        return bool(self.stories and self.mutants)


@dataclass(frozen=True, kw_only=True, slots=True)
class Back:
    """A check, what it is there for, where it is asked for, and who shows that it can fail."""

    check: str
    requirements: tuple[str, ...]
    mutants: tuple[str, ...]
    #: The stories in which those mutants are caught by it.
    stories: tuple[str, ...]


def forward(stories: Mapping[str, Iterable[str]], checks: Iterable[str] | None = None) -> tuple[Forward, ...]:
    """Every requirement, over these stories with the ids that they cite, and these checks or all."""
    asked = _asked(checks)
    return tuple(_forward(row, stories, asked) for row in guide())


def back(checks: Iterable[str] | None = None) -> tuple[Back, ...]:
    """Every check, or these."""
    return tuple(_back(check) for check in _asked(checks))


def _asked(checks: Iterable[str] | None) -> list[Check]:
    wanted = None if checks is None else set(checks)
    return [check for check in discover() if wanted is None or check.id in wanted]


def _forward(row: Requirement, stories: Mapping[str, Iterable[str]], checks: list[Check]) -> Forward:
    citing = [check for check in checks if row.id in check.cites]
    return Forward(
        requirement=row,
        stories=tuple(name for name, cited in stories.items() if row.id in cited),
        checks=tuple(check.id for check in citing),
        mutants=tuple(mutant.id for mutant in _caught_by(citing)),
    )


def _back(check: Check) -> Back:
    caught = _caught_by([check])
    stories = (story for mutant in caught for story, by in mutant.kills.items() if by == check.id)
    return Back(
        check=check.id,
        requirements=check.cites,
        mutants=tuple(mutant.id for mutant in caught),
        stories=tuple(dict.fromkeys(stories)),
    )


def _caught_by(checks: Iterable[Check]) -> list[Mutant]:
    names = {check.id for check in checks}
    return [mutant for mutant in mutants.discover() if names.intersection(mutant.kills.values())]

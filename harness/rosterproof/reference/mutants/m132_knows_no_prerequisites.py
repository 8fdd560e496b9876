"""M132 sets due dates without a look at what has to come first."""

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def whatever_comes_first(due: str, _: list[str]) -> str:
    """The day that the rule names."""
    return due


def change(parts: Parts) -> None:
    """Put nothing off."""
    parts.not_before = whatever_comes_first


MUTANT = Mutant(
    id="M132",
    title="lets a course be due before the one it requires",
    caught_by="enrollment.due-date",
    scenario="assignment/as-16",
    change=change,
)

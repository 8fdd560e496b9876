"""What a mutant is."""

from collections.abc import Callable
from dataclasses import dataclass

from rosterproof.reference.parts import Parts


@dataclass(frozen=True, kw_only=True, slots=True)
class Mutant:
    """One thing wrong: `change` makes it so."""

    id: str
    #: What it does wrong, in plain words: "joins on email".
    title: str
    #: The check that must catch it.
    caught_by: str
    #: The story in which it is caught.
    scenario: str
    change: Callable[[Parts], None]

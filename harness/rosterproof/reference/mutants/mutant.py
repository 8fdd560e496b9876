"""What a mutant is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

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
    #: Further stories in which it must be caught, and by which check.
    also: Mapping[str, str] = field(default_factory=dict)

    @property
    def kills(self) -> Mapping[str, str]:
        """Every story in which it must be caught, and the check that must catch it there."""
        return {self.scenario: self.caught_by, **self.also}

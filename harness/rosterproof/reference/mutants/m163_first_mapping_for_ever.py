"""M163 reads the mapping when it is started and never again."""

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def change(parts: Parts) -> None:
    """Keep the first one."""
    parts.mapping = lambda settings: settings.mapping


MUTANT = Mutant(
    id="M163",
    title="keeps the mapping that it was started with",
    caught_by="profile.true",
    scenario="mapping/mp-24",
    change=change,
)

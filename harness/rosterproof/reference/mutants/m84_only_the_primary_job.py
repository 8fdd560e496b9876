"""M84 follows the primary job also where the customer wants the one held longest followed."""

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def change(parts: Parts) -> None:
    """Take the record as it is."""
    parts.job = lambda employee, _: employee


MUTANT = Mutant(
    id="M84",
    title="follows the primary job whatever the policy says",
    caught_by="profile.true",
    scenario="lifecycle/lc-17-oldest",
    change=change,
)

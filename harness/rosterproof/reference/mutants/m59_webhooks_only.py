"""M59 acts on webhooks only: who was there before it subscribed, or whose webhook was lost, does not exist."""

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def change(parts: Parts) -> None:
    """Never look for oneself."""
    parts.polls = lambda: False


MUTANT = Mutant(
    id="M59",
    title="acts on webhooks only",
    caught_by="account.present",
    scenario="smoke/lc-01",
    also={"audit/au-06": "account.present"},
    change=change,
)

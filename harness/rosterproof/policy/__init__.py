"""The choices a customer makes that decide what "right" means; the oracle reads them."""

from rosterproof.policy.choices import Policy, read_policy
from rosterproof.policy.knob import KNOBS, Knob

__all__ = ["KNOBS", "Knob", "Policy", "read_policy"]

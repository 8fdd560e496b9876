"""The checks, and the one way to have a story judged: `judge`.

Checks are found by looking through this folder's sub-folders; adding one is adding one file. All of them are pure
functions of recorded evidence and of what the oracle makes of it.
"""

from rosterproof.checks.judge import judge
from rosterproof.checks.registry import Check, UnknownCheck, discover, selected

__all__ = ["Check", "UnknownCheck", "discover", "judge", "selected"]

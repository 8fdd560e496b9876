"""How closely messages are held against a contract, and what comes of it."""

from dataclasses import dataclass
from typing import Literal

from rosterproof_sim.dialect.contract.violation import Violation

#: audited: the compiled table on every message and the authority on a sample; strict: both on every message.
Mode = Literal["audited", "strict", "off"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What is wrong with a message; `disagreement` is what is wrong with us where the two validators differ."""

    violations: tuple[Violation, ...] = ()
    disagreement: str | None = None

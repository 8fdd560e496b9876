"""A judged run, as the renderers get it: the verdict, and the evidence it rests on.

It stands apart from the verdict because the verdict knows no evidence, and a report must show both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rosterproof.certificate import Certificate
from rosterproof.evidence.record import ConnectorFacts, Evidence
from rosterproof.verdict import RunVerdict, ScenarioVerdict


@dataclass(frozen=True, kw_only=True, slots=True)
class RunReport:
    """A judged run. `evidence` is in the order of `verdict.scenarios`."""

    verdict: RunVerdict
    evidence: tuple[Evidence, ...]
    #: Version of Rosterproof that judged it.
    version: str
    #: When the run was played, on the wall clock; unknown to a recheck.
    issued_at: datetime | None = None
    #: How long each story took on the wall clock; unknown to a recheck.
    seconds: Mapping[str, float] | None = None
    #: What was signed of it; None where nobody asked for a certificate.
    certificate: Certificate | None = None

    @property
    def connector(self) -> ConnectorFacts:
        """Whom the verdict is on."""
        return self.evidence[0].connector

    @property
    def seed(self) -> int:
        """The seed of the company."""
        return self.evidence[0].seed

    @property
    def stories(self) -> tuple[tuple[ScenarioVerdict, Evidence], ...]:
        """Each story's verdict with its evidence."""
        return tuple(zip(self.verdict.scenarios, self.evidence, strict=True))

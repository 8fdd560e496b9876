"""What a certificate answers, row by row: the methods, benefits and criteria that an integration must prove.

Checks and stories cite these ids; here stands what each of them asks.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from rosterproof.verdict import CheckRollup, Outcome, weightiest

CRITERIA: Mapping[str, str] = {
    "METHOD-REST": "REST API: people, learning and webhooks flow both ways with token authentication",
    "METHOD-SSO": "Single sign-on: one login for both systems, refused to those who left",
    "METHOD-DB": "Database synchronization: records pushed or pulled on a schedule",
    "METHOD-NATIVE": "Pre-built connectors: the wires of the HR products themselves",
    "BEN-1": "Training is assigned on day one",
    "BEN-2": "A change of role is answered at once",
    "BEN-3": "Leavers lose access, and their records are kept",
    "BEN-4": "Nothing is typed by hand, so nothing is mistyped",
    "BEN-5": "Ready for an audit at any time: who held which role, and completed what, when",
    "BEN-6": "Every title has its learning path",
    "BEN-7": "Learning can be analyzed by department and role",
    "BEN-8": "No roster keeping and no correcting of enrollments",
    "CHK-API": "The API is documented and versioned, and has a sandbox",
    "CHK-SSO": "Single sign-on by SAML 2.0 or OAuth 2.0, tested with the identity provider",
    "CHK-FREQ": "Changes arrive by webhook or at least daily",
    "CHK-BIDI": "Completions return to the HRIS",
    "CHK-ASSIGN": "Courses are assigned when a role is given or changed",
    "CHK-TERM": "Access is revoked within 24 hours of a termination",
    "CHK-REPORT": "Role data and completions stand side by side",
    "CHK-MAP": "Fields map, and what does not map is said",
    "CHK-ROLE": "A change of role re-enrolls by itself",
    "CHK-SUPPORT": "Vendor support (attested by the vendor; no test can show it)",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """One row of the guide. `outcome` is None where no check of the profile cites it."""

    id: str
    criterion: str
    outcome: Outcome | None
    checks: tuple[str, ...]


def answers(checks: tuple[CheckRollup, ...]) -> tuple[Answer, ...]:
    """How the run answers each row."""
    return tuple(_answer(row, criterion, [c for c in checks if row in c.cites]) for row, criterion in CRITERIA.items())


def _answer(row: str, criterion: str, citing: list[CheckRollup]) -> Answer:
    outcome = weightiest(check.outcome for check in citing) if citing else None
    return Answer(id=row, criterion=criterion, outcome=outcome, checks=tuple(check.check for check in citing))

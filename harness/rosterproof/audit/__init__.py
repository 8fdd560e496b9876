"""What is wrong with HR's data and with a mapping, said before any connector runs.

Most integrations that fail in their pilot fail on data: codes that nobody mapped, people entered twice, days that are
none. An audit reads an HRIS and a mapping, writes nothing, and names each of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rosterproof.audit.codes import codes
from rosterproof.audit.company import Company
from rosterproof.audit.days import days
from rosterproof.audit.finding import KINDS, Finding, Kind
from rosterproof.audit.fitting import fitting
from rosterproof.audit.source import Address, read_company
from rosterproof.audit.spelling import spelling
from rosterproof.audit.twins import twins

__all__ = ["KINDS", "Address", "Audit", "Company", "Finding", "Kind", "audit", "read_company"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Audit:
    """What was looked at, and what was found, in order of kind, field and record."""

    people: int
    present: int
    mapped: int
    findings: tuple[Finding, ...]

    @property
    def defects(self) -> tuple[Finding, ...]:
        """What is wrong."""
        return tuple(finding for finding in self.findings if finding.defect)

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What is only to be known."""
        return tuple(finding for finding in self.findings if not finding.defect)


def audit(company: Company, mapping: Mapping[str, Any]) -> Audit:
    """Look at everything."""
    order = list(KINDS)
    found = [*codes(company), *spelling(company), *days(company, mapping), *twins(company), *fitting(company, mapping)]
    return Audit(
        people=len(company.employees),
        present=sum(1 for _ in company.present),
        mapped=len(mapping["fields"]),
        findings=tuple(
            sorted(found, key=lambda each: (order.index(each.kind), each.field, each.records[:1], each.value or ""))
        ),
    )

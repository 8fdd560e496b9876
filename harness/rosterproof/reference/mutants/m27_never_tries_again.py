"""M27 moves on after an error: a record that could not be mapped once is never written, mended or not."""

from rosterproof.reference.complaints import Complaints
from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, report


def change(parts: Parts) -> None:
    """Remember who was reported, and leave them so."""
    refused: set[str] = set()

    def report_once(complaints: Complaints, system: str, record: str, field: str, reason: str) -> None:
        refused.add(record)
        report(complaints, system, record, field, reason)

    parts.report = report_once
    parts.mappable = lambda _, profile: profile["external_id"] not in refused


MUTANT = Mutant(
    id="M27",
    title="never looks again at a record that it could not map",
    caught_by="account.present",
    scenario="mapping/mp-03",
    also={"pilot/quarter": "account.present"},
    change=change,
)

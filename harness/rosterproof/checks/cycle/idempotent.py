"""cycle.idempotent."""

from collections import Counter
from collections.abc import Iterator

from rosterproof.checks.case import Case
from rosterproof.checks.registry import Omission, Said, check
from rosterproof.checks.trail import WRITES
from rosterproof.evidence.record import JournalRow
from rosterproof.oracle.answer import took_effect
from rosterproof.verdict import Finding, Witness


@check("cycle.idempotent", cites=("BEN-4", "BEN-8", "METHOD-REST"), invariant="I11")
def idempotent(case: Case) -> Iterator[Said]:
    """A second cycle with nothing new to do writes nothing.

    The witness is that cycle, provided that the connector had written something before it.
    """
    idle = next((c for c in case.evidence.cycles if c.number == case.evidence.idle_cycle), None)
    if idle is None:
        yield Omission("No cycle with nothing to do could be had from this connector.")
        return
    written = [row for row in case.evidence.journal if took_effect(row) and row.data["operation"] in WRITES]
    before = [row for row in written if row.sequence <= idle.from_sequence]
    within = [row for row in written if idle.from_sequence < row.sequence <= idle.to_sequence]
    if within:
        yield _restless(idle.number, within)
    elif before:
        yield Witness(
            subject=f"cycle {idle.number}", seen=f"wrote nothing, after {len(before)} writes in earlier cycles"
        )


def _restless(number: int, within: list[JournalRow]) -> Finding:
    kinds = Counter(row.data["operation"] for row in within)
    return Finding(
        subject=f"cycle {number}",
        expected="no write, as nothing had changed since the cycle before",
        observed=", ".join(f"{count} x {operation}" for operation, count in kinds.most_common()),
        at=within[0].at,
        where=f"cycle {number}",
        look_at="Compare what is about to be written with what is there, and write only what differs.",
        exchanges=tuple(row.data["exchange"] for row in within[:6]),
    )

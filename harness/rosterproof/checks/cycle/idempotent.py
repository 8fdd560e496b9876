"""cycle.idempotent."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from rosterproof.checks.case import Case
from rosterproof.checks.registry import Omission, Said, check
from rosterproof.checks.trail import WRITES
from rosterproof.evidence.record import Cycle, Evidence, JournalRow
from rosterproof.oracle.answer import took_effect
from rosterproof.verdict import Finding, Witness

#: Rows of the journal that may give a connector something to do.
_NEWS = frozenset({"change", "learning", "delivery", "clock"})


@check("cycle.idempotent", cites=("BEN-4", "BEN-8", "METHOD-REST"), invariant="I11")
def idempotent(case: Case) -> Iterator[Said]:
    """A cycle with nothing new to do writes nothing.

    Such are the last cycle, and every one that follows another that ended well, at the same instant and with nothing
    in between. A witness is such a cycle, provided that the connector had written something before it.
    """
    evidence = case.evidence
    idle = _idle(evidence)
    if not idle:
        yield Omission("No cycle with nothing to do could be had from this connector.")
        return
    written = [row for row in case.acts if took_effect(row) and row.data["operation"] in WRITES]
    for cycle in idle:
        before = [row for row in written if row.sequence <= cycle.from_sequence]
        within = [row for row in written if cycle.from_sequence < row.sequence <= cycle.to_sequence]
        if within:
            yield _restless(cycle.number, within)
        elif before:
            yield Witness(
                subject=f"cycle {cycle.number}", seen=f"wrote nothing, after {len(before)} writes in earlier cycles"
            )


def _idle(evidence: Evidence) -> list[Cycle]:
    """The cycles in which there was nothing to do."""
    after = [later for earlier, later in pairwise(evidence.cycles) if earlier.ok and earlier.at == later.at]
    news = [row.sequence for row in evidence.journal if row.kind in _NEWS] if after else []
    before = {later.number: earlier for earlier, later in pairwise(evidence.cycles)}
    found = [
        cycle
        for cycle in after
        if not any(before[cycle.number].from_sequence < sequence <= cycle.from_sequence for sequence in news)
    ]
    last = [cycle for cycle in evidence.cycles if cycle.number == evidence.idle_cycle]
    return [*found, *(cycle for cycle in last if cycle not in found)]


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

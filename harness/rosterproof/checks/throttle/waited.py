"""throttle.waited."""

from collections.abc import Iterator

from rosterproof.checks.case import Case
from rosterproof.checks.registry import Said, check
from rosterproof.evidence.record import JournalRow
from rosterproof.oracle.answer import request_body
from rosterproof.verdict import Finding, Witness

#: The server's clock may round; nobody is blamed for that.
_SLACK_MS = 20


@check("throttle.waited", cites=("METHOD-REST",), invariant="I8")
def waited(case: Case) -> Iterator[Said]:
    """Asked to wait by 429 and Retry-After, the connector waits before it asks the same again.

    Measured on the wall clock between the refusal and the next like request: same operation, same subject. A witness is
    a request that came again in due time.
    """
    asked = [row for row in case.evidence.journal if row.kind == "exchange" and row.data["caller"] == "connector"]
    for place, row in enumerate(asked):
        patience = row.data.get("retry_after")
        if row.data["status"] == 429 and patience is not None:
            again = next((later for later in asked[place + 1 :] if _alike(row, later)), None)
            if again is not None:
                yield _judged(row, again, patience)


def _judged(refused: JournalRow, again: JournalRow, patience: float) -> Said:
    waited_ms = again.data["wall_ms"] - refused.data["wall_ms"]
    numbers = (refused.data["exchange"], again.data["exchange"])
    what = f"{refused.data['operation']} on the {refused.data['system'].upper()}"
    if waited_ms + _SLACK_MS >= patience * 1000:
        return Witness(
            subject=what, seen=f"asked to wait {patience} s and waited {waited_ms / 1000:.2f} s (exchange {numbers[1]})"
        )
    return Finding(
        subject=what,
        expected=f"at least {patience} s of waiting after 429 with Retry-After: {patience} (exchange {numbers[0]})",
        observed=f"the same request again after {waited_ms / 1000:.2f} s (exchange {numbers[1]})",
        at=again.at,
        where=f"exchange {numbers[1]}",
        employee_id=request_body(refused).get("external_id"),
        look_at="Honor Retry-After before repeating a request that was answered 429.",
        exchanges=numbers,
    )


def _alike(refused: JournalRow, later: JournalRow) -> bool:
    """Whether a later request asks the same thing of the same system, about the same subject."""
    same = all(refused.data[name] == later.data[name] for name in ("system", "operation", "path"))
    first, second = request_body(refused), request_body(later)
    return same and (first == second or ("external_id" in first and first["external_id"] == second.get("external_id")))

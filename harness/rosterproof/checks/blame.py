"""What keeps a story from being judged by the evidence alone, and whose doing that is."""

from collections.abc import Iterator, Mapping
from typing import Any

from rosterproof.evidence.record import ArmedFault, Evidence
from rosterproof.oracle.acts import acts
from rosterproof.verdict import Blame, Obstacle

_BLAME = {
    "connector-failed": Blame.CONNECTOR,
    "settle-deadline": Blame.CONNECTOR,
    "simulator-failed": Blame.SIMULATOR,
    "harness-failed": Blame.HARNESS,
}


def obstacles(evidence: Evidence) -> Iterator[Obstacle]:
    """What broke on the way, the faults that never fired, and a story that never came to a checkpoint."""
    for incident in evidence.incidents:
        yield Obstacle(blame=_BLAME[incident.kind], reason=incident.detail)
    for fault in evidence.faults:
        if fault.fired == 0 and not _moot(fault, evidence):
            what = f"{fault.kind} on the {fault.system.upper()}{_aim(fault.detail)}"
            yield Obstacle(
                blame=Blame.STORY,
                reason=f"fault {fault.fault_id} ({what}) was armed and never fired, as no such "
                f"{_awaited(fault.detail)} came; so the story was not played as it is written.",
            )
    if not evidence.checkpoints and not evidence.incidents:
        yield Obstacle(blame=Blame.STORY, reason="no checkpoint was reached, so there is nothing to judge.")


def _moot(fault: ArmedFault, evidence: Evidence) -> bool:
    """Whether the fault is one of webhooks, and the connector asked that system for none: it lives by polling alone."""
    return fault.kind == "deliver_twice" and not any(
        row.kind == "exchange"
        and row.data["operation"] == "createWebhookSubscription"
        and row.data["system"] == fault.system
        for row in acts(evidence)
    )


def _awaited(detail: Mapping[str, Any]) -> str:
    return "webhook" if detail.get("event") else "request"


def _aim(detail: Mapping[str, Any]) -> str:
    at = detail.get("operation") or detail.get("event")
    about = f", about {detail['mentions']}" if detail.get("mentions") else ""
    return (f", {at}" if at else "") + about

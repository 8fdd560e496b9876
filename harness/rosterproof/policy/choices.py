"""One value for every knob."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from rosterproof.document import Document, check_shape
from rosterproof.policy.knob import KNOBS


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """What was chosen; the defaults are those of `KNOBS` (a test holds it)."""

    leaver_grace_minutes: int = 1440
    pre_hire_access_days: int = 0
    leave_mode: Literal["keep", "suspend", "pause"] = "keep"
    rehire_mode: Literal["new", "hold"] = "new"
    primary_job_rule: Literal["flagged", "oldest"] = "flagged"
    contractor_scope: Literal["all", "none"] = "all"
    mass_change_guard_percent: int = 10
    on_unknown_mapping: Literal["hold", "skip", "default"] = "hold"
    on_rule_exit: Literal["keep", "withdraw_unstarted", "withdraw_all"] = "withdraw_unstarted"
    recert_anchor: Literal["completion", "expiry"] = "completion"
    writeback_on: Literal["pass", "any"] = "pass"
    score_policy: Literal["each", "best", "last", "first"] = "each"
    score_scale: Literal["percent", "five"] = "percent"
    assign_by: Literal["lms", "connector"] = "lms"

    def with_(self, chosen: Mapping[str, Any]) -> "Policy":
        """The same with some knobs turned."""
        return replace(self, **chosen)


def read_policy(document: Document) -> Mapping[str, Any]:
    """The knobs that a document sets under the key `policy`.

    Raises:
        InvalidFile: there is no such knob, or it cannot have that value.
    """
    check_shape(document, {"type": "object", "properties": {"policy": policy_schema()}})
    chosen: Mapping[str, Any] = document.data.get("policy", {})
    return chosen


def policy_schema() -> dict[str, Any]:
    """JSON Schema of the section in which knobs are set."""
    return {
        "type": "object",
        "additionalProperties": False,
        "x-noun": "knob",
        "properties": {knob.name: {**knob.schema, "description": knob.meaning} for knob in KNOBS.values()},
    }

"""The knobs as data: what can be chosen, what is chosen by default, and what it means.

The command line lists them, the connector file and a scenario set them, and the schema of both is made of them.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Knob:
    """One choice."""

    name: str
    default: str | int
    meaning: str
    #: The values to choose from; empty for a number.
    choices: tuple[str, ...] = ()
    maximum: int = 0

    @property
    def schema(self) -> dict[str, Any]:
        """JSON Schema of a value."""
        if self.choices:
            return {"type": "string", "enum": list(self.choices)}
        return {"type": "integer", "minimum": 0, "maximum": self.maximum}

    @property
    def values(self) -> str:
        """What can be chosen, in words."""
        return " | ".join(self.choices) if self.choices else f"0 to {self.maximum}"


_KNOBS = (
    Knob(
        name="leaver_grace_minutes",
        default=1440,
        maximum=527_040,
        meaning="How long after the end of employment an account may still be open.",
    ),
    Knob(
        name="pre_hire_access_days",
        default=0,
        maximum=365,
        meaning="How many days before the first day of work an account is opened; on that day itself with 0.",
    ),
    Knob(
        name="leave_mode",
        default="keep",
        choices=("keep", "suspend", "pause"),
        meaning="What a leave does: nothing; close the account until the return; or put off what is due by its length.",
    ),
    Knob(
        name="rehire_mode",
        default="new",
        choices=("new", "hold"),
        meaning="Whether a newcomer with the national id of somebody on record has an account of their own, or is held "
        "and reported until a person has decided.",
    ),
    Knob(
        name="primary_job_rule",
        default="flagged",
        choices=("flagged", "oldest"),
        meaning="Which of several jobs the account follows: the one the HRIS calls primary, or the one held longest.",
    ),
    Knob(
        name="contractor_scope",
        default="all",
        choices=("all", "none"),
        meaning="Whether contractors have accounts like everybody else, or none.",
    ),
    Knob(
        name="mass_change_guard_percent",
        default=10,
        maximum=100,
        meaning="A cycle that would close more than this share of the open accounts, and more than five, closes none "
        "and says so; with 100 it closes whatever it must.",
    ),
    Knob(
        name="on_unknown_mapping",
        default="hold",
        choices=("hold", "skip", "default"),
        meaning="What a value does that the mapping cannot translate: hold the record; leave its field in the LMS "
        "as it is, and write the rest; or become the field's `default`. It is reported in any case. A required field "
        "that is empty always holds the record.",
    ),
    Knob(
        name="on_rule_exit",
        default="withdraw_unstarted",
        choices=("keep", "withdraw_unstarted", "withdraw_all"),
        meaning="What the LMS does with open enrollments whose rule no longer means the person.",
    ),
    Knob(
        name="recert_anchor",
        default="completion",
        choices=("completion", "expiry"),
        meaning="Whether a renewal counts from its own day or, made in time, from the expiry it renews.",
    ),
    Knob(
        name="writeback_on",
        default="pass",
        choices=("pass", "any"),
        meaning="Whether passes alone are written back to the HRIS, or every attempt.",
    ),
    Knob(
        name="score_policy",
        default="each",
        choices=("each", "best", "last", "first"),
        meaning="Which attempts the HRIS has in force: each of them, or one for each time a course is taken, the "
        "best, last or first pass, if there is any. One that is outdone is corrected, and stays as history.",
    ),
    Knob(
        name="score_scale",
        default="percent",
        choices=("percent", "five"),
        meaning="How the HRIS counts scores: 0 to 100 as the LMS does, or 0 to 5 with one decimal, rounded down so "
        "that nobody passes by rounding.",
    ),
    Knob(
        name="assign_by",
        default="lms",
        choices=("lms", "connector"),
        meaning="Whether the LMS's own rules enroll from what the connector wrote, or the connector enrolls.",
    ),
)

#: By name, in the order in which they are told.
KNOBS = {knob.name: knob for knob in _KNOBS}

"""What the HRIS must hold of what people learned: training records and a compliance status per employee."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rosterproof.oracle.learning import LIVE


@dataclass(frozen=True, kw_only=True, slots=True)
class Compliance:
    """The overall status of one employee."""

    status: str
    open_courses: tuple[str, ...]


def belongs_in_hris(completion: Mapping[str, Any], policy: Mapping[str, Any]) -> bool:
    """Whether the policy wants this completion written back: passes only, or any attempt."""
    return bool(completion["result"] == "passed" or policy.get("writeback_on", "pass") == "any")


def compliance(live: Iterable[tuple[str, bool]]) -> Compliance:
    """The status that follows from someone's open enrollments: (course in the HRIS's code, overdue as the LMS has it).

    What is overdue is the LMS's to say: it knows where the person works, and what a leave has put off.

    >>> compliance([("PSM-200", False)]).status
    'due'
    >>> compliance([("PSM-200", False), ("ORI-100", True)]).status
    'overdue'
    """
    open_ = list(live)
    if not open_:
        return Compliance(status="compliant", open_courses=())
    late = any(overdue for _, overdue in open_)
    return Compliance(status="overdue" if late else "due", open_courses=tuple(sorted({c for c, _ in open_})))


def is_live(enrollment: Mapping[str, Any]) -> bool:
    """Whether an enrollment, as the LMS shows it, is open."""
    return enrollment["status"] in LIVE

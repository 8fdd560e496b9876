"""What the HRIS must hold of what people learned: training records and a compliance status per employee."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import floor
from typing import Any

from rosterproof.oracle.learning import LIVE


@dataclass(frozen=True, kw_only=True, slots=True)
class Compliance:
    """The overall status of one employee."""

    status: str
    open_courses: tuple[str, ...]


Row = Mapping[str, Any]


def in_force(completions: Iterable[Row], policy: Mapping[str, Any], revoked: Container[str] = ()) -> frozenset[str]:
    """The ids of the completions that the policy wants in force in the HRIS; one that was revoked is no such."""
    every = policy.get("writeback_on", "pass") == "any"
    candidates = [c for c in completions if (c["result"] == "passed" or every) and c["completion_id"] not in revoked]
    choice = policy.get("score_policy", "each")
    if choice == "each":
        return frozenset(c["completion_id"] for c in candidates)
    taken: dict[str, list[Row]] = {}
    for completion in candidates:
        taken.setdefault(completion["enrollment_id"], []).append(completion)
    return frozenset(_chosen(attempts, choice)["completion_id"] for attempts in taken.values())


def _chosen(attempts: list[Row], choice: str) -> Row:
    """The attempt that counts, of one time a course was taken.

    >>> fail = {"result": "failed", "score": 40, "completed_at": "2026-03-02T09:00:00Z"}
    >>> one = {"result": "passed", "score": 90, "completed_at": "2026-03-03T09:00:00Z"}
    >>> two = {"result": "passed", "score": 85, "completed_at": "2026-03-04T09:00:00Z"}
    >>> [_chosen([two, fail, one], choice)["score"] for choice in ("best", "last", "first")]
    [90, 85, 90]
    """
    passed = [each for each in attempts if each["result"] == "passed"]
    by_time = sorted(passed or attempts, key=lambda each: datetime.fromisoformat(each["completed_at"]))
    if choice == "best":
        return max(by_time, key=lambda each: -1 if each["score"] is None else each["score"])
    return by_time[-1 if choice == "last" else 0]


def score_in_hris(score: float | None, policy: Mapping[str, Any]) -> float | None:
    """A score as the HRIS counts.

    >>> [score_in_hris(score, {"score_scale": "five"}) for score in (0, 49.5, 50, 100, None)]
    [0.0, 2.4, 2.5, 5.0, None]
    """
    if score is None or policy.get("score_scale", "percent") == "percent":
        return score
    return floor(score / 2) / 10


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

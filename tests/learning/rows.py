"""Rows of a catalog as one would type them, for tests of the LMS and of the oracle alike."""

from collections.abc import Mapping
from typing import Any


def course(code: str, **fields: Any) -> Mapping[str, Any]:
    return {"code": code, "title": code, **fields}


def rule(course: str | None, audience: Mapping[str, Any] | None = None, **fields: Any) -> Mapping[str, Any]:
    """A rule named after its course; due on the day of assignment unless said otherwise."""
    of = {"course": course} if course else {}
    due = fields.pop("due", {"days": 0, "after": "assignment"})
    return {"rule_id": fields.pop("rule_id", f"for-{course}"), **of, "audience": audience or {}, "due": due, **fields}

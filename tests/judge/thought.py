"""The oracle's LMS told in few words: people come, learn, and time passes. People are named by their external id."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from rosterproof.oracle.catalog import Catalog
from rosterproof.oracle.replay import Replay

Rows = list[Mapping[str, Any]]


class Thought:
    """An oracle that starts at 09:00 UTC of a day."""

    def __init__(self, courses: Rows, rules: Rows, start: str = "2026-03-02", **more: Any) -> None:
        policy = more.pop("policy", {})
        self.lms = Replay(Catalog.of({"courses": courses, "rules": rules, **more}), policy, _at(start, "09:00"))

    def join(self, who: str, **profile: Any) -> None:
        self.lms.create(who, {"external_id": who, **profile})

    def change(self, who: str, **profile: Any) -> None:
        self.lms.update(who, profile)

    def passes(self, who: str, course: str) -> None:
        assert self.may(who, course)
        self.lms.perform(who, course, "pass", 100)

    def may(self, who: str, course: str) -> bool:
        return self.lms.allows(who, course, "pass", 100)

    def until(self, day: str, at: str = "09:00") -> None:
        self.lms.advance(_at(day, at))

    def open(self, who: str) -> dict[str, str]:
        """Course (and instance) -> due date of what is open."""
        return {_named(each): str(each.due_on) for each in self.lms.accounts[who].open_enrollments()}

    def holds(self, who: str) -> dict[str, tuple[str, str]]:
        """Course (and instance) -> status and last valid day of the newest certification."""
        found = self.lms.accounts[who].certifications
        return {_named(each): (each.status, str(each.expires_on)) for each in found}

    def overdue(self, who: str) -> bool:
        return any(each.overdue for each in self.lms.accounts[who].open_enrollments())


def _at(day: str, at: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(at), UTC)


def _named(each: Any) -> str:
    return f"{each.course}/{each.instance}" if each.instance else str(each.course)

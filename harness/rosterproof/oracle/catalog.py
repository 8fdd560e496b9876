"""The courses and assignment rules of the LMS, and whom a rule means."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

#: Audience list of a rule -> profile field it is compared with.
_DIMENSIONS = {"job_titles": "job_title", "departments": "department", "locations": "location"}


@dataclass(frozen=True, slots=True)
class Course:
    """A course, and how long a pass stays valid."""

    code: str
    validity_days: int | None
    window_days: int
    pass_score: float


@dataclass(frozen=True, slots=True)
class Rule:
    """Who must take a course, and by when."""

    rule_id: str
    course: str
    #: Profile field -> the values meant; fields that the rule does not name are absent.
    audience: Mapping[str, frozenset[str]]
    days: int
    after: str

    def means(self, profile: Mapping[str, Any]) -> bool:
        """Whether the rule means someone with this profile: every list that is given must hold the person's value."""
        return all(profile.get(name) in values for name, values in self.audience.items())

    def due(self, hired: date | None, assigned: date) -> date:
        """The due date for someone hired and assigned on these days; unknown hire dates count as the day assigned."""
        anchor = assigned if self.after == "assignment" or hired is None else hired
        return anchor + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Catalog:
    """What the LMS was seeded with, in order."""

    courses: Mapping[str, Course]
    rules: tuple[Rule, ...]

    @classmethod
    def of(cls, catalog: Mapping[str, Any]) -> "Catalog":
        """Read the catalog as it stands in evidence."""
        return cls({c["code"]: _course(c) for c in catalog["courses"]}, tuple(_rule(r) for r in catalog["rules"]))

    def covering(self, profile: Mapping[str, Any]) -> dict[str, tuple[Rule, ...]]:
        """Course -> the rules that assign it to someone with this profile, both in catalog order."""
        covered: dict[str, tuple[Rule, ...]] = {}
        for rule in self.rules:
            if rule.means(profile):
                covered[rule.course] = (*covered.get(rule.course, ()), rule)
        return covered


def _course(row: Mapping[str, Any]) -> Course:
    return Course(
        row["code"], (row.get("validity") or {}).get("days"), row.get("window_days", 0), row.get("pass_score", 0)
    )


def _rule(row: Mapping[str, Any]) -> Rule:
    audience = {
        field: frozenset(row["audience"][named]) for named, field in _DIMENSIONS.items() if row["audience"].get(named)
    }
    return Rule(row["rule_id"], row["course"], audience, row["due"]["days"], row["due"]["after"])

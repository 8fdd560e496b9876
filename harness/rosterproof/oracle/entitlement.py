"""Who ought to have an open account, and as holder of which job: what the customer chose, applied to what HR knows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from rosterproof.oracle.mapping import Hold
from rosterproof.oracle.people import Person
from rosterproof.oracle.places import Places

#: So many accounts may always be closed in one cycle, however small the company.
GUARD_FLOOR = 5


@dataclass(frozen=True, slots=True)
class Entitlement:
    """The choices of a policy about accounts."""

    policy: Mapping[str, Any]
    places: Places

    def why_not(self, person: Person, at: datetime) -> str | None:
        """Why somebody ought to have no open account at an instant; None for who ought to have one."""
        if person.status == "discarded":
            return "the hire was rescinded"
        if person.gone:
            return f"left on {person.last_day}"
        if person.status == "pre_hire" and at < self._opens(person):
            return f"starts on {person.hire_date} only"
        if person.status == "on_leave" and self.policy.get("leave_mode", "keep") == "suspend":
            return "is on leave, and the policy suspends access"
        if person.worker_type == "contractor" and self.policy.get("contractor_scope", "all") == "none":
            return "is a contractor, and the policy gives contractors no account"
        return None

    def as_employed(self, person: Person) -> Person:
        """The person as the LMS is to know them: in the job that the policy wants followed."""
        if self.policy.get("primary_job_rule", "flagged") == "flagged" or not person.jobs:
            return person
        oldest = person.jobs[0]
        location = oldest["location"]
        return replace(person, **oldest, country=self.places.country(location), time_zone=self.places.zone(location))

    def twin(self, person: Person, people: Iterable[Person]) -> tuple[Hold, ...]:
        """Why somebody waits for a person's decision: HR has known their national id under another employee id."""
        if self.policy.get("rehire_mode", "new") != "hold" or person.national_id is None:
            return ()
        earlier = [
            other.employee_id
            for other in people
            if other.national_id == person.national_id and _order(other) < _order(person)
        ]
        if not earlier:
            return ()
        return (Hold(field="national_id", reason=f"national_id is that of {min(earlier)} as well"),)

    def too_many(self, closing: int, opened: int) -> bool:
        """Whether so many accounts, of so many open ones, are more than may be closed in one cycle."""
        share: int = self.policy.get("mass_change_guard_percent", 10)
        return closing > max(GUARD_FLOOR, share * opened / 100)

    def _opens(self, person: Person) -> datetime:
        early = timedelta(days=self.policy.get("pre_hire_access_days", 0))
        return self.places.day_begins(person.hire_date - early, person.location)


def _order(person: Person) -> tuple[Any, ...]:
    return person.original_hire_date, person.employee_id

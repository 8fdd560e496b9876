"""One working life played forward: what each fact makes of somebody.

A fact that finds no ground, as a promotion of somebody who has left, passes without a trace.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from rosterproof.oracle.settled import Fact

_PLACE = ("title", "department", "location", "manager_id")


class Career:
    """Somebody's jobs and state, fact after fact."""

    def __init__(self, hire: Fact) -> None:
        said = hire.said
        self.names = {name: said.get(name) for name in ("given_name", "family_name", "email")}
        self.custom: dict[str, Any] = dict(said.get("custom", {}))
        self.worker_type: str = said.get("worker_type", "employee")
        self.legal_entity: str | None = said.get("legal_entity", "MAIN")
        self.jobs: dict[int, dict[str, Any]] = {}
        self.primary = 1
        self.place: dict[str, Any] = _place(said)
        self.first_day = self.hire_day = hire.day
        self.away = False
        self.employed = hire.undone is None
        self.never = hire.undone is not None
        self.last_day: date | None = None
        self.left_at: datetime | None = hire.undone
        if self.employed:
            self.jobs[1] = self.place

    def take(self, fact: Fact, moment: datetime) -> None:
        """Let a fact happen, at an instant."""
        if fact.kind == "hired":
            return
        if fact.kind == "rehired":
            self._come_back(fact)
        elif self.employed:
            getattr(self, f"_{fact.kind}")(fact.said, fact, moment)

    def _come_back(self, fact: Fact) -> None:
        if self.employed:
            return
        said = fact.said
        if self.never:
            self.first_day = fact.day
        self.never, self.employed, self.away = False, True, False
        self.hire_day, self.last_day, self.left_at = fact.day, None, None
        self.worker_type = said.get("worker_type", "employee")
        self.legal_entity = said.get("legal_entity", "MAIN")
        self.primary = said.get("job_id") or self.primary + 1
        self.place = _place(said)
        self.jobs = {self.primary: self.place}

    def _job(self, said: Mapping[str, Any]) -> dict[str, Any] | None:
        return self.jobs.get(said.get("job_id") or self.primary)

    def _promoted(self, said: Mapping[str, Any], *_: Any) -> None:
        job = self._job(said)
        if job is not None:
            job["title"] = said["title"]

    _demoted = _promoted

    def _transferred(self, said: Mapping[str, Any], *_: Any) -> None:
        job = self._job(said)
        if job is not None:
            job.update({name: said[name] for name in _PLACE[1:] if name in said})
            self.legal_entity = said.get("legal_entity", self.legal_entity)

    def _converted(self, said: Mapping[str, Any], *_: Any) -> None:
        self.worker_type = said["worker_type"]

    def _renamed(self, said: Mapping[str, Any], *_: Any) -> None:
        self.names.update(given_name=said["given_name"], family_name=said["family_name"])

    def _email_changed(self, said: Mapping[str, Any], *_: Any) -> None:
        self.names["email"] = said["email"]

    def _custom_fields_changed(self, said: Mapping[str, Any], *_: Any) -> None:
        self.custom.update(said["custom"])

    def _job_added(self, said: Mapping[str, Any], *_: Any) -> None:
        number = said.get("job_id") or max(self.jobs) + 1
        self.jobs.setdefault(number, _place(said))

    def _job_ended(self, said: Mapping[str, Any], *_: Any) -> None:
        if said["job_id"] in self.jobs and len(self.jobs) > 1:
            del self.jobs[said["job_id"]]
            if said["job_id"] == self.primary:
                self._lead_with(next(iter(self.jobs)))

    def _primary_job_switched(self, said: Mapping[str, Any], *_: Any) -> None:
        if said["job_id"] in self.jobs:
            self._lead_with(said["job_id"])

    def _leave_started(self, *_: Any) -> None:
        self.away = True

    def _returned(self, *_: Any) -> None:
        self.away = False

    def _terminated(self, said: Mapping[str, Any], fact: Fact, moment: datetime) -> None:
        self.employed, self.away, self.jobs = False, False, {}
        self.last_day = date.fromisoformat(said["effective_on"])
        self.left_at = max(fact.since, moment)

    def _lead_with(self, number: int) -> None:
        self.primary = number
        self.place = self.jobs[number]


def _place(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: said.get(name) for name in _PLACE}

"""A small builder of evidence for tiny stories, worked by hand: whoever uses it says what the two systems showed.

It knows no rules. Enrollments, due dates and expiries are what the test says they are, so that the oracle is judged by
a person's arithmetic and not by another program's.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from rosterproof.evidence.record import (
    ArmedFault,
    Checkpoint,
    ConnectorFacts,
    Cycle,
    Evidence,
    Incident,
    Inquiry,
    JournalRow,
    LearnerAction,
    LoggedChange,
    LogSearch,
    Probe,
    ReportedError,
)

START = datetime(2026, 3, 2, 9, tzinfo=UTC)

CATALOG = {
    "courses": [
        {"code": "ORI-100", "title": "Orientation"},
        {"code": "SAFE-110", "title": "Safety", "validity": {"days": 365}, "window_days": 30, "pass_score": 80},
        {"code": "PSM-200", "title": "Process Safety Management", "validity": {"days": 1095}, "window_days": 60},
    ],
    "rules": [
        {"rule_id": "everyone", "course": "ORI-100", "audience": {}, "due": {"days": 7, "after": "hire"}},
        {
            "rule_id": "warehouse",
            "course": "SAFE-110",
            "audience": {"departments": ["Warehouse"]},
            "due": {"days": 14, "after": "assignment"},
        },
        {
            "rule_id": "leaders",
            "course": "PSM-200",
            "audience": {"job_titles": ["team-leader"]},
            "due": {"days": 30, "after": "assignment"},
        },
    ],
}
MAPPING = {
    "key": {"hris": "employee_id", "lms": "external_id"},
    "fields": [
        {"hris": "given_name", "lms": "given_name", "required": True},
        {"hris": "family_name", "lms": "family_name"},
        {"hris": "email", "lms": "email"},
        {"hris": "title", "lms": "job_title", "required": True},
        {"hris": "department", "lms": "department", "required": True, "values": {"WHS": "Warehouse", "CLN": "Clinic"}},
        {"hris": "location", "lms": "location"},
        {"hris": "hire_date", "lms": "hire_date"},
        {"hris": "status", "lms": "employment_status"},
    ],
    "courses": {"PSM-200": "OSHA-PSM"},
}
POLICY = {
    "leaver_grace_minutes": 1440,
    "on_rule_exit": "withdraw_unstarted",
    "recert_anchor": "completion",
    "writeback_on": "pass",
    "assign_by": "lms",
}
ADA = "E0000001"

SEVERITIES = {
    "account.present": "must",
    "account.unique": "must",
    "account.none-unexpected": "must",
    "leaver.sign-in-refused": "must",
    "profile.true": "must",
    "enrollment.none-missing": "must",
    "enrollment.none-extra": "must",
    "enrollment.due-date": "must",
    "write-back.none-missing": "must",
    "write-back.none-extra": "must",
    "write-back.exact": "must",
    "write-back.compliance-status": "should",
    "error.reported": "must",
    "throttle.waited": "should",
    "cycle.idempotent": "must",
    "learning.possible": "must",
}


@dataclass(frozen=True)
class Asked:
    """A profile."""

    name: str = "tiny"
    title: str = "Tiny stories"
    scenarios: tuple[str, ...] = ("tiny/story",)
    severities: dict[str, Any] = field(default_factory=lambda: dict(SEVERITIES))
    weights: dict[str, Any] = field(default_factory=dict)


class Story:
    """Records what happens, in order; `evidence()` gives it all."""

    def __init__(self, **policy: Any) -> None:
        self.now = START
        self.policy = {**POLICY, **policy}
        self.journal: list[JournalRow] = []
        self.changes: list[LoggedChange] = []
        self.employees: dict[str, dict[str, Any]] = {}
        self.users: list[dict[str, Any]] = []
        self.enrollments: list[dict[str, Any]] = []
        self.completions: list[dict[str, Any]] = []
        self.certifications: list[dict[str, Any]] = []
        self.records: list[dict[str, Any]] = []
        self.compliance: dict[str, dict[str, Any]] = {}
        self.actions: list[LearnerAction] = []
        self.probes: list[Probe] = []
        self.inquiries: list[Inquiry] = []
        self.cycles: list[Cycle] = []
        self.checkpoints: list[Checkpoint] = []
        self.faults: list[ArmedFault] = []
        self.log: LogSearch | None = None
        self.incidents: list[Incident] = []
        self.errors: list[ReportedError] | None = []
        self.omits: dict[str, str] = {}
        self.idle: int | None = None
        self._exchanges = 0

    @property
    def today(self) -> str:
        return self.now.date().isoformat()

    def later(self, **span: float) -> None:
        """Let time pass."""
        before, self.now = self.now, self.now + timedelta(**span)
        self.row("clock", {"from": _z(before), "to": _z(self.now)})

    def row(self, kind: str, data: dict[str, Any]) -> JournalRow:
        row = JournalRow(sequence=len(self.journal) + 1, kind=kind, at=self.now, data=data, hash="")
        self.journal.append(row)
        return row

    # HR

    def hire(self, who: str = ADA, **fields: Any) -> str:
        job = {"title": "warehouse-associate", "department": "WHS", "location": "CHI"}
        person = {"given_name": "Ada", "family_name": "Berg", "email": f"{who}@example.com", **job, **fields}
        on = person.pop("on", self.today)
        self.change("hired", who, on=on, **person)
        status = "active" if on <= self.today else "pre_hire"
        shown = {"employee_id": who, "hire_date": on, "last_day": None, "manager_id": None, "status": status}
        self.employees[who] = {**shown, **person}
        return who

    def change(self, kind: str, who: str = ADA, *, on: str | None = None, **fields: Any) -> None:
        """HR records a change; what the HRIS shows from then on is set with `shows`."""
        change = {"kind": kind, "employee_id": who, "effective_on": on or self.today, **fields}
        logged = LoggedChange(sequence=len(self.changes) + 1, recorded_at=self.now, change=change)
        self.changes.append(logged)
        self.row("change", {"sequence": logged.sequence, "recorded_at": _z(self.now), "change": change})

    def shows(self, who: str = ADA, **fields: Any) -> None:
        """What the HRIS shows of an employee from now on."""
        self.employees[who].update(fields)

    # The connector

    @contextmanager
    def cycle(self, *, idle: bool = False) -> Iterator[None]:
        before, number = len(self.journal), len(self.cycles) + 1
        yield
        after = len(self.journal)
        cycle = Cycle(number=number, at=self.now, from_sequence=before, to_sequence=after, ok=True)
        self.cycles.append(cycle)
        if idle:
            self.idle = number

    def exchange(self, operation: str, path: str, asked: Any, got: Any, status: int = 200, **more: Any) -> int:
        """One exchange; returns its number."""
        self._exchanges += 1
        data = {
            "exchange": self._exchanges,
            "system": "hris" if "/employees" in path else "lms",
            "operation": operation,
            "method": "POST",
            "path": path,
            "query": {},
            "caller": "connector",
            "status": status,
            "request": {"headers": {}, "body": deepcopy(asked)},
            "response": {"body": deepcopy(got)},
            "dropped": False,
            "replayed": False,
            "faults": [],
            "wall_ms": self._exchanges * 10,
            "elapsed_ms": 1,
            "contract": [],
            **more,
        }
        self.row("exchange", data)
        return self._exchanges

    def open_account(self, who: str = ADA, *, username: str | None = None, **fields: Any) -> dict[str, Any]:
        """The connector opens an account for an employee, right in every field that is not given."""
        employee = self.employees[who]
        asked = {
            "external_id": who,
            "given_name": employee["given_name"],
            "family_name": employee["family_name"],
            "email": employee["email"],
            "job_title": employee["title"],
            "department": {"WHS": "Warehouse", "CLN": "Clinic"}.get(employee["department"]),
            "location": employee["location"],
            "hire_date": employee["hire_date"],
            "employment_status": "active",
            "username": username or who,
            **fields,
        }
        user_id = f"U{len(self.users) + 1:07d}"
        user = {"user_id": user_id, "manager_external_id": None, "active": True, "version": 1, **asked}
        self.users.append(user)
        self.exchange("createUser", "/v1/users", asked, user, 201)
        return user

    def update(self, user: dict[str, Any], **fields: Any) -> None:
        user.update(fields)
        self.exchange("updateUser", f"/v1/users/{user['user_id']}", fields, user)

    def close_account(self, user: dict[str, Any]) -> None:
        user["active"] = False
        for enrollment in self.enrollments:
            if enrollment["user_id"] == user["user_id"] and enrollment["closed_at"] is None:
                self.close(enrollment, "archived")
        self.exchange("deactivateUser", f"/v1/users/{user['user_id']}/deactivate", None, user)

    def write_back(self, completion: dict[str, Any], **wrong: Any) -> dict[str, Any]:
        """The connector writes a completion back, right in every field that is not given."""
        asked = {
            "course": MAPPING["courses"].get(completion["course"], completion["course"]),  # type: ignore[attr-defined]
            "completed_at": completion["completed_at"],
            "score": completion["score"],
            "result": completion["result"],
            "expires_on": completion["expires_on"],
            "source_id": completion["completion_id"],
            **wrong,
        }
        who = asked.pop("employee_id", completion["external_id"])
        record = {
            "record_id": f"T{len(self.records) + 1:07d}",
            "employee_id": who,
            "recorded_at": _z(self.now),
            **asked,
        }
        self.records.append(record)
        self.exchange("createTrainingRecord", f"/v1/employees/{who}/training-records", asked, record, 201)
        return record

    def comply(self, status: str, *open_courses: str, who: str = ADA) -> None:
        asked = {"status": status, "as_of": _z(self.now), "open_courses": list(open_courses)}
        row = {"employee_id": who, **asked}
        self.compliance[who] = row
        self.exchange("putComplianceStatus", f"/v1/employees/{who}/compliance-status", asked, row)

    # The LMS

    def enrolled(
        self, user: dict[str, Any], course: str, due: str | None, rule: str | None, **more: Any
    ) -> dict[str, Any]:
        """The LMS shows an enrollment from now on."""
        enrollment = {
            "enrollment_id": f"L{len(self.enrollments) + 1:07d}",
            "user_id": user["user_id"],
            "external_id": user["external_id"],
            "course": course,
            "instance": "",
            "source": "rule" if rule else "manual",
            "rule_id": rule,
            "reason": f"{rule} v1" if rule else "enrolled by hand",
            "status": "assigned",
            "assigned_at": _z(self.now),
            "due_on": due,
            "closed_at": None,
            **more,
        }
        self.enrollments.append(enrollment)
        return enrollment

    def _overdue(self, enrollment: dict[str, Any]) -> bool:
        until = enrollment["closed_at"] or _z(self.now)
        return bool(enrollment["due_on"] and enrollment["due_on"] < until[:10])

    def close(self, enrollment: dict[str, Any], status: str) -> None:
        enrollment.update(status=status, closed_at=_z(self.now))

    def learns(self, user: dict[str, Any], course: str, action: Any, score: float | None = None) -> None:
        """A learner acts, and the LMS takes it down."""
        event = {"start": "started", "pass": "passed", "fail": "failed", "enroll": "enrolled_by_hand"}[action]
        self.row("learning", {"event": event, "user_id": user["user_id"], "course": course})
        self._action(user["external_id"], course, action, score, "")

    def is_refused(self, who: str, course: str, action: Any, score: float | None = None) -> None:
        """A learner tries to act and is refused."""
        self._action(who, course, action, score, f"{who} has no open enrollment in {course}")

    def completed(
        self,
        user: dict[str, Any],
        enrollment: dict[str, Any],
        score: float | None,
        expires: str | None,
        result: str = "passed",
    ) -> dict[str, Any]:
        """The LMS shows a completion from now on, and the enrollment as it is after it."""
        self.learns(user, enrollment["course"], "pass" if result == "passed" else "fail", score)
        if result == "passed":
            self.close(enrollment, "completed")
        else:
            enrollment["status"] = "failed"
        completion = {
            "completion_id": f"C{len(self.completions) + 1:07d}",
            "sequence": len(self.completions) + 1,
            "user_id": user["user_id"],
            "external_id": user["external_id"],
            "course": enrollment["course"],
            "instance": "",
            "enrollment_id": enrollment["enrollment_id"],
            "completed_at": _z(self.now),
            "score": score,
            "result": result,
            "expires_on": expires,
            "recorded_at": _z(self.now),
        }
        self.completions.append(completion)
        return completion

    def certified(self, user: dict[str, Any], course: str, expires: str | None, opens: str | None) -> dict[str, Any]:
        """The LMS shows a certification from now on."""
        certification = {
            "certification_id": f"K{len(self.certifications) + 1:07d}",
            "user_id": user["user_id"],
            "external_id": user["external_id"],
            "course": course,
            "instance": "",
            "status": "active",
            "issued_on": self.today,
            "expires_on": expires,
            "window_opens_on": opens,
        }
        self.certifications.append(certification)
        return certification

    def tries(self, user: dict[str, Any] | None, how: Any = "sign_in", *, let_in: bool, who: str = ADA) -> None:
        """Someone tries to get in."""
        number = None
        if user is not None:
            body = {"user_id": user["user_id"]} if let_in else {}
            asked = {"username": user["username"], "password": "***"}
            number = self.exchange("signIn", "/v1/sessions", asked, body, 201 if let_in else 401, caller="learner")
        self.probes.append(Probe(at=self.now, employee_id=who, how=how, let_in=let_in, exchange=number))

    def checkpoint(self, name: str = "") -> None:
        """Look at both systems."""
        state = {
            "now": _z(self.now),
            "journal_sequence": len(self.journal),
            "hris": {
                "employees": list(self.employees.values()),
                "training_records": self.records,
                "compliance": list(self.compliance.values()),
            },
            "lms": {
                "courses": [],
                "rules": [],
                "users": self.users,
                "sessions": [],
                "enrollments": [{**each, "overdue": self._overdue(each)} for each in self.enrollments],
                "completions": self.completions,
                "certifications": self.certifications,
            },
        }
        self.checkpoints.append(
            Checkpoint(
                name=name or f"checkpoint {len(self.checkpoints) + 1}",
                at=self.now,
                journal_sequence=len(self.journal),
                state=deepcopy(state),
                errors=None if self.errors is None else tuple(self.errors),
            )
        )

    def evidence(self, scenario: str = "tiny/story") -> Evidence:
        """Everything recorded."""
        return Evidence(
            scenario=scenario,
            title="A tiny story",
            why="To be judged.",
            requirements=("BEN-1",),
            seed=7,
            started_at=START,
            size=10,
            people={"ada": ADA},
            plan=("hire ada",),
            policy=self.policy,
            mapping=MAPPING,
            catalog=CATALOG,
            connector=self._facts(),
            changes=tuple(self.changes),
            actions=tuple(self.actions),
            probes=tuple(self.probes),
            inquiries=tuple(self.inquiries),
            cycles=tuple(self.cycles),
            idle_cycle=self.idle,
            checkpoints=tuple(self.checkpoints),
            faults=tuple(self.faults),
            incidents=tuple(self.incidents),
            journal=tuple(_chained(self.journal)),
            log=self.log,
        )

    def _facts(self) -> ConnectorFacts:
        return ConnectorFacts(
            name="Tiny connector",
            version="1",
            kind="service",
            ticks=True,
            reports_status=True,
            reports_errors=self.errors is not None,
            serial=True,
            cycle_minutes=15,
            omits=self.omits,
        )

    def _action(self, who: str, course: str, action: Any, score: float | None, reason: str) -> None:
        self.actions.append(
            LearnerAction(
                at=self.now,
                employee_id=who,
                course=course,
                action=action,
                score=score,
                accepted=not reason,
                reason=reason,
            )
        )


def _chained(journal: list[JournalRow]) -> Iterator[JournalRow]:
    """The rows with the hashes that the simulators would have given them."""
    before = "0" * 64
    for row in journal:
        content = {"sequence": row.sequence, "kind": row.kind, "at": _z(row.at), "data": row.data}
        text = json.dumps(content, sort_keys=True, separators=(",", ":"))
        before = hashlib.sha256((before + text).encode()).hexdigest()
        yield replace(row, hash=before)


def _z(at: datetime | date) -> str:
    return at.isoformat().replace("+00:00", "Z")


def all_well() -> Story:
    """A story in which all is well."""
    story = Story()
    story.hire(department="CLN")
    with story.cycle():
        ada = story.open_account()
        story.enrolled(ada, "ORI-100", "2026-03-09", "everyone")
    story.checkpoint()
    return story

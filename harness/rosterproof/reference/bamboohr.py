"""An HRIS that speaks BambooHR, read and written as if it spoke our own wire: the port through which the rest looks.

What that wire cannot carry is not made up: a completion loses its time, score and expiry, and a compliance status is
dropped.
"""

import base64
import hmac
import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from rosterproof.reference.signature import SECONDS, TOLERANCE
from rosterproof.reference.wire import Answer, Unreachable, Wire

FIELDS = (
    *("firstName", "lastName", "employeeNumber", "workEmail", "jobTitle", "department", "location", "division"),
    *("supervisorEId", "hireDate", "originalHireDate", "status", "employmentHistoryStatus", "terminationDate"),
    *("country", "lastChanged"),
)
UNWATCHED = ("supervisorEId", "originalHireDate", "country", "lastChanged")
WATCHED = [*(name for name in FIELDS if name not in UNWATCHED), "supervisor"]
API = "/api/v1"
NO_DATE = "0000-00-00"
EVER = "1970-01-01T00:00:00Z"
CUSTOM = "custom"
PERSON = re.compile(r"/v1/employees/E([0-9]{7})(/[a-z-]+)?")


class BambooHr(Wire):
    """One account of the vendor, asked the questions of our own wire."""

    #: A list of nothing is a list here, where it would else be a map.
    shapes = (dict, list)
    _types: dict[str, int] | None = None
    #: The aliases of the customer's own fields, asked for once in a cycle.
    _custom: tuple[str, list[str]] = ("", [])
    #: Who is there by a report of what is current, as read in a cycle.
    _begun: tuple[str, set[str]] = ("", set())

    def get(self, path: str, **query: str | int) -> Answer:
        """Read somebody, everybody, or the locations."""
        del query  # the wire has no such questions
        if path == "/v1/employees":
            return Answer(status=200, headers={}, body={"data": self._everybody(), "next_cursor": None})
        if path == "/v1/locations":
            return Answer(status=200, headers={}, body={"data": []})
        found = PERSON.fullmatch(path)
        if found is None or found[2]:
            return Answer(status=404, headers={}, body=None)
        answer = super().ask("GET", f"{API}/employees/{int(found[1])}?fields={','.join(self._fields())}")
        if not answer.ok:
            return answer
        return Answer(
            status=answer.status, headers=answer.headers, body=record(answer.body, begun=self._has_begun(answer.body))
        )

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        key: str | None = None,
        done: Callable[[], Answer | None] = lambda: None,
    ) -> Answer:
        """Subscribe, or write a completion back. There is no place for a compliance status, nor for a key."""
        del method, key, done
        if path == "/v1/webhook-subscriptions":
            return self._subscribe(body)
        found = PERSON.fullmatch(path)
        if found is None or found[2] != "/training-records":
            return Answer(status=204, headers={}, body=None)
        return self._write_back(int(found[1]), body)

    def _everybody(self) -> list[dict[str, Any]]:
        """A report shows leavers too; the directory would hide them. Who was deleted is told by the changes alone."""
        present = self._report(ahead=False)
        self._begun = (self.now, {row["id"] for row in present})
        coming = [row for row in self._report(ahead=True) if row["id"] not in self._begun[1]]
        gone = super().ask("GET", f"{API}/employees/changed?since={EVER}&type=deleted&format=json")
        if not gone.ok:
            raise Unreachable(f"who was deleted was refused: {gone.reason}")
        deleted = gone.body["employees"]
        people = [*(record(row) for row in present), *(record(row, begun=False) for row in coming)]
        return [*people, *(rescinded(row) for row in (deleted.values() if isinstance(deleted, dict) else ()))]

    def _report(self, *, ahead: bool) -> list[Mapping[str, Any]]:
        wanted = {"title": "people", "fields": self._fields()}
        current = "false" if ahead else "true"
        answer = super().ask("POST", f"{API}/reports/custom?format=JSON&onlyCurrent={current}", wanted)
        if not answer.ok:
            raise Unreachable(f"the report of everybody was refused: {answer.reason}")
        rows: list[Mapping[str, Any]] = answer.body["employees"]
        return rows

    def _has_begun(self, row: Mapping[str, Any]) -> bool:
        """Whether the first day has come where somebody works. Which day it is there, only the HRIS knows.

        Everybody on record is active, also before the first day; but a report of what is current leaves them out.
        """
        hired = _day(row.get("hireDate")) or ""
        if hired < (datetime.fromisoformat(self.now) - timedelta(days=1)).date().isoformat():
            return True
        if self._begun[0] != self.now:
            self._begun = (self.now, {each["id"] for each in self._report(ahead=False)})
        return row["id"] in self._begun[1]

    def _fields(self) -> list[str]:
        """What is asked for of everybody, the customer's own fields included."""
        if self._custom[0] != self.now or not self.now:
            answer = super().ask("GET", f"{API}/meta/fields?format=json")
            if not answer.ok:
                raise Unreachable(f"the fields were refused: {answer.reason}")
            aliases = [str(row.get("alias") or "") for row in answer.body]
            self._custom = (self.now, [alias for alias in aliases if alias.startswith(CUSTOM)])
        return [*FIELDS, *self._custom[1]]

    def _subscribe(self, body: Mapping[str, Any]) -> Answer:
        hook = {
            "name": "connector",
            "url": body["url"],
            "format": "json",
            "events": ["employee.created", "employee.updated", "employee.deleted"],
            "monitorFields": WATCHED,
        }
        answer = super().ask("POST", f"{API}/webhooks", hook)
        if not answer.ok:
            return answer
        return Answer(status=201, headers=answer.headers, body={"secret": answer.body["privateKey"]})

    def _write_back(self, number: int, completion: Mapping[str, Any]) -> Answer:
        """Nothing recognizes a record that comes twice, so what is there is looked at first."""
        kind = self._type(completion["course"])
        path = f"{API}/training/record/employee/{number}"

        def there() -> Answer | None:
            found = super(BambooHr, self).ask("GET", f"{path}?type={kind}")
            rows = found.body.values() if found.ok and isinstance(found.body, dict) else ()
            held = next((row for row in rows if row["notes"] == completion["source_id"]), None)
            if held is None:
                return None if found.ok else found
            return Answer(status=200, headers={}, body={"record_id": held["id"]})

        sent = {"completed": completion["completed_at"][:10], "type": kind, "notes": completion["source_id"]}
        made = there() or super().ask("POST", path, sent, done=there)
        if not made.ok or "record_id" in made.body:
            return made
        return Answer(status=made.status, headers=made.headers, body={"record_id": made.body["id"]})

    def _type(self, course: str) -> int:
        """The number of the training type that stands for a course, made where there is none."""
        if self._types is None:
            answer = super().ask("GET", f"{API}/training/type")
            if not answer.ok:
                raise Unreachable(f"the training types were refused: {answer.reason}")
            listed = answer.body.values() if isinstance(answer.body, dict) else ()
            self._types = {row["name"]: int(row["id"]) for row in listed}
        if course not in self._types:
            made = super().ask("POST", f"{API}/training/type", {"name": course})
            if not made.ok:
                raise Unreachable(f"the training type {course} was refused: {made.reason}")
            self._types[course] = int(made.body["id"])
        return self._types[course]

    def _credentials(self) -> dict[str, str] | Answer:
        pair = base64.b64encode(f"{self.access.api_key}:x".encode()).decode()
        return {"Authorization": f"Basic {pair}"}


def record(row: Mapping[str, Any], *, begun: bool = True) -> dict[str, Any]:
    """One employee, in the words of our own wire; `begun`: whether the first day has come.

    >>> record({"id": "42", "firstName": "Ada", "hireDate": "2026-03-02"})["employee_id"]
    'E0000042'
    """
    manager = row.get("supervisorEId")
    return {
        "employee_id": f"E{int(row['id']):07d}",
        "employee_number": row.get("employeeNumber"),
        "given_name": row.get("firstName"),
        "family_name": row.get("lastName"),
        "email": row.get("workEmail"),
        "national_id": None,
        "status": _status(row, begun=begun),
        "worker_type": "contractor" if row.get("employmentHistoryStatus") == "Contractor" else "employee",
        "legal_entity": row.get("division"),
        "title": row.get("jobTitle"),
        "department": row.get("department"),
        "location": row.get("location"),
        "country": row.get("country"),
        "time_zone": None,
        "manager_id": f"E{int(manager):07d}" if manager else None,
        "original_hire_date": _day(row.get("originalHireDate")),
        "hire_date": _day(row.get("hireDate")),
        "last_day": _day(row.get("terminationDate")),
        # Versions are not numbered here: when it was last changed stands for which one it is.
        "version": row.get("lastChanged"),
        "updated_at": row.get("lastChanged"),
        "jobs": [],
        "custom": {named(alias): value for alias, value in row.items() if alias.startswith(CUSTOM)},
    }


def rescinded(row: Mapping[str, Any]) -> dict[str, Any]:
    """Somebody who was deleted: a hire that never came about."""
    return {
        "employee_id": f"E{int(row['id']):07d}",
        "status": "discarded",
        "worker_type": "employee",
        "national_id": None,
        "original_hire_date": None,
        "last_day": None,
        "version": row["lastChanged"],
        "updated_at": row["lastChanged"],
    }


def named(alias: str) -> str:
    """The customer's own field by its alias.

    >>> named("customShirtSize")
    'shirt_size'
    """
    return re.sub(r"(?<!^)(?=[A-Z])", "_", alias.removeprefix(CUSTOM)).lower()


def _status(row: Mapping[str, Any], *, begun: bool) -> str:
    if row.get("status") == "Inactive":
        return "terminated"
    if not begun:
        return "pre_hire"
    return "on_leave" if row.get("employmentHistoryStatus") == "Leave of Absence" else "active"


def _day(text: str | None) -> str | None:
    return None if text in (None, "", NO_DATE) else text


def taken(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> tuple[str, dict[str, Any]] | None:
    """The id and the event of a webhook that is genuine and fresh, in the words of our own wire; None for any other."""
    stamp = headers.get("x-bamboohr-timestamp", "")
    if not SECONDS.fullmatch(stamp) or abs(now - int(stamp)) > TOLERANCE:
        return None
    expected = hmac.new(secret.encode(), body + stamp.encode(), sha256).hexdigest()
    if not hmac.compare_digest(headers.get("x-bamboohr-signature", ""), expected):
        return None
    try:
        event = json.loads(body)
        number = f"E{int(event['data']['employeeId']):07d}"
    except (ValueError, KeyError, TypeError):
        return None
    # A message has no id of its own: the same words are the same message.
    return sha256(body).hexdigest(), {"type": event.get("type"), "data": {"employee_id": number}}

"""One world, seen through the control plane: what the driver does in it and reads of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from rosterproof.connector.environment import Access
from rosterproof.driver.control import ControlPlane
from rosterproof.errors import ControlRefused, NotSettled
from rosterproof.evidence.record import JournalRow, LoggedChange
from rosterproof.stopwatch import Deadline

#: The longest that one request may wait (the contract's maximum), in milliseconds.
LONGEST_WAIT = 60_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    """The world's time, and when the next thing falls due."""

    now: datetime
    next_due: datetime | None


class World:
    """A world that was made for one story."""

    def __init__(self, control: ControlPlane, made: Mapping[str, Any]) -> None:
        self.control = control
        self.hris = _access(made["systems"]["hris"])
        self.lms = _access(made["systems"]["lms"])
        self.learner_password: str = made["learner_password"]
        self._path = f"/v1/worlds/{made['name']}"

    @classmethod
    def make(cls, control: ControlPlane, wanted: Mapping[str, Any]) -> "World":
        """Make a world as the control plane's `NewWorld` says."""
        return cls(control, control.post("/v1/worlds", wanted))

    def record(self, change: Mapping[str, Any]) -> LoggedChange:
        """HR records a change."""
        return _logged(self.control.post(f"{self._path}/changes", change))

    def reshape(self, resource: str, body: Mapping[str, Any]) -> None:
        """HR renumbers departments, or takes a company over."""
        self.control.post(f"{self._path}/{resource}", body)

    def dismiss(self, department: str, last_day: date) -> None:
        """HR records the same last day for everyone employed in a department, all in one go."""
        leavers = [
            {"kind": "terminated", "employee_id": who, "effective_on": last_day.isoformat()}
            for who in self.staff_of(department)
        ]
        self.control.post(f"{self._path}/change-batches", {"changes": leavers})

    def staff_of(self, department: str | None) -> list[str]:
        """The employee ids of everyone employed in a department."""
        return [
            e["employee_id"]
            for e in self.state()["hris"]["employees"]
            if e["department"] == department and e["status"] in ("active", "on_leave")
        ]

    def act(self, action: Mapping[str, Any]) -> None:
        """A learner does something."""
        self.control.post(f"{self._path}/learner-actions", action)

    def enroll(self, enrollment: Mapping[str, Any]) -> None:
        """An administrator enrolls someone by hand."""
        self.control.post(f"{self._path}/enrollments", enrollment)

    def put_rule(self, rule_id: str, rule: Mapping[str, Any]) -> None:
        """An administrator puts an assignment rule in force in a new version."""
        self.control.put(f"{self._path}/assignment-rules/{quote(rule_id, safe='')}", rule)

    def hold_class(self, course: str, seats: int, on: date, people: list[str]) -> None:
        """An administrator announces a class and books people on it; who cannot be booked is left out."""
        day = {"starts_at": f"{on}T08:00:00Z", "ends_at": f"{on}T15:00:00Z"}
        self.control.post(f"{self._path}/classes", {"course": course, "seats": seats, **day, "external_ids": people})

    def keep_code(self, list_: str, code: str, body: Mapping[str, Any]) -> None:
        """HR keeps a code on one of its lists."""
        self.control.put(f"{self._path}/codes/{list_}/{quote(code, safe='')}", body)

    def edit_account(self, employee_id: str, fields: Mapping[str, Any]) -> None:
        """An administrator changes a profile by hand; where there is no account, there is nothing to change."""
        try:
            self.control.patch(f"{self._path}/accounts/{employee_id}", fields)
        except ControlRefused as refused:
            if refused.status != 409:
                raise

    def record_training(self, training: Mapping[str, Any]) -> None:
        """An administrator records a training that was done elsewhere."""
        self.control.post(f"{self._path}/trainings", training)

    def revoke(self, revocation: Mapping[str, Any]) -> None:
        """An administrator takes a pass back; where there is none, there is nothing to take back."""
        try:
            self.control.post(f"{self._path}/revocations", revocation)
        except ControlRefused as refused:
            if refused.status != 409:
                raise

    def arm(self, fault: Mapping[str, Any]) -> str:
        """Arm a fault; returns its id."""
        return str(self.control.post(f"{self._path}/faults", fault)["fault_id"])

    def disarm(self) -> None:
        """Disarm every fault."""
        self.control.delete(f"{self._path}/faults")

    def faults(self) -> list[Mapping[str, Any]]:
        """The faults armed, and how often each fired."""
        return list(self.control.get(f"{self._path}/faults")["data"])

    def clock(self) -> Clock:
        """The world's time."""
        return _clock(self.control.get(f"{self._path}/clock"))

    def advance(self, to: datetime) -> Clock:
        """Move the clock forward."""
        return _clock(self.control.post(f"{self._path}/clock/advance", {"to": written(to)}))

    def state(self) -> Mapping[str, Any]:
        """What both systems hold."""
        found: Mapping[str, Any] = self.control.get(f"{self._path}/state")
        return found

    def issued(self) -> Mapping[str, str]:
        """Secret -> what it is, of everything that was given out until now."""
        return {each["secret"]: each["what"] for each in self.control.get(f"{self._path}/issued")["data"]}

    def audit(self, employee_id: str, on: date) -> Mapping[str, Any]:
        """What both systems say of a person and a day."""
        found: Mapping[str, Any] = self.control.get(f"{self._path}/audits/{employee_id}", {"on": on.isoformat()})
        return found

    def changes(self) -> Iterator[LoggedChange]:
        """The HR log, the history behind the company included."""
        for row in self._pages("changes", 10_000):
            yield _logged(row)

    def journal(self, after: int = 0) -> Iterator[JournalRow]:
        """The journal behind a position."""
        for row in self._pages("journal", 5_000, after):
            yield JournalRow(**{**row, "at": datetime.fromisoformat(row["at"])})

    def settle(self, seconds: float, *, silence: float = 0) -> int:
        """Wait until nothing is due and nothing in flight, with a connector silent for `silence` seconds.

        Returns the last position of the journal.

        Raises:
            NotSettled: it did not come to rest within `seconds`.
        """
        deadline = Deadline.after(seconds)
        while True:
            wait = min(LONGEST_WAIT, max(1, int(deadline.remaining() * 1000)))
            found = self.control.get(
                f"{self._path}/quiescence", {"silence_ms": int(silence * 1000), "wait_ms": wait}, waits=wait / 1000
            )
            if found["quiet"]:
                return int(found["last_sequence"])
            if deadline.passed:
                still = f"{found['in_flight']} requests in flight, {found['due_deliveries']} webhooks due"
                what = f"the world did not come to rest within {seconds:g} s: {still}"
                raise NotSettled(what, seconds=seconds, hint="raise --timeout if the connector may take longer")

    def end(self) -> None:
        """End the world and close its ports."""
        self.control.delete(self._path)

    def _pages(self, what: str, limit: int, after: int = 0) -> Iterator[Mapping[str, Any]]:
        more = True
        while more:
            page = self.control.get(f"{self._path}/{what}", {"after": after, "limit": limit})
            yield from page["data"]
            after, more = page["next_after"], page["has_more"]


def written(instant: datetime) -> str:
    """An instant as the control plane takes it."""
    return instant.isoformat().replace("+00:00", "Z")


def _clock(body: Mapping[str, Any]) -> Clock:
    due = body["next_due"]
    return Clock(now=datetime.fromisoformat(body["now"]), next_due=datetime.fromisoformat(due) if due else None)


def _logged(body: Mapping[str, Any]) -> LoggedChange:
    recorded = datetime.fromisoformat(body["recorded_at"])
    return LoggedChange(sequence=body["sequence"], recorded_at=recorded, change=body["change"])


def _access(body: Mapping[str, Any]) -> Access:
    return Access(**{name: body[name] for name in ("dialect", "base_url", "client_id", "client_secret", "api_key")})

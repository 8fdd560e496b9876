"""HRIS to LMS: who ought to have an account has one, open and saying what the HRIS says; a leaver's is closed.

Nothing is written that already holds: the LMS is read first, and only differences are sent. So a cycle may be repeated
at any time, and one with nothing to do writes nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from json import dumps
from typing import Any

from rosterproof.reference.complaints import Complaints
from rosterproof.reference.parts import Parts
from rosterproof.reference.profile import AS_IT_IS, Held, Unknown, profile_of
from rosterproof.reference.wire import Answer, Wire

Record = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """What a cycle works by."""

    mapping: Mapping[str, Any]
    policy: Mapping[str, Any]
    #: Business time.
    now: str
    #: Location code -> what the HRIS says of the location.
    locations: Callable[[], Mapping[str, Record]]


class People:
    """The LMS's users, as read at the start of the cycle and kept up while it writes."""

    def __init__(self, lms: Wire, users: Iterable[Record], task: Task, parts: Parts, complaints: Complaints) -> None:
        self._lms = lms
        self._task = task
        self._parts = parts
        self._complaints = complaints
        self._users = {user["user_id"]: user for user in users}
        self._open_at_start = sum(bool(user["active"]) for user in self._users.values())
        self._closed = 0
        self._by_id: dict[str, list[str]] = {}
        for user in self._users.values():
            self._by_id.setdefault(user["external_id"], []).append(user["user_id"])

    def users(self) -> list[Record]:
        """Everyone in the LMS, in order of user id."""
        return [self._users[key] for key in sorted(self._users)]

    def called(self, external_id: str) -> list[Record]:
        """The accounts of one person; there should never be two."""
        return [self._users[key] for key in self._by_id.get(external_id, ())]

    def reconcile(self, employees: Iterable[Record], *, whole: bool) -> None:
        """Bring the LMS in line with these employees, or all there are. Nobody is touched before the list's end."""
        everyone = [employee for employee in employees if not whole or self._parts.looked_at(employee, self._task.now)]
        entitled = [self._parts.entitled(employee, self._task.policy, self._task.now) for employee in everyone]
        for employee, ought in zip(everyone, entitled, strict=True):
            if ought and self._alone(employee, everyone, whole=whole):
                self._keep(employee)
        self._close([employee for employee, ought in zip(everyone, entitled, strict=True) if not ought])

    def _alone(self, employee: Record, everyone: list[Record], *, whole: bool) -> bool:
        """Whether nobody has to decide first if this is somebody whom the HRIS has known under another id."""
        if self._task.policy.get("rehire_mode", "new") != "hold" or employee["national_id"] is None:
            return True
        if not whole:
            return bool(self.called(employee["employee_id"]))  # a newcomer waits until everyone is before us
        before = self._parts.known_before(employee, everyone)
        if before is not None:
            reason = f"is that of {before} as well: is it the same person?"
            self._parts.report(self._complaints, "hris", employee["employee_id"], "national_id", reason)
        return before is None

    def _keep(self, employee: Record) -> None:
        """Give somebody an open account that says what the HRIS says."""
        number = employee["employee_id"]
        try:
            known = self._parts.job(employee, self._task.policy)
            profile = profile_of(
                self._task.mapping,
                self._placed(known),
                self._parts.translate,
                source=self._parts.source,
                unknown=self._decided(number),
            )
        except Held as held:
            self._parts.report(self._complaints, "hris", number, held.field, held.reason)
            self._parts.held(self._lms, self._open_accounts(employee))
            return
        if not self._parts.mappable(self, profile):
            return
        accounts = self._parts.find(self, profile, employee)
        if accounts:
            # Should there be two, the open one is the person's.
            self._update(number, min(accounts, key=lambda user: not user["active"]), profile)
        else:
            self._create(number, profile)

    def _decided(self, number: str) -> Callable[[Record, Unknown], Any]:
        """What the customer wants of a value that the mapping cannot translate; reported in any case."""

        def decide(rule: Record, unknown: Unknown) -> Any:
            wanted = self._task.policy.get("on_unknown_mapping", "hold")
            if wanted == "hold" or (wanted == "default" and "default" not in rule):
                raise unknown
            self._parts.report(self._complaints, "hris", number, unknown.field, unknown.reason)
            return AS_IT_IS if wanted == "skip" else rule["default"]

        return decide

    def _placed(self, known: Record) -> Record:
        """The record with country and time zone of the job's location; the HRIS gives those of the primary job."""
        primary = next((job for job in known["jobs"] if job["primary"]), known)
        if known["location"] == primary["location"]:
            return known
        place = self._task.locations().get(known["location"], {})
        return {**known, "country": place.get("country"), "time_zone": place.get("time_zone")}

    def _update(self, number: str, user: Record, profile: dict[str, Any]) -> None:
        differences = self._parts.differences(user, profile)
        if differences and not self._written(
            number, self._lms.ask("PATCH", f"/v1/users/{user['user_id']}", differences)
        ):
            return
        if differences:
            self._parts.after_update(self._lms, user, differences)
        # Only now: the assignment rules look at whoever comes back, and ought not to see the job of last year.
        if not user["active"]:
            self._written(number, self._parts.opened_again(self._lms, user))

    def _close(self, leavers: list[Record]) -> None:
        """Close the accounts of those who ought to have none. What they learned stays in the LMS."""
        closing = [(leaver, user) for leaver in leavers for user in self._open_accounts(leaver)]
        if self._parts.too_many(self._closed + len(closing), self._open_at_start, self._task.policy):
            reason = (
                f"{self._closed + len(closing)} of {self._open_at_start} open accounts would be closed in one cycle; "
                f"{len(closing)} were left open for a person to look at"
            )
            self._complaints.add("lms", "*", "active", reason)
            return
        for leaver, user in closing:
            answer = self._parts.close(self._lms, user, self._parts.why_closed(leaver))
            self._closed += self._written(leaver["employee_id"], answer)

    def _open_accounts(self, employee: Record) -> list[Record]:
        return [user for user in self.called(employee["employee_id"]) if user["active"]]

    def _create(self, number: str, profile: dict[str, Any]) -> None:
        body = {**profile, "username": self._parts.username(profile)}
        # The key names the content too: a refused profile, once mended, is not the same request.
        key = self._parts.key(f"user-{number}-{sha256(dumps(body, sort_keys=True).encode()).hexdigest()[:16]}")
        answer = self._lms.ask("POST", "/v1/users", body, key=key)
        if answer.status == 409:
            # Somebody made it before us, most likely we, in a try whose answer was lost.
            found = self._lms.get("/v1/users", external_id=number)
            if found.ok and found.body["data"]:
                self._remember(found.body["data"][0])
                self._update(number, found.body["data"][0], profile)
                return
        self._written(number, answer)

    def _written(self, number: str, answer: Answer) -> bool:
        if answer.ok:
            self._remember(answer.body)
        else:
            self._parts.report(self._complaints, "lms", number, _blamed(answer), answer.reason)
        return answer.ok

    def _remember(self, user: Record) -> None:
        if user["user_id"] not in self._users:
            self._by_id.setdefault(user["external_id"], []).append(user["user_id"])
        self._users[user["user_id"]] = user


def _blamed(answer: Answer) -> str:
    """The field that the server names first, or `*`."""
    errors = answer.body.get("errors") if isinstance(answer.body, dict) else None
    return str(errors[0]["where"]) if errors else "*"

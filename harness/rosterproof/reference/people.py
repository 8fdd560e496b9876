"""HRIS to LMS: everyone employed has one open account that says what the HRIS says; a leaver's account is closed.

Nothing is written that already holds: the LMS is read first, and only differences are sent. So a cycle may be repeated
at any time, and one with nothing to do writes nothing.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from json import dumps
from typing import Any

from rosterproof.reference.complaints import Complaints
from rosterproof.reference.parts import Parts
from rosterproof.reference.profile import Held, profile_of
from rosterproof.reference.wire import Answer, Wire

Record = Mapping[str, Any]

EMPLOYED = ("active", "on_leave")
#: Who left, and who was hired and never came.
GONE = ("terminated", "discarded")
#: A cycle that would close more accounts than this share of the open ones, and than this number, closes no more:
#: it is likelier that the HRIS is being migrated than that everybody left, and a person must look at it.
GUARD_SHARE, GUARD_FLOOR = 0.10, 5


class People:
    """The LMS's users, as read at the start of the cycle and kept up while it writes."""

    def __init__(
        self, lms: Wire, users: Iterable[Record], mapping: Mapping[str, Any], parts: Parts, complaints: Complaints
    ) -> None:
        self._lms = lms
        self._mapping = mapping
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

    def reconcile(self, employees: Iterable[Record]) -> None:
        """Bring the LMS in line with these employees. Nobody is touched before the list has come to its end."""
        everyone = list(employees)
        for employee in everyone:
            if employee["status"] in EMPLOYED:
                self._keep(employee)
        self._close([employee for employee in everyone if employee["status"] in GONE])

    def _keep(self, employee: Record) -> None:
        """Give an employed person an open account that says what the HRIS says."""
        number = employee["employee_id"]
        try:
            profile = profile_of(self._mapping, employee, self._parts.translate)
        except Held as held:
            self._parts.report(self._complaints, "hris", number, held.field, held.reason)
            return
        accounts = self._parts.find(self, profile)
        if accounts:
            # Should there be two, the open one is the person's.
            self._update(number, min(accounts, key=lambda user: not user["active"]), profile)
        else:
            self._create(number, profile)

    def _update(self, number: str, user: Record, profile: dict[str, Any]) -> None:
        differences = self._parts.differences(user, profile)
        if differences and not self._written(
            number, self._lms.ask("PATCH", f"/v1/users/{user['user_id']}", differences)
        ):
            return
        # Only now: the assignment rules look at whoever comes back, and ought not to see the job of last year.
        if not user["active"]:
            self._written(number, self._lms.ask("POST", f"/v1/users/{user['user_id']}/reactivate"))

    def _close(self, leavers: list[Record]) -> None:
        """Close the accounts of leavers. What they learned stays in the LMS."""
        closing = [(leaver["employee_id"], user) for leaver in leavers for user in self._open_accounts(leaver)]
        if self._closed + len(closing) > max(GUARD_FLOOR, GUARD_SHARE * self._open_at_start):
            reason = (
                f"{self._closed + len(closing)} of {self._open_at_start} open accounts would be closed in one cycle; "
                f"{len(closing)} were left open for a person to look at"
            )
            self._complaints.add("lms", "*", "active", reason)
            return
        for number, user in closing:
            self._closed += self._written(number, self._parts.close(self._lms, user))

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

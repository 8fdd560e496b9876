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
#: A cycle that would close more than this share of the open accounts closes none; a person must look at it.
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
        """Bring the LMS in line with a whole enumeration of the HRIS."""
        everyone = list(employees)
        for employee in everyone:
            if employee["status"] in EMPLOYED:
                self.keep(employee)
        self._close_leavers([employee for employee in everyone if employee["status"] == "terminated"])

    def keep(self, employee: Record) -> None:
        """Give an employed person an open account that says what the HRIS says."""
        number = employee["employee_id"]
        try:
            profile = profile_of(self._mapping, employee, self._parts.translate)
        except Held as held:
            self._parts.report(self._complaints, "hris", number, held.field, held.reason)
            return
        accounts = self._parts.find(self, profile)
        if not accounts:
            self._create(number, profile)
            return
        user = accounts[0]
        if not user["active"]:
            user = self._written(number, self._lms.ask("POST", f"/v1/users/{user['user_id']}/reactivate")) or user
        differences = self._parts.differences(user, profile)
        if differences:
            self._written(number, self._lms.ask("PATCH", f"/v1/users/{user['user_id']}", differences))

    def close(self, employee: Record) -> None:
        """Close the accounts of a leaver. What the person learned stays in the LMS."""
        for user in self._open_accounts(employee):
            self._written(employee["employee_id"], self._parts.close(self._lms, user))

    def _close_leavers(self, leavers: list[Record]) -> None:
        closing = [employee for employee in leavers if self._open_accounts(employee)]
        open_now = sum(bool(user["active"]) for user in self._users.values())
        if len(closing) > max(GUARD_FLOOR, GUARD_SHARE * open_now):
            reason = f"{len(closing)} of {open_now} open accounts would be closed at once; none was"
            self._complaints.add("lms", "*", "active", reason)
            return
        for employee in closing:
            self.close(employee)

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
                return
        self._written(number, answer)

    def _written(self, number: str, answer: Answer) -> Record | None:
        if not answer.ok:
            self._parts.report(self._complaints, "lms", number, _blamed(answer), answer.reason)
            return None
        self._remember(answer.body)
        return self._users[answer.body["user_id"]]

    def _remember(self, user: Record) -> None:
        if user["user_id"] not in self._users:
            self._by_id.setdefault(user["external_id"], []).append(user["user_id"])
        self._users[user["user_id"]] = user


def _blamed(answer: Answer) -> str:
    """The field that the server names first, or `*`."""
    errors = answer.body.get("errors") if isinstance(answer.body, dict) else None
    return str(errors[0]["where"]) if errors else "*"

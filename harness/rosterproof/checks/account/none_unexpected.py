"""account.none-unexpected."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from rosterproof.checks.case import Case, View
from rosterproof.checks.registry import Said, check
from rosterproof.duration import in_words
from rosterproof.oracle.answer import honest, took_effect
from rosterproof.oracle.people import Person
from rosterproof.verdict import Exposure, Finding, Harm, Witness

#: The writes that open and close an account.
_ACCESS = ("createUser", "updateUser", "deactivateUser", "reactivateUser")


@check("account.none-unexpected", cites=("BEN-3", "CHK-TERM", "CHK-MAP"), invariant="I2")
def none_unexpected(case: Case) -> Iterator[Said]:
    """Nobody has an open account who should have none.

    That is: no leaver past the grace of the policy, no pre-hire, nobody whose record is held, no stranger. A witness
    is a leaver whose account was open and was closed in time, or someone who rightly has none while others do.
    """
    closings = _closings(case)
    for view in case.views:
        anybody = any(user["active"] for users in view.users.values() for user in users)
        yield from _strangers(view)
        for person in view.expected.people.values():
            if _entitled(view, person):
                continue
            if view.open_users_of(person.employee_id):
                yield _intruder(view, person)
            elif person.left_at and person.employee_id in closings:
                yield _closed(case, view, person, closings[person.employee_id])
            elif anybody:
                yield Witness(
                    subject=case.name(person.employee_id), seen=f"rightly has no open account: {_why(view, person)}"
                )


def _entitled(view: View, person: Person) -> bool:
    """Whether an open account is no fault now: the person ought to have one, or left a moment ago."""
    if view.expected.open_account(person.employee_id) is not None:
        return True
    return person.left_at is not None and view.at < person.left_at + view.case.grace


def _why(view: View, person: Person) -> str:
    barred = view.expected.barred.get(person.employee_id)
    if barred is not None:
        return barred
    return "the record is held: " + "; ".join(hold.reason for hold in view.expected.held.get(person.employee_id, ()))


def _intruder(view: View, person: Person) -> Finding:
    user = view.open_users_of(person.employee_id)[0]
    exposure = None
    if person.left_at:
        since = view.broken_since(person.left_at, lambda earlier: not earlier.open_users_of(person.employee_id))
        exposure = Exposure(harm=Harm.ACCESS, since=since, until=view.at)
    return view.finding(
        person.employee_id,
        expected=f"no open account in the LMS ({_why(view, person)})",
        observed=f"open account {user['user_id']}",
        operations=_ACCESS,
        exposure=exposure,
    )


def _closed(case: Case, view: View, person: Person, closed_at: datetime) -> Said:
    left = person.left_at or closed_at
    took = max(closed_at - left, timedelta())
    if took <= case.grace:
        seen = f"left, and the account was closed {in_words(took)} later"
        return Witness(subject=case.name(person.employee_id), seen=seen)
    return view.finding(
        person.employee_id,
        expected=f"the account closed within {in_words(case.grace)} of leaving",
        observed=f"closed on {closed_at:%Y-%m-%d at %H:%M}",
        operations=_ACCESS,
        exposure=Exposure(harm=Harm.ACCESS, since=left, until=closed_at),
    )


def _strangers(view: View) -> Iterator[Finding]:
    for key, users in view.users.items():
        open_ids = [user["user_id"] for user in users if user["active"]]
        if key not in view.people and open_ids:
            yield Finding(
                subject=f"LMS user {open_ids[0]}",
                expected="every open account to belong to an employee",
                observed=f"{view.case.translation.lms_key} {key!r}, which no employee has",
                at=view.at,
                where=view.checkpoint.name,
                exchanges=view.case.trail.writes_about(key, view.checkpoint.journal_sequence),
                look_at="See where the connector takes the key of a new account from.",
            )


def _closings(case: Case) -> dict[str, datetime]:
    """Employee id -> when the connector had closed all the accounts of a person that it ever closed."""
    owners = {user_id: who for view in case.views for user_id, who in view.owner.items()}
    first: dict[str, datetime] = {}
    for row in case.acts:
        if took_effect(row) and row.data["operation"] == "deactivateUser":
            first.setdefault(honest(row)[1]["user_id"], row.at)
    closings: dict[str, datetime] = {}
    for user_id, at in first.items():
        if user_id in owners:
            closings[owners[user_id]] = max(at, closings.get(owners[user_id], at))
    return closings

"""account.present."""

from collections.abc import Iterator
from datetime import datetime

from rosterproof.checks.case import Case, View
from rosterproof.checks.registry import Said, check
from rosterproof.oracle.people import Person
from rosterproof.verdict import Exposure, Harm, Witness


@check("account.present", cites=("BEN-1", "BEN-4", "METHOD-REST", "CHK-FREQ"))
def account_present(case: Case) -> Iterator[Said]:
    """Everyone employed has an open account in the LMS.

    Examined at every checkpoint for everyone whose record can be written. A witness is someone found with one.
    """
    for view in case.views:
        for employee_id in view.expected.accounts:
            account = view.expected.open_account(employee_id)
            if account is not None:
                yield _judged(case, view, employee_id, account.opened_at or view.at)


def _judged(case: Case, view: View, employee_id: str, opened_at: datetime) -> Said:
    users = view.users_of(employee_id)
    if any(user["active"] for user in users):
        return Witness(subject=case.name(employee_id), seen=f"has an open account at {view.checkpoint.name}")
    closed = f"only a closed one ({users[0]['user_id']})" if users else "no account"
    person = view.expected.people[employee_id]
    since = view.broken_since(opened_at, lambda earlier: bool(earlier.open_users_of(employee_id)))
    return view.finding(
        employee_id,
        expected=f"an open account in the LMS, {_why(person)}",
        observed=closed,
        operations=("createUser", "deactivateUser", "reactivateUser"),
        exposure=Exposure(harm=Harm.NO_ACCOUNT, since=since, until=view.at),
    )


def _why(person: Person) -> str:
    if person.gone:
        return "as so many must not be closed at once"
    if person.status == "pre_hire":
        return f"starting on {person.hire_date}"
    return f"being employed since {person.hire_date}"

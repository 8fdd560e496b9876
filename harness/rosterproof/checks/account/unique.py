"""account.unique."""

from collections.abc import Iterator

from rosterproof.checks.case import Case, Row
from rosterproof.checks.registry import Said, check
from rosterproof.verdict import Witness


@check("account.unique", cites=("BEN-4", "CHK-MAP"), invariant="I1")
def account_unique(case: Case) -> Iterator[Said]:
    """Nobody has two accounts.

    Open and closed accounts count alike. A witness is someone with exactly one, which the connector made.
    """
    for view in case.views:
        for employee_id in view.expected.people:
            users = view.users_of(employee_id)
            if len(users) == 1:
                yield Witness(subject=case.name(employee_id), seen=f"has one account at {view.checkpoint.name}")
            elif users:
                yield view.finding(
                    employee_id,
                    expected="one account in the LMS",
                    observed=f"{len(users)}: " + " and ".join(_described(user) for user in users),
                    operations=("createUser",),
                )


def _described(user: Row) -> str:
    state = "open" if user["active"] else "closed"
    return f"{user['user_id']} ({user['email'] or 'no email'}, {state})"

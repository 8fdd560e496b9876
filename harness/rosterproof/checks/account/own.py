"""account.own."""

from collections.abc import Iterator

from rosterproof.checks.case import Case, View
from rosterproof.checks.registry import Said, check
from rosterproof.verdict import Witness


@check("account.own", cites=("BEN-4", "BEN-5", "CHK-MAP"), invariant="I1")
def account_own(case: Case) -> Iterator[Said]:
    """An account that was somebody's never becomes somebody else's.

    With it would go what the first one learned, as if the second had. Whose an account is, the key in it says. A
    witness is someone who has the same account at a later checkpoint.
    """
    first: dict[str, str] = {}
    for view in case.views:
        for user_id, owner in view.owner.items():
            before = first.setdefault(user_id, owner)
            if before != owner:
                yield _given_away(view, user_id, before, owner)
            elif view is not case.views[0]:
                yield Witness(subject=case.name(owner), seen=f"still has account {user_id} at {view.checkpoint.name}")


def _given_away(view: View, user_id: str, before: str, owner: str) -> Said:
    return view.finding(
        owner,
        expected=f"an account of their own, and {user_id} to stay that of {view.case.name(before)}",
        observed=f"account {user_id}, with everything that {view.case.name(before)} did in it",
        operations=("createUser", "updateUser", "reactivateUser"),
    )

"""profile.true."""

from collections.abc import Iterator

from rosterproof.checks.case import Case, Row, View
from rosterproof.checks.registry import Said, check
from rosterproof.oracle.flat import differ, flat
from rosterproof.oracle.learning import Account
from rosterproof.verdict import Witness


@check("profile.true", cites=("BEN-2", "BEN-4", "CHK-MAP", "CHK-ROLE"))
def profile_true(case: Case) -> Iterator[Said]:
    """Every field of the mapping says in the LMS what HR says.

    Examined for everyone whose account is open, in each open account. A witness is someone whose fields all agree.
    """
    for view in case.views:
        for employee_id in view.expected.accounts:
            account = view.expected.open_account(employee_id)
            for user in view.open_users_of(employee_id) if account else ():
                yield from _judged(case, view, employee_id, account, user)


def _judged(case: Case, view: View, employee_id: str, account: Account | None, user: Row) -> Iterator[Said]:
    mapped = {rule.lms: rule.hris for rule in view.translation.fields}
    wanted = flat(account.profile) if account else {}
    held = flat(user)
    wrong = [name for name in mapped if differ(held.get(name), wanted.get(name))]
    for name in wrong:
        yield view.finding(
            employee_id,
            expected=f"{name} {_shown(wanted.get(name))} in the LMS, as the HRIS has it in {mapped[name]}",
            observed=f"{_shown(held.get(name))} in account {user['user_id']}",
            operations=("createUser", "updateUser", "deactivateUser"),
        )
    if not wrong:
        yield Witness(subject=case.name(employee_id), seen=f"{len(mapped)} fields agree at {view.checkpoint.name}")


def _shown(value: object) -> str:
    return "empty" if value is None else repr(value)

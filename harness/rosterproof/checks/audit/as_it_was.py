"""audit.as-it-was."""

from collections.abc import Iterator

from rosterproof.checks.case import Case
from rosterproof.checks.registry import Said, check
from rosterproof.oracle.audit import Audited, Role, Told, role_of
from rosterproof.verdict import Finding, Witness

#: The writes that make the LMS's history of a person.
_WRITES = ("createUser", "updateUser", "deactivateUser", "reactivateUser")


@check("audit.as-it-was", cites=("BEN-5", "CHK-REPORT"))
def as_it_was(case: Case) -> Iterator[Said]:
    """What somebody's role was on a day, and what it required, HR and the LMS tell alike, whenever they are asked.

    Examined for every question of an auditor. As known when the day was over, the LMS must tell the role that it ought
    to have been told by then, and the courses that this role required. As known now it must tell the same, or what HR
    says by now of that day. A witness is an answer that is right on both times.
    """
    for audited in case.truth.audits:
        if audited.then is not None and audited.then.active:
            found = list(_wrong(case, audited, audited.then))
            yield from found
            if not found:
                yield Witness(subject=case.name(audited.inquiry.employee_id), seen=_seen(audited, audited.then))


def _wrong(case: Case, audited: Audited, ought: Told) -> Iterator[Finding]:
    inquiry = audited.inquiry
    day = f"on {inquiry.on}"
    then, now = inquiry.then.lms, inquiry.now.lms
    if then is None or not then["account_open"]:
        yield _finding(case, audited, f"{_role(ought.role)} {day}, as known then", "no open account was known then")
    elif role_of(then) != ought.role:
        yield _finding(case, audited, f"{_role(ought.role)} {day}, as known then", _role(role_of(then)))
    else:
        courses = {row["course"] for row in then["obligations"]}
        lacking = sorted(set(ought.required) - courses)
        if lacking:
            expected = f"{', '.join(lacking)} required {day}, as known then"
            yield _finding(case, audited, expected, f"only {', '.join(sorted(courses)) or 'nothing'} was required")
    if now is not None and role_of(now) not in audited.roles_now:
        roles = " or ".join(_role(role) for role in sorted(audited.roles_now, key=str))
        yield _finding(case, audited, f"{roles} {day}, as known now", f"{_role(role_of(now))}: history was rewritten")


def _finding(case: Case, audited: Audited, expected: str, observed: str) -> Finding:
    inquiry = audited.inquiry
    until = inquiry.journal_sequence
    return Finding(
        subject=case.name(inquiry.employee_id),
        expected=expected,
        observed=observed,
        at=inquiry.at,
        where=f"audit of {inquiry.on}",
        employee_id=inquiry.employee_id,
        look_at=case.trail.story_of(inquiry.employee_id, until, *_WRITES),
        exchanges=case.trail.writes_about(inquiry.employee_id, until, *_WRITES),
    )


def _role(role: Role) -> str:
    title, department, location = (part or "nothing" for part in role)
    return f"{title} in {department} at {location}"


def _seen(audited: Audited, ought: Told) -> str:
    courses = ", ".join(ought.required) or "no course"
    return f"on {audited.inquiry.on}: {_role(ought.role)}, with {courses} required"

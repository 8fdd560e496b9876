"""Did the two simulated systems show what follows from what was done to them?

If not, that is ours to mend, and nothing is said about the connector.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from rosterproof.checks.case import Case, View
from rosterproof.oracle.audit import Audited
from rosterproof.oracle.flat import differ, flat
from rosterproof.oracle.learning import Account
from rosterproof.oracle.wire import Written
from rosterproof.verdict import Blame, Obstacle

#: HRIS fields that follow from the HR log.
_EMPLOYEE = ("given_name", "family_name", "email", "status", "title", "department", "location", "manager_id")
#: Not every HRIS shows these.
_FURTHER = ("national_id", "worker_type", "legal_entity", "country", "time_zone", "original_hire_date")
_ROLE = ("status", "title", "department", "location")
_RECORD = ("employee_id", "course", "score", "result", "expires_on", "source_id", "corrects")


def simulator_faults(case: Case) -> Iterator[Obstacle]:
    """Where a system shows anything but what follows from what was done to it; the first of each kind."""
    seen: set[str] = set()
    for what in _faults(case):
        kind = what.split(" ", 1)[0]
        if kind not in seen:
            seen.add(kind)
            yield Obstacle(blame=Blame.SIMULATOR, reason=f"the simulated {what} Nothing is said about the connector.")


def _faults(case: Case) -> Iterator[str]:
    for view, written in zip(case.views, case.wire.checkpoints, strict=True):
        yield from _lms(view, written)
        yield from _hris(view, written)
    for audited in case.truth.audits:
        yield from _history(case, audited)
    yield from (f"LMS disagrees with its own rules: {dispute}." for dispute in case.wire.disputes)


def _lms(view: View, written: Written) -> Iterator[str]:
    state = view.checkpoint.state["lms"]
    shown = {user["user_id"]: user for user in state["users"]}
    where = f"at {view.checkpoint.name}"
    if shown.keys() != written.accounts.keys():
        odd = sorted(shown.keys() ^ written.accounts.keys())
        yield f"LMS shows other users {where} than were written: {', '.join(odd[:3])}."
        return
    kinds = {"enrollments": _enrollments, "certifications": _certifications, "completions": _completions}
    rows = {kind: _by_user(state[kind]) for kind in kinds}
    for user_id, account in written.accounts.items():
        wrong = _profile_differences(account, flat(shown[user_id]))
        if wrong:
            yield f"LMS shows user {user_id} with another {wrong[0]} {where} than was written."
        for kind, shape in kinds.items():
            ought, is_ = shape(account), Counter(_row(kind, row) for row in rows[kind].get(user_id, ()))
            if ought != is_:
                yield (
                    f"LMS shows other {kind} {where} for {_user(view, user_id)} than follow from what was written: "
                    f"{_difference(ought, is_)}."
                )


def _user(view: View, user_id: str) -> str:
    """The user as an obstacle names them."""
    owner = view.owner.get(user_id)
    return f"user {user_id}" + (f", {view.case.name(owner)}" if owner else "")


def _hris(view: View, written: Written) -> Iterator[str]:
    state = view.checkpoint.state["hris"]
    where = f"at {view.checkpoint.name}"
    shown = {employee["employee_id"]: employee for employee in state["employees"]}
    if shown.keys() != view.expected.people.keys():
        odd = sorted(shown.keys() ^ view.expected.people.keys())
        yield f"HRIS shows other people {where} than its log holds: {', '.join(odd[:3])}."
        return
    for employee_id, person in view.expected.people.items():
        held = shown[employee_id]
        compared = (*_EMPLOYEE, *(name for name in _FURTHER if name in held))
        wrong = [name for name in compared if held[name] != person.value(name)]
        if wrong:
            yield f"HRIS shows {view.case.name(employee_id)} with another {wrong[0]} {where} than its log holds."
    ought = Counter(tuple(record.get(name) for name in _RECORD) for record in written.records)
    is_ = Counter(tuple(record.get(name) for name in _RECORD) for record in state["training_records"])
    if ought != is_:
        yield f"HRIS shows other training records {where} than were written: {_difference(ought, is_)}."
    statuses = {row["employee_id"]: row["status"] for row in state["compliance"] if row["status"] != "unknown"}
    if statuses != {who: asked["status"] for who, asked in written.compliance.items()}:
        yield f"HRIS shows another compliance status {where} than was written."


def _history(case: Case, audited: Audited) -> Iterator[str]:
    """Where the HRIS says of an earlier day what its log does not hold."""
    inquiry = audited.inquiry
    for name, answer in (("then", inquiry.then), ("now", inquiry.now)):
        person, said = audited.hr[name], answer.hris
        wrong = [each for each in _ROLE if person and said and said[each] != person.value(each)]
        if (person is None) is not (said is None) or wrong:
            what = f"another {wrong[0] if wrong else 'record'}, as known {name},"
            yield f"HRIS says of {case.name(inquiry.employee_id)} on {inquiry.on} {what} than its log holds."


def _profile_differences(account: Account, shown: Mapping[str, Any]) -> list[str]:
    wrong = [name for name, value in flat(account.profile).items() if differ(shown.get(name), value)]
    return wrong if account.active == shown["active"] else [*wrong, "state of the account"]


def _by_user(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    by_user: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        by_user.setdefault(row["user_id"], []).append(row)
    return by_user


def _enrollments(account: Account) -> Counter[tuple[Any, ...]]:
    return Counter(
        (
            e.course,
            e.source,
            e.rule_id,
            e.status,
            e.assigned_at,
            e.due_on and e.due_on.isoformat(),
            e.closed_at,
            e.instance,
            e.overdue,
        )
        for e in account.enrollments
    )


def _certifications(account: Account) -> Counter[tuple[Any, ...]]:
    return Counter(
        (
            c.course,
            c.instance,
            c.status,
            c.issued_on.isoformat(),
            c.expires_on and c.expires_on.isoformat(),
            c.window_opens_on and c.window_opens_on.isoformat(),
        )
        for c in account.certifications
    )


def _completions(account: Account) -> Counter[tuple[Any, ...]]:
    return Counter(
        (c.course, c.instance, c.completed_at, c.score, c.result, c.expires_on and c.expires_on.isoformat())
        for c in account.completions
    )


#: What is compared of the rows that the LMS shows; ids are the LMS's own to give.
_COMPARED = {
    "enrollments": (
        "course",
        "source",
        "rule_id",
        "status",
        "assigned_at",
        "due_on",
        "closed_at",
        "instance",
        "overdue",
    ),
    "certifications": ("course", "instance", "status", "issued_on", "expires_on", "window_opens_on"),
    "completions": ("course", "instance", "completed_at", "score", "result", "expires_on"),
}


def _row(kind: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(_instant(row[name]) if name.endswith("_at") else row[name] for name in _COMPARED[kind])


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(UTC) if text else None


def _difference(ought: Counter[tuple[Any, ...]], is_: Counter[tuple[Any, ...]]) -> str:
    missing = [_told(row) for row in ought - is_][:2]
    surplus = [_told(row) for row in is_ - ought][:2]
    return f"should be {'; '.join(missing) or 'nothing'}, is {'; '.join(surplus) or 'nothing'}"


def _told(row: tuple[Any, ...]) -> str:
    return " / ".join("-" if part is None else str(part) for part in row)

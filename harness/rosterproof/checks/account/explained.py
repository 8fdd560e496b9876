"""account.explained."""

from collections.abc import Iterator, Mapping

from rosterproof.checks.case import Case
from rosterproof.checks.registry import Said, check
from rosterproof.evidence.record import JournalRow
from rosterproof.oracle.answer import honest, request_body, took_effect
from rosterproof.oracle.entitlement import Entitlement
from rosterproof.oracle.flat import differ, flat
from rosterproof.oracle.mapping import Translation
from rosterproof.oracle.people import Person
from rosterproof.verdict import Finding, Witness

_OPENS = ("createUser", "reactivateUser")
_CLOSES = "deactivateUser"
_WRITES = frozenset({*_OPENS, _CLOSES, "updateUser"})


@check("account.explained", cites=("BEN-4", "BEN-5", "CHK-MAP"), invariant="I9")
def explained(case: Case) -> Iterator[Said]:
    """Whatever is written to an account follows from what HR had on record at that very instant.

    Checkpoints see how it ends; this sees every write on the way: an account that is opened, closed or changed without
    an HR event behind it, were it for a minute. A witness is a write that follows from HR's record.
    """
    owners = {key: who.employee_id for view in reversed(case.views) for key, who in view.people.items()}
    for row in case.acts:
        if row.kind == "exchange" and row.data["operation"] in _WRITES and took_effect(row):
            key = request_body(row).get(case.translation.lms_key) or honest(row)[1].get(case.translation.lms_key)
            if key in owners:
                yield _judged(case, row, owners[key])


def _judged(case: Case, row: JournalRow, employee_id: str) -> Said:
    # What HR recorded at the same instant the connector may have read, or not yet.
    positions = [row.sequence, *(placed - 1 for placed in case.recorded_at(employee_id, row.at) if placed)]
    known = [who for at in positions if (who := case.known(employee_id, at, row.at)) is not None]
    objections = [_objection(case, row, who) for who in known]
    operation, subject = row.data["operation"], case.name(employee_id)
    if None in objections:
        return Witness(subject=subject, seen=f"{operation} on {row.at:%Y-%m-%d %H:%M} follows from HR's record")
    expected, observed = objections[0] or ("", "")
    return Finding(
        subject=subject,
        expected=expected or "no account for somebody HR has not heard of yet",
        observed=observed or operation,
        at=row.at,
        where=f"{row.data['method']} {row.data['path']}",
        employee_id=employee_id,
        look_at="Look for what made the connector write this: nothing that HR had recorded by then asks for it.",
        exchanges=(row.data["exchange"],),
    )


def _objection(case: Case, row: JournalRow, person: Person) -> tuple[str, str] | None:
    """What HR's record asks for instead; None where a write follows from it."""
    entitlement = Entitlement(case.evidence.policy, case.places)
    why_not, operation = entitlement.why_not(person, row.at), row.data["operation"]
    if operation in _OPENS and why_not is not None:
        return f"no account to be opened ({why_not})", operation
    if operation == _CLOSES and why_not is None:
        return "the account to stay open, as HR has no reason on record to close it", operation
    return _unexplained(case.translation_at(row.sequence), flat(request_body(row)), entitlement.as_employed(person))


def _unexplained(translation: Translation, written: Mapping[str, object], person: Person) -> tuple[str, str] | None:
    reading = translation.read(person)
    held = {hold.field for hold in reading.holds}
    for rule in translation.fields:
        if rule.lms not in written:
            continue
        if rule.hris in held:
            return f"the record to be held, for {rule.hris}", f"{rule.lms} {written[rule.lms]!r}"
        if rule.lms not in reading.profile:
            return f"{rule.lms} to be left as it is", f"{rule.lms} {written[rule.lms]!r}"
        wanted = reading.profile[rule.lms]
        if differ(written[rule.lms], wanted):
            return f"{rule.lms} {wanted!r}, as HR has it in {rule.hris}", f"{rule.lms} {written[rule.lms]!r}"
    return None

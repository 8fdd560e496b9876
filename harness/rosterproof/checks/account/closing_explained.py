"""account.closing-explained."""

from collections.abc import Iterator
from datetime import date

from rosterproof.checks.case import Case
from rosterproof.checks.registry import Said, check
from rosterproof.evidence.record import JournalRow, LoggedChange
from rosterproof.oracle.answer import honest, request_body, took_effect
from rosterproof.oracle.people import Person, Roll
from rosterproof.oracle.places import Places
from rosterproof.oracle.timeline import known_changes
from rosterproof.verdict import Finding, Witness


@check("account.closing-explained", cites=("BEN-3", "BEN-5", "CHK-TERM"), invariant="I9", asks=("closing-reasons",))
def closing_explained(case: Case) -> Iterator[Said]:
    """Whoever closes a leaver's account says why: that HR ended the employment, and on which day.

    Examined for every closing of the account of somebody who had left. A witness is one whose reason names the last
    day, together with the HR change that said so.
    """
    places = Places.of(case.evidence.journal)
    for row in case.acts:
        if took_effect(row) and row.data["operation"] == "deactivateUser":
            employee_id = str(honest(row)[1].get("external_id", ""))
            known = known_changes(case.evidence, row.sequence, row.at)
            mine = [change for change in known if change.employee_id == employee_id]
            person = Roll.of(mine, places).person(employee_id, row.at)
            if person is not None and person.last_day is not None:
                yield _judged(case, row, (person, person.last_day), mine)


def _judged(case: Case, row: JournalRow, left: tuple[Person, date], log: list[LoggedChange]) -> Said:
    person, last_day = left
    who = case.name(person.employee_id)
    reason = str(request_body(row).get("reason", ""))
    if last_day.isoformat() in reason:
        ended = next((each for each in reversed(log) if each.change["kind"] == "terminated"), log[-1])
        because = f"HR change {ended.sequence}, recorded on {ended.recorded_at:%Y-%m-%d %H:%M}"
        return Witness(subject=who, seen=f"closed on {row.at:%Y-%m-%d %H:%M} because of {because}: {reason!r}")
    return Finding(
        subject=who,
        expected=f"a reason that names the last day, {last_day}",
        observed=f"{reason!r}" if reason else "no reason",
        at=row.at,
        where="closing of the account",
        employee_id=person.employee_id,
        look_at=case.trail.story_of(person.employee_id, row.sequence, "deactivateUser"),
        exchanges=(row.data["exchange"],),
    )

"""Recording changes, and letting them come to show: at once, or when their day begins where the person works.

The log row, the current record, the entry of the feed, the journal row and the promise to tell subscribers are one
transaction.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rosterproof_sim.domain.rules.admission import admit
from rosterproof_sim.domain.rules.employment import changed_fields, record_at, schedule
from rosterproof_sim.domain.rules.ids import numbered
from rosterproof_sim.domain.rules.life import FIRST_JOB
from rosterproof_sim.domain.rules.unfolding import due_after
from rosterproof_sim.domain.words.changes import Change, Hired, JobAdded, LoggedChange, Rehired
from rosterproof_sim.domain.words.people import Announcement, Employee
from rosterproof_sim.domain.words.refusals import Invalid, NotFound, Refused
from rosterproof_sim.domain.words.written import value_written, written
from rosterproof_sim.hris.office import Office
from rosterproof_sim.store import change_log, people
from rosterproof_sim.store.database import Connection


def record(office: Office, change: Change) -> LoggedChange:
    """Record what the person's history allows; Refused or NotFound otherwise."""
    with office.store.transaction() as db:
        change = office.book.read(change)
        history = change_log.of(db, change.employee_id) if change.employee_id else []
        admit(change, history)
        logged = LoggedChange(
            sequence=office.store.counters.next("change"),
            recorded_at=office.clock.now(),
            change=_with_numbers(office, db, change, history),
        )
        known = [*history, logged]
        change_log.append(db, [logged])
        change_log.reschedule(db, str(logged.change.employee_id), due_after(office.clock.now(), known, office.places))
        office.journal.append("change", written(logged))
        _show(office, db, logged, known)
        return logged


def record_all(office: Office, changes: Iterable[Change]) -> list[LoggedChange]:
    """Record several changes in their order: all of them, or none. What is refused is told with its place, from 0."""
    with office.store.transaction():
        return [_record_one(office, place, change) for place, change in enumerate(changes)]


def take_effect(office: Office) -> None:
    """Let the changes that are due by now come to show, each by itself."""
    now = office.clock.now()
    with office.store.transaction() as db:
        for employee_id, due in change_log.due(db, now).items():
            history = change_log.of(db, employee_id)
            logged = {each.sequence: each for each in history}
            # In the order of the life, which that of the log need not be.
            for sequence in schedule(history, office.places):
                if sequence in due:
                    _show(office, db, logged[sequence], history, through=sequence)
            change_log.reschedule(db, employee_id, due_after(now, history, office.places))


def _record_one(office: Office, place: int, change: Change) -> LoggedChange:
    try:
        return record(office, change)
    except NotFound as no:
        raise NotFound(f"{no.what}, whom changes[{place}] is about") from None
    except Refused as no:
        raise Refused(no.code, f"changes[{place}]: {no.detail}") from None
    except Invalid as no:
        raise Invalid(f"changes[{place}].{no.where}", no.what) from None


def _with_numbers(office: Office, db: Connection, change: Change, history: Sequence[LoggedChange]) -> Change:
    """Give a new person an id that nobody has, and a number that follows from it; a new job the next number."""
    match change:
        case Hired():
            employee_id = change.employee_id
            while employee_id is None or (change.employee_id is None and people.find(db, employee_id)):
                employee_id = numbered("employee", office.store.counters.next("employee"))
            # Five digits with leading zeros: a number is text, and whoever reads it as an integer is found out.
            number = change.employee_number or f"{int(employee_id[1:]):05d}"
            return replace(change, employee_id=employee_id, employee_number=number)
        case Rehired() | JobAdded() if change.job_id is None:
            given = [each.change.job_id for each in history if isinstance(each.change, Rehired | JobAdded)]
            return replace(change, job_id=1 + max([FIRST_JOB, *(job_id for job_id in given if job_id is not None)]))
    return change


def _show(
    office: Office, db: Connection, logged: LoggedChange, history: Sequence[LoggedChange], *, through: int | None = None
) -> None:
    """Bring the person's record up to date; where that changed something, tell the feed and the subscribers."""
    now = office.clock.now()
    before = people.find(db, str(logged.change.employee_id))
    version = 1 if before is None else before.version + 1
    after = record_at(now, history, office.places, updated_at=now, version=version, through=through)
    fields = changed_fields(before, after)
    if not fields:
        return
    entry = _announcement(office.store.counters.next("announcement"), logged, fields)
    people.put(db, [after])
    people.FEED.append(db, [entry], shown_at=now)
    office.outbox.promise(
        "hris",
        _event(before, after),
        {
            "employee_id": entry.employee_id,
            "sequence": entry.sequence,
            "kind": entry.kind,
            "effective_on": value_written(entry.effective_on),
            "changed_fields": list(entry.changed_fields),
        },
        office.book.public(after),
    )


def _event(before: Employee | None, after: Employee) -> str:
    """Name what a receiver has to know first: somebody is new, or is gone."""
    if before is None:
        return "employee.hired"
    gone = ("terminated", "discarded")
    if after.status in gone and before.status not in gone:
        return "employee.terminated"
    return "employee.hired" if before.status in gone and after.status not in gone else "employee.updated"


def _announcement(sequence: int, logged: LoggedChange, fields: tuple[str, ...]) -> Announcement:
    return Announcement(
        sequence=sequence,
        kind=logged.change.kind,
        employee_id=str(logged.change.employee_id),
        effective_on=logged.change.effective_on,
        recorded_at=logged.recorded_at,
        changed_fields=fields,
    )

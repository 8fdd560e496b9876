"""Recording a change, and letting it come to show: at once, or on its day.

The log row, the current record, the entry of the feed, the journal row and the promise to tell subscribers are one
transaction.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from rosterproof_sim.domain.rules.admission import admit
from rosterproof_sim.domain.rules.employment import changed_fields, record_on
from rosterproof_sim.domain.rules.ids import numbered
from rosterproof_sim.domain.rules.unfolding import Shown, due_day, unfold
from rosterproof_sim.domain.words.changes import Change, Hired, LoggedChange
from rosterproof_sim.domain.words.people import Announcement, Employee
from rosterproof_sim.domain.words.written import value_written, written
from rosterproof_sim.hris.office import Office
from rosterproof_sim.store import change_log, people
from rosterproof_sim.store.database import Connection


def record(office: Office, change: Change) -> LoggedChange:
    """Record what the person's history allows; Refused or NotFound otherwise."""
    with office.store.transaction() as db:
        admit(change, change_log.of(db, change.employee_id) if change.employee_id else ())
        if isinstance(change, Hired):
            change = _with_numbers(office, db, change)
        logged = LoggedChange(
            sequence=office.store.counters.next("change"), recorded_at=office.clock.now(), change=change
        )
        later = due_day(change, office.clock.today())
        change_log.append(db, [(logged, later)])
        office.journal.append("change", written(logged))
        if later is None or isinstance(change, Hired):
            _show(office, db, logged)
        return logged


def take_effect(office: Office) -> None:
    """Let the changes that are due by today come to show, in the order of their days and of the log."""
    with office.store.transaction() as db:
        for logged in change_log.due(db, office.clock.today()):
            change_log.settle(db, logged.sequence)
            _show(office, db, logged)


def load(office: Office, history: Sequence[LoggedChange]) -> None:
    """Write a company's past: the log, and what must have followed from it. Nobody is subscribed yet."""
    now = office.clock.now()
    of_each: defaultdict[str | None, list[LoggedChange]] = defaultdict(list)
    for logged in history:
        of_each[logged.change.employee_id].append(logged)
    records: list[Employee] = []
    entries: list[Shown] = []
    for changes in of_each.values():
        record, shown = unfold(changes, now)
        records.append(record)
        entries.extend(shown)
    entries.sort(key=lambda each: (each.at, each.logged.sequence))
    with office.store.transaction() as db:
        change_log.append(db, ((logged, due_day(logged.change, now.date())) for logged in history))
        people.put(db, records)
        sequences = office.store.counters.take("announcement", len(entries))
        people.announce(
            db,
            [
                _announcement(sequence, entry.logged, entry.changed_fields)
                for sequence, entry in zip(sequences, entries, strict=True)
            ],
        )
        office.store.counters.take("change", len(history))
        office.store.counters.take("employee", len(of_each))


def _with_numbers(office: Office, db: Connection, hire: Hired) -> Hired:
    """Give a new person an id that nobody has, and a number that follows from it."""
    employee_id = hire.employee_id
    while employee_id is None or (hire.employee_id is None and people.find(db, employee_id)):
        employee_id = numbered("employee", office.store.counters.next("employee"))
    # Five digits with leading zeros: a number is text, and whoever reads it as an integer is found out.
    number = hire.employee_number or f"{int(employee_id[1:]):05d}"
    return replace(hire, employee_id=employee_id, employee_number=number)


def _show(office: Office, db: Connection, logged: LoggedChange) -> None:
    """Bring the person's record up to date; where that changed something, tell the feed and the subscribers."""
    employee_id = str(logged.change.employee_id)
    before = people.find(db, employee_id)
    after = record_on(
        office.clock.today(),
        change_log.shown(db, employee_id),
        updated_at=office.clock.now(),
        version=1 if before is None else before.version + 1,
    )
    fields = changed_fields(before, after)
    if not fields:
        return
    entry = _announcement(office.store.counters.next("announcement"), logged, fields)
    people.put(db, [after])
    people.announce(db, [entry])
    office.outbox.promise(
        "hris",
        _event(logged.change, first=before is None),
        {
            "employee_id": entry.employee_id,
            "sequence": entry.sequence,
            "kind": entry.kind,
            "effective_on": value_written(entry.effective_on),
            "changed_fields": list(entry.changed_fields),
        },
        after,
    )


def _event(change: Change, *, first: bool) -> str:
    if change.kind == "terminated":
        return "employee.terminated"
    return "employee.hired" if first else "employee.updated"


def _announcement(sequence: int, logged: LoggedChange, fields: tuple[str, ...]) -> Announcement:
    return Announcement(
        sequence=sequence,
        kind=logged.change.kind,
        employee_id=str(logged.change.employee_id),
        effective_on=logged.change.effective_on,
        recorded_at=logged.recorded_at,
        changed_fields=fields,
    )

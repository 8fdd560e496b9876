"""The company changes shape: codes come and retire, departments are renumbered, another company is taken over.

What happens to people by it is recorded as ordinary changes, one for each job, in one transaction.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rosterproof_sim.domain.rules.employment import record_at
from rosterproof_sim.domain.words.changes import Hired, LoggedChange, Transferred
from rosterproof_sim.domain.words.people import Code, CodeList, Employee, Location
from rosterproof_sim.domain.words.refusals import Invalid, NotFound, Refused
from rosterproof_sim.domain.words.written import written
from rosterproof_sim.hris.office import Office
from rosterproof_sim.hris.recording import record, record_all
from rosterproof_sim.store import change_log, company
from rosterproof_sim.store.database import Connection


@dataclass(frozen=True, kw_only=True, slots=True)
class Renumbering:
    """A department that gets another code, and perhaps another name."""

    old: str
    new: str
    name: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Newcomer:
    """Somebody who comes with a company taken over; `leader` is the index of the newcomer they report to."""

    hire: Hired
    leader: int | None


def put_code(office: Office, name: CodeList, code: Code) -> None:
    """Add a code to a list, or replace the one of the same code.

    Raises:
        Refused: people have worked at a location under this code, and it would be somewhere else.
    """
    if code.valid_from is not None and code.valid_to is not None and code.valid_to < code.valid_from:
        raise Invalid("valid_to", f"{code.valid_to} is before {code.valid_from}, the first day")
    with office.store.transaction() as db:
        if isinstance(code, Location):
            _check_place(office, db, code)
        company.put_code(db, name, code)
        office.atlas.forget()
        places = {"locations": [written(code)]} if isinstance(code, Location) else {}
        office.journal.append("world", {"event": "code_put", "list": name, "code": code.code, **places})


def restructure(office: Office, renumberings: Sequence[Renumbering], effective_on: date) -> list[LoggedChange]:
    """Give departments other codes from a day on, and move everyone who is in them by then, as far as is known.

    The old code is retired with the day before. Raises NotFound for one that is on no list.
    """
    news = {each.old: each.new for each in renumberings}
    with office.store.transaction() as db:
        known = {each.code: each for each in company.code_lists(db).departments}
        for each in renumberings:
            if each.old not in known:
                raise NotFound(f"department {each.old}")
            if each.new in known:
                raise Refused("not-allowed", f"There is a department {each.new} already; give another code.")
            old = known[each.old]
            put_code(office, "departments", replace(old, valid_to=effective_on - timedelta(days=1)))
            put_code(office, "departments", Code(code=each.new, name=each.name or old.name, valid_from=effective_on))
        moves = [
            move
            for history in change_log.histories(db)
            for move in _moves(_on(office, history, effective_on), news, effective_on)
        ]
        return record_all(office, moves)


def acquire(office: Office, entity: Code, newcomers: Sequence[Newcomer]) -> list[LoggedChange]:
    """Take over a company as a legal entity of its own: everyone in it is hired, with the numbers they bring."""
    with office.store.transaction() as db:
        if any(each.code == entity.code for each in company.code_lists(db).legal_entities):
            raise Refused("not-allowed", f"There is a legal entity {entity.code} already; give another code.")
        put_code(office, "legal_entities", entity)
        hired: list[LoggedChange] = []
        for newcomer in newcomers:
            leader = None if newcomer.leader is None else hired[newcomer.leader].change.employee_id
            hired.append(record(office, replace(newcomer.hire, manager_id=leader)))
        return hired


def _check_place(office: Office, db: Connection, place: Location) -> None:
    try:
        ZoneInfo(place.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Invalid("time_zone", f"{place.time_zone!r} is no zone of the IANA database, like Europe/Oslo") from None
    before = office.places.get(place.code)
    stays = before is not None and (before.country, before.time_zone) == (place.country, place.time_zone)
    if not stays and change_log.names_location(db, place.code):
        # Days that have begun there would have begun at other instants.
        detail = (
            f"People have worked at {place.code} already; its country and time zone cannot change. Use another code."
        )
        raise Refused("not-allowed", detail)


def _on(office: Office, history: Sequence[LoggedChange], day: date) -> Employee:
    """Return the record of a day, or of the first day of work where that is later."""
    on = partial(record_at, history=history, places=office.places, updated_at=office.clock.now(), version=1)
    found = on(day)
    return on(found.hire_date) if found.status == "pre_hire" else found


def _moves(person: Employee, news: dict[str, str], effective_on: date) -> Iterator[Transferred]:
    for job in person.jobs:
        if job.department in news:
            yield Transferred(
                employee_id=person.employee_id,
                job_id=job.job_id,
                department=news[job.department],
                effective_on=max(effective_on, person.hire_date),
            )

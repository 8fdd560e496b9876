"""The HRIS of one company, as its use cases.

HR records changes; everybody else reads what follows from them, and writes back what people were trained on.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice

from rosterproof_sim.clock import Clock
from rosterproof_sim.domain.rules.criteria import in_order
from rosterproof_sim.domain.rules.ids import numbered
from rosterproof_sim.domain.words.changes import Change, LoggedChange
from rosterproof_sim.domain.words.conduct import Keep
from rosterproof_sim.domain.words.criteria import Criteria, Order
from rosterproof_sim.domain.words.custom import CustomField
from rosterproof_sim.domain.words.people import (
    Announcement,
    Code,
    CodeList,
    CodeLists,
    Compliance,
    Employee,
    EmploymentStatus,
    JobStretch,
    NewCompliance,
    NewTrainingRecord,
    TrainingRecord,
)
from rosterproof_sim.domain.words.quality import Defect
from rosterproof_sim.domain.words.refusals import NotFound
from rosterproof_sim.domain.words.written import written
from rosterproof_sim.hris import organizing, past
from rosterproof_sim.hris.atlas import Atlas
from rosterproof_sim.hris.correcting import refuse_correction
from rosterproof_sim.hris.field_book import FieldBook
from rosterproof_sim.hris.loading import Loaded, Progress, load, take_over
from rosterproof_sim.hris.office import Office
from rosterproof_sim.hris.organizing import Newcomer, Renumbering
from rosterproof_sim.hris.recording import record, record_all, take_effect
from rosterproof_sim.store import change_log, company, custom_fields, people, training
from rosterproof_sim.store import lag as late
from rosterproof_sim.store.bulk import Chapter
from rosterproof_sim.store.database import Connection, Store
from rosterproof_sim.store.journal import Journal
from rosterproof_sim.store.outbox import Outbox


class Hris:
    """Raises Refused, NotFound or Invalid; nothing has changed then."""

    def __init__(self, store: Store, clock: Clock, journal: Journal, outbox: Outbox) -> None:
        self._store = store
        self._clock = clock
        self._office = Office(
            store=store, clock=clock, journal=journal, outbox=outbox, atlas=Atlas(store), book=FieldBook(store)
        )
        self._lag = timedelta()
        self._keep = Keep()

    def behave(self, lag: timedelta, keep: Keep) -> None:
        """Let reads lag behind by so much of the world's time, and the feed remember no more than that."""
        self._lag, self._keep = lag, keep
        with self._store.transaction() as db:
            late.watch(db, on=bool(lag))
            self._let_go(db)

    def record(self, change: Change) -> LoggedChange:
        """Record a change; a hire without an employee_id or a number is given one."""
        with self._store.transaction() as db:
            logged = record(self._office, change)
            self._let_go(db)
            return logged

    def record_all(self, changes: Iterable[Change]) -> list[LoggedChange]:
        """Record several changes in their order: all of them, or none."""
        with self._store.transaction() as db:
            logged = record_all(self._office, changes)
            self._let_go(db)
            return logged

    def put_code(self, name: CodeList, code: Code) -> None:
        """Add a code to a list, or replace the one of the same code."""
        organizing.put_code(self._office, name, code)

    def restructure(self, renumberings: Sequence[Renumbering], effective_on: date) -> list[LoggedChange]:
        """Give departments other codes from a day on, and move everyone who is in them by then."""
        return organizing.restructure(self._office, renumberings, effective_on)

    def acquire(self, entity: Code, newcomers: Sequence[Newcomer]) -> list[LoggedChange]:
        """Take over a company: a legal entity more, and everyone in it hired."""
        return organizing.acquire(self._office, entity, newcomers)

    def load(self, chapters: Iterable[Chapter], progress: Progress | None = None) -> Loaded:
        """Take over the past of a company that comes with one; for a new world, before anything is recorded."""
        return load(self._office, chapters, progress)

    def take_over(self, history: Sequence[LoggedChange]) -> Loaded:
        """Take over a past that is given as its changes, each life folded by itself."""
        return take_over(self._office, history)

    def take_effect(self) -> None:
        """Let the changes that are due by now come to show, in order."""
        with self._store.transaction() as db:
            take_effect(self._office)
            self._let_go(db)

    def next_due(self) -> datetime | None:
        """Return the next instant at which a change comes to show."""
        with self._store.transaction() as db:
            return change_log.next_due(db)

    def employee(self, employee_id: str, as_of: date | None = None, known_at: datetime | None = None) -> Employee:
        """Return the record that holds now; or on a day; by what was known at an earlier instant, or is known now."""
        with self._store.transaction() as db:
            person = self._known(db, employee_id, self._horizon)
            if as_of is None and known_at is None:
                return person
            view = past.View(self._office, as_of=as_of, known_at=self._seen_at(known_at))
            return view.record(change_log.of(db, employee_id))

    def employees(  # noqa: PLR0913 - a list has many questions, all named
        self,
        *,
        after: str | None = None,
        limit: int | None = 50,
        status: EmploymentStatus | None = None,
        department: str | None = None,
        location: str | None = None,
        updated_since: datetime | None = None,
        criteria: Criteria | None = None,
        order: Order | None = None,
        as_of: date | None = None,
        known_at: datetime | None = None,
        behind: bool = True,
    ) -> list[Employee]:
        """Return employees in order, of id if no other is given, from behind `after`; without a limit, all.

        In time, as `employee` does. Not `behind`: whatever the lag of the reads.
        """
        wanted = people.EmployeeFilter(
            status=status, department=department, location=location, updated_since=updated_since, criteria=criteria
        )
        with self._store.transaction() as db:
            if as_of is None and known_at is None:
                horizon = self._horizon if behind else None
                return people.page(db, wanted, after=after, limit=limit, order=order, horizon=horizon)
            view = past.View(self._office, as_of=as_of, known_at=self._seen_at(known_at) if behind else known_at)
            first = after if order is None else None
            records = filter(wanted.admits, view.records(change_log.histories(db, first or "")))
            return list(islice(in_order(records, "employee_id", order=order, after=after), limit))

    def job_history(
        self, employee_id: str, as_of: date | None = None, known_at: datetime | None = None
    ) -> list[JobStretch]:
        """Return the jobs held up to now or a day, oldest first; of a future hire, the job that waits."""
        with self._store.transaction() as db:
            self._known(db, employee_id, self._horizon)
            view = past.View(self._office, as_of=as_of, known_at=self._seen_at(known_at))
            return view.jobs(change_log.of(db, employee_id))

    def announcements(self, after: int = 0, limit: int = 50) -> list[Announcement]:
        """Return the entries of the changes feed that follow a sequence."""
        with self._store.transaction() as db:
            return people.FEED.read(db, after, limit, self._horizon)

    def feed_edge(self) -> int:
        """Return the sequence of the last entry that the feed has let go of; 0 while it is whole."""
        with self._store.transaction() as db:
            return people.FEED.edge(db)

    def feed_end(self) -> int:
        """Return the sequence of the newest entry that is shown."""
        with self._store.transaction() as db:
            return people.FEED.end(db, self._horizon)

    def log(self, after: int = 0, limit: int = 1000) -> list[LoggedChange]:
        """Return the log from behind a sequence, history included."""
        with self._store.transaction() as db:
            return change_log.read(db, after, limit)

    def recorded(
        self, *, since: datetime | None = None, known_at: datetime | None = None, whom: Collection[str] | None = None
    ) -> list[LoggedChange]:
        """Return what was recorded from an instant on, of everybody or of some, as far as it was known at another."""
        with self._store.transaction() as db:
            return change_log.recorded(db, since=since, until=self._seen_at(known_at), whom=whom)

    def code_lists(self) -> CodeLists:
        """Return the titles, departments, locations and legal entities of the company."""
        with self._store.transaction() as db:
            return company.code_lists(db)

    def custom_fields(self) -> Mapping[str, CustomField]:
        """Return the custom fields by id, in the order defined."""
        return self._office.book.fields

    def define(self, fields: Sequence[CustomField]) -> None:
        """Add custom fields; Refused where there is one of the id."""
        with self._store.transaction() as db:
            self._office.book.define(db, fields)

    def define_today(self, field: CustomField) -> CustomField:
        """Add one custom field to a company that is under way, and note it."""
        made = replace(field, since=self._clock.today())
        with self._store.transaction():
            self.define([made])
            self._office.journal.append("world", {"event": "field_defined", **written(made)})
        return made

    def note_defects(self, defects: Sequence[Defect]) -> None:
        """Keep what is wrong in the data that the company came with."""
        with self._store.transaction() as db:
            custom_fields.put_defects(db, defects)

    def defects(self) -> list[Defect]:
        """Return what was wrong from the beginning, in order of employee and field."""
        with self._store.transaction() as db:
            return custom_fields.defects(db)

    def add_training_record(self, employee_id: str, new: NewTrainingRecord) -> TrainingRecord:
        """Store a completion written back; the same one twice is two records. Refused("already-corrected")."""
        with self._store.transaction() as db:
            self._known(db, employee_id)
            refuse_correction(new, training.records_of(db, employee_id))
            record = TrainingRecord(
                record_id=numbered("training", self._store.counters.next("training")),
                employee_id=employee_id,
                course=new.course,
                completed_at=new.completed_at,
                score=new.score,
                result=new.result,
                expires_on=new.expires_on,
                source_id=new.source_id,
                recorded_at=self._clock.now(),
                corrects=new.corrects,
                reason=new.reason,
            )
            training.add_record(db, record)
            return training.records_of(db, employee_id)[-1]

    def training_record(self, record_id: str) -> TrainingRecord:
        """Return one record that was written back, or raise NotFound."""
        found = [each for each in self.all_training_records() if each.record_id == record_id]
        if not found:
            raise NotFound(f"training record {record_id}")
        return found[0]

    def change_training_record(self, record: TrainingRecord) -> TrainingRecord:
        """Store a record that was written back as it is now."""
        with self._store.transaction() as db:
            self.training_record(record.record_id)
            changed = replace(record, recorded_at=self._clock.now())
            training.put_record(db, changed)
            return changed

    def remove_training_record(self, record_id: str) -> None:
        """Take a record that was written back out again."""
        with self._store.transaction() as db:
            self.training_record(record_id)
            training.remove_record(db, record_id)

    def training_records(self, employee_id: str) -> list[TrainingRecord]:
        """Return what was written back for a person, in order."""
        with self._store.transaction() as db:
            self._known(db, employee_id)
            return training.records_of(db, employee_id)

    def all_training_records(self) -> list[TrainingRecord]:
        """Return everything that was written back, in order of id."""
        with self._store.transaction() as db:
            return training.all_records(db)

    def put_compliance(self, employee_id: str, new: NewCompliance) -> Compliance:
        """Store the overall status written back."""
        with self._store.transaction() as db:
            self._known(db, employee_id)
            status = Compliance(
                employee_id=employee_id, status=new.status, as_of=new.as_of, open_courses=tuple(new.open_courses)
            )
            training.put_compliance(db, status)
            return status

    def compliance(self, employee_id: str) -> Compliance:
        """Return the status last written back; `unknown` until one was."""
        with self._store.transaction() as db:
            self._known(db, employee_id)
            found = training.compliance_of(db, employee_id)
        return found or Compliance(employee_id=employee_id, status="unknown", as_of=None, open_courses=())

    def all_compliance(self) -> list[Compliance]:
        """Return every status written back, in order of employee."""
        with self._store.transaction() as db:
            return training.all_compliance(db)

    @property
    def _horizon(self) -> datetime | None:
        """The instant whose records reads show; None where they do not lag."""
        return self._clock.now() - self._lag if self._lag else None

    def _seen_at(self, known_at: datetime | None) -> datetime | None:
        """Return by what was known when a read shows the past: a lagging one knows nothing newer than its horizon."""
        horizon = self._horizon
        return known_at if horizon is None else min(known_at or horizon, horizon)

    def _let_go(self, db: Connection) -> None:
        """Drop what nobody can see any more."""
        if self._lag:
            late.forget(db, self._clock.now() - self._lag)
        people.FEED.trim(db, self._keep, self._clock.now())

    def _known(self, db: Connection, employee_id: str, horizon: datetime | None = None) -> Employee:
        person = people.find(db, employee_id, horizon)
        if person is None:
            raise NotFound(f"employee {employee_id}")
        return person

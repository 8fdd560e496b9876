"""One world: a company with its HRIS, its LMS, one clock and one journal, bound together.

Whatever happens in it happens through here: HR and learners act on `hris` and `lms`, and `advance` lets time pass.
Where the clock runs, `catch_up` lets pass what the wall says has passed; `tick` does so only where something fell due.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Self

from rosterproof_sim.clock import Clock, monotonic_milliseconds, wall_seconds
from rosterproof_sim.domain.rules.catalog_reading import check_catalog
from rosterproof_sim.domain.rules.ids import CredentialKind, credential
from rosterproof_sim.domain.rules.notation import spec_from
from rosterproof_sim.domain.words.calendar import instant_text
from rosterproof_sim.domain.words.changes import LoggedChange
from rosterproof_sim.domain.words.company import WorldSpec
from rosterproof_sim.domain.words.notices import System
from rosterproof_sim.domain.words.people import Code
from rosterproof_sim.domain.words.refusals import Invalid, NotFound, Refused
from rosterproof_sim.domain.words.written import value_written, written
from rosterproof_sim.feeds.feeds import Feeds
from rosterproof_sim.hris.hris import Hris
from rosterproof_sim.hris.loading import Progress
from rosterproof_sim.hris.organizing import Newcomer
from rosterproof_sim.lms.lms import Lms
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.population.acquisition import newcomers
from rosterproof_sim.population.company import company as kind_of_company
from rosterproof_sim.population.custom_fields import CUSTOM_FIELDS
from rosterproof_sim.population.data_quality import soiled
from rosterproof_sim.population.past import Past
from rosterproof_sim.population.teller import chapters
from rosterproof_sim.store import company
from rosterproof_sim.store.database import Store
from rosterproof_sim.store.journal import Journal
from rosterproof_sim.store.outbox import Outbox, Render
from rosterproof_sim.store.papers import Papers
from rosterproof_sim.store.rulebook import Rulebook
from rosterproof_sim.store.snapshot import MADE, Shelf, check_name

__all__ = ["World", "WorldSpec"]

#: No clock goes further; counting days from there on would leave the calendar.
LAST = datetime(9000, 1, 1, tzinfo=UTC)
SYSTEMS: tuple[System, ...] = ("hris", "lms")
_FILE = "world.sqlite"
_SHELF = "snapshots"


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockFace:
    """What a clock shows at one moment; `scale` is None while it is stopped."""

    now: datetime
    next_due: datetime | None
    scale: float | None


class World:
    """The unit of isolation, reset, snapshot and replay. Any thread may use it; its lock makes them take turns."""

    def __init__(self, spec: WorldSpec, founding: company.Founding, store: Store, shelf: Shelf) -> None:
        self.spec = spec
        self.store = store
        self.clock = Clock(founding.now)
        self.journal = Journal(store, self.clock)
        self.outbox = Outbox(store, self.clock, self.credential)
        self.hris = Hris(store, self.clock, self.journal, self.outbox)
        self.papers = Papers(store)
        self.feeds = Feeds(store, self.clock, self.journal)
        self.lms = Lms(
            Tenant(
                store=store,
                clock=self.clock,
                journal=self.journal,
                outbox=self.outbox,
                rulebook=Rulebook(store, spec.catalog),
                policy=spec.policy,
                opened_at=spec.start,
                mint=self.credential,
            )
        )
        #: Called whenever the clock has moved, with the lock held.
        self.moved: Callable[[], None] = lambda: None
        self._shelf = shelf
        if founding.scale is not None:
            self.clock.run(founding.scale)
        # On a clock that never runs backward, from the wall's word on how old the world is.
        self._began = monotonic_milliseconds() - max(0, round((wall_seconds() - founding.made_at) * 1000))

    @classmethod
    def create(cls, spec: WorldSpec, *, folder: Path | None = None, progress: Progress | None = None) -> Self:
        """Make a world in memory, or as a file in a folder of its own. `progress` is told who is on record by now."""
        if spec.size < 1:
            raise Invalid("size", f"{spec.size} people are no company")
        if not datetime(1950, 1, 1, tzinfo=UTC) <= spec.start < LAST:
            raise Invalid("start", f"{spec.start} is not between 1950 and {LAST.year}")
        spec = replace(spec, start=spec.start.astimezone(UTC))
        check_catalog(spec.catalog)
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        store = Store(None if folder is None else folder / _FILE)
        try:
            return cls._found(spec, store, Shelf(store, None if folder is None else folder / _SHELF), progress)
        except BaseException:
            store.close()
            raise

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open a world that a process before this one kept in a folder."""
        if not (folder / _FILE).is_file():
            raise NotFound(f"world in {folder}")
        store = Store(folder / _FILE)
        with store.transaction() as db:
            founding = company.founding(db)
        if founding is None:
            store.close()
            raise NotFound(f"world in {folder}")
        shelf = Shelf(store, folder / _SHELF)
        if not shelf.has(MADE):
            # Killed while it was made: nothing can have happened in it yet.
            shelf.put(MADE)
        return cls(spec_from(founding.spec), founding, store, shelf)

    @property
    def changed(self) -> threading.Condition:
        """Notified after every commit. It shares the world's lock: hold it, look, then wait."""
        return self.store.changed

    @property
    def render(self) -> Render:
        """How a promised message gets its body; a dialect's announce is set here before any change is recorded."""
        return self.outbox.render

    @render.setter
    def render(self, render: Render) -> None:
        self.outbox.render = render

    def credential(self, kind: CredentialKind, counter: int) -> str:
        """Return a secret of this world: the same for the same seed, name, kind and counter."""
        return credential(self.spec.seed, self.spec.name, kind, counter)

    def wall_ms(self) -> int:
        """Return the milliseconds since the world was made."""
        return monotonic_milliseconds() - self._began

    def next_due(self) -> datetime | None:
        """Return the next instant, after now, at which something falls due: a change, a renewal, a file, a delivery."""
        with self.store.transaction():
            found = [self._next_event(), self.outbox.next_due(self.clock.now())]
        return min((instant for instant in found if instant is not None), default=None)

    def clock_face(self) -> ClockFace:
        """Return what the clock shows, and when the next thing falls due by it."""
        with self.store.lock:
            return ClockFace(now=self.clock.now(), next_due=self.next_due(), scale=self.clock.scale)

    def check_ahead(self, to: datetime) -> None:
        """Raise Invalid("to") for an instant that the clock cannot be moved to."""
        if to < self.clock.now():
            raise Invalid("to", f"{instant_text(to)} is before {instant_text(self.clock.now())}, where the clock is")
        if to > LAST:
            raise Invalid("to", f"{instant_text(to)} is after {instant_text(LAST)}, where every clock ends")

    def advance(self, to: datetime) -> None:
        """Move the clock forward; what falls due on the way happens, in order, once. Invalid("to") for the past.

        Every instant at which something falls due is a transaction of its own, the clock's move among it: whoever is
        killed on the way and advances again to the same instant does the rest, and nothing twice.
        """
        with self.store.lock:
            self.check_ahead(to)
            self._pass(to, told=True)

    def run_clock(self, scale: float | None) -> None:
        """Let the clock run, `scale` business seconds to one of the wall, or stop it with None."""
        with self.store.lock:
            self.catch_up()
            with self.store.transaction() as db:
                company.run_clock(db, scale)
                self.journal.append("clock", {"mode": "stopped" if scale is None else "running", "scale": scale})
            if scale is None:
                self.clock.stop()
            else:
                self.clock.run(scale)

    def catch_up(self) -> None:
        """Bring a running clock to where the wall says it is; what fell due on the way happens first, in order.

        To be called before a transaction, so that all of one sees one instant. Of a stopped clock nothing is done.
        """
        if self.clock.scale is not None:
            with self.store.lock:
                self._pass(self.clock.reading(LAST), told=False)

    def tick(self) -> float | None:
        """Do what is next and due by a running clock; returns the seconds of the wall until there is more to do."""
        with self.store.lock:
            if self.clock.scale is None:
                return None
            due = self.next_due()
            if due is not None and due <= self.clock.reading(LAST):
                self._pass(due, told=False)
                due = self.next_due()
            return None if due is None else self.clock.seconds_until(due)

    def acquire(self, entity: Code, size: int, effective_on: date) -> list[LoggedChange]:
        """Take over a company of so many people, which follow from the seed and the entity."""
        kind = kind_of_company(self.spec.company)
        come = newcomers(kind, seed=self.spec.seed, size=size, entity=entity.code, effective_on=effective_on)
        return self.hris.acquire(entity, [Newcomer(hire=hire, leader=leader) for hire, leader in come])

    def state(self) -> dict[str, Any]:
        """Return what both systems hold now (State of the control contract), in canonical order."""
        hris, lms = self.hris, self.lms
        with self.store.transaction():
            return {
                "now": instant_text(self.clock.now()),
                "journal_sequence": self.journal.last_sequence(),
                "hris": {
                    "employees": value_written(hris.employees(limit=None, behind=False)),
                    "training_records": value_written(hris.all_training_records()),
                    "compliance": value_written(hris.all_compliance()),
                },
                "lms": {
                    "courses": value_written(lms.courses()),
                    "rules": value_written(lms.rules()),
                    "users": value_written(lms.users(limit=None)),
                    "sessions": value_written(lms.all_sessions()),
                    "enrollments": value_written(lms.enrollments(limit=None)),
                    "completions": value_written(lms.all_completions()),
                    "revocations": value_written(lms.revocations(limit=None)),
                    "certifications": value_written(lms.certifications(limit=None)),
                    "classes": value_written(lms.classroom.sessions(limit=None)),
                    "bookings": value_written(lms.classroom.bookings(limit=None)),
                },
            }

    def reset(self) -> None:
        """Go back to the moment the world was made. Snapshots stay."""
        self._go_back(MADE, {"event": "reset"})

    def take_snapshot(self, name: str) -> datetime:
        """Keep the world as it is under a name, replacing one of that name; returns the world's time."""
        check_name(name)
        with self.store.lock:
            self._shelf.put(name)
            return self.clock.now()

    def restore(self, name: str) -> None:
        """Go back to a snapshot, clock, counters and journal too. Raises NotFound."""
        check_name(name)
        self._go_back(name, {"event": "restored", "snapshot": name})

    def snapshots(self) -> list[tuple[str, datetime]]:
        """Return the names and instants of the snapshots, in order of name."""
        with self.store.lock:
            return [(name, self._shelf.taken_at(name)) for name in self._shelf.names()]

    def fork(self, name: str, *, folder: Path | None = None) -> Self:
        """Make another world that is a copy of this one at this moment, under a name and with credentials of its own.

        Its clock is stopped, its snapshots are none, and nobody is subscribed to it: a receiver that was told about
        one world is not told the same by two. Going back to the moment it was made is going back to the fork.
        """
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            if (folder / _FILE).exists():
                raise _world_exists()
        with self.store.lock:
            self.catch_up()
            store = Store(None if folder is None else folder / _FILE, like=self.store)
        try:
            return self._forked(name, store, Shelf(store, None if folder is None else folder / _SHELF))
        except BaseException:
            store.close()
            raise

    def close(self) -> None:
        """Let the database go. A world in memory is gone then; one in a folder can be opened again."""
        with self.store.lock:
            self._shelf.close()
            self.store.close()

    @classmethod
    def _found(cls, spec: WorldSpec, store: Store, shelf: Shelf, progress: Progress | None) -> Self:
        """Write the first things of a world in one transaction, and keep it as it is then."""
        founding = company.Founding(spec=written(spec), now=spec.start, made_at=wall_seconds())
        kind = kind_of_company(spec.company)
        filled = spec.custom_fields is None
        lists = kind.code_lists()
        with store.transaction() as db:
            if company.founding(db) is not None:
                raise _world_exists()
            world = cls(spec, founding, store, shelf)
            company.found(db, founding, lists)
            world.hris.define(CUSTOM_FIELDS if spec.custom_fields is None else spec.custom_fields)
            if spec.data_quality == 0:
                told = chapters(spec.company, seed=spec.seed, size=spec.size, start=spec.start, filled=filled)
                loaded = world.hris.load(told, progress)
            else:
                # Dirt is put into whole lives, so that every life is in memory, and is folded one by one.
                past = Past(kind, seed=spec.seed, size=spec.size, start=spec.start, filled=filled).history()
                dirt = soiled(past, seed=spec.seed, dirt=spec.data_quality, lists=lists, now=spec.start)
                loaded = world.hris.take_over(dirt.history)
                world.hris.note_defects(dirt.defects)
            world.journal.append(
                "world",
                {
                    "event": "created",
                    **written(spec),
                    "history": loaded.changes,
                    "digest": loaded.digest,
                    "locations": value_written(lists.locations),
                },
            )
        shelf.put(MADE)
        return world

    def _forked(self, name: str, store: Store, shelf: Shelf) -> Self:
        """Make a copied database a world of its own."""
        with store.transaction() as db:
            origin = company.founding(db)
            if origin is None:
                raise NotFound(f"world {self.spec.name}")
            spec = replace(self.spec, name=name)
            company.rename(db, written(spec))
            company.run_clock(db, None)
            world = type(self)(spec, replace(origin, scale=None), store, shelf)
            world.journal.append("world", {"event": "forked", "name": name, "from": self.spec.name})
            for system in SYSTEMS:
                for each in world.outbox.subscriptions(system):
                    world.outbox.unsubscribe(system, each.subscription_id)
        shelf.put(MADE)
        return world

    def _next_event(self) -> datetime | None:
        """Return the next instant at which something happens by itself."""
        found = (self.hris.next_due(), self.lms.next_due(), self.feeds.next_due())
        return min((instant for instant in found if instant is not None), default=None)

    def _pass(self, to: datetime, *, told: bool) -> None:
        """Let time pass. A move at which nothing happens is only told where somebody asked for it."""
        while (instant := self._next_event()) is not None and instant <= to:
            self._move(instant, told=True)
        if to > self.clock.now():
            self._move(to, told=told)

    def _move(self, to: datetime, *, told: bool) -> None:
        """Move the clock to an instant, and do what is due there, in one transaction."""
        start = self.clock.now()
        try:
            with self.store.transaction() as db:
                self.clock.advance(to)
                company.move_clock(db, to)
                if told:
                    self.journal.append("clock", {"from": instant_text(start), "to": instant_text(to)})
                self.hris.take_effect()
                self.lms.fall_due()
                self.feeds.fall_due()
        except BaseException:
            self.clock.put_back(start)
            raise
        self.moved()

    def _go_back(self, name: str, fact: dict[str, Any]) -> None:
        """Become a copy. Its clock stands: a snapshot of a world whose clock ran is one instant of it."""
        with self.store.lock:
            self._shelf.take(name)
            self.clock.stop()
            with self.store.transaction() as db:
                company.run_clock(db, None)
                founding = company.founding(db)
                if founding is not None:
                    self.clock.put_back(founding.now)
                self.journal.append("world", fact)


def _world_exists() -> Refused:
    return Refused("world-exists", "There is a world in this folder already. Open it, or name another folder.")

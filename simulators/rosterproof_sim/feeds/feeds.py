"""The feeds of one company, as use cases. A file is written when the clock comes to its instant, once, and kept."""

from datetime import datetime
from hashlib import sha256

from rosterproof_sim.clock import Clock
from rosterproof_sim.domain.rules.dropping import COLUMNS, check_feed, file_of, next_drop
from rosterproof_sim.domain.rules.ids import numbered
from rosterproof_sim.domain.words.feeds import Drop, Feed, NewFeed
from rosterproof_sim.domain.words.refusals import NotFound
from rosterproof_sim.domain.words.written import written
from rosterproof_sim.store import custom_fields
from rosterproof_sim.store import feeds as stored
from rosterproof_sim.store.database import Connection, Store
from rosterproof_sim.store.journal import Journal


class Feeds:
    """Raises Invalid or NotFound; nothing has changed then."""

    def __init__(self, store: Store, clock: Clock, journal: Journal) -> None:
        self._store = store
        self._clock = clock
        self._journal = journal

    def add(self, new: NewFeed) -> Feed:
        """Add a schedule; its first file comes at its next instant."""
        with self._store.transaction() as db:
            check_feed(new, _columns(db))
            feed = Feed(
                feed_id=numbered("feed", self._store.counters.next("feed")),
                kind=new.kind,
                at=new.at,
                time_zone=new.time_zone,
                every_hours=new.every_hours,
                columns=new.columns,
                next_drop=next_drop(new, self._clock.now()),
            )
            stored.add(db, feed, self._clock.now())
            self._journal.append("feed", {"event": "added", **written(feed)})
            return feed

    def remove(self, feed_id: str) -> None:
        """End a schedule, and let its files go."""
        with self._store.transaction() as db:
            self._known(db, feed_id)
            stored.remove(db, feed_id)
            self._journal.append("feed", {"event": "removed", "feed_id": feed_id})

    def every(self) -> list[Feed]:
        """Return the schedules, in order of id."""
        with self._store.transaction() as db:
            return stored.every(db)

    def drops(self, feed_id: str, after: int = 0, limit: int = 50) -> list[Drop]:
        """Return the files of a feed that follow a sequence."""
        with self._store.transaction() as db:
            self._known(db, feed_id)
            return stored.drops(db, feed_id, after, limit)

    def content(self, feed_id: str, drop_id: str) -> bytes:
        """Return what is in a file."""
        with self._store.transaction() as db:
            found = stored.content(db, feed_id, drop_id)
        if found is None:
            raise NotFound(f"drop {drop_id} of feed {feed_id}")
        return found

    def next_due(self) -> datetime | None:
        """Return when the next file is dropped."""
        with self._store.transaction() as db:
            return stored.next_due(db)

    def fall_due(self) -> None:
        """Drop what is due by now."""
        with self._store.transaction() as db:
            for feed, mark in stored.due(db, self._clock.now()):
                self._drop(db, feed, mark)

    def _drop(self, db: Connection, feed: Feed, mark: stored.Mark) -> None:
        people = stored.everybody(db) if feed.kind == "full" else stored.changed_since(db, mark)
        content = file_of(feed.columns or _columns(db), people)
        number = self._store.counters.next("drop")
        file = Drop(
            sequence=number,
            drop_id=numbered("drop", number),
            feed_id=feed.feed_id,
            name=f"employees-{feed.kind}-{feed.next_drop:%Y%m%dT%H%M%SZ}.csv",
            dropped_at=feed.next_drop,
            rows=len(people),
            bytes=len(content),
            sha256=sha256(content).hexdigest(),
        )
        stored.drop(db, file, content, following=next_drop(feed, feed.next_drop))
        self._journal.append("feed", {"event": "dropped", **written(file)})

    def _known(self, db: Connection, feed_id: str) -> Feed:
        feed = stored.find(db, feed_id)
        if feed is None:
            raise NotFound(f"feed {feed_id}")
        return feed


def _columns(db: Connection) -> tuple[str, ...]:
    """Return every column there is: nobody proves a scope to a file, so nothing sensitive is in one."""
    return COLUMNS + tuple(f"custom.{each.field_id}" for each in custom_fields.read(db) if not each.sensitive)

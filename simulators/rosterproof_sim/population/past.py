"""The past of a company as it is stored: the log, the feed, the current records, in the order in which they came.

What follows from a change is known here without folding every life: how it shows, when, and what is left of it in the
record. It is the same as what the HRIS itself makes of the log; a test compares the two, person by person.
"""

from array import array
from collections.abc import Iterator
from datetime import datetime
from heapq import heappop, heappush
from itertools import chain
from random import Random
from typing import Any

import orjson

from rosterproof_sim.domain.rules.notation import change_from
from rosterproof_sim.domain.words.changes import LoggedChange
from rosterproof_sim.population.biography import (
    CONVERTED,
    EMAIL_CHANGED,
    LEAVE_STARTED,
    LED_BY_ANOTHER,
    PROMOTED,
    REHIRED,
    RENAMED,
    RETURNED,
    TERMINATED,
    TRANSFERRED,
    Biographer,
    Biography,
)
from rosterproof_sim.population.cast import Casting
from rosterproof_sim.population.company import Company
from rosterproof_sim.population.custom_fields import values
from rosterproof_sim.population.minutes import DAY, Calendar
from rosterproof_sim.population.organization import organization
from rosterproof_sim.population.post import Post, Posts
from rosterproof_sim.population.record import (
    changed_by,
    changed_by_hire,
    changed_by_move,
    changed_by_rehire,
    employee_row,
    fields_text,
)
from rosterproof_sim.store.bulk import Chapter, Row

#: So many changes are handed over at once.
CHUNK = 5000
_HIRED = 0
#: Behind every id.
_LAST = "~"
_KINDS = {
    PROMOTED: "promoted",
    TRANSFERRED: "transferred",
    LED_BY_ANOTHER: "transferred",
    CONVERTED: "converted",
    RENAMED: "renamed",
    EMAIL_CHANGED: "email_changed",
    LEAVE_STARTED: "leave_started",
    RETURNED: "returned",
    TERMINATED: "terminated",
    REHIRED: "rehired",
}
#: A waiting fact is one number: minute (24 bits), who (21), what (4), days until the effect (5), detail (10).
_MINUTE, _WHO, _KIND, _AHEAD = 40, 19, 15, 10
_ANYBODY = (1 << 21) - 1
_MORNING, _WORKDAY = 8 * 60, 540
_LONGEST_AHEAD = 10


class Past:
    """Tells the past of a company day by day. Nothing of it is still to come at the start."""

    def __init__(self, company: Company, *, seed: int, size: int, start: datetime, filled: bool = True) -> None:
        self._seed = seed
        #: Whether HR has filled in the custom fields that every company has.
        self._filled = filled
        self._calendar = calendar = Calendar(start)
        self._start = calendar.date_of(calendar.today)
        generator = Random(seed)
        self._random = generator.random
        places = organization(company, size)
        posts = Posts(places, calendar.date_of(calendar.today))
        self._cast = Casting(generator, places, posts, calendar).fill()
        self._biographer = Biographer(generator, self._cast, calendar)
        self._numbers = array("I", bytes(4 * len(self._cast)))
        self._days: list[int] = []
        self._waiting: dict[int, array[int]] = {}
        self._showing: dict[int, list[tuple[int, str, Row]]] = {}
        #: What is needed later of those who moved or wed: the day, where from and whom they worked for; the new name.
        self._moved: dict[int, tuple[int, Post, int]] = {}
        self._wed: dict[int, tuple[str, str, str]] = {}
        self._logged = self._announced = self._hired = 0
        self._chapter = Chapter(people=len(self._cast))
        for who, minute in enumerate(self._cast.recorded):
            self._wait(minute, who << _WHO)
        # Ids follow the order in which people were hired, and a change may name somebody who comes later.
        hires = chain.from_iterable(sorted(self._waiting[day]) for day in sorted(self._days))
        for number, packed in enumerate(hires, start=1):
            self._numbers[packed >> _WHO & _ANYBODY] = number

    def __len__(self) -> int:
        """Return how many people there are, those who left included."""
        return len(self._cast)

    def chapters(self) -> Iterator[Chapter]:
        """Return the rows, a few thousand at a time."""
        while self._days:
            day = heappop(self._days)
            # Nothing recorded on a day adds to the waiting facts of that day.
            for packed in sorted(self._waiting.pop(day, ())):
                who, kind = packed >> _WHO & _ANYBODY, packed >> _KIND & 15
                if kind == _HIRED:
                    self._hire(who, packed >> _MINUTE)
                else:
                    self._record(who, kind, packed >> _MINUTE, packed >> _AHEAD & 31, packed & 0x3FF)
            self._announce(day)
            if len(self._chapter.changes) >= CHUNK or not self._days:
                self._chapter.hired = self._hired
                yield self._chapter
                self._chapter = Chapter(people=len(self._cast))

    def history(self) -> list[LoggedChange]:
        """Return the log alone, as words; of a large company it takes much memory."""
        rows = (row for chapter in self.chapters() for row in chapter.changes)
        return [
            LoggedChange(
                sequence=sequence, recorded_at=datetime.fromisoformat(at), change=change_from(orjson.loads(text))
            )
            for sequence, at, _, _, text in rows
        ]

    def _wait(self, minute: int, packed: int) -> None:
        day = minute // DAY
        bucket = self._waiting.get(day)
        if bucket is None:
            bucket = self._waiting[day] = array("Q")
            if day not in self._showing:
                heappush(self._days, day)
        bucket.append(minute << _MINUTE | packed)

    def _show(self, recorded: int, effective: int, row: Row) -> None:
        """Let a change come to show when it is recorded, or when it falls due after that."""
        minute = max(recorded, effective)
        day = minute // DAY
        shown = self._showing.get(day)
        if shown is None:
            shown = self._showing[day] = []
            if day not in self._waiting:
                heappush(self._days, day)
        # What falls due comes before what is recorded at the same instant, in order of id.
        shown.append((minute, row[2] if effective > recorded else _LAST, row))

    def _announce(self, day: int) -> None:
        """Number what comes to show on a day, in the order in which it does."""
        append, number = self._chapter.announcements.append, self._announced
        for _, _, row in sorted(self._showing.pop(day, ())):
            number += 1
            append((number, *row[1:]))
        self._announced = number

    def _hire(self, who: int, minute: int) -> None:
        cast, calendar, chance = self._cast, self._calendar, self._random
        life = self._biographer.biography(who)
        self._hired += 1
        first_day = life.before[0] if life.before else life.hired
        identity, custom = self._identity(who, life, first_day)
        entry = self._log(minute, identity)
        self._show(minute, 0, (*entry, changed_by_hire(led=bool(who), filled=self._filled)))
        shown = calendar.begins(first_day, life.origin.site.time_zone)
        self._show(minute, shown, (*entry, fields_text("status")))
        if life.wed:
            self._wed[who] = (life.given, *life.wed)
        if life.moved:
            self._moved[who] = life.moved, life.origin, life.manager
        recorded, earliest = minute, minute + DAY
        for day, kind, detail in life.facts:
            ahead = int(chance() * (_LONGEST_AHEAD + 1))
            recorded = max((day - ahead) * DAY + _MORNING + int(chance() * _WORKDAY), recorded + 1, earliest)
            ahead = day - recorded // DAY
            self._wait(recorded, who << _WHO | kind << _KIND | ahead << _AHEAD | detail)
            shown = max(recorded, self._begins(who, life.post, kind, day))
        manager_id = self._id(cast.manager[who]) if who else None
        self._chapter.employees.append(
            employee_row(life, identity, custom, calendar, manager_id=manager_id, updated_at=shown)
        )

    def _identity(self, who: int, life: Biography, first_day: int) -> tuple[dict[str, Any], str]:
        """Return what somebody is hired as, and their custom fields as the store has them."""
        site = life.origin.site
        identity: dict[str, Any] = {
            "kind": "hired",
            "employee_id": f"E{self._hired:07d}",
            "employee_number": f"{self._hired:05d}",
            "given_name": life.given,
            "family_name": life.family,
            "email": life.email,
            "title": life.first.title,
            "department": life.first.career.department.code,
            "location": site.code,
            "manager_id": self._id(life.manager) if who else None,
            "legal_entity": site.legal_entity,
            "worker_type": "contractor" if life.contractor_first else "employee",
            "effective_on": self._calendar.day_text(first_day),
        }
        custom = "{}"
        if self._filled:
            ordinal = self._calendar.ordinal(first_day)
            custom, national_id = values(self._seed, identity["employee_id"], ordinal, self._start)
            identity.update(custom=orjson.Fragment(custom), national_id=national_id)
        return identity, custom

    def _record(self, who: int, kind: int, minute: int, ahead: int, detail: int) -> None:
        day = minute // DAY + ahead
        change: dict[str, Any] = {
            "kind": _KINDS[kind],
            "employee_id": self._id(who),
            "effective_on": self._calendar.day_text(day),
        }
        post = self._cast.posts.all[self._cast.post[who]]
        changed = self._said(who, kind, day, detail, change)
        effective = self._begins(who, post, kind, day)
        self._show(minute, effective, (*self._log(minute, change), changed))

    def _said(self, who: int, kind: int, day: int, detail: int, change: dict[str, Any]) -> str:
        """Put into a change what it says; returns which fields it changes."""
        cast = self._cast
        post = cast.posts.all[cast.post[who]]
        if kind == PROMOTED:
            change["title"] = cast.posts.all[detail].title
        elif kind == LED_BY_ANOTHER:
            change["manager_id"] = self._id(cast.manager[who])
        elif kind == CONVERTED:
            change["worker_type"] = "employee"
        elif kind == RENAMED:
            change["given_name"], change["family_name"], _ = self._wed[who]
        elif kind == EMAIL_CHANGED:
            change["email"] = self._wed.pop(who)[2]
        elif kind == LEAVE_STARTED:
            change["expected_return"] = self._calendar.day_text(day + detail)
        elif kind == TRANSFERRED:
            return self._moved_to(who, post, change)
        elif kind == REHIRED:
            return self._came_back(who, cast.posts.all[detail], change)
        return changed_by(kind)

    def _moved_to(self, who: int, post: Post, change: dict[str, Any]) -> str:
        _, origin, manager = self._moved[who]
        now = self._cast.manager[who]
        change["location"] = post.site.code
        if now != manager:
            change["manager_id"] = self._id(now)
        if post.site.legal_entity != origin.site.legal_entity:
            change["legal_entity"] = post.site.legal_entity
        return changed_by_move(origin.site, post.site, led_by_another=now != manager)

    def _came_back(self, who: int, post: Post, change: dict[str, Any]) -> str:
        cast = self._cast
        manager = cast.leader_on(cast.hired[who], cast.manager[who])
        change.update(
            job_id=2,
            title=post.title,
            department=post.career.department.code,
            location=post.site.code,
            manager_id=self._id(manager),
            legal_entity=post.site.legal_entity,
        )
        earlier = cast.leader_on(cast.before[who][0], cast.manager[who])
        return changed_by_rehire(led_by_another=earlier != manager)

    def _begins(self, who: int, post: Post, kind: int, day: int) -> int:
        """Return the minute at which a fact takes effect: when its day begins where the person works until then."""
        day += kind == TERMINATED
        minute = self._calendar.begins(day, post.site.time_zone)
        moved = self._moved.get(who)
        if moved is None:
            return minute
        at_origin = self._calendar.begins(min(day, moved[0]), moved[1].site.time_zone)
        return at_origin if (day, kind) <= (moved[0], TRANSFERRED) else max(minute, at_origin)

    def _log(self, minute: int, change: dict[str, Any]) -> Row:
        """Append a change to the log; returns how an entry of the feed about it begins."""
        self._logged += 1
        at = self._calendar.instant_text(minute)
        kind, who = change["kind"], change["employee_id"]
        self._chapter.changes.append((self._logged, at, who, kind, orjson.dumps(change).decode()))
        return self._logged, kind, who, change["effective_on"], at

    def _id(self, who: int) -> str:
        return f"E{self._numbers[who]:07d}"

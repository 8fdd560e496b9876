"""An LMS with one catalog, told in few words: people come, learn, and time passes."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, time
from typing import Any

from rosterproof_sim.domain.rules.catalog_reading import catalog_from
from rosterproof_sim.domain.words.company import WorldSpec
from rosterproof_sim.domain.words.learning import Enrollment, LearningPolicy
from rosterproof_sim.world import World

Rows = list[Mapping[str, Any]]


class School:
    """People are named by their external id."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.lms = world.lms

    def join(self, who: str, **profile: Any) -> str:
        """Open an account and return its id."""
        return self.lms.create_user({"external_id": who, "given_name": who, **profile}).user_id

    def change(self, who: str, **profile: Any) -> None:
        self.lms.update_user(self.account(who), profile)

    def account(self, who: str) -> str:
        return self.lms.users(external_id=who)[0].user_id

    def passes(self, who: str, course: str) -> None:
        self.lms.act(who, course, "pass", 100)

    def until(self, day: str, at: str = "09:00") -> None:
        """Let time pass until a day, by default to 09:00 UTC."""
        self.world.advance(datetime.combine(date.fromisoformat(day), time.fromisoformat(at), UTC))

    def open(self, who: str) -> dict[str, str | None]:
        """Course (and instance) -> due date of what is open."""
        return {_named(each): _text(each.due_on) for each in self.enrollments(who) if each.closed_at is None}

    def enrollments(self, who: str) -> list[Enrollment]:
        return self.lms.enrollments(user_id=self.account(who), limit=None)

    def holds(self, who: str) -> dict[str, tuple[str, str | None]]:
        """Course (and instance) -> status and last valid day of the newest certification."""
        found = self.lms.certifications(user_id=self.account(who), limit=None)
        return {_named(each): (each.status, _text(each.expires_on)) for each in found}

    def told(self, *events: str) -> list[tuple[str, str]]:
        """(day and time, event) of the facts of these kinds."""
        rows = self.world.journal.read(limit=100_000)
        return [
            (f"{row.at:%Y-%m-%d %H:%M}", row.data["event"])
            for row in rows
            if row.kind == "learning" and row.data["event"] in events
        ]


@contextmanager
def school(courses: Rows, rules: Rows, start: str = "2026-03-02", **more: Any) -> Iterator[School]:
    """Run an LMS that opens at 09:00 UTC of a day; `policy` and other parts of a catalog may be given."""
    policy = LearningPolicy(**more.pop("policy", {}))
    catalog = catalog_from({"courses": courses, "rules": rules, **more})
    began = datetime.combine(date.fromisoformat(start), time(9), UTC)
    with closing(
        World.create(WorldSpec(name="school", seed=1, size=10, start=began, catalog=catalog, policy=policy))
    ) as world:
        yield School(world)


def _named(each: Any) -> str:
    return f"{each.course}/{each.instance}" if each.instance else each.course


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()

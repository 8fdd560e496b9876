"""Whatever people do: no class is overbooked, nobody waits beside a free seat, everybody moves up in turn and once."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from learning.rows import course, rule
from learning.school import School, school

from rosterproof_sim.domain.words.classes import PENDING
from rosterproof_sim.domain.words.refusals import Refused

PEOPLE = ("P1", "P2", "P3", "P4", "P5")
people = st.sampled_from(PEOPLE)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("book"), people, st.sampled_from((0, 1))),
        st.tuples(st.just("give_up"), people),
        st.tuples(st.just("withdraw"), people),
        st.tuples(st.just("enroll"), people),
        st.tuples(st.just("learn"), people),
        st.tuples(st.just("close"), people),
        st.tuples(st.just("reopen"), people),
        st.tuples(st.just("seats"), st.just(0), st.integers(1, 4)),
        st.tuples(st.just("cancel"), st.sampled_from((0, 1))),
        st.tuples(st.just("attend"), people, st.booleans()),
        st.tuples(st.just("wait"), st.sampled_from((2, 9))),
    ),
    min_size=8,
    max_size=25,
)


class Play:
    """The steps of a story, each by its name; what is refused is refused."""

    def __init__(self, lms: School, classes: list[str]) -> None:
        self.lms, self.room, self.classes = lms, lms.lms.classroom, classes

    def book(self, who: str, place: int) -> None:
        self.room.book(self.classes[place], self.lms.account(who))

    def give_up(self, who: str) -> None:
        for each in self._pending(who):
            self.room.give_up(each)

    def attend(self, who: str, attended: bool) -> None:
        for each in self._pending(who):
            self.room.attend(each, attended=attended)

    def withdraw(self, who: str) -> None:
        for each in self.lms.enrollments(who):
            if each.closed_at is None:
                self.lms.lms.withdraw(each.enrollment_id)

    def enroll(self, who: str) -> None:
        self.lms.lms.enroll_by_hand(self.lms.account(who), "LIFT")

    def learn(self, who: str) -> None:
        self.lms.passes(who, "LIFT")

    def close(self, who: str) -> None:
        self.lms.lms.deactivate(self.lms.account(who))

    def reopen(self, who: str) -> None:
        self.lms.lms.reactivate(self.lms.account(who))

    def seats(self, place: int, seats: int) -> None:
        self.room.change(self.classes[place], {"seats": seats})

    def cancel(self, place: int) -> None:
        self.room.cancel(self.classes[place])

    def wait(self, days: int) -> None:
        self.lms.world.advance(self.lms.world.clock.now() + timedelta(days=days))

    def _pending(self, who: str) -> list[str]:
        found = self.room.bookings(user_id=self.lms.account(who), limit=None)
        return [each.booking_id for each in found if each.status in PENDING]


def hold(lms: School, classes: list[str]) -> None:
    room = lms.lms.classroom
    live = {each.enrollment_id for each in lms.lms.enrollments(limit=None) if each.closed_at is None}
    for class_id in classes:
        session, bookings = room.session(class_id), room.bookings(class_id=class_id, limit=None)
        assert session.booked <= session.seats
        if session.status == "scheduled":
            assert session.booked == session.seats or session.waiting == 0
        else:
            assert session.waiting == 0
        waiting = [each.booking_id for each in bookings if each.status == "waitlisted"]
        promoted = [each.booking_id for each in bookings if each.promoted_at is not None]
        assert all(each < first for first in waiting[:1] for each in promoted)  # nobody overtook who waits first
        for each in bookings:
            if each.status in PENDING:
                assert each.enrollment_id in live
                assert lms.lms.user(each.user_id).active
    told = lms.told("booking_promoted")
    assert len(told) == sum(each.promoted_at is not None for each in room.bookings(limit=None))
    held = [each.enrollment_id for each in room.bookings(limit=None) if each.status in PENDING]
    assert len(held) == len(set(held))


@settings(max_examples=50, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(steps)
def test_seats_are_right_after_every_step(story: list[tuple[Any, ...]]) -> None:
    with school([course("LIFT", kind="classroom")], [rule("LIFT")]) as lms:
        for who in PEOPLE:
            lms.join(who)
        classes = [
            lms.lms.classroom.schedule(
                {
                    "course": "LIFT",
                    "seats": 2,
                    "starts_at": f"2026-03-{day}T08:00:00Z",
                    "ends_at": f"2026-03-{day}T15:00:00Z",
                }
            ).class_id
            for day in (10, 20)
        ]
        for who in PEOPLE[:4]:
            lms.lms.classroom.book(classes[0], lms.account(who))
        play = Play(lms, classes)
        for name, *what in story:
            with suppress(Refused):
                getattr(play, name)(*what)
            hold(lms, classes)

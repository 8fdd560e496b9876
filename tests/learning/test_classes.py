"""Classes with seats and a waitlist: who gets in, who moves up and when, and what coming is worth."""

from collections.abc import Iterator
from typing import Any

import pytest
from learning.rows import course, rule
from learning.school import School, school

from rosterproof_sim.domain.words.refusals import Invalid, NotFound, Refused

LIFT = course("LIFT", kind="classroom", pass_score=80, validity={"months": 36}, max_attempts=2)
PEOPLE = ("ada", "bo", "cy", "di")


@pytest.fixture
def lms() -> Iterator[School]:
    with school([LIFT, course("READ")], [rule("LIFT", due={"days": 30, "after": "assignment"})]) as made:
        for who in PEOPLE:
            made.join(who)
        yield made


def classroom(lms: School, day: str = "2026-03-20", **fields: Any) -> str:
    """A class of seven hours on a day, with two seats unless said otherwise."""
    times = {"starts_at": f"{day}T08:00:00Z", "ends_at": f"{day}T15:00:00Z"}
    return lms.lms.classroom.schedule({"course": "LIFT", "seats": 2, **times, **fields}).class_id


def book(lms: School, where: str, *people: str) -> dict[str, str]:
    """Who -> booking."""
    return {who: lms.lms.classroom.book(where, lms.account(who)).booking_id for who in people}


def seen(lms: School, where: str) -> dict[str, str]:
    return {each.external_id: each.status for each in lms.lms.classroom.bookings(class_id=where)}


def test_the_first_come_get_seats_and_the_rest_wait(lms: School) -> None:
    where = classroom(lms)
    book(lms, where, *PEOPLE)
    assert seen(lms, where) == {"ada": "booked", "bo": "booked", "cy": "waitlisted", "di": "waitlisted"}
    session = lms.lms.classroom.session(where)
    assert (session.booked, session.waiting, session.status) == (2, 2, "scheduled")


def test_who_waited_longest_moves_up_once_and_is_noticed_once(lms: School) -> None:
    where = classroom(lms)
    bookings = book(lms, where, *PEOPLE)
    lms.until("2026-03-05")
    lms.lms.classroom.give_up(bookings["ada"])
    assert seen(lms, where) == {"ada": "given_up", "bo": "booked", "cy": "booked", "di": "waitlisted"}
    assert str(lms.lms.classroom.booking(bookings["cy"]).promoted_at) == "2026-03-05 09:00:00+00:00"
    with pytest.raises(Refused, match="given_up already"):
        lms.lms.classroom.give_up(bookings["ada"])
    lms.lms.classroom.give_up(bookings["di"])  # who leaves the waitlist frees no seat
    assert seen(lms, where)["cy"] == "booked"
    assert lms.told("booking_promoted") == [("2026-03-05 09:00", "booking_promoted")]
    assert lms.open("ada") == {"LIFT": "2026-04-01"}  # still to be done


def test_a_seat_goes_on_when_its_enrollment_ends_or_its_holder_leaves(lms: School) -> None:
    where = classroom(lms, seats=1)
    book(lms, where, *PEOPLE)
    lms.lms.withdraw(lms.enrollments("ada")[0].enrollment_id)
    assert seen(lms, where) == {"ada": "given_up", "bo": "booked", "cy": "waitlisted", "di": "waitlisted"}
    lms.lms.deactivate(lms.account("bo"))
    assert seen(lms, where)["cy"] == "booked"
    lms.lms.act("cy", "LIFT", "pass", 90)  # by another way
    assert seen(lms, where) == {"ada": "given_up", "bo": "given_up", "cy": "given_up", "di": "booked"}
    assert len(lms.told("booking_promoted")) == 3


def test_a_leaver_whose_work_is_kept_has_no_seat_all_the_same() -> None:
    with school([LIFT], [rule("LIFT")], policy={"on_leaver": "keep"}) as lms:
        user = lms.join("ada")
        where = classroom(lms)
        book(lms, where, "ada")
        lms.lms.deactivate(user)
        assert (seen(lms, where), list(lms.open("ada"))) == ({"ada": "given_up"}, ["LIFT"])


def test_more_seats_are_for_those_who_wait_and_taken_ones_stay(lms: School) -> None:
    where = classroom(lms)
    book(lms, where, *PEOPLE)
    lms.lms.classroom.change(where, {"seats": 3})
    assert seen(lms, where) == {"ada": "booked", "bo": "booked", "cy": "booked", "di": "waitlisted"}
    with pytest.raises(Refused, match="3 people are booked") as refused:
        lms.lms.classroom.change(where, {"seats": 2})
    assert refused.value.code == "seats-taken"
    assert lms.lms.classroom.session(where).seats == 3


def test_a_waitlist_has_an_end_where_one_is_said(lms: School) -> None:
    where = classroom(lms, seats=1, waitlist=1)
    book(lms, where, "ada", "bo")
    with pytest.raises(Refused, match="so is its waitlist"):
        book(lms, where, "cy")
    none = classroom(lms, "2026-03-21", seats=1, waitlist=0)
    book(lms, none, "cy")
    with pytest.raises(Refused, match="full"):
        book(lms, none, "di")


def test_coming_passes_the_course_and_staying_away_leaves_it_open(lms: School) -> None:
    where = classroom(lms, seats=3)
    bookings = book(lms, where, "ada", "bo", "cy")
    with pytest.raises(Refused, match="has not begun"):
        lms.lms.classroom.attend(bookings["ada"], attended=True, score=91)
    lms.until("2026-03-20", "16:00")
    came = lms.lms.classroom.attend(bookings["ada"], attended=True, score=91)
    lms.lms.classroom.attend(bookings["bo"], attended=False)
    lms.lms.classroom.attend(bookings["cy"], attended=True, passed=False, score=40)
    assert seen(lms, where) == {"ada": "attended", "bo": "absent", "cy": "attended"}
    completion = lms.lms.completion(str(came.completion_id))
    assert (completion.result, completion.score, completion.attempt) == ("passed", 91, 1)
    assert lms.holds("ada") == {"LIFT": ("active", "2029-03-20")}
    assert [(each.status, each.attempts) for who in ("ada", "bo", "cy") for each in lms.enrollments(who)] == [
        ("completed", 1),
        ("assigned", 0),
        ("failed", 1),
    ]
    with pytest.raises(Refused, match="attended already"):
        lms.lms.classroom.attend(bookings["ada"], attended=False)
    assert lms.lms.classroom.session(where).booked == 3


def test_a_score_too_low_records_nobody(lms: School) -> None:
    bookings = book(lms, classroom(lms), "ada")
    lms.until("2026-03-20")
    with pytest.raises(Refused, match="less than the 80"):
        lms.lms.classroom.attend(bookings["ada"], attended=True, score=79)
    assert lms.lms.classroom.booking(bookings["ada"]).status == "booked"
    assert lms.lms.completions() == []


def test_who_failed_may_book_another_class_until_the_attempts_are_used_up(lms: School) -> None:
    for day in ("2026-03-20", "2026-03-27"):
        bookings = book(lms, classroom(lms, day), "ada")
        lms.until(day)
        lms.lms.classroom.attend(bookings["ada"], attended=True, passed=False, score=10)
    with pytest.raises(Refused, match="had its 2 attempts"):
        book(lms, classroom(lms, "2026-04-03"), "ada")


def test_when_a_class_begins_who_waits_waits_for_nothing(lms: School) -> None:
    where = classroom(lms)
    bookings = book(lms, where, *PEOPLE)
    lms.until("2026-03-20", "07:59")
    assert seen(lms, where)["cy"] == "waitlisted"
    lms.until("2026-03-20", "08:00")
    assert seen(lms, where) == {"ada": "booked", "bo": "booked", "cy": "cancelled", "di": "cancelled"}
    for asked in (
        lambda: lms.lms.classroom.give_up(bookings["ada"]),
        lambda: book(lms, where, "cy"),
        lambda: lms.lms.classroom.cancel(where),
        lambda: lms.lms.classroom.change(where, {"seats": 9}),
    ):
        with pytest.raises(Refused, match="has begun") as refused:
            asked()
        assert refused.value.code == "class-over"
    assert lms.told("class_begun") == [("2026-03-20 08:00", "class_begun")]


def test_a_class_called_off_frees_everybody_and_promotes_nobody(lms: School) -> None:
    where = classroom(lms)
    book(lms, where, "ada", "bo", "cy")
    assert lms.lms.classroom.cancel(where).status == "cancelled"
    assert set(seen(lms, where).values()) == {"cancelled"}
    assert lms.told("booking_promoted") == []
    assert lms.open("ada") == {"LIFT": "2026-04-01"}
    other = classroom(lms, "2026-03-21")
    book(lms, other, "ada")
    lms.until("2026-03-22")
    assert lms.told("class_begun") == [("2026-03-21 08:00", "class_begun")]


def test_a_place_is_for_an_open_enrollment_and_only_one_at_a_time(lms: School) -> None:
    where, other = classroom(lms), classroom(lms, "2026-03-21")
    book(lms, where, "ada")
    for asked, code in (
        (lambda: book(lms, where, "ada"), "already-booked"),
        (lambda: book(lms, other, "ada"), "already-booked"),
        (lambda: lms.lms.classroom.attend("B0000001", attended=True, score=90), "class-not-begun"),
    ):
        with pytest.raises(Refused) as refused:
            asked()
        assert refused.value.code == code
    lms.passes("bo", "LIFT")
    with pytest.raises(Refused, match="no open enrollment"):
        book(lms, where, "bo")
    lms.lms.deactivate(lms.account("cy"))
    with pytest.raises(Refused, match="closed"):
        book(lms, where, "cy")
    with pytest.raises(Invalid, match="user U0000099"):
        lms.lms.classroom.book(where, "U0000099")
    with pytest.raises(NotFound, match="class M0000099"):
        book(lms, "M0000099", "di")


def test_what_must_come_first_must_come_before_the_class_too() -> None:
    with school([course("READ"), {**LIFT, "requires": ["READ"]}], [rule("READ"), rule("LIFT")]) as lms:
        lms.join("ada")
        where = classroom(lms)
        with pytest.raises(Refused, match="LIFT requires READ"):
            book(lms, where, "ada")
        lms.passes("ada", "READ")
        book(lms, where, "ada")


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"course": "NONE"}, "course"),
        ({"course": "READ"}, "course"),
        ({"starts_at": "2026-03-02T09:00:00Z"}, "starts_at"),
        ({"starts_at": "tomorrow"}, "starts_at"),
        ({"ends_at": "2026-03-20T08:00:00Z"}, "ends_at"),
        ({"seats": 0}, "seats"),
        ({"seats": -1}, "seats"),
        ({"seats": True}, "seats"),
        ({"waitlist": -1}, "waitlist"),
    ],
)
def test_a_class_that_cannot_be_held_is_refused_and_changes_nothing(lms: School, wrong: Any, where: str) -> None:
    before = lms.world.journal.last_sequence()
    with pytest.raises(Invalid) as invalid:
        classroom(lms, **wrong)
    assert invalid.value.where == where
    assert (lms.lms.classroom.sessions(), lms.world.journal.last_sequence()) == ([], before)

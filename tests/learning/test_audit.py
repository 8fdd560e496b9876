"""The audit statement on its two times: the day asked about, and the instant up to which what was recorded counts."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from learning.rows import course, rule
from learning.school import School, school

from rosterproof_sim.domain.rules.catalog_reading import course_from, rule_from
from rosterproof_sim.domain.words.refusals import Invalid, NotFound
from rosterproof_sim.domain.words.reports import ObligationRow

BBP = course("BBP", regulation="29 CFR 1910.1030", validity={"days": 30}, window_days=10)


def day(text: str) -> date:
    return date.fromisoformat(text)


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def stood(lms: School, who: str, on: str, known_at: str | None = None) -> dict[str, tuple[str, bool]]:
    """Course (and instance) -> standing, and whether that is compliant."""
    said = lms.lms.reports.audit(lms.account(who), day(on), instant(known_at) if known_at else None)
    return {f"{each.course}/{each.instance}".rstrip("/"): (each.standing, each.compliant) for each in said.obligations}


def only(lms: School, who: str, on: str, known_at: str | None = None) -> ObligationRow:
    (found,) = lms.lms.reports.audit(lms.account(who), day(on), instant(known_at) if known_at else None).obligations
    return found


def test_a_retake_that_was_demanded_later_was_not_known_before() -> None:
    with school([course("X", validity={"months": 12})], [rule("X")]) as lms:
        lms.join("ada", hire_date="2026-03-02")
        lms.passes("ada", "X")
        lms.until("2026-05-01")
        lms.lms.publish_course(course_from(course("X", validity={"months": 12}), ""), 10)
        lms.until("2026-06-01")
        assert [only(lms, "ada", on).compliant for on in ("2026-05-11", "2026-05-12")] == [True, False]
        # Until 1 May, 09:00, it was known to be good through 2 March; from then on through 11 May.
        assert [
            str(only(lms, "ada", "2026-05-01", f"2026-05-01T{at}").expires_on) for at in ("08:59:59", "09:00:00")
        ] == [
            "2027-03-02",
            "2026-05-11",
        ]


@pytest.fixture
def lapsed() -> Iterator[School]:
    """Ada passed on 2 March, valid through 1 April; she renewed on 5 April at 15:00, after three days without."""
    with school([BBP], [rule("BBP", {"job_titles": ["nurse"]}, due={"days": 14, "after": "hire"})]) as lms:
        lms.join("ada", job_title="nurse", department="Ward", location="OSL", hire_date="2026-03-02")
        lms.passes("ada", "BBP")
        lms.until("2026-04-05", "15:00")
        yield lms


def test_three_days_without_stay_days_without(lapsed: School) -> None:
    def answers(known_at: str | None) -> list[bool]:
        days = ["2026-04-01", "2026-04-02", "2026-04-03", "2026-04-04"]
        return [only(lapsed, "ada", each, known_at).compliant for each in days]

    before = answers(None)
    assert before == [True, False, False, False]
    lapsed.passes("ada", "BBP")
    lapsed.until("2026-06-01")
    assert answers(None) == before  # as known now, long after the renewal
    assert answers("2026-04-05T14:59:59") == before  # as known before it
    assert answers("2026-04-05T15:00:00") == before  # as known once it was recorded
    each = ["2026-04-02", "2026-04-03", "2026-04-04"]
    assert [only(lapsed, "ada", on, f"{on}T23:59:59").compliant for on in each] == [False] * 3  # as known on each day


def test_the_day_of_the_renewal_is_as_it_was_known(lapsed: School) -> None:
    lapsed.passes("ada", "BBP")
    assert stood(lapsed, "ada", "2026-04-05", "2026-04-05T14:59:59") == {"BBP": ("lapsed", False)}
    assert stood(lapsed, "ada", "2026-04-05") == {"BBP": ("certified", True)}


def test_the_sentence_says_role_requirement_result_and_answer(lapsed: School) -> None:
    lapsed.passes("ada", "BBP")
    said = lapsed.lms.reports.audit(lapsed.account("ada"), day("2026-04-03"))
    assert said.sentence == (
        "On 2026-04-03, as recorded by 2026-04-05T15:00:00Z, ada (ada) held the role nurse in Ward at OSL (known from "
        "2026-03-02 on, told 2026-03-02T09:00:00Z). 1 course required. Compliant: no (BBP lapsed)."
    )
    assert said.obligations[0].sentence == (
        "BBP (BBP, 29 CFR 1910.1030) was required on 2026-04-03 by for-BBP v1, due 2026-04-01; "
        "completed on 2026-03-02, passed with 100, valid through 2026-04-01, recorded 2026-03-02T09:00:00Z; "
        "compliant: no, lapsed since 2026-04-02."
    )
    assert said.compliant is False


def test_what_is_not_done_is_kept_until_its_due_day_is_over() -> None:
    with school([BBP], [rule("BBP", due={"days": 5, "after": "hire"})]) as lms:
        lms.join("ada", hire_date="2026-03-02")
        lms.until("2026-03-10")
        assert stood(lms, "ada", "2026-03-07") == {"BBP": ("due", True)}
        assert stood(lms, "ada", "2026-03-08") == {"BBP": ("overdue", False)}
        lms.passes("ada", "BBP")
        assert stood(lms, "ada", "2026-03-09") == {"BBP": ("overdue", False)}
        assert stood(lms, "ada", "2026-03-10") == {"BBP": ("certified", True)}


def test_a_promotion_told_late_is_seen_on_the_days_it_was_told_for() -> None:
    rules = [rule("BBP", {"job_titles": ["lead"]}, due={"days": 0, "after": "position"}, gate={})]
    with school([BBP], rules) as lms:
        lms.join("ada", job_title="clerk", position_start_date="2026-03-02")
        lms.until("2026-03-10")
        lms.change("ada", job_title="lead", position_start_date="2026-03-05")
        lms.until("2026-03-12")
        assert stood(lms, "ada", "2026-03-07", "2026-03-09T12:00:00") == {}
        assert stood(lms, "ada", "2026-03-07") == {"BBP": ("overdue", False)}
        assert only(lms, "ada", "2026-03-07").clearance == "barred"
        assert stood(lms, "ada", "2026-03-04") == {}
        said = lms.lms.reports.audit(lms.account("ada"), day("2026-03-07"))
        assert (said.job_title, said.position_since, said.position_told_at) == (
            "lead",
            day("2026-03-05"),
            instant("2026-03-10T09:00:00"),
        )
        assert any("was told on 2026-03-10 only" in each for each in said.unknown)
        then = lms.lms.reports.audit(lms.account("ada"), day("2026-03-07"), instant("2026-03-09T12:00:00"))
        assert then.job_title == "clerk"


def test_a_hire_told_late_was_untrained_from_the_first_day() -> None:
    with school([BBP], [rule("BBP", due={"days": 0, "after": "hire"})]) as lms:
        lms.until("2026-03-10")
        user_id = lms.join("ada", hire_date="2026-03-05")
        assert stood(lms, "ada", "2026-03-06") == {"BBP": ("overdue", False)}
        with pytest.raises(NotFound, match="2026-03-09"):
            lms.lms.reports.audit(user_id, day("2026-03-06"), instant("2026-03-09T00:00:00"))
        assert lms.lms.reports.audit(user_id, day("2026-03-01")).compliant is None  # before this LMS began


def test_a_rule_counts_from_the_day_it_was_put_in_force() -> None:
    with school([BBP], [rule("BBP", {"job_titles": ["nobody"]})]) as lms:
        lms.join("ada", job_title="nurse")
        lms.until("2026-03-10")
        lms.lms.change_rule(rule_from({**rule("BBP", {"job_titles": ["nurse"]})}, ""))
        lms.until("2026-03-12")
        assert stood(lms, "ada", "2026-03-09") == {}
        assert only(lms, "ada", "2026-03-10").required_by == ("for-BBP v2",)
        assert stood(lms, "ada", "2026-03-11") == {"BBP": ("overdue", False)}


def test_a_due_date_is_the_one_that_was_known() -> None:
    policy = {"leave_mode": "pause"}
    with school([BBP], [rule("BBP", due={"days": 10, "after": "assignment"})], policy=policy) as lms:
        lms.join("ada", employment_status="active")
        lms.until("2026-03-06")
        lms.change("ada", employment_status="on_leave")
        lms.until("2026-03-16")
        assert stood(lms, "ada", "2026-03-14") == {"BBP": ("on_leave", True)}
        lms.change("ada", employment_status="active")
        assert only(lms, "ada", "2026-03-14").due_on == day("2026-03-22")
        assert only(lms, "ada", "2026-03-14", "2026-03-15T00:00:00").due_on == day("2026-03-12")
        lms.until("2026-03-23")
        assert stood(lms, "ada", "2026-03-23") == {"BBP": ("overdue", False)}


def test_a_waiver_counts_from_its_day() -> None:
    with school([BBP], [rule("BBP")]) as lms:
        lms.join("ada")
        lms.until("2026-03-05")
        lms.lms.waive(lms.enrollments("ada")[0].enrollment_id, "holds a license")
        assert stood(lms, "ada", "2026-03-04") == {"BBP": ("overdue", False)}
        assert stood(lms, "ada", "2026-03-05") == {"BBP": ("waived", True)}
        assert stood(lms, "ada", "2026-03-05", "2026-03-05T08:00:00") == {"BBP": ("overdue", False)}


def test_what_was_withdrawn_in_the_afternoon_was_open_in_the_morning() -> None:
    with school([BBP], []) as lms:
        user_id = lms.join("ada")
        made = lms.lms.enroll_by_hand(user_id, "BBP", day("2026-03-03"))
        lms.until("2026-03-05", "15:00")
        lms.lms.withdraw(made.enrollment_id)
        assert stood(lms, "ada", "2026-03-05", "2026-03-05T14:00:00") == {"BBP": ("overdue", False)}
        assert stood(lms, "ada", "2026-03-05") == {}
        assert stood(lms, "ada", "2026-03-04") == {"BBP": ("overdue", False)}
        assert only(lms, "ada", "2026-03-04").required_by == ("enrolled by hand",)


def test_who_has_left_stays_reportable_for_the_days_before() -> None:
    with school([BBP], [rule("BBP", due={"days": 0, "after": "hire"})]) as lms:
        user_id = lms.join("ada", hire_date="2026-03-02")
        lms.until("2026-03-10")
        lms.lms.deactivate(user_id)
        lms.until("2026-04-10")
        assert stood(lms, "ada", "2026-03-09") == {"BBP": ("overdue", False)}
        said = lms.lms.reports.audit(user_id, day("2026-04-01"))
        assert (said.account_open, said.compliant, said.obligations) == (False, None, ())
        assert said.sentence.endswith("had no open account: nothing was required. Compliant: not applicable.")


def test_why_an_account_was_closed_is_told_while_it_is() -> None:
    with school([BBP], []) as lms:
        user_id = lms.join("ada", hire_date="2026-03-02")
        lms.until("2026-03-10")
        lms.lms.deactivate(user_id, "left, last day 2026-03-09")
        lms.lms.deactivate(user_id, "once more")
        lms.until("2026-04-10")

        def because(on: str) -> str | None:
            return lms.lms.reports.audit(user_id, day(on)).closed_because

        assert [because("2026-03-09"), because("2026-04-01")] == [None, "left, last day 2026-03-09"]
        lms.lms.reactivate(user_id)
        lms.until("2026-04-12")
        assert because("2026-04-11") is None
        lms.lms.deactivate(user_id)
        assert because("2026-04-12") is None


def test_work_under_supervision_ends() -> None:
    rules = [rule("BBP", due={"days": 90, "after": "hire"}, gate={"supervised_days": 3})]
    with school([BBP], rules) as lms:
        lms.join("ada", hire_date="2026-03-02")
        lms.until("2026-03-10")
        assert [only(lms, "ada", on).clearance for on in ("2026-03-05", "2026-03-06")] == ["supervised", "barred"]
        assert only(lms, "ada", "2026-03-05").supervised_until == day("2026-03-05")
        lms.passes("ada", "BBP")
        assert only(lms, "ada", "2026-03-10").clearance == "cleared"


def test_a_group_counts_from_when_to_when_somebody_was_in_it() -> None:
    groups: list[Any] = [{"group": "g", "title": "G"}]
    with school([BBP], [rule("BBP", {"groups": ["g"]})], groups=groups) as lms:
        lms.join("ada")
        lms.until("2026-03-05")
        lms.lms.join_group("g", "ada")
        lms.until("2026-03-08")
        lms.lms.leave_group("g", "ada")
        lms.until("2026-03-10")
        assert [bool(stood(lms, "ada", f"2026-03-0{n}")) for n in (4, 5, 7, 8)] == [False, True, True, False]


def test_nobody_answers_for_what_is_to_come(lapsed: School) -> None:
    user_id = lapsed.account("ada")
    with pytest.raises(Invalid, match="had not begun"):
        lapsed.lms.reports.audit(user_id, day("2026-04-07"))
    with pytest.raises(Invalid, match="had not begun"):
        lapsed.lms.reports.audit(user_id, day("2026-04-03"), instant("2026-04-02T10:00:00"))
    with pytest.raises(Invalid, match="the present of this LMS"):
        lapsed.lms.reports.audit(user_id, None, instant("2026-04-06T00:00:00"))


def test_a_day_is_a_day_where_somebody_works() -> None:
    with school([BBP], [rule("BBP", due={"days": 0, "after": "hire"})], "2026-03-02") as lms:
        lms.join("ada", hire_date="2026-03-02", time_zone="Pacific/Kiritimati")  # 09:00 UTC is 23:00 there
        lms.until("2026-03-02", "10:00")
        assert stood(lms, "ada", "2026-03-03") == {"BBP": ("overdue", False)}
        lms.join("bo", hire_date="2026-03-02", time_zone="Etc/GMT+12")  # 10:00 UTC is 22:00 the day before
        with pytest.raises(Invalid, match="had not begun where"):
            lms.lms.reports.audit(lms.account("bo"), day("2026-03-02"))


def test_training_done_elsewhere_counts_once_it_is_recorded() -> None:
    """A renewal of 3 April that reaches the LMS on the 6th: what was known before the 6th stays what it was."""
    with school([course("BBP", kind="external", validity={"days": 30})], [rule("BBP")]) as lms:
        lms.join("ada")
        user_id = lms.account("ada")
        lms.lms.record_training(user_id, "BBP", instant("2026-03-02T09:00:00"))
        lms.until("2026-04-06", "12:00")
        assert stood(lms, "ada", "2026-04-03") == {"BBP": ("lapsed", False)}
        lms.lms.record_training(user_id, "BBP", instant("2026-04-03T10:00:00"), score=90, reference="card 4711")
        lms.until("2026-04-08")
        assert stood(lms, "ada", "2026-04-03", "2026-04-06T11:59:59") == {"BBP": ("lapsed", False)}
        assert stood(lms, "ada", "2026-04-03", "2026-04-06T12:00:00") == {"BBP": ("certified", True)}
        assert stood(lms, "ada", "2026-04-02") == {"BBP": ("lapsed", False)}
        each = only(lms, "ada", "2026-04-05")
        assert each.reference == "card 4711"
        assert (
            "completed on 2026-04-03, passed with 90 (card 4711), valid through 2026-05-03, "
            "recorded 2026-04-06T12:00:00Z; compliant: yes"
        ) in each.sentence
        days = lms.lms.reports.audit_days(user_id, day("2026-04-01"), day("2026-04-07"))
        assert [each.compliant_then for each in days] == [True, False, False, False, False, True, True]
        assert [each.compliant_now for each in days] == [True, False, True, True, True, True, True]


def test_the_sentence_names_the_version_that_was_passed() -> None:
    with school([course("X")], [rule("X")]) as lms:
        lms.lms.publish_course(course_from(course("X", hours=2), ""))
        lms.join("ada")
        lms.passes("ada", "X")
        said = only(lms, "ada", "2026-03-02")
        assert said.passed_version == 2
        assert "completed in version 2 on 2026-03-02, passed with 100" in said.sentence


def test_day_by_day_on_both_times(lapsed: School) -> None:
    lapsed.passes("ada", "BBP")
    lapsed.until("2026-04-08")
    lapsed.change("ada", job_title="clerk", position_start_date="2026-04-07")
    days = lapsed.lms.reports.audit_days(lapsed.account("ada"), day("2026-03-31"))
    told = {each.on.day: (each.compliant_then, each.compliant_now) for each in days}
    assert told == {
        31: (True, True),
        1: (True, True),
        **dict.fromkeys((2, 3, 4), (False, False)),
        5: (True, True),  # at the end of the day she had renewed
        6: (True, True),
        7: (True, True),
        8: (True, True),
    }
    assert [each.breaches_then for each in days if each.on.day == 3] == [("BBP lapsed",)]
    before = lapsed.lms.reports.audit_days(lapsed.account("ada"), day("2026-03-01"), day("2026-03-01"))
    assert [(each.compliant_then, each.compliant_now) for each in before] == [(None, None)]


def test_day_by_day_what_was_told_late_shows_in_one_row_only() -> None:
    with school([BBP], [rule("BBP", {"job_titles": ["lead"]}, due={"days": 0, "after": "position"})]) as lms:
        lms.join("ada", job_title="clerk", position_start_date="2026-03-02")
        lms.until("2026-03-10")
        lms.change("ada", job_title="lead", position_start_date="2026-03-05")
        days = lms.lms.reports.audit_days(lms.account("ada"), day("2026-03-04"), day("2026-03-10"))
        assert [each.compliant_then for each in days] == [True, True, True, True, True, True, False]
        assert [each.compliant_now for each in days] == [True, True, False, False, False, False, False]

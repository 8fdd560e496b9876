"""Each check on stories worked by hand: passed with a witness, broken with the right sentence, or not exercised."""

from typing import Any

import pytest
from judge.story_evidence import ADA, Asked, Story

from rosterproof.checks import judge
from rosterproof.evidence.record import ReportedError
from rosterproof.verdict import CheckResult, Outcome, ScenarioVerdict, Standing


def result(story: Story, check: str) -> CheckResult:
    verdict = judge(story.evidence(), Asked())
    assert not verdict.obstacles, verdict.obstacles
    return next(one for one in verdict.results if one.check == check)


def sentences(story: Story, check: str) -> list[str]:
    found = result(story, check)
    assert found.outcome in {Outcome.BROKEN, Outcome.WARNING}, found
    return [finding.sentence for finding in found.findings]


def hired(**account: Any) -> tuple[Story, dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Ada is hired into the warehouse on 2026-03-02, gets her account and her two courses at 09:15."""
    story = Story()
    with story.cycle():
        pass
    story.hire()
    story.later(minutes=15)
    with story.cycle():
        ada = story.open_account(**account)
        orientation = story.enrolled(ada, "ORI-100", "2026-03-09", "everyone")
        safety = story.enrolled(ada, "SAFE-110", "2026-03-16", "warehouse")
        story.comply("due", "ORI-100", "SAFE-110")
    return story, ada, orientation, safety


def nobody_does_anything() -> Story:
    """Ada is hired, and the connector sleeps."""
    story = Story()
    story.hire()
    story.later(minutes=15)
    with story.cycle():
        pass
    story.checkpoint()
    with story.cycle(idle=True):
        pass
    return story


def test_a_right_hire_is_certified_with_witnesses() -> None:
    story, *_ = hired()
    story.checkpoint()
    with story.cycle(idle=True):
        pass
    verdict = judge(story.evidence(), Asked())
    assert verdict.standing is Standing.CERTIFIED, _told(verdict)
    passed = {one.check: one for one in verdict.results if one.outcome is Outcome.PASSED}
    assert set(passed) == {
        "account.present",
        "account.unique",
        "profile.true",
        "enrollment.none-missing",
        "enrollment.none-extra",
        "enrollment.due-date",
        "write-back.compliance-status",
        "cycle.idempotent",
    }
    assert all(one.witnesses for one in passed.values())
    assert all(one.outcome is Outcome.NOT_EXERCISED for one in verdict.results if one.check not in passed)


def test_a_connector_that_does_nothing_passes_no_check() -> None:
    verdict = judge(nobody_does_anything().evidence(), Asked())
    assert verdict.standing is Standing.BROKEN
    assert {one.outcome for one in verdict.results} == {Outcome.BROKEN, Outcome.NOT_EXERCISED}


def test_a_missing_account_is_told_with_name_and_cause() -> None:
    told = sentences(nobody_does_anything(), "account.present")
    assert told == [
        f"{ADA} (Ada Berg): expected an open account in the LMS, being employed since 2026-03-02; observed no account"
    ]
    finding = result(nobody_does_anything(), "account.present").findings[0]
    assert finding.look_at == "No exchange mentions this person: the connector neither read nor wrote the record."


def test_an_account_is_asked_for_nobody_who_is_not_employed_yet() -> None:
    story = Story()
    story.hire(on="2026-03-20")
    story.later(minutes=15)
    with story.cycle():
        pass
    story.checkpoint()
    assert result(story, "account.present").outcome is Outcome.NOT_EXERCISED


def test_a_second_account_breaks_uniqueness_whether_open_or_closed() -> None:
    story, *_ = hired()
    story.later(days=1)
    with story.cycle():
        second = story.open_account(username="ada2", email="new@example.com", department="Clinic")
        story.enrolled(second, "ORI-100", "2026-03-09", "everyone")
        story.close_account(second)
    story.checkpoint()
    assert sentences(story, "account.unique") == [
        f"{ADA} (Ada Berg): expected one account in the LMS; "
        f"observed 2: U0000001 ({ADA}@example.com, open) and U0000002 (new@example.com, closed)"
    ]


@pytest.mark.parametrize(
    ("hire", "why"),
    [
        ({"on": "2026-03-20"}, "starts on 2026-03-20 only"),
        ({"department": None}, "the record is held: department is required and is empty"),
        ({"department": "XXX"}, "the record is held: department 'XXX' has no counterpart in the mapping"),
    ],
)
def test_an_account_that_should_not_be_is_told_with_the_reason(hire: dict[str, Any], why: str) -> None:
    story = Story()
    story.hire(**hire)
    with story.cycle():
        ada = story.open_account(department="Clinic")
        story.enrolled(ada, "ORI-100", f"2026-03-{'27' if 'on' in hire else '09'}", "everyone")
    story.checkpoint()
    told = sentences(story, "account.none-unexpected")
    assert told == [f"{ADA} (Ada Berg): expected no open account in the LMS ({why}); observed open account U0000001"]


def test_an_account_of_nobody_is_a_stranger() -> None:
    story, *_ = hired()
    with story.cycle():
        odd = story.open_account(username="odd", external_id="somebody", department="Clinic")
        story.enrolled(odd, "ORI-100", "2026-03-09", "everyone")
    story.checkpoint()
    assert sentences(story, "account.none-unexpected") == [
        "LMS user U0000002: expected every open account to belong to an employee; "
        "observed external_id 'somebody', which no employee has"
    ]


def left(closed_after: float | None) -> tuple[Story, dict[str, Any]]:
    """Ada signs in, leaves at once on 2026-03-05 at 14:00, and the connector closes her account so many hours later."""
    story, ada, *_ = hired()
    story.checkpoint()
    story.later(days=3, hours=4, minutes=45)
    story.tries(ada, let_in=True)
    story.change("terminated", immediate=True)
    story.shows(status="terminated", last_day="2026-03-05")
    spent = 0.0
    if closed_after is not None:
        story.later(hours=closed_after)
        spent = closed_after
        with story.cycle():
            story.close_account(ada)
    story.later(hours=60 - spent)
    with story.cycle():
        pass
    return story, ada


def test_a_leaver_closed_in_time_is_a_witness() -> None:
    story, ada = left(closed_after=0.25)
    story.tries(ada, let_in=False)
    story.tries(ada, "open_session", let_in=False)
    story.checkpoint()
    assert result(story, "account.none-unexpected").witnesses[0].seen == "left, and the account was closed 15 min later"
    assert [w.seen for w in result(story, "leaver.sign-in-refused").witnesses] == [
        "got in before leaving, and is refused at sign-in now",
        "got in before leaving, and is refused in a session opened earlier now",
    ]


def test_a_leaver_closed_too_late_is_told_with_the_exposure() -> None:
    story, _ = left(closed_after=43)
    story.checkpoint()
    assert sentences(story, "account.none-unexpected") == [
        f"{ADA} (Ada Berg): expected the account closed within 24 h of leaving; "
        "observed closed on 2026-03-07 at 09:00 (kept access 43 h after leaving)"
    ]


def test_a_leaver_who_gets_in_is_told_with_the_exposure() -> None:
    story, ada = left(closed_after=None)
    story.tries(ada, let_in=True)
    story.tries(ada, "open_session", let_in=True)
    story.checkpoint()
    assert sentences(story, "leaver.sign-in-refused") == [
        f"{ADA} (Ada Berg): expected to be refused {how}, having left on 2026-03-05; "
        "observed was let in (kept access 60 h after leaving)"
        for how in ("at sign-in", "in a session opened earlier")
    ]
    assert sentences(story, "account.none-unexpected") == [
        f"{ADA} (Ada Berg): expected no open account in the LMS (left on 2026-03-05); "
        "observed open account U0000001 (kept access 60 h after leaving)"
    ]


def test_within_the_grace_a_leaver_may_still_get_in() -> None:
    story, ada, *_ = hired()
    story.later(days=1)
    story.change("terminated", immediate=True)
    story.shows(status="terminated", last_day="2026-03-03")
    story.later(hours=1)
    with story.cycle():
        pass
    story.tries(ada, let_in=True)
    story.checkpoint()
    assert result(story, "leaver.sign-in-refused").outcome is Outcome.NOT_EXERCISED
    assert result(story, "account.none-unexpected").outcome is Outcome.NOT_EXERCISED


def test_a_leaver_who_never_got_in_is_no_witness() -> None:
    story, _ = left(closed_after=0.25)
    story.probes.clear()
    story.tries(None, let_in=False)
    story.checkpoint()
    assert result(story, "leaver.sign-in-refused").outcome is Outcome.NOT_EXERCISED


def test_a_wrong_field_is_told_by_name() -> None:
    story, *_ = hired(location="HOU")
    story.checkpoint()
    assert sentences(story, "profile.true") == [
        f"{ADA} (Ada Berg): expected location 'CHI' in the LMS, as the HRIS has it in location; "
        "observed 'HOU' in account U0000001"
    ]


def promoted(**told: Any) -> tuple[Story, dict[str, Any]]:
    """Ada becomes team leader on 2026-05-01 in the warehouse; the connector writes what it is told to."""
    story, ada, *_ = hired()
    story.later(days=60)
    story.change("promoted", title="team-leader")
    story.shows(title="team-leader")
    story.later(minutes=15)
    with story.cycle():
        if told:
            story.update(ada, **told)
    return story, ada


def test_a_promotion_brings_the_new_course() -> None:
    story, ada = promoted(job_title="team-leader")
    story.enrolled(ada, "PSM-200", "2026-05-31", "leaders")
    story.checkpoint()
    found = result(story, "enrollment.none-missing")
    assert found.outcome is Outcome.PASSED
    assert found.witnesses[-1].seen == "is enrolled in ORI-100, SAFE-110, PSM-200 at checkpoint 1"
    assert result(story, "enrollment.due-date").outcome is Outcome.PASSED


def test_a_promotion_that_never_arrives_leaves_the_course_missing() -> None:
    story, _ = promoted()
    story.checkpoint()
    assert sentences(story, "enrollment.none-missing") == [
        f"{ADA} (Ada Berg): expected to be enrolled in PSM-200 (by rule leaders, due 2026-05-31); "
        "observed not enrolled; the LMS knows the person as warehouse-associate, Warehouse, CHI"
    ]
    finding = result(story, "enrollment.none-missing").findings[0]
    assert finding.exchanges == (1,)
    assert finding.look_at == (
        "Its last write of this kind (createUser, updateUser, reactivateUser, withdrawEnrollment) was on "
        "2026-03-02 09:15 (exchange 1, createUser, answered 201)."
    )


def test_a_finding_that_stays_is_told_once() -> None:
    story, _ = promoted()
    story.checkpoint("first")
    story.later(days=1)
    story.checkpoint("second")
    findings = result(story, "enrollment.none-missing").findings
    assert [(finding.where, finding.still_at) for finding in findings] == [("first", ("second, 2026-05-02 09:30",))]


def test_a_course_that_nothing_calls_for_is_extra() -> None:
    story, ada, *_ = hired()
    with story.cycle():
        story.exchange("createEnrollment", "/v1/enrollments", {"user_id": ada["user_id"], "course": "PSM-200"}, {}, 201)
        story.enrolled(ada, "PSM-200", None, None)
    story.checkpoint()
    assert sentences(story, "enrollment.none-extra") == [
        f"{ADA} (Ada Berg): expected not to be enrolled in PSM-200; "
        "observed enrollment L0000003 (assigned; enrolled by hand)"
    ]


def test_an_enrollment_by_an_administrator_is_nothing_extra_and_must_stay() -> None:
    story, ada, *_ = hired()
    story.learns(ada, "PSM-200", "enroll")
    by_hand = story.enrolled(ada, "PSM-200", None, None)
    story.checkpoint()
    assert result(story, "enrollment.none-extra").outcome is Outcome.PASSED
    story.later(days=1)
    with story.cycle():
        story.close(by_hand, "withdrawn")
        story.exchange("withdrawEnrollment", "/v1/enrollments/L0000003/withdraw", None, by_hand)
    story.checkpoint()
    assert sentences(story, "enrollment.none-missing") == [
        f"{ADA} (Ada Berg): expected to be enrolled in PSM-200 (by hand, by an administrator, without a due date); "
        "observed not enrolled; the LMS knows the person as warehouse-associate, Warehouse, CHI"
    ]


def test_a_due_date_from_a_wrong_hire_date_is_told() -> None:
    story = Story()
    story.hire()
    with story.cycle():
        ada = story.open_account(hire_date=None)
        story.enrolled(ada, "ORI-100", "2026-03-09", "everyone")
        story.enrolled(ada, "SAFE-110", "2026-03-16", "warehouse")
    story.checkpoint()
    assert result(story, "enrollment.due-date").outcome is Outcome.PASSED  # hired today, so today is right by luck
    late = Story()
    late.hire(on="2026-02-20")
    with late.cycle():
        ada = late.open_account(hire_date="2026-03-01")
        late.enrolled(ada, "ORI-100", "2026-03-08", "everyone")
        late.enrolled(ada, "SAFE-110", "2026-03-16", "warehouse")
    late.checkpoint()
    assert sentences(late, "enrollment.due-date") == [
        f"{ADA} (Ada Berg): expected ORI-100 due on 2026-02-27 by rule everyone, hired on 2026-02-20; "
        "observed due on 2026-03-08 (enrollment L0000001, everyone v1)"
    ]


def test_a_connector_that_knew_earlier_may_be_earlier() -> None:
    """A webhook just before midnight, the cycle just after: the earlier day of assignment is right as well."""
    story = Story()
    story.later(hours=14, minutes=50)
    story.hire()
    ada = story.open_account()
    story.enrolled(ada, "ORI-100", "2026-03-09", "everyone")
    story.enrolled(ada, "SAFE-110", "2026-03-16", "warehouse")
    story.later(minutes=15)
    with story.cycle():
        pass
    story.checkpoint()
    assert result(story, "enrollment.due-date").outcome is Outcome.PASSED


def passed(**wrong: Any) -> tuple[Story, dict[str, Any]]:
    """Ada passes SAFE-110 with 88 on 2026-03-12 at 15:00; it is valid for 365 days."""
    story, ada, _, safety = hired()
    story.later(days=10, hours=5, minutes=45)
    completion = story.completed(ada, safety, 88, "2027-03-12")
    story.certified(ada, "SAFE-110", "2027-03-12", "2027-02-10")
    story.later(minutes=15)
    with story.cycle():
        if wrong != {"nothing": True}:
            story.write_back(completion, **wrong)
        story.comply("overdue", "ORI-100")
    return story, completion


def test_a_completion_written_back_is_a_witness_of_three_checks() -> None:
    story, _ = passed()
    story.checkpoint()
    for check in ("write-back.none-missing", "write-back.none-extra", "write-back.exact"):
        assert result(story, check).outcome is Outcome.PASSED
    assert result(story, "write-back.compliance-status").outcome is Outcome.PASSED


def test_a_completion_not_written_back_is_missing() -> None:
    story, _ = passed(nothing=True)
    story.checkpoint()
    assert sentences(story, "write-back.none-missing") == [
        f"{ADA} (Ada Berg): expected a training record in the HRIS for SAFE-110 passed on 2026-03-12 "
        "(source_id C0000001); observed no such record (unknown to the HRIS for 15 min)"
    ]
    assert result(story, "write-back.exact").outcome is Outcome.NOT_EXERCISED


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"score": None}, "expected score 88 for SAFE-110, as the LMS has it (C0000001); observed empty"),
        (
            {"completed_at": "2026-03-12T15:15:00Z"},
            "expected completed_at '2026-03-12T15:00:00Z' for SAFE-110, as the LMS has it (C0000001); "
            "observed '2026-03-12T15:15:00Z'",
        ),
        (
            {"expires_on": "2028-03-12"},
            "expected expires_on '2027-03-12' for SAFE-110, as the LMS has it (C0000001); observed '2028-03-12'",
        ),
    ],
)
def test_a_record_that_differs_is_told_by_field(wrong: dict[str, Any], told: str) -> None:
    story, _ = passed(**wrong)
    story.checkpoint()
    assert sentences(story, "write-back.exact") == [f"{ADA} (Ada Berg): {told} in training record T0000001"]


def test_the_same_instant_in_another_zone_is_exact() -> None:
    story, _ = passed(completed_at="2026-03-12T16:00:00+01:00")
    story.checkpoint()
    assert result(story, "write-back.exact").outcome is Outcome.PASSED


def test_a_record_written_twice_is_extra() -> None:
    story, completion = passed()
    with story.cycle():
        story.write_back(completion)
    story.checkpoint()
    assert sentences(story, "write-back.none-extra") == [
        f"{ADA} (Ada Berg): expected one training record for SAFE-110 passed on 2026-03-12; "
        "observed 2: T0000001 and T0000002"
    ]


def test_a_lost_answer_counts_as_written() -> None:
    """The HRIS did the work and the answer was dropped; the wire's oracle must know the record."""
    story, completion = passed(nothing=True)
    record = {"record_id": "T0000001", "employee_id": ADA, "recorded_at": "2026-03-12T15:15:00Z"}
    asked = {name: completion[name] for name in ("course", "completed_at", "score", "result", "expires_on")}
    asked["source_id"] = completion["completion_id"]
    story.records.append({**record, **asked})
    story.exchange(
        "createTrainingRecord",
        f"/v1/employees/{ADA}/training-records",
        asked,
        None,
        0,
        dropped=True,
        honest={"status": 201, "body": {**record, **asked}},
    )
    story.checkpoint()
    assert result(story, "write-back.none-missing").outcome is Outcome.PASSED


def failed(*, written: bool) -> Story:
    """Ada fails SAFE-110 with 61."""
    story, ada, _, safety = hired()
    story.later(days=4)
    completion = story.completed(ada, safety, 61, None, "failed")
    with story.cycle():
        if written:
            story.write_back(completion, result="passed")
    story.checkpoint()
    return story


def test_a_failed_attempt_rightly_leaves_no_record() -> None:
    found = result(failed(written=False), "write-back.none-extra")
    assert [witness.seen for witness in found.witnesses] == ["SAFE-110 failed on 2026-03-06 rightly is not in the HRIS"]


def test_a_failed_attempt_written_as_a_pass_is_extra() -> None:
    assert sentences(failed(written=True), "write-back.none-extra") == [
        f"{ADA} (Ada Berg): expected no training record for SAFE-110 failed on 2026-03-06, as the policy writes back "
        "passes only; observed record T0000001 with result 'passed'"
    ]


def test_an_invented_record_is_extra() -> None:
    story, completion = passed()
    with story.cycle():
        story.write_back(completion, source_id="C0000099")
    story.checkpoint()
    assert sentences(story, "write-back.none-extra") == [
        f"{ADA} (Ada Berg): expected a completion 'C0000099' in the LMS behind every record; observed none"
    ]


def test_a_wrong_compliance_status_is_a_warning() -> None:
    story, *_ = hired()
    story.later(days=8)
    story.checkpoint()
    assert sentences(story, "write-back.compliance-status") == [
        f"{ADA} (Ada Berg): expected compliance status overdue (ORI-100, SAFE-110); observed due (ORI-100, SAFE-110)"
    ]
    assert result(story, "write-back.compliance-status").outcome is Outcome.WARNING


def held(errors: list[ReportedError] | None) -> Story:
    """Ada has no department."""
    story = Story()
    story.errors = errors
    story.hire(department=None)
    with story.cycle():
        pass
    story.checkpoint()
    return story


def test_a_held_record_that_is_reported_is_a_witness() -> None:
    story = held([ReportedError(system="hris", record=ADA, field="department", reason="is empty")])
    assert result(story, "error.reported").witnesses[0].seen == "is reported: department, is empty"


def test_a_silent_drop_is_told() -> None:
    assert sentences(held([]), "error.reported") == [
        f"{ADA} (Ada Berg): expected an error report naming hris record {ADA} (department is required and is empty); "
        "observed nothing was reported about this record"
    ]


def test_a_report_on_the_wrong_field_is_told() -> None:
    wrong = ReportedError(system="hris", record=ADA, field="title", reason="odd")
    assert sentences(held([wrong]), "error.reported")[0].endswith(
        "observed reported as hris record, field 'title', reason 'odd'"
    )


def test_without_an_errors_channel_reporting_is_omitted() -> None:
    found = result(held(None), "error.reported")
    assert found.outcome is Outcome.OMITTED
    assert "errors:" in found.reason


def throttled(after_ms: int) -> Story:
    """The LMS asks for a second of patience."""
    story = Story()
    story.hire()
    asked = {"external_id": ADA, "given_name": "Ada"}
    with story.cycle():
        story.exchange("createUser", "/v1/users", asked, {}, 429, wall_ms=1000, retry_after=1)
        ada = story.open_account()
        story.enrolled(ada, "ORI-100", "2026-03-09", "everyone")
        story.enrolled(ada, "SAFE-110", "2026-03-16", "warehouse")
        story.journal[-1].data["wall_ms"] = 1000 + after_ms  # type: ignore[index]
    story.checkpoint()
    return story


def test_a_second_of_patience_is_a_witness() -> None:
    found = result(throttled(1003), "throttle.waited")
    assert found.witnesses[0].seen == "asked to wait 1 s and waited 1.00 s (exchange 2)"


def test_impatience_is_told() -> None:
    assert sentences(throttled(120), "throttle.waited") == [
        "createUser on the LMS: expected at least 1 s of waiting after 429 with Retry-After: 1 (exchange 1); "
        "observed the same request again after 0.12 s (exchange 2)"
    ]


def test_a_second_cycle_that_writes_is_told() -> None:
    story, ada, *_ = hired()
    story.checkpoint()
    with story.cycle(idle=True):
        story.update(ada, given_name="Ada")
    assert sentences(story, "cycle.idempotent") == [
        "cycle 3: expected no write, as nothing had changed since the cycle before; observed 1 x updateUser"
    ]


def test_a_learner_who_cannot_do_what_is_right_is_told() -> None:
    story = nobody_does_anything()
    story.later(days=1)
    story.is_refused(ADA, "SAFE-110", "pass", 90)
    assert sentences(story, "learning.possible") == [
        f"{ADA} (Ada Berg): expected to be able to pass SAFE-110; "
        f"observed the LMS refused: {ADA} has no open enrollment in SAFE-110"
    ]


def test_what_nobody_should_be_able_to_do_is_not_asked_for() -> None:
    story, *_ = hired()
    story.checkpoint()
    story.is_refused(ADA, "PSM-200", "pass", 90)
    assert result(story, "learning.possible").outcome is Outcome.NOT_EXERCISED


def test_someone_employed_who_cannot_sign_in_is_told() -> None:
    story, ada, *_ = hired()
    story.close_account(ada)
    story.later(days=1)
    with story.cycle():
        pass
    story.tries(ada, let_in=False)
    story.checkpoint()
    assert sentences(story, "learning.possible") == [
        f"{ADA} (Ada Berg): expected to be able to sign in, being employed; observed sign-in was refused"
    ]


def _told(verdict: ScenarioVerdict) -> str:
    return "\n".join(f.sentence for one in verdict.results for f in one.findings) + str(verdict.obstacles)

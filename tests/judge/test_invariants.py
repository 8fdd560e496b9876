"""The twelve invariants: each is held by a check; those that look at more than checkpoints are judged by hand here."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from judge.story_evidence import ADA, Asked, Story

from rosterproof.checks import discover, judge
from rosterproof.driver.leaking import search
from rosterproof.evidence import folder
from rosterproof.evidence.record import ArmedFault, Leak, LogSearch, ReportedError
from rosterproof.scenario.profile import read_profile
from rosterproof.verdict import CheckResult, Outcome

README = Path(__file__).parents[2] / "scenarios" / "README.md"


def documented() -> dict[str, set[str]]:
    """The table of the README: invariant -> checks."""
    rows = re.findall(r"^\| (I\d+) \| [^|]+ \| ([^|]+) \|$", README.read_text(encoding="utf-8"), re.MULTILINE)
    return {name: set(re.findall(r"`([^`]+)`", checks)) for name, checks in rows}


def held() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for check in discover():
        if check.invariant is not None:
            found.setdefault(check.invariant, set()).add(check.id)
    return found


def test_the_readme_says_which_check_holds_which_invariant() -> None:
    assert documented() == held()
    assert list(documented()) == [f"I{number}" for number in range(1, 13)]


@pytest.mark.parametrize("profile", ["smoke", "core"])
def test_every_invariant_weighs_in_every_profile(profile: str) -> None:
    asked = set(read_profile(profile).severities)
    assert [name for name, checks in held().items() if not checks & asked] == []


def result(story: Story, check: str) -> CheckResult:
    verdict = judge(story.evidence(), Asked(severities={check: "must"}))
    assert not verdict.obstacles, verdict.obstacles
    (found,) = verdict.results
    return found


def told(story: Story, check: str) -> list[str]:
    found = result(story, check)
    assert found.outcome is Outcome.BROKEN, found
    return [finding.sentence for finding in found.findings]


def opened(**fields: Any) -> tuple[Story, dict[str, Any]]:
    """Ada is hired and has her account in the same cycle."""
    story = Story()
    story.hire()
    with story.cycle():
        ada = story.open_account(**fields)
        story.enrolled(ada, "ORI-100", "2026-03-09", "everyone")
        story.enrolled(ada, "SAFE-110", "2026-03-16", "warehouse")
    return story, ada


def looked_at(story: Story) -> Story:
    story.checkpoint()
    return story


def test_a_right_account_is_a_witness_of_three_invariants() -> None:
    story = looked_at(opened()[0])
    for check in ("account.explained", "profile.own-fields", "tenant.own-data"):
        found = result(story, check)
        assert (found.outcome, len(found.witnesses)) == (Outcome.PASSED, 1), check


def test_a_field_that_the_mapping_does_not_name_is_not_the_connectors() -> None:
    story = looked_at(opened(position_start_date="2026-03-02")[0])
    assert told(story, "profile.own-fields") == [
        "exchange 1: expected only fields of the mapping in createUser; observed position_start_date = '2026-03-02'"
    ]


def test_an_enrollment_is_the_connectors_only_where_it_enrolls() -> None:
    for policy, outcome in (({}, Outcome.BROKEN), ({"assign_by": "connector"}, Outcome.PASSED)):
        story, ada = opened()
        story.policy |= policy
        asked = {"user_id": ada["user_id"], "course": "PSM-200"}
        story.exchange("createEnrollment", "/v1/enrollments", asked, {}, 201)
        story.checkpoint()
        found = judge(story.evidence(), Asked(severities={"profile.own-fields": "must"})).results[0]
        said = {finding.observed for finding in found.findings}
        assert (said == {"createEnrollment"}) is (outcome is Outcome.BROKEN)


def test_what_belongs_to_no_connector_is_told() -> None:
    story, _ = opened()
    story.exchange("scheduleClass", "/v1/classes", {"course": "ORI-100"}, {}, 201)
    assert told(looked_at(story), "profile.own-fields") == [
        "exchange 2: expected nothing to be written that is no connector's; observed scheduleClass"
    ]


def test_a_value_that_was_wrong_for_a_minute_is_told() -> None:
    story, ada = opened(department="Clinic")
    story.enrollments.pop()
    story.update(ada, department="Warehouse")
    story.enrolled(ada, "SAFE-110", "2026-03-16", "warehouse")
    story.checkpoint()
    assert result(story, "profile.true").outcome is Outcome.PASSED
    assert told(story, "account.explained") == [
        f"{ADA} (Ada Berg): expected department 'Warehouse', as HR has it in department; observed department 'Clinic'"
    ]


def test_an_account_closed_without_a_reason_in_hr_is_told() -> None:
    story, ada = opened()
    story.close_account(ada)
    assert told(looked_at(story), "account.explained") == [
        f"{ADA} (Ada Berg): expected the account to stay open, as HR has no reason on record to close it; "
        "observed deactivateUser"
    ]


def test_an_account_of_who_has_not_begun_is_told() -> None:
    story = Story()
    story.hire(on="2026-03-20")
    with story.cycle():
        ada = story.open_account(employment_status="pre_hire")
        story.enrolled(ada, "ORI-100", "2026-03-27", "everyone")
        story.enrolled(ada, "SAFE-110", "2026-03-16", "warehouse")
    assert told(looked_at(story), "account.explained") == [
        f"{ADA} (Ada Berg): expected no account to be opened (starts on 2026-03-20 only); observed createUser"
    ]


def test_what_hr_recorded_at_the_same_instant_may_be_known_or_not() -> None:
    story, ada = opened()
    story.change("renamed", given_name="Ada", family_name="Falk")
    story.shows(family_name="Falk")
    story.update(ada, family_name="Berg")
    story.update(ada, family_name="Falk")
    assert result(looked_at(story), "account.explained").outcome is Outcome.PASSED


def test_an_email_that_nobody_here_has_is_of_another_company() -> None:
    story = looked_at(opened(email="else@other.example")[0])
    assert told(story, "tenant.own-data") == [
        "exchange 1: expected an id or email that this company's systems have given out; "
        "observed createUser with email 'else@other.example', which none of them knows"
    ]


def test_a_person_who_is_not_of_this_company_is_told() -> None:
    story, _ = opened()
    path = "/v1/employees/E0099999/compliance-status"
    story.exchange("putComplianceStatus", path, {"status": "due"}, {}, 404)
    assert told(looked_at(story), "tenant.own-data") == [
        "exchange 2: expected an id or email that this company's systems have given out; "
        "observed putComplianceStatus with path 'E0099999', which none of them knows"
    ]


def refused(errors: list[ReportedError], *, mended: bool) -> Story:
    """The HRIS refuses what Ada passed; what stands in `errors` was reported."""
    story, ada = opened()
    story.errors = errors
    story.faults.append(ArmedFault(fault_id="F0000001", kind="refuse", system="hris", times=100, fired=1))
    completion = story.completed(ada, story.enrollments[0], None, None)
    story.certified(ada, "ORI-100", None, None)
    with story.cycle():
        asked = {"source_id": completion["completion_id"]}
        path = f"/v1/employees/{ADA}/training-records"
        story.exchange("createTrainingRecord", path, asked, {}, 422, faults=["F0000001"])
    if mended:
        story.row("fault", {"event": "cleared", "fault_ids": ["F0000001"]})
    return looked_at(story)


@pytest.mark.parametrize("record", ["C0000001", ADA])
def test_a_refused_completion_is_reported_and_not_missing_yet(record: str) -> None:
    story = refused([ReportedError(system="lms", record=record, field="*", reason="422")], mended=False)
    assert len(result(story, "error.reported").witnesses) == 1
    assert result(story, "write-back.none-missing").outcome is Outcome.NOT_EXERCISED


def test_a_refused_completion_that_nobody_hears_of_is_told() -> None:
    assert told(refused([], mended=False), "error.reported") == [
        f"{ADA} (Ada Berg): expected an error report about C0000001 (ORI-100 passed on 2026-03-02, which the HRIS "
        "refused (exchange 2)); observed nothing was reported about this completion"
    ]


def test_once_it_would_be_taken_a_refused_completion_is_missing() -> None:
    story = refused([], mended=True)
    assert result(story, "error.reported").outcome is Outcome.NOT_EXERCISED
    assert result(story, "write-back.none-missing").outcome is Outcome.BROKEN


def on_record() -> tuple[Story, dict[str, Any]]:
    """Ada passed, and it is written back and looked at."""
    story, ada = opened()
    completion = story.completed(ada, story.enrollments[0], 90, None)
    story.certified(ada, "ORI-100", None, None)
    story.write_back(completion)
    return looked_at(story), completion


def test_a_record_that_stays_is_a_witness() -> None:
    story, _ = on_record()
    assert [each.seen for each in result(looked_at(story), "write-back.unchanged").witnesses] == [
        "T0000001 is as it was, at checkpoint 2"
    ]


def test_a_correction_of_what_was_right_is_told() -> None:
    story, completion = on_record()
    story.write_back(completion, corrects="T0000001", reason="looked nicer")
    assert told(looked_at(story), "write-back.unchanged") == [
        f"{ADA} (Ada Berg): expected no correction of T0000001, which was right; "
        "observed T0000002 took its place: 'looked nicer'"
    ]


def test_a_correction_of_what_was_wrong_is_right() -> None:
    story, completion = on_record()
    story.records[0]["score"] = 40
    next(row for row in story.journal if row.data.get("operation") == "createTrainingRecord").data["request"]["body"][
        "score"
    ] = 40
    story.checkpoints.clear()
    story.write_back(completion, corrects="T0000001", reason="the score was another's")
    looked_at(story)
    assert result(looked_at(story), "write-back.unchanged").outcome is Outcome.PASSED
    assert result(story, "write-back.exact").outcome is Outcome.PASSED


def test_a_completion_that_is_another_one_later_is_told() -> None:
    story, completion = on_record()
    completion["score"] = 91
    verdict = judge(looked_at(story).evidence(), Asked(severities={"write-back.unchanged": "must"}))
    assert verdict.obstacles  # and where the LMS did it by itself, nobody else is blamed


def searched(*leaks: Leak) -> Story:
    story, _ = opened()
    story.log = LogSearch(bytes=120, sought=7, leaks=leaks)
    return looked_at(story)


def test_a_log_that_was_searched_in_vain_is_a_witness() -> None:
    assert result(searched(), "log.without-secrets").witnesses[0].seen == (
        "120 bytes hold none of 7 secrets and national ids, after 1 exchanges"
    )


def test_a_secret_in_the_log_is_told_with_its_line() -> None:
    assert told(searched(Leak(what="the API key of the LMS", line=3)), "log.without-secrets") == [
        "the connector's log: expected no credential and no national id in anything that is printed; "
        "observed the API key of the LMS, in line 3"
    ]


def test_without_a_log_or_an_exchange_nothing_is_said() -> None:
    assert result(looked_at(opened()[0]), "log.without-secrets").outcome is Outcome.OMITTED
    idle = Story()
    idle.hire()
    idle.log = LogSearch(bytes=0, sought=7)
    assert result(looked_at(idle), "log.without-secrets").outcome is Outcome.NOT_EXERCISED


def test_a_log_is_searched_line_by_line_and_keeps_what_it_found_to_itself(tmp_path: Path) -> None:
    log = tmp_path / "connector.log"
    log.write_text("started\nkey is s3cret-value here\nshort 12345\n", encoding="utf-8")
    sought = {"s3cret-value": "the API key of the LMS", "12345": "too short to mean anything", "absent-text": "nothing"}
    found = search(log, sought)
    assert found == LogSearch(bytes=log.stat().st_size, sought=3, leaks=(Leak(what="the API key of the LMS", line=2),))
    assert search(tmp_path / "none.log", sought) is None


def test_what_was_found_is_evidence(tmp_path: Path) -> None:
    evidence = searched(Leak(what="the API key of the LMS", line=3)).evidence()
    folder.write(evidence, tmp_path)
    assert folder.read(tmp_path).log == evidence.log
    folder.write(replace(evidence, log=None), tmp_path)
    assert folder.read(tmp_path).log is None

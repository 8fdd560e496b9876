"""What was done on another wire is judged in the words of our own; what a wire cannot carry counts for neither side."""

from dataclasses import replace
from typing import Any

import pytest
from judge.story_evidence import ADA, Asked, all_well
from judge.test_checks_on_tiny_stories import passed

from rosterproof.checks import judge
from rosterproof.evidence.record import Evidence, JournalRow
from rosterproof.oracle.acts import acts, only_reads
from rosterproof.verdict import Outcome, Standing, run_verdict


def translated(evidence: Evidence) -> Evidence:
    """The same story as if every exchange had been on a wire with names of its own."""
    return replace(evidence, journal=tuple(_other(row) for row in evidence.journal))


def _other(row: JournalRow) -> JournalRow:
    if row.kind != "exchange":
        return row
    data = row.data
    deed = {
        "operation": data["operation"],
        "body": (data.get("request") or {}).get("body"),
        "answer": (data.get("response") or {}).get("body"),
        "about": [ADA] if ADA in str(data) else [],
    }
    other = {
        "operation": "post",
        "method": "POST",
        "path": "/soap",
        "request": {"headers": {}, "body": "<xml/>"},
        "response": {"body": "<xml/>"},
        "honest": None,
        "means": [{name: value for name, value in deed.items() if value is not None}],
    }
    return replace(row, data={**data, **other})


def outcomes(evidence: Evidence) -> dict[str, tuple[Outcome, int]]:
    verdict = judge(evidence, Asked())
    assert not verdict.obstacles, verdict.obstacles
    return {one.check: (one.outcome, len(one.witnesses)) for one in verdict.results}


def test_a_story_on_another_wire_comes_out_the_same() -> None:
    evidence = all_well().evidence()
    assert outcomes(translated(evidence)) == outcomes(evidence)
    assert judge(translated(evidence), Asked()).standing is Standing.CERTIFIED


def test_our_own_wire_is_taken_as_it_is() -> None:
    evidence = all_well().evidence()
    assert acts(evidence) is evidence.journal


def test_one_request_may_be_several_deeds_and_one_may_be_none() -> None:
    evidence = all_well().evidence()
    row = next(row for row in evidence.journal if row.kind == "exchange")
    twice = [{"operation": "updateUser", "body": {"email": "a@x"}}, {"operation": "deactivateUser", "body": {}}]
    several = replace(evidence, journal=(replace(row, data={**row.data, "means": twice}),))
    assert [each.data["operation"] for each in acts(several)] == ["updateUser", "deactivateUser"]
    none = replace(evidence, journal=(replace(row, data={**row.data, "operation": "addRow", "means": []}),))
    assert [each.data["operation"] for each in acts(none)] == ["addRow"]


def test_what_reads_is_told_by_its_meaning_not_by_its_method() -> None:
    row = next(row for row in all_well().evidence().journal if row.kind == "exchange")

    def meaning(method: str, operation: str) -> bool:
        return only_reads(replace(row, data={**row.data, "method": method, "operation": operation, "means": [{}]}))

    assert meaning("POST", "listEmployees")
    assert not meaning("POST", "updateUser")


def test_what_no_connector_has_to_do_is_found_on_any_wire() -> None:
    story = all_well()
    evidence = story.evidence()
    row = next(row for row in evidence.journal if row.kind == "exchange" and row.data["method"] != "GET")
    odd = replace(row, data={**row.data, "operation": "addEmployee", "means": []})
    journal = tuple(odd if each is row else each for each in evidence.journal)
    verdict = judge(replace(evidence, journal=journal), Asked(severities={"profile.own-fields": "must"}))
    found = [finding.observed for result in verdict.results for finding in result.findings]
    assert "addEmployee" in found


def test_a_check_that_asks_for_what_the_wire_lacks_is_omitted_with_the_reason() -> None:
    evidence = replace(all_well().evidence(), lacks={"compliance-status": "Vendor: no place for it"})
    result = next(one for one in judge(evidence, Asked()).results if one.check == "write-back.compliance-status")
    assert (result.outcome, result.reason, result.findings) == (Outcome.OMITTED, "Vendor: no place for it", ())


@pytest.mark.parametrize(
    ("lacks", "record", "outcome"),
    [
        ((), {"completed_at": "2026-03-12T00:00:00Z"}, Outcome.BROKEN),
        (("completion-time",), {"completed_at": "2026-03-12T00:00:00Z"}, Outcome.PASSED),
        (("completion-time",), {"completed_at": "2026-03-13T00:00:00Z"}, Outcome.BROKEN),
        (("completion-time",), {"score": None}, Outcome.BROKEN),
        (("completion-score",), {"score": None}, Outcome.PASSED),
        (("completion-score", "completion-expiry"), {"score": None, "expires_on": None}, Outcome.PASSED),
        (("completion-score", "completion-expiry"), {"course": "PSM-200"}, Outcome.BROKEN),
    ],
)
def test_of_a_record_is_judged_what_the_wire_carries(
    lacks: tuple[str, ...], record: dict[str, Any], outcome: Outcome
) -> None:
    story, _ = passed(**record)
    story.checkpoint()
    evidence = replace(story.evidence(), lacks=dict.fromkeys(lacks, "Vendor: no place for it"))
    verdict = judge(evidence, Asked(severities={"write-back.exact": "must"}))
    assert [one.outcome for one in verdict.results] == [outcome]


def test_stories_that_the_wires_cannot_carry_make_no_certificate_partial() -> None:
    found = judge(all_well().evidence(), Asked())
    asked = Asked(scenarios=(found.scenario, "tiny/jobs", "tiny/other"))
    verdict = run_verdict([found], asked, {"tiny/jobs": "Vendor: one job", "elsewhere/story": "Vendor: one job"})
    assert verdict.left_out == {"tiny/jobs": "Vendor: one job"}
    assert verdict.not_played == ("tiny/other",)
    whole = run_verdict([found], Asked(scenarios=(found.scenario, "tiny/jobs")), {"tiny/jobs": "Vendor: one job"})
    assert not whole.partial
    assert whole.left_out_by_reason == {"Vendor: one job": ("tiny/jobs",)}

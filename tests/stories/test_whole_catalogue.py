"""The stories of working life, against the reference connector; and that each knob decides what one of them expects."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rosterproof import certify
from rosterproof.checks import discover, judge
from rosterproof.checks.case import Case
from rosterproof.checks.enrollment.none_extra import none_extra
from rosterproof.driver.simulators import Simulators
from rosterproof.evidence import folder
from rosterproof.evidence.record import Evidence
from rosterproof.oracle.truth import truth
from rosterproof.policy import KNOBS
from rosterproof.report import RunReport
from rosterproof.scenario.profile import read_profile
from rosterproof.verdict import Blame, Finding, Outcome, Standing

FULL = read_profile("full")
#: Those of `smoke` are played by test_first_certificate, and the pilot by test_pilot.
STORIES = [name for name in FULL.scenarios if not name.startswith(("smoke/", "pilot/"))]

Play = Callable[[str], RunReport]


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Play]:
    """Play a story with the reference connector, once. Starting the simulators takes longer than many a story."""
    place = tmp_path_factory.mktemp("full")
    simulators = Simulators.start(place / "simulators.log")

    @cache
    def played(story: str) -> RunReport:
        run = certify.plan(certify.REFERENCE, profile="full", wanted=[story])
        return certify.certify(run, place / story.replace("/", "-"), simulators=simulators)

    yield played
    simulators.close()


@pytest.mark.parametrize("story", STORIES)
def test_the_reference_connector_passes(play: Play, story: str) -> None:
    report = play(story)
    (verdict,) = report.verdict.scenarios
    assert verdict.standing is Standing.CERTIFIED, [result for result in verdict.results if result.findings]
    evidence = report.evidence[0]
    down = any(fault.kind == "outage" for fault in evidence.faults)
    assert down or [(cycle.number, cycle.detail) for cycle in evidence.cycles if not cycle.ok] == []


#: Knob -> a story, and another value for which the story expects something else.
CHOICES: Mapping[str, tuple[str, Any]] = {
    "leaver_grace_minutes": ("lifecycle/lc-28", 1440),
    "pre_hire_access_days": ("lifecycle/lc-03", 0),
    "leave_mode": ("lifecycle/lc-25", "keep"),
    "rehire_mode": ("lifecycle/lc-09-hold", "new"),
    "primary_job_rule": ("lifecycle/lc-17-oldest", "flagged"),
    "contractor_scope": ("lifecycle/lc-30-none", "all"),
    "mass_change_guard_percent": ("lifecycle/lc-32-unguarded", 10),
    "on_unknown_mapping": ("mapping/mp-02-skip", "default"),
    "on_rule_exit": ("lifecycle/lc-12-keep", "withdraw_unstarted"),
    "recert_anchor": ("assignment/as-09-expiry", "completion"),
    "writeback_on": ("write-back/wb-02-any", "pass"),
    "assign_by": ("assignment/as-02", "lms"),
    "score_policy": ("write-back/wb-03-best", "last"),
    "score_scale": ("write-back/wb-14", "percent"),
}


def expectations(evidence: Evidence, policy: Mapping[str, Any]) -> list[Any]:
    """What ought to hold at each checkpoint under a policy, and what is then said of access and of the HRIS."""
    under = replace(evidence, policy={**evidence.policy, **policy})
    expected = truth(under).checkpoints
    case = Case(under)
    shown = [list(check.judge(case)) for check in discover() if check.id in TELLING]
    return [*((one.accounts, one.barred, one.held, one.guarded) for one in expected), shown]


#: Checks that read the policy themselves.
TELLING = (
    "account.none-unexpected",
    "enrollment.none-extra",
    "leaver.sign-in-refused",
    "write-back.none-missing",
    "write-back.exact",
)


@pytest.mark.parametrize("knob", CHOICES)
def test_a_knob_decides_what_a_story_expects(play: Play, knob: str) -> None:
    story, other = CHOICES[knob]
    (evidence,) = play(story).evidence
    assert evidence.policy[knob] != other
    assert expectations(evidence, {knob: other}) != expectations(evidence, {})


def test_every_knob_decides_what_some_story_expects() -> None:
    assert set(CHOICES) == set(KNOBS)


#: What the catalog decides, course by course -> a story, and another value for which the story expects something else.
CATALOG_CHOICES: Mapping[str, tuple[str, Any]] = {
    "window_days": ("assignment/as-10", 20),
    "score_policy": ("smoke/wb-01", "first"),
}


@pytest.mark.parametrize("key", CATALOG_CHOICES)
def test_the_catalog_decides_what_a_story_expects(play: Play, key: str) -> None:
    """How early may be renewed, and which score stands, is said of each course and not of a company."""
    story, other = CATALOG_CHOICES[key]
    (evidence,) = play(story).evidence
    courses = [{**course, key: other} for course in evidence.catalog["courses"]]
    before, after = truth(evidence), truth(replace(evidence, catalog={**evidence.catalog, "courses": courses}))
    assert [each.accounts for each in before.checkpoints] != [each.accounts for each in after.checkpoints]


def test_a_connector_that_enrolls_where_the_lms_does_enrolls_too_many(play: Play) -> None:
    """The same enrollments are right where the customer has the connector enroll, and wrong where the LMS does."""
    (evidence,) = play("assignment/as-02").evidence
    found = {
        who: _extra(replace(evidence, policy={**evidence.policy, "assign_by": who})) for who in ("connector", "lms")
    }
    assert found["connector"] == []
    assert {finding.observed.partition("; ")[2].rstrip(")") for finding in found["lms"]} >= {
        "rule safety-in-the-refinery v1",
        "rule forklift-in-chicago v1",
    }


def _extra(evidence: Evidence) -> list[Finding]:
    return [said for said in none_extra.judge(Case(evidence)) if isinstance(said, Finding)]


def test_under_another_choice_the_same_evidence_is_broken(play: Play) -> None:
    """An account that was rightly open a week ahead is one too many where nobody may come in before the first day."""
    (evidence,) = play("lifecycle/lc-03").evidence
    verdict = judge(replace(evidence, policy={**evidence.policy, "pre_hire_access_days": 0}), FULL)
    broken = {result.check for result in verdict.results if result.outcome is Outcome.BROKEN}
    assert "account.none-unexpected" in broken


def test_a_lay_off_of_a_quarter_of_the_company_trips_the_guard(play: Play) -> None:
    (evidence,) = play("lifecycle/lc-32-guard").evidence
    assert [one.guarded > 5 for one in truth(evidence).checkpoints] == [False, True, True]


def test_an_audited_story_is_judged_alike_from_its_file(play: Play, tmp_path: Path) -> None:
    report = play("audit/au-02")
    (evidence,), (verdict,) = report.evidence, report.verdict.scenarios
    folder.write(evidence, tmp_path)
    assert len(evidence.inquiries) == 3
    assert judge(folder.read(tmp_path), FULL) == verdict


def answered(evidence: Evidence, system: str, **instead: Any) -> Evidence:
    """The same, but one system said something else of the first day that the auditor asked about."""
    first, *others = evidence.inquiries
    told = {**(getattr(first.then, system) or {}), **instead}
    return replace(evidence, inquiries=(replace(first, then=replace(first.then, **{system: told})), *others))


@pytest.mark.parametrize(("system", "lie"), [("lms", {"job_title": "king"}), ("hris", {"title": "king"})])
def test_a_system_that_tells_another_history_than_its_own_is_to_blame(play: Play, system: str, lie: Any) -> None:
    (evidence,) = play("audit/au-01").evidence
    obstacles = judge(answered(evidence, system, **lie), FULL).obstacles
    assert [each.blame for each in obstacles] == [Blame.SIMULATOR]
    assert f"the simulated {system.upper()}" in obstacles[0].reason
    assert "2026-03-12" in obstacles[0].reason

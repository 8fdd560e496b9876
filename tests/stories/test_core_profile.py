"""The stories of working life, against the reference connector; and that each knob decides what one of them expects."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from rosterproof import certify
from rosterproof.checks import judge
from rosterproof.evidence.record import Evidence
from rosterproof.oracle.truth import truth
from rosterproof.report import RunReport
from rosterproof.scenario.library import stories
from rosterproof.scenario.profile import read_profile
from rosterproof.verdict import Outcome, Standing

CORE = read_profile("core")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> RunReport:
    run = certify.plan(certify.REFERENCE, profile="core", wanted=["lifecycle/*"])
    return certify.certify(run, tmp_path_factory.mktemp("run") / "core")


def test_the_profile_names_every_story_of_a_folder_that_it_names_any_of() -> None:
    folders = {name.partition("/")[0] for name in CORE.scenarios}
    assert set(CORE.scenarios) == {name for name in stories() if name.partition("/")[0] in folders}


def test_the_reference_connector_passes_all_of_them(played: RunReport) -> None:
    verdicts = {story.scenario: story.standing for story in played.verdict.scenarios}
    assert verdicts == dict.fromkeys(verdicts, Standing.CERTIFIED)
    assert len(verdicts) >= 18


#: Knob -> a story, and another value for which the story expects something else.
CHOICES: Mapping[str, tuple[str, Any]] = {
    "leaver_grace_minutes": ("lifecycle/lc-28", 1440),
    "pre_hire_access_days": ("lifecycle/lc-03", 0),
    "leave_mode": ("lifecycle/lc-25", "keep"),
}


def expectations(evidence: Evidence, policy: Mapping[str, Any]) -> list[Any]:
    """What ought to hold at each checkpoint under a policy, and which leavers are shown to be out by then."""
    under = replace(evidence, policy={**evidence.policy, **policy})
    expected = truth(under).checkpoints
    verdict = judge(under, CORE)
    seen = [
        result.witnesses
        for result in verdict.results
        if result.check in ("account.none-unexpected", "leaver.sign-in-refused")
    ]
    return [(one.accounts, one.barred, one.held, one.guarded) for one in expected] + [seen]


@pytest.mark.parametrize("knob", CHOICES)
def test_a_knob_decides_what_a_story_expects(played: RunReport, knob: str) -> None:
    story, other = CHOICES[knob]
    (evidence,) = [one for one in played.evidence if one.scenario == story]
    assert evidence.policy[knob] != other
    assert expectations(evidence, {knob: other}) != expectations(evidence, {})


def test_under_another_choice_the_same_evidence_is_broken(played: RunReport) -> None:
    """An account that was rightly open a week ahead is one too many where nobody may come in before the first day."""
    (evidence,) = [one for one in played.evidence if one.scenario == "lifecycle/lc-03"]
    verdict = judge(replace(evidence, policy={**evidence.policy, "pre_hire_access_days": 0}), CORE)
    broken = {result.check for result in verdict.results if result.outcome is Outcome.BROKEN}
    assert "account.none-unexpected" in broken

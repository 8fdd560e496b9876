"""Design law 9: every check can fail. Each mutant is caught by the very check that it names, in the story it names."""

from pathlib import Path

import pytest

from rosterproof import certify
from rosterproof.prove.trial import Trial, trials
from rosterproof.reference.vacuous import VACUOUS
from rosterproof.verdict import Outcome, Standing

SMALL = [f"smoke/{story}" for story in ("lc-01", "lc-12", "lc-27", "mp-01", "wb-01")]
MUTANTS = [trial for trial in trials("smoke", 7) if trial.kind == "mutant"]


@pytest.mark.parametrize("trial", MUTANTS, ids=lambda trial: trial.id)
def test_a_mutant_is_caught_by_its_check(trial: Trial, tmp_path: Path) -> None:
    verdict = certify.certify(trial.run, tmp_path / "run").verdict
    (caught,) = [check for check in verdict.checks if check.check == trial.caught_by]
    assert caught.outcome in (Outcome.BROKEN, Outcome.WARNING)
    assert caught.findings > 0
    assert all(not story.obstacles for story in verdict.scenarios)


@pytest.mark.parametrize("name", VACUOUS)
def test_a_connector_that_does_nothing_passes_no_must_check(name: str, tmp_path: Path) -> None:
    verdict = certify.certify(certify.plan(VACUOUS[name], wanted=SMALL), tmp_path / "run").verdict
    passed = [check.check for check in verdict.checks if check.outcome is Outcome.PASSED and check.severity == "must"]
    assert passed == []
    assert verdict.standing is not Standing.CERTIFIED

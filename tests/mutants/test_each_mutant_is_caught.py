"""Design law 9: every check can fail. Each mutant is caught by the very check that it names, in each story it names."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rosterproof import certify
from rosterproof.driver.simulators import Simulators
from rosterproof.prove.trial import Trial, trials
from rosterproof.reference.vacuous import VACUOUS
from rosterproof.report.likeness import kills, saved
from rosterproof.verdict import Outcome, RunVerdict, Standing

SMALL = [f"smoke/{story}" for story in ("lc-01", "lc-12", "lc-27", "mp-01", "wb-01")]
MUTANTS = [trial for trial in trials("full", 7) if trial.kind == "mutant"]


@pytest.fixture(scope="module")
def simulators(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulators]:
    """One process for all of them: starting it takes longer than many a story."""
    started = Simulators.start(tmp_path_factory.mktemp("simulators") / "simulators.log")
    yield started
    started.close()


def assert_the_matrix_is_current(mutant: str, verdict: RunVerdict) -> None:
    """What reports hold connectors against is what mutants break today: the same checks in the same stories."""
    for story, broken in kills(verdict.scenarios).items():
        assert set(broken) == set(saved()[mutant].kills.get(story, ())), "run `rosterproof prove --profile full --save`"


@pytest.mark.parametrize("trial", MUTANTS, ids=lambda trial: trial.id)
def test_a_mutant_is_caught_by_its_check(trial: Trial, simulators: Simulators, tmp_path: Path) -> None:
    verdict = certify.certify(trial.run, tmp_path / "run", simulators=simulators).verdict
    assert all(not story.obstacles for story in verdict.scenarios)
    assert_the_matrix_is_current(trial.id, verdict)
    for story in verdict.scenarios:
        (caught,) = [result for result in story.results if result.check == trial.kills[story.scenario]]
        assert caught.outcome in (Outcome.BROKEN, Outcome.WARNING), story.scenario
        assert caught.findings


@pytest.mark.parametrize("name", VACUOUS)
def test_a_connector_that_does_nothing_passes_no_must_check(name: str, tmp_path: Path) -> None:
    verdict = certify.certify(certify.plan(VACUOUS[name], wanted=SMALL), tmp_path / "run").verdict
    passed = [check.check for check in verdict.checks if check.outcome is Outcome.PASSED and check.severity == "must"]
    assert passed == []
    assert verdict.standing is not Standing.CERTIFIED

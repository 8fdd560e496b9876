"""When a proof stands: every mutant caught by its own check, the vacuous passing nothing, the honest one certified."""

from types import SimpleNamespace
from typing import Any

import pytest
from judge.story_evidence import Asked

from rosterproof.errors import NothingSelected
from rosterproof.exit_code import ExitCode
from rosterproof.prove.matrix import as_json, render
from rosterproof.prove.proof import Proof, Result, proof
from rosterproof.prove.trial import trials
from rosterproof.reference.mutants import discover
from rosterproof.scenario.profile import read_profile
from rosterproof.verdict import CheckResult, Outcome, ScenarioVerdict, Witness, run_verdict, scenario_standing

ONE, TWO = "account.unique", "profile.true"


def result(
    kind: Any, caught_by: str = "", obstacles: tuple[Any, ...] = (), two_is: Any = "must", **outcomes: Outcome
) -> Result:
    names = (("one", ONE, "must"), ("two", TWO, two_is))
    results = tuple(_said(name, outcomes.get(key, Outcome.PASSED), severity) for key, name, severity in names)
    verdict = ScenarioVerdict(
        scenario="tiny/story",
        title="A tiny story",
        standing=scenario_standing(obstacles, results),
        obstacles=obstacles,
        results=results,
        story_digest="",
        wire_digest="",
    )
    plans = (SimpleNamespace(story=SimpleNamespace(id="tiny/story")),)
    trial: Any = SimpleNamespace(
        id=f"M-{caught_by}" if kind == "mutant" else kind,
        title="errs",
        kind=kind,
        kills={"tiny/story": caught_by} if caught_by else {},
        run=SimpleNamespace(plans=plans),
    )
    return Result(trial=trial, verdict=run_verdict([verdict], Asked()))


def _said(check: str, outcome: Outcome, severity: Any) -> CheckResult:
    witnesses = (Witness(subject="ada", seen="all well"),) if outcome is Outcome.PASSED else ()
    return CheckResult(
        check=check,
        requirement="R",
        cites=(),
        invariant=None,
        severity=severity,
        outcome=outcome,
        witnesses=witnesses,
    )


HONEST = result("honest")
IDLE = result("vacuous", one=Outcome.BROKEN, two=Outcome.NOT_EXERCISED)
KILLED = result("mutant", ONE, one=Outcome.BROKEN)
KILLED_TOO = result("mutant", TWO, two=Outcome.BROKEN)


def test_it_stands_when_everybody_comes_out_as_they_must() -> None:
    found = proof([HONEST, IDLE, KILLED, KILLED_TOO])
    assert found.stands
    assert found.exit_code is ExitCode.CERTIFIED
    assert found.unproven == ()
    assert "PROVEN  2 of 2 mutants killed by their own check; vacuous passes 0" in render(found)


def test_it_does_not_stand_while_a_must_check_was_broken_by_no_mutant() -> None:
    """That a connector which does nothing breaks it is no proof: it breaks everything."""
    found = proof([HONEST, result("vacuous", one=Outcome.BROKEN, two=Outcome.BROKEN), KILLED])
    assert (found.stands, found.exit_code, found.unproven) == (False, ExitCode.BROKEN, (TWO,))
    assert f"{TWO}: no mutant made this must-check fail" in render(found)
    assert "NOT PROVEN  1 of 1 mutants killed" in render(found)


def test_a_check_that_only_warns_may_be_left_unproven_and_is_named() -> None:
    found = proof([result("honest", two_is="should"), IDLE, KILLED])
    assert found.stands
    assert f"no mutant made fail, but no must: {TWO}" in render(found)


@pytest.mark.parametrize(
    ("results", "told"),
    [
        ([HONEST, IDLE, KILLED_TOO, result("mutant", ONE)], "LIVES"),
        ([HONEST, IDLE, KILLED, result("mutant", ONE, two=Outcome.BROKEN)], "LIVES"),
        ([HONEST, IDLE, KILLED, KILLED_TOO, result("mutant", ONE, one=Outcome.INCONCLUSIVE)], "NOT JUDGED"),
        ([HONEST, result("vacuous", one=Outcome.BROKEN), KILLED, KILLED_TOO], f"passes 1 must-checks: {TWO}"),
        ([result("honest", two=Outcome.BROKEN), IDLE, KILLED, KILLED_TOO], "honest   errs: broken"),
        (
            [result("honest", one=Outcome.NOT_EXERCISED), IDLE, KILLED, KILLED_TOO],
            f"M-{ONE} ({ONE} in tiny/story): the honest connector did not pass",
        ),
    ],
)
def test_it_does_not_stand_otherwise(results: list[Result], told: str) -> None:
    found: Proof = proof(results)
    assert not found.stands
    assert found.exit_code is ExitCode.BROKEN
    assert told in render(found)
    assert '"stands": false' in as_json(found)


def test_it_does_not_stand_while_a_story_catches_nobody() -> None:
    """A story that no mutant fails says nothing when it is passed."""
    found = proof([HONEST, IDLE])
    assert (found.stands, found.idle) == (False, ("tiny/story",))
    assert "tiny/story: no mutant must be caught in it" in render(found)


def test_a_mutant_lives_where_one_of_its_stories_misses_it() -> None:
    found = proof([HONEST, IDLE, result("mutant", ONE, one=Outcome.PASSED), KILLED_TOO])
    assert "LIVES in tiny/story" in render(found)


def test_a_larger_profile_tries_mutants_in_more_stories() -> None:
    tried = {trial.id: trial for trial in trials("full", 7)}
    assert [plan.story.id for plan in tried["M07"].run.plans] == list(tried["M07"].kills)
    assert len(tried["M07"].kills) > 1
    assert {mutant.id for mutant in discover()} <= set(tried)


def test_only_those_asked_for_are_tried_and_the_honest_one_where_they_are() -> None:
    tried = {trial.id: trial for trial in trials("smoke", 7, only=("M47", "M81"))}
    assert list(tried) == ["honest", "M47", "M81"]
    assert set(tried["M81"].kills) - set(read_profile("smoke").scenarios), "also outside of the profile"
    played = [plan.story.id for plan in tried["honest"].run.plans]
    assert played == [*tried["M47"].kills, *tried["M81"].kills]


def test_a_mutant_that_there_is_not_is_told() -> None:
    with pytest.raises(NothingSelected, match="no mutant 'M7'"):
        list(trials("smoke", 7, only=("M7",)))


def test_of_a_part_of_the_mutants_it_is_not_asked_that_they_prove_everything() -> None:
    assert proof([HONEST, KILLED], whole=False).stands
    assert not proof([HONEST, result("mutant", ONE)], whole=False).stands
    assert not proof([result("honest", one=Outcome.NOT_EXERCISED), KILLED], whole=False).stands


def test_everything_that_there_is_is_tried() -> None:
    tried = {trial.id: trial for trial in trials("smoke", 7)}
    assert {"honest", "nothing", "yes", "M07", "M44"} <= set(tried)
    assert len(tried) >= 15
    assert [plan.story.id for plan in tried["M07"].run.plans] == ["smoke/lc-15"]
    assert tried["M07"].kills == {"smoke/lc-15": "account.unique"}
    assert tried["M07"].run.connector.run.command != tried["honest"].run.connector.run.command

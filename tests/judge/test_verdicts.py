"""How results add up to a verdict: nothing passes by absence, and what could not be judged is nobody's fault."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from judge.story_evidence import Asked, Story, all_well

from rosterproof.checks import Check, UnknownCheck, discover, judge, selected
from rosterproof.errors import NothingSelected
from rosterproof.evidence.record import Incident
from rosterproof.exit_code import ExitCode
from rosterproof.scenario.guide import guide
from rosterproof.verdict import (
    Blame,
    CheckResult,
    Obstacle,
    Outcome,
    RunVerdict,
    ScenarioVerdict,
    Standing,
    run_verdict,
    scenario_standing,
)

STUCK = Obstacle(blame=Blame.SIMULATOR, reason="it fell over")


def said(check: str, outcome: Outcome, severity: Any = "must", reason: str = "") -> CheckResult:
    return CheckResult(
        check=check, requirement="R", cites=(), invariant=None, severity=severity, outcome=outcome, reason=reason
    )


def story(name: str, *results: CheckResult, obstacles: tuple[Obstacle, ...] = ()) -> ScenarioVerdict:
    return ScenarioVerdict(
        scenario=name,
        title=name,
        standing=scenario_standing(obstacles, results),
        obstacles=obstacles,
        results=results,
        story_digest="",
        wire_digest="",
    )


PASSED = said("a.b", Outcome.PASSED)
BROKEN = said("a.b", Outcome.BROKEN)


@pytest.mark.parametrize(
    ("results", "obstacles", "standing"),
    [
        ((PASSED,), (), Standing.CERTIFIED),
        ((PASSED, said("c.d", Outcome.WARNING, "should")), (), Standing.CERTIFIED),
        ((PASSED, said("c.d", Outcome.NOT_EXERCISED)), (), Standing.CERTIFIED),
        ((PASSED, said("c.d", Outcome.INCONCLUSIVE, "should")), (), Standing.CERTIFIED),
        ((PASSED, said("c.d", Outcome.INCONCLUSIVE)), (), Standing.INCONCLUSIVE),
        ((BROKEN, said("c.d", Outcome.INCONCLUSIVE)), (), Standing.BROKEN),
        ((BROKEN,), (STUCK,), Standing.INCONCLUSIVE),
        ((PASSED,), (STUCK,), Standing.INCONCLUSIVE),
        ((said("a.b", Outcome.NOT_EXERCISED),), (), Standing.INCONCLUSIVE),
        ((said("a.b", Outcome.OMITTED),), (), Standing.INCONCLUSIVE),
        ((said("a.b", Outcome.PASSED, "should"),), (), Standing.INCONCLUSIVE),
        ((), (), Standing.INCONCLUSIVE),
    ],
)
def test_a_story_stands_by_its_must_checks(
    results: tuple[CheckResult, ...], obstacles: tuple[Obstacle, ...], standing: Standing
) -> None:
    assert scenario_standing(obstacles, results) is standing


def verdict(*stories: ScenarioVerdict, of: tuple[str, ...] = ("one", "two")) -> RunVerdict:
    return run_verdict(stories, Asked(scenarios=of))


def test_a_run_is_certified_when_every_story_is() -> None:
    run = verdict(story("one", PASSED), story("two", PASSED))
    assert (run.standing, run.reasons, run.partial) == (Standing.CERTIFIED, (), False)


def test_a_broken_story_outweighs_one_that_could_not_be_judged() -> None:
    run = verdict(story("one", PASSED, obstacles=(STUCK,)), story("two", BROKEN))
    assert run.standing is Standing.BROKEN
    assert run.reasons == ("two: a.b broken.", "one: it fell over")


def test_a_story_that_could_not_be_judged_leaves_the_run_inconclusive() -> None:
    run = verdict(story("one", PASSED, obstacles=(STUCK,)), story("two", PASSED))
    assert (run.standing, run.reasons) == (Standing.INCONCLUSIVE, ("one: it fell over",))


def test_a_must_check_that_no_story_exercised_leaves_a_whole_run_inconclusive() -> None:
    absent = said("c.d", Outcome.NOT_EXERCISED)
    run = verdict(story("one", PASSED, absent), story("two", PASSED, absent))
    assert run.standing is Standing.INCONCLUSIVE
    assert run.reasons == ("Passed in no story, though the profile makes it a must: c.d.",)


LESSER = replace(story("two", PASSED, said("c.d", Outcome.WARNING)), weight="should")


def test_a_story_that_is_no_must_may_fail_and_is_shown_as_broken() -> None:
    run = verdict(story("one", PASSED, said("c.d", Outcome.PASSED)), LESSER)
    assert LESSER.standing is Standing.BROKEN
    assert (run.standing, run.reasons) == (Standing.CERTIFIED, ())
    assert len(run.noted) == 1
    assert run.noted[0].startswith("two: ")
    assert "weighs should" in run.noted[0]
    assert {check.check: check.outcome for check in run.checks}["c.d"] is Outcome.WARNING


def test_a_must_check_that_only_warned_has_passed_nowhere() -> None:
    run = verdict(story("one", PASSED), LESSER)
    assert run.standing is Standing.INCONCLUSIVE
    assert run.reasons == ("Passed in no story, though the profile makes it a must: c.d.",)


def test_a_story_that_is_no_must_and_could_not_be_judged_is_no_certificate_all_the_same() -> None:
    run = verdict(story("one", PASSED), replace(story("two", PASSED, obstacles=(STUCK,)), weight="should"))
    assert run.standing is Standing.INCONCLUSIVE


def test_a_should_check_that_no_story_exercised_does_not() -> None:
    run = verdict(story("one", PASSED, said("c.d", Outcome.NOT_EXERCISED, "should")), of=("one",))
    assert run.standing is Standing.CERTIFIED


def test_a_part_of_a_profile_is_judged_on_that_part_and_says_so() -> None:
    run = verdict(story("one", PASSED, said("c.d", Outcome.NOT_EXERCISED)))
    assert (run.standing, run.partial, run.not_played) == (Standing.CERTIFIED, True, ("two",))


def test_an_omitted_must_check_is_shown_and_does_not_hinder() -> None:
    run = verdict(story("one", PASSED, said("c.d", Outcome.OMITTED, reason="not sold")), of=("one",))
    assert run.standing is Standing.CERTIFIED
    assert [(check.check, check.reason) for check in run.omissions] == [("c.d", "not sold")]


def test_what_a_check_says_of_a_run_is_the_weightiest_of_its_stories() -> None:
    run = verdict(story("one", PASSED), story("two", BROKEN))
    assert run.checks[0].outcome is Outcome.BROKEN
    assert run.checks[0].by_scenario == {"one": Outcome.PASSED, "two": Outcome.BROKEN}


def test_selecting_nothing_is_an_error() -> None:
    with pytest.raises(NothingSelected, match="no story"):
        verdict()
    with pytest.raises(NothingSelected, match="asks for no check") as caught:
        judge(Story().evidence(), Asked(severities={}))
    assert caught.value.exit_code is ExitCode.NOTHING_SELECTED


def test_asking_for_a_check_that_there_is_not_names_the_nearest() -> None:
    with pytest.raises(UnknownCheck, match=r"did you mean 'account\.unique'\?"):
        selected(Asked(severities={"account.unikue": "must"}))


def test_every_check_is_found_where_its_name_says() -> None:
    for check in discover():
        module = f"rosterproof.checks.{check.id}".replace("-", "_")
        assert check.judge.__module__ == module


@pytest.mark.parametrize("check", discover(), ids=lambda check: check.id)
def test_every_check_says_what_it_requires_and_cites_rows_that_there_are(check: Check) -> None:
    assert check.requirement.endswith(".")
    assert "itness" in check.about
    assert check.cites
    assert set(check.cites) <= {row.id for row in guide()}


def test_a_check_that_crashes_is_inconclusive_and_nobody_elses_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(_case: object) -> Any:
        raise KeyError("user_id")

    check = next(check for check in discover() if check.id == "account.unique")
    broken = replace(check, judge=crash)
    monkeypatch.setattr("rosterproof.checks.registry.discover", lambda: (broken,))
    found = judge(all_well().evidence(), Asked(severities={"account.unique": "must"}))
    assert found.standing is Standing.INCONCLUSIVE
    assert found.results[0].outcome is Outcome.INCONCLUSIVE
    assert found.results[0].reason == "the check itself failed: KeyError: 'user_id'"


def test_evidence_that_the_oracle_cannot_digest_is_the_harness_fault() -> None:
    story = all_well()
    story.changes[0].change["effective_on"] = "soon"  # type: ignore[index]
    found = judge(story.evidence(), Asked())
    assert found.standing is Standing.INCONCLUSIVE
    assert found.obstacles[0].blame is Blame.HARNESS


@pytest.mark.parametrize(
    ("kind", "blame"),
    [
        ("connector-failed", Blame.CONNECTOR),
        ("settle-deadline", Blame.CONNECTOR),
        ("simulator-failed", Blame.SIMULATOR),
        ("harness-failed", Blame.HARNESS),
    ],
)
def test_an_incident_makes_a_story_inconclusive(kind: Any, blame: Blame) -> None:
    story = all_well()
    story.incidents.append(Incident(kind=kind, at=datetime(2026, 3, 2, tzinfo=UTC), detail="It stopped."))
    found = judge(story.evidence(), Asked())
    assert found.standing is Standing.INCONCLUSIVE
    assert [(one.blame, one.reason) for one in found.obstacles] == [(blame, "It stopped.")]
    assert not any(one.outcome in {Outcome.PASSED, Outcome.BROKEN} for one in found.results)


def test_a_declared_omission_is_kept_and_the_rest_is_judged() -> None:
    story = all_well()
    story.omits = {"account.unique": "our LMS merges"}
    results = {one.check: one for one in judge(story.evidence(), Asked()).results}
    assert results["account.unique"].outcome is Outcome.OMITTED
    assert results["account.unique"].reason == "our LMS merges"
    assert results["account.present"].outcome is Outcome.PASSED


def test_a_story_without_a_checkpoint_says_nothing() -> None:
    found = judge(Story().evidence(), Asked())
    assert found.standing is Standing.INCONCLUSIVE
    assert found.obstacles[0].reason == "no checkpoint was reached, so there is nothing to judge."

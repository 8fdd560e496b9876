"""Many runs of the same: the verdict is the worst of them, and what was not steady is named."""

from typing import Any

from judge.story_evidence import Asked

from rosterproof.report.distribution import Distribution, as_data, render
from rosterproof.verdict import (
    CheckResult,
    Outcome,
    RunVerdict,
    ScenarioVerdict,
    Standing,
    run_verdict,
    scenario_standing,
)


def run(one: Outcome = Outcome.PASSED, two: Outcome = Outcome.PASSED, wire: str = "w") -> RunVerdict:
    results = tuple(
        CheckResult(check=check, requirement="R", cites=(), invariant=None, severity=severity, outcome=outcome)
        for check, outcome, severity in _checks(one, two)
    )
    story = ScenarioVerdict(
        scenario="tiny/story",
        title="A tiny story",
        standing=scenario_standing((), results),
        obstacles=(),
        results=results,
        story_digest="s",
        wire_digest=wire,
    )
    return run_verdict([story], Asked())


def _checks(one: Outcome, two: Outcome) -> list[tuple[str, Outcome, Any]]:
    return [("a.one", one, "must"), ("a.two", two, "should")]


def test_runs_that_are_all_alike_are_steady() -> None:
    found = Distribution(runs=(run(), run(), run()))
    assert found.standing is Standing.CERTIFIED
    assert found.unsteady == ()
    assert render(found) == (
        "verdicts  certified 3, of 3 runs\n"
        "digests   one story · one wire\n"
        "unsteady  nothing: every check came out alike in every run\n"
        "CERTIFIED  in 3 of 3 runs\n"
    )


def test_one_broken_run_of_many_is_broken_and_is_named() -> None:
    found = Distribution(runs=(run(), run(), run(Outcome.BROKEN, wire="x"), run()))
    assert found.standing is Standing.BROKEN
    assert as_data(found) == {
        "verdict": "broken",
        "runs": 4,
        "verdicts": {"certified": 3, "broken": 1, "inconclusive": 0},
        "story_digests": 1,
        "wire_digests": 2,
        "unsteady": [{"scenario": "tiny/story", "check": "a.one", "outcomes": {"passed": 3, "broken": 1}, "first": 3}],
    }
    assert "unsteady  tiny/story  a.one  passed 3 · broken 1  (see run 3)\nBROKEN  in 1 of 4 runs\n" in render(found)


def test_what_could_not_be_judged_is_no_certificate_of_the_rest() -> None:
    found = Distribution(runs=(run(), run(Outcome.INCONCLUSIVE)))
    assert found.standing is Standing.INCONCLUSIVE


def test_a_warning_now_and_then_is_unsteady_though_certified() -> None:
    found = Distribution(runs=(run(two=Outcome.WARNING), run(), run()))
    assert found.standing is Standing.CERTIFIED
    assert [(each.check, each.first) for each in found.unsteady] == [("a.two", 1)]

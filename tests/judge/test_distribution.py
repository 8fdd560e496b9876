"""Many runs of the same: the verdict is the worst of them, and what was not steady is named."""

from datetime import UTC, datetime
from typing import Any

from judge.story_evidence import Asked

from rosterproof.report.distribution import Distribution, as_data, render, told
from rosterproof.verdict import (
    CheckResult,
    Finding,
    Outcome,
    RunVerdict,
    ScenarioVerdict,
    Standing,
    Witness,
    run_verdict,
    scenario_standing,
)

SEEN = (Witness(subject="ada", seen="all well"), Witness(subject="bo", seen="all well"))
FINDING = Finding(
    subject="ada", expected="an account", observed="none", at=datetime(2026, 3, 2, tzinfo=UTC), where="checkpoint 1"
)


def run(one: Outcome = Outcome.PASSED, two: Outcome = Outcome.PASSED, wire: str = "w") -> RunVerdict:
    results = tuple(
        CheckResult(
            check=check,
            requirement="R",
            cites=(),
            invariant=None,
            severity=severity,
            outcome=outcome,
            witnesses=SEEN if outcome is Outcome.PASSED else (),
            findings=(FINDING,) if outcome in {Outcome.BROKEN, Outcome.WARNING} else (),
        )
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
        "check                        passed in  findings   witnesses  fewest in a run\n"
        "a.one                                3         0           6                2\n"
        "a.two                                3         0           6                2\n"
        "verdicts  certified 3, of 3 runs\n"
        "digests   one story · one wire\n"
        "unsteady  nothing: every check came out alike in every run\n"
        "CERTIFIED  in 3 of 3 runs: 0 findings, 12 witnesses\n"
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
        "checks": [
            {"check": "a.one", "passed": 3, "findings": 1, "witnesses": 6, "fewest": 0},
            {"check": "a.two", "passed": 4, "findings": 0, "witnesses": 8, "fewest": 2},
        ],
        "unsteady": [{"scenario": "tiny/story", "check": "a.one", "outcomes": {"passed": 3, "broken": 1}, "first": 3}],
    }
    assert "unsteady  tiny/story  a.one  passed 3 · broken 1  (see run 3)\nBROKEN  in 1 of 4 runs: " in render(found)
    assert render(found).endswith("1 findings, 14 witnesses\n")


def test_what_could_not_be_judged_is_no_certificate_of_the_rest() -> None:
    found = Distribution(runs=(run(), run(Outcome.INCONCLUSIVE)))
    assert found.standing is Standing.INCONCLUSIVE


def test_a_warning_now_and_then_is_unsteady_though_certified() -> None:
    found = Distribution(runs=(run(two=Outcome.WARNING), run(), run()))
    assert found.standing is Standing.CERTIFIED
    assert [(each.check, each.first) for each in found.unsteady] == [("a.two", 1)]


def test_of_many_seeds_each_is_named_and_nobody_asks_for_one_digest() -> None:
    found = Distribution(runs=(run(), run(Outcome.BROKEN), run()), seeds=(11, 12, 13))
    text = render(found)
    assert "verdicts  certified 2 · broken 1, of 3 seeds\n" in text
    assert "(see seed 12)" in text
    assert "digests" not in text
    assert [(each["seed"], each["verdict"], each["findings"]) for each in as_data(found)["seeds"]] == [
        (11, "certified", 0),
        (12, "broken", 1),
        (13, "certified", 0),
    ]


def test_witnesses_are_counted_before_they_are_let_go() -> None:
    found = Distribution(runs=(told(run()),))
    assert found.runs[0].scenarios[0].results[0].witnesses == ()
    assert found.checks[0].witnesses == 2

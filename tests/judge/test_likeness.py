"""A broken connector is held against the kill matrix that is shipped: is it current, and whom does it name?"""

from datetime import UTC, datetime

import pytest
from judge.story_evidence import Asked

from rosterproof.checks import discover as checks
from rosterproof.reference.mutants import discover
from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.vacuous import VACUOUS
from rosterproof.report import likeness
from rosterproof.report.likeness import Known, Likeness, saved
from rosterproof.scenario.library import stories
from rosterproof.verdict import CheckResult, Finding, Outcome, RunVerdict, ScenarioVerdict, Standing, run_verdict

CURRENT = "run `rosterproof prove --profile full --save`"


@pytest.mark.parametrize("mutant", discover(), ids=lambda mutant: mutant.id)
def test_the_matrix_has_each_mutant_with_what_it_must_be_caught_by(mutant: Mutant) -> None:
    known = saved().get(mutant.id)
    assert known is not None, CURRENT
    assert known.title == mutant.title, CURRENT
    assert all(check in known.kills.get(story, {}) for story, check in mutant.kills.items()), CURRENT


def test_the_matrix_has_nothing_that_there_is_no_more() -> None:
    assert set(saved()) == {*VACUOUS, *(mutant.id for mutant in discover())}, CURRENT
    assert {story for each in saved().values() for story in each.kills} <= set(stories()), CURRENT
    known = {check.id for check in checks()}
    assert {check for each in saved().values() for broken in each.kills.values() for check in broken} <= known, CURRENT


def found(check: str, *expected: str) -> CheckResult:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    findings = tuple(
        Finding(subject="ada", expected=each, observed="not so", at=at, where="there") for each in expected
    )
    outcome = Outcome.BROKEN if findings else Outcome.PASSED
    return CheckResult(
        check=check, requirement="R", cites=(), invariant=None, severity="must", outcome=outcome, findings=findings
    )


def run(**by_story: list[CheckResult]) -> RunVerdict:
    names = {name: f"smoke/{name.replace('_', '-')}" for name in by_story}
    return run_verdict(
        [
            ScenarioVerdict(
                scenario=names[name],
                title=name,
                standing=Standing.BROKEN,
                obstacles=(),
                results=tuple(results),
                story_digest="",
                wire_digest="",
            )
            for name, results in by_story.items()
        ],
        Asked(scenarios=tuple(names.values())),
    )


NOTHING = {"account.present": ("an open account",)}
MATRIX = {
    mutant: Known(title=title, kills=kills)
    for mutant, title, kills in (
        ("M14", "sends the manager only on create", {"smoke/lc-15": {"profile.true": ("manager in the LMS",)}}),
        ("M31", "sends the email only on create", {"smoke/lc-15": {"profile.true": ("email in the LMS",)}}),
        (
            "M20",
            "sends the title only on create",
            {"smoke/lc-12": {"profile.true": ("title in the LMS",), "enrollment.none-missing": ("to be enrolled in",)}},
        ),
        ("M01", "skips people without an event", {"smoke/lc-12": NOTHING}),
        ("nothing", "does nothing", {"smoke/lc-12": NOTHING, "smoke/lc-15": NOTHING}),
    )
}


@pytest.fixture(autouse=True)
def matrix(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "matrix" not in request.node.name and "mutant" not in request.fixturenames:
        monkeypatch.setattr(likeness, "saved", lambda: MATRIX)


def named(verdict: RunVerdict) -> list[tuple[str, float]]:
    return [(each.mutant, each.score) for each in likeness.likeness(verdict)]


def test_the_one_that_breaks_the_same_in_the_same_way_is_named() -> None:
    """Whoever the person and whatever the seed: names, codes and dates do not count."""
    verdict = run(
        lc_15=[found("profile.true", "email 'ada@example.com' in the LMS", "email 'bo@example.com' in the LMS")]
    )
    assert named(verdict) == [("M31", 1.0)]
    (like,) = likeness.likeness(verdict)
    assert like.sentence == "M31, which sends the email only on create (100% alike in lc-15)"


def test_what_is_broken_besides_makes_it_less_like() -> None:
    verdict = run(lc_12=[found("profile.true", "title 'nurse' in the LMS"), found("account.unique", "one account")])
    assert named(verdict) == []
    assert named(run(lc_12=[found("profile.true", "title 'x' in the LMS")])) == [("M20", 0.5)]


def test_stories_that_only_one_of_them_played_do_not_count() -> None:
    verdict = run(lc_15=[found("profile.true", "manager 'E1' in the LMS")], wb_01=[found("write-back.exact", "score")])
    assert named(verdict) == [("M14", 1.0)]


def test_of_two_that_are_equally_like_the_one_that_shows_it_in_more_stories_is_named() -> None:
    absent = found("account.present", "an open account")
    assert named(run(lc_12=[absent], lc_15=[absent])) == [("nothing", 1.0)]
    assert named(run(lc_12=[absent])) == [("M01", 1.0), ("nothing", 1.0)]


def test_two_that_are_equally_like_are_both_named() -> None:
    verdict = run(lc_15=[found("profile.true", "manager 'E1' in the LMS", "email 'x' in the LMS")])
    assert named(verdict) == [("M14", 0.75), ("M31", 0.75)]


def test_nobody_is_named_where_nothing_is_broken_or_nothing_is_like() -> None:
    assert named(run(lc_15=[found("profile.true")])) == []
    assert named(run(lc_15=[found("account.unique", "one account")])) == []
    assert Likeness(mutant="M1", title="errs", score=2 / 3, stories=("a/b", "a/c")).sentence == (
        "M1, which errs (67% alike in b, c)"
    )

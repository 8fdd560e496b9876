"""Design law 8, on one page: every kind of result comes about, for its own reason and no other.

Blame is placed: what could not be judged is never broken, and what was not looked at is never passed.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from judge.story_evidence import Asked, Story, all_well

from rosterproof.checks import discover, judge
from rosterproof.errors import NothingSelected
from rosterproof.evidence.record import ArmedFault, Incident
from rosterproof.report import RunReport, as_json, console, html, summary
from rosterproof.verdict import Blame, Outcome, Severity, Standing, run_verdict

PRESENT = "account.present"


def no_account() -> Story:
    story = Story()
    story.hire(department="CLN")
    with story.cycle():
        pass
    story.checkpoint()
    return story


def nobody() -> Story:
    story = Story()
    story.checkpoint()
    return story


def omitted() -> Story:
    story = all_well()
    story.omits = {PRESENT: "not sold"}
    return story


def without_a_channel() -> Story:
    story = all_well()
    story.errors = None
    story.checkpoint()
    return story


def with_a_fault_that_never_fired() -> Story:
    story = all_well()
    story.faults.append(ArmedFault(fault_id="F0000001", kind="throttle", system="lms", times=1, fired=0))
    return story


def stopped(kind: str) -> Callable[[], Story]:
    def make() -> Story:
        story = all_well()
        at = datetime(2026, 3, 2, tzinfo=UTC)
        story.incidents.append(Incident(kind=kind, at=at, detail="It stopped."))  # type: ignore[arg-type]
        return story

    return make


def with_an_lms_that_invents() -> Story:
    story = all_well()
    story.users[0]["job_title"] = "nurse"
    story.checkpoint()
    return story


KINDS: list[tuple[str, Callable[[], Story], str, Severity, Outcome, Blame | None]] = [
    ("passed", all_well, PRESENT, "must", Outcome.PASSED, None),
    ("broken", no_account, PRESENT, "must", Outcome.BROKEN, None),
    ("warning", no_account, PRESENT, "should", Outcome.WARNING, None),
    ("not exercised", nobody, PRESENT, "must", Outcome.NOT_EXERCISED, None),
    ("omitted by its own word", omitted, PRESENT, "must", Outcome.OMITTED, None),
    ("omitted for want of a channel", without_a_channel, "error.reported", "must", Outcome.OMITTED, None),
    ("a fault that never fired", with_a_fault_that_never_fired, PRESENT, "must", Outcome.INCONCLUSIVE, Blame.STORY),
    ("a silent connector", stopped("connector-failed"), PRESENT, "must", Outcome.INCONCLUSIVE, Blame.CONNECTOR),
    ("a deadline", stopped("settle-deadline"), PRESENT, "must", Outcome.INCONCLUSIVE, Blame.CONNECTOR),
    ("a dead simulator", stopped("simulator-failed"), PRESENT, "must", Outcome.INCONCLUSIVE, Blame.SIMULATOR),
    ("a simulator at fault", with_an_lms_that_invents, PRESENT, "must", Outcome.INCONCLUSIVE, Blame.SIMULATOR),
    ("a harness at fault", stopped("harness-failed"), PRESENT, "must", Outcome.INCONCLUSIVE, Blame.HARNESS),
]


@pytest.mark.parametrize(
    ("story", "check", "severity", "outcome", "blame"), [k[1:] for k in KINDS], ids=[k[0] for k in KINDS]
)
def test_it_comes_about(
    story: Callable[[], Story], check: str, severity: Severity, outcome: Outcome, blame: Blame | None
) -> None:
    asked = Asked(severities={check: severity})
    evidence = story().evidence()
    found = judge(evidence, asked)
    (result,) = found.results
    assert result.outcome is outcome
    assert [each.blame for each in found.obstacles[:1]] == ([blame] if blame else [])
    assert bool(result.witnesses) or outcome is not Outcome.PASSED
    told = console.render(
        RunReport(verdict=run_verdict([found], asked), evidence=(evidence,), version="0.1.0"), color=False
    )
    assert f"1 {outcome}" in told


@pytest.mark.parametrize("weights", [{"s3": "should", "s4": "info"}, {"s3": "info"}, {"s4": "should"}, {}])
def test_a_must_is_a_warning_in_a_story_that_weighs_less(weights: dict[str, Severity]) -> None:
    asked = Asked(severities={PRESENT: "must"}, weights=weights)
    evidence = replace(no_account().evidence(), tags=("hires", "s3"))
    found = judge(evidence, asked)
    (result,) = found.results
    assert found.standing is Standing.BROKEN
    assert result.outcome is (Outcome.WARNING if "s3" in weights else Outcome.BROKEN)
    run = RunReport(verdict=run_verdict([found], asked), evidence=(evidence,), version="0.1.0")
    pages = console.render(run, color=False, width=500), html.render(run), summary.render(run), as_json.render(run)
    assert all(("does not count" in page) is ("s3" in weights) for page in pages)


def test_a_crashed_check_is_inconclusive(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(_case: object) -> list[None]:
        raise ZeroDivisionError

    broken = replace(next(check for check in discover() if check.id == PRESENT), judge=crash)  # type: ignore[arg-type]
    monkeypatch.setattr("rosterproof.checks.registry.discover", lambda: (broken,))
    (result,) = judge(all_well().evidence(), Asked(severities={PRESENT: "must"})).results
    assert result.outcome is Outcome.INCONCLUSIVE


def test_selecting_nothing_is_an_error_and_no_result() -> None:
    with pytest.raises(NothingSelected):
        judge(all_well().evidence(), Asked(severities={}))


def test_this_page_has_every_kind() -> None:
    assert {outcome for *_, outcome, _ in KINDS} == set(Outcome)
    assert {blame for *_, blame in KINDS if blame} == set(Blame)

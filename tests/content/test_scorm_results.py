"""What the values of a SCO say of the learner, by SCORM 1.2 and by SCORM 2004."""

from collections.abc import Mapping

import pytest

from rosterproof_sim.domain.rules.scorm import objections, standing_of
from rosterproof_sim.domain.words.content import ContentStandard, Launchable
from rosterproof_sim.domain.words.playing import Standing

Told = tuple[bool, str | None, float | None]


def judged(standard: ContentStandard, values: Mapping[str, str], mastery: float | None = None) -> Told:
    part = Launchable(launch_id="I1", title="One", url="i.html", mastery_score=mastery)
    found = standing_of(standard, part, values, Standing(launch_id="I1"))
    assert found.satisfied is (found.success == "passed")
    return found.completed, found.success, found.score


def of_12(status: str | None = None, raw: str | None = None, low: str | None = None, high: str | None = None) -> dict:
    named = {"lesson_status": status, "score.raw": raw, "score.min": low, "score.max": high}
    return {f"cmi.core.{name}": value for name, value in named.items() if value is not None}


@pytest.mark.parametrize(
    ("values", "mastery", "told"),
    [
        (of_12("passed"), None, (True, "passed", None)),
        (of_12("completed"), None, (True, "passed", None)),
        (of_12("failed"), None, (True, "failed", None)),
        (of_12("incomplete"), None, (False, None, None)),
        (of_12("browsed"), None, (False, None, None)),
        (of_12("not attempted"), None, (False, None, None)),
        (of_12(), None, (False, None, None)),
        (of_12("passed", "87"), None, (True, "passed", 87)),
        (of_12("incomplete", "95"), 0.8, (False, None, 95)),
        # The manifest's score decides, whatever the SCO says.
        (of_12("passed", "79"), 0.8, (True, "failed", 79)),
        (of_12("failed", "80"), 0.8, (True, "passed", 80)),
        (of_12("completed", "80"), 0.8, (True, "passed", 80)),
        (of_12("completed"), 0.8, (True, "passed", None)),
        # From min to max.
        (of_12("passed", "15", "0", "20"), 0.8, (True, "failed", 75)),
        (of_12("passed", "6", "5", "6"), 0.8, (True, "passed", 100)),
        (of_12("passed", "7", "9", "9"), None, (True, "passed", 7)),
        (of_12("passed", "250"), None, (True, "passed", 100)),
        (of_12("passed", "-3"), None, (True, "passed", 0)),
    ],
)
def test_scorm_12(values: Mapping[str, str], mastery: float | None, told: Told) -> None:
    assert judged("scorm_1.2", values, mastery) == told


def of_2004(completion: str | None = None, success: str | None = None, **score: str) -> dict:
    named = {"completion_status": completion, "success_status": success}
    named |= {f"score.{name}": value for name, value in score.items()}
    return {f"cmi.{name}": value for name, value in named.items() if value is not None}


@pytest.mark.parametrize(
    ("values", "mastery", "told"),
    [
        (of_2004("completed", "passed", scaled="0.9"), None, (True, "passed", 90)),
        (of_2004("completed", "failed", scaled="0.9"), None, (True, "failed", 90)),
        (of_2004("incomplete", "passed"), None, (False, "passed", None)),
        (of_2004("completed", "unknown"), None, (True, "passed", None)),
        (of_2004("completed"), None, (True, "passed", None)),
        (of_2004("incomplete", "unknown"), None, (False, None, None)),
        (of_2004(), None, (False, None, None)),
        # To be satisfied by a measure: it decides, and nothing else does.
        (of_2004("completed", "failed", scaled="0.8"), 0.8, (True, "passed", 80)),
        (of_2004("completed", "passed", scaled="0.79"), 0.8, (True, "failed", 79)),
        (of_2004("completed", "passed"), 0.8, (True, None, None)),
        (of_2004("completed", "passed", raw="18", min="0", max="20"), 0.8, (True, None, 90)),
        (of_2004("completed", "passed", scaled="-0.5"), -0.6, (True, "passed", 0)),
        (of_2004("completed", "passed", raw="18", min="0", max="20"), None, (True, "passed", 90)),
        # Without min and max a raw score of 2004 says nothing.
        (of_2004("completed", "passed", raw="18"), None, (True, "passed", None)),
    ],
)
def test_scorm_2004(values: Mapping[str, str], mastery: float | None, told: Told) -> None:
    assert judged("scorm_2004", values, mastery) == told


def test_a_pass_stays_whatever_a_later_session_says() -> None:
    part = Launchable(launch_id="I1", title="One", url="i.html")
    before = Standing(launch_id="I1", completed=True, success="passed", score=90, satisfied=True)
    assert standing_of("scorm_1.2", part, of_12("failed", "10"), before) == before


@pytest.mark.parametrize(
    ("standard", "name", "value"),
    [
        ("scorm_1.2", "cmi.core.lesson_status", "Passed"),
        ("scorm_1.2", "cmi.core.lesson_status", "passed "),
        ("scorm_1.2", "cmi.core.score.raw", "nan"),
        ("scorm_1.2", "cmi.core.score.raw", "1e3"),
        ("scorm_1.2", "cmi.core.score.raw", "٨٧"),
        ("scorm_1.2", "cmi.core.session_time", "PT5M"),
        ("scorm_1.2", "cmi.completion_status", "completed"),
        ("scorm_1.2", "cmi.core.student_name", "Ada"),
        ("scorm_2004", "cmi.success_status", "true"),
        ("scorm_2004", "cmi.score.scaled", "1.01"),
        ("scorm_2004", "cmi.score.scaled", "80"),
        ("scorm_2004", "cmi.session_time", "00:05:00"),
        ("scorm_2004", "cmi.core.lesson_status", "passed"),
        ("scorm_2004", "__proto__", "x"),
    ],
)
def test_what_a_standard_does_not_know_is_refused(standard: ContentStandard, name: str, value: str) -> None:
    assert [each.where for each in objections(standard, {name: value})] == [name]


def test_what_it_knows_is_taken() -> None:
    of_one = {
        **of_12("passed", "87.5", "0", "100"),
        "cmi.core.session_time": "0000:12:30.5",
        "cmi.suspend_data": "\n<b>",
    }
    of_other = {**of_2004("completed", "passed", scaled="-1", raw="-3"), "cmi.session_time": "PT1H30M5.25S"}
    assert list(objections("scorm_1.2", of_one)) == list(objections("scorm_2004", of_other)) == []

"""What a SCO has set when it ends, and what that says of the learner.

SCORM 1.2 has one status, SCORM 2004 two. A score that counts from a minimum to a maximum is brought to 100; where a
score to be reached is set in the manifest, the score decides, and not what the SCO says of it.
"""

import re
from collections.abc import Iterator, Mapping

from rosterproof_sim.domain.rules.moving_on import hundredths
from rosterproof_sim.domain.words.content import ContentStandard, Launchable, Objection
from rosterproof_sim.domain.words.playing import Standing, Success

_NUMBER = r"-?\d{1,9}(\.\d{1,9})?"
_ANY = r"(?s).{0,65536}"
#: The elements that a SCO may set here -> what their values look like.
_ELEMENTS: Mapping[ContentStandard, Mapping[str, str]] = {
    "scorm_1.2": {
        "cmi.core.lesson_status": "passed|completed|failed|incomplete|browsed|not attempted",
        "cmi.core.score.raw": _NUMBER,
        "cmi.core.score.min": _NUMBER,
        "cmi.core.score.max": _NUMBER,
        "cmi.core.session_time": r"\d{2,4}:\d{2}:\d{2}(\.\d{1,2})?",
        "cmi.core.exit": "time-out|suspend|logout|",
        "cmi.core.lesson_location": _ANY,
        "cmi.suspend_data": _ANY,
    },
    "scorm_2004": {
        "cmi.completion_status": "completed|incomplete|not attempted|unknown",
        "cmi.success_status": "passed|failed|unknown",
        "cmi.score.scaled": r"-?(0(\.\d{1,9})?|1(\.0{1,9})?)",
        "cmi.score.raw": _NUMBER,
        "cmi.score.min": _NUMBER,
        "cmi.score.max": _NUMBER,
        "cmi.progress_measure": r"0(\.\d{1,9})?|1(\.0{1,9})?",
        "cmi.session_time": r"P(\d+Y)?(\d+M)?(\d+D)?(T(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?",
        "cmi.exit": "time-out|suspend|logout|normal|",
        "cmi.location": _ANY,
        "cmi.suspend_data": _ANY,
    },
}

_SUCCESS: Mapping[str, Success] = {"passed": "passed", "failed": "failed"}


def objections(standard: ContentStandard, values: Mapping[str, str]) -> Iterator[Objection]:
    """Say which elements and values the standard does not have."""
    known = _ELEMENTS.get(standard, {})
    for name, value in values.items():
        if name not in known:
            yield Objection(code="invalid", where=name, what=f"is no element that a SCO of {standard} sets here")
        elif re.fullmatch(known[name], value, re.ASCII) is None:
            yield Objection(code="invalid", where=name, what="has a value that the standard does not know for it")


def standing_of(
    standard: ContentStandard, launchable: Launchable, values: Mapping[str, str], before: Standing
) -> Standing:
    """Return how a part stands by what its SCO has set; a pass of an earlier session stays."""
    if before.success == "passed":
        return before
    judged = _by_12 if standard == "scorm_1.2" else _by_2004
    completed, success, score = judged(launchable, values)
    return Standing(
        launch_id=launchable.launch_id,
        completed=completed or before.completed,
        success=success,
        score=before.score if score is None else score,
        satisfied=success == "passed",
    )


def _by_12(launchable: Launchable, values: Mapping[str, str]) -> tuple[bool, Success | None, float | None]:
    """Judge by lesson_status. Completed without a score to be reached is a pass: 1.2 has no other way to say it."""
    status = values.get("cmi.core.lesson_status", "not attempted")
    score = _share(values, "cmi.core.score.", plain=True)
    completed = status in ("passed", "completed", "failed")
    if completed and launchable.mastery_score is not None and score is not None:
        return True, "passed" if score >= launchable.mastery_score else "failed", hundredths(score)
    success = "passed" if status == "completed" else _SUCCESS.get(status)
    return completed, success, None if score is None else hundredths(score)


def _by_2004(launchable: Launchable, values: Mapping[str, str]) -> tuple[bool, Success | None, float | None]:
    """Judge by success_status; by completion_status only where nothing is known of success and none is to be scored."""
    completed = values.get("cmi.completion_status") == "completed"
    said = values.get("cmi.success_status", "unknown")
    scaled = values.get("cmi.score.scaled")
    score = float(scaled) if scaled is not None else _share(values, "cmi.score.", plain=False)
    told = None if score is None else hundredths(score)
    if launchable.mastery_score is not None:
        if scaled is None:
            return completed, None, told
        return completed, "passed" if float(scaled) >= launchable.mastery_score else "failed", told
    success = _SUCCESS.get(said, "passed" if completed else None)
    return completed, success, told


def _share(values: Mapping[str, str], prefix: str, *, plain: bool) -> float | None:
    """Return a raw score as its share from min to max; `plain`: without them it counts to 100."""
    raw, low, high = (values.get(prefix + name) for name in ("raw", "min", "max"))
    if raw is None:
        return None
    if low is not None and high is not None and float(low) < float(high):
        return min(1.0, (float(raw) - float(low)) / (float(high) - float(low)))
    return min(1.0, float(raw) / 100) if plain else None

"""When a part of the content is done with, and what all parts together are worth."""

from collections.abc import Sequence

from rosterproof_sim.domain.words.content import Launchable
from rosterproof_sim.domain.words.playing import Standing


def is_satisfied(launchable: Launchable, standing: Standing) -> bool:
    """Tell whether a part's criterion to move on is met.

    >>> unit = Launchable(launch_id="urn:1", title="One", url="i.html", move_on="CompletedAndPassed")
    >>> is_satisfied(unit, Standing(launch_id="urn:1", success="passed"))
    False
    """
    passed = standing.success == "passed"
    match launchable.move_on:
        case "Passed":
            return passed
        case "Completed":
            return standing.completed
        case "CompletedAndPassed":
            return standing.completed and passed
        case "CompletedOrPassed":
            return standing.completed or passed
        case "NotApplicable":
            return True


def hundredths(scaled: float) -> float:
    """Return a scaled score as one that counts to 100; below zero is zero, and whole stays whole.

    >>> [hundredths(each) for each in (0.87, 1, -0.2, 0.333)]
    [87, 100, 0, 33.3]
    """
    found = round(max(0.0, scaled) * 100, 4)
    return int(found) if found == int(found) else found


def overall_score(standings: Sequence[Standing]) -> float | None:
    """Return the mean of the scores that there are; whole stays whole.

    >>> overall_score([Standing(launch_id="1", score=80), Standing(launch_id="2"), Standing(launch_id="3", score=91)])
    85.5
    """
    scores = [each.score for each in standings if each.score is not None]
    return hundredths(sum(scores) / len(scores) / 100) if scores else None

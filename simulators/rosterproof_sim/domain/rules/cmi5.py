"""What content may say by cmi5 (Quartz, 1st edition), when, and what follows from it.

An LMS rejects what breaks the rules of the standard; it keeps, and makes nothing of, what cmi5 leaves to the content.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from rosterproof_sim.domain.rules.moving_on import hundredths, is_satisfied
from rosterproof_sim.domain.words.content import Launchable
from rosterproof_sim.domain.words.playing import Launch, LaunchState, Standing, Success
from rosterproof_sim.domain.words.refusals import Rejected

ADL = "http://adlnet.gov/expapi/verbs/"
W3ID = "https://w3id.org/xapi/adl/verbs/"
CATEGORY = "https://w3id.org/xapi/cmi5/context/categories/cmi5"
MOVE_ON_CATEGORY = "https://w3id.org/xapi/cmi5/context/categories/moveon"
EXTENSIONS = "https://w3id.org/xapi/cmi5/context/extensions/"
SESSION = EXTENSIONS + "sessionid"
REASON = "https://w3id.org/xapi/cmi5/result/extensions/reason"

#: What content says, and what only the LMS does.
_OF_CONTENT = {ADL + verb: verb for verb in ("initialized", "completed", "passed", "failed", "terminated")}
_OF_LMS = {ADL + "launched", *(W3ID + verb for verb in ("abandoned", "waived", "satisfied"))}
#: What moves a learner on, and says so by a category of its own.
_MOVES_ON = frozenset({"completed", "passed", "failed"})
_SUCCESS: Mapping[str | None, Success] = {"passed": "passed", "failed": "failed"}
_STATES: Mapping[str | None, LaunchState] = {"initialized": "initialized", "terminated": "terminated"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """What a statement is judged by."""

    launch: Launch
    launchable: Launchable
    standing: Standing
    actor: Mapping[str, Any]
    #: The verbs of cmi5 that were said in this session.
    said: frozenset[str]


def verb_of(statement: Mapping[str, Any]) -> str | None:
    """Return which verb of cmi5 a statement says; None where it is the content's own. Raises Rejected."""
    verb = statement["verb"]["id"]
    if not _has_category(statement, CATEGORY):
        if verb in _OF_LMS or (verb in _OF_CONTENT and _has_category(statement, MOVE_ON_CATEGORY)):
            raise Rejected("category-missing", f"{verb} is said without the category {CATEGORY}")
        return None
    if verb in _OF_LMS:
        raise Rejected("verb-of-the-lms", f"{verb} is said by the LMS and by nobody else")
    if verb not in _OF_CONTENT:
        raise Rejected("verb-unknown", f"{verb} is no verb of cmi5; leave the category {CATEGORY} out")
    return _OF_CONTENT[verb]


def judge(session: Session, statement: Mapping[str, Any], verb: str | None) -> None:
    """Raise Rejected where content may not say this now."""
    _judge_context(session, statement)
    _judge_order(session, verb)
    score = statement.get("result", {}).get("score")
    if score is not None:
        _judge_score(score, verb)
    if verb in _MOVES_ON:
        _judge_move(session, statement, str(verb))


def state_after(launch: Launch, verb: str | None) -> LaunchState:
    """Return the state of a session once a verb was said."""
    return _STATES.get(verb, launch.state)


def standing_after(session: Session, statement: Mapping[str, Any], verb: str | None) -> Standing:
    """Return how a part stands once a verb was said."""
    standing = session.standing
    if verb == "completed":
        standing = replace(standing, completed=True)
    elif verb in _SUCCESS:
        scaled = statement.get("result", {}).get("score", {}).get("scaled")
        score = None if scaled is None else hundredths(scaled)
        standing = replace(standing, success=_SUCCESS[verb], score=score)
    return replace(standing, satisfied=is_satisfied(session.launchable, standing))


def _judge_context(session: Session, statement: Mapping[str, Any]) -> None:
    context = statement.get("context", {})
    launch = session.launch
    said = context.get("extensions", {}).get(SESSION)
    if said is None:
        raise Rejected("session-missing", f"its context has no extension {SESSION}")
    if said != launch.session_id:
        raise Rejected("session-missing", f"its session is {str(said)[:64]!r}, and this is {launch.session_id}")
    if context.get("registration") != launch.registration_id:
        raise Rejected("wrong-registration", f"its registration is not {launch.registration_id}")
    if _account(statement["actor"]) != _account(session.actor):
        raise Rejected("wrong-actor", "its actor is not the learner who was launched")
    # What content says of its own, it may say of whatever it likes.
    if _has_category(statement, CATEGORY) and statement["object"]["id"] != launch.activity_id:
        raise Rejected("wrong-activity", f"its object is not {launch.activity_id}")


def _judge_order(session: Session, verb: str | None) -> None:
    state = session.launch.state
    if state in ("terminated", "abandoned"):
        raise Rejected("session-ended", f"the session was {state}; nothing is said in it any more")
    if verb in session.said:
        raise Rejected("statement-repeated", f"{verb} was said in this session already")
    if state == "launched" and verb != "initialized":
        raise Rejected("not-initialized", "nothing is said in a session before it is initialized")
    if verb == "completed" and session.standing.completed:
        raise Rejected("statement-repeated", "completed was said in this registration already")
    if session.standing.success == "passed" and verb in _SUCCESS:
        what = f"{verb} is not said in a registration that was passed"
        raise Rejected("statement-repeated" if verb == "passed" else "failed-after-passed", what)


def _judge_score(score: Mapping[str, Any], verb: str | None) -> None:
    if verb is not None and verb not in _SUCCESS:
        raise Rejected("score-not-allowed", f"{verb} has no score")
    if "raw" in score:
        if "min" not in score or "max" not in score:
            raise Rejected("score-incomplete", "a raw score is said with its min and max")
        if not score["min"] <= score["raw"] <= score["max"]:
            raise Rejected("score-incomplete", "the raw score is not between min and max")


def _judge_move(session: Session, statement: Mapping[str, Any], verb: str) -> None:
    result = statement.get("result", {})
    if session.launch.mode != "Normal":
        raise Rejected("mode-not-normal", f"{verb} is not said in the mode {session.launch.mode}")
    if not _has_category(statement, MOVE_ON_CATEGORY):
        raise Rejected("category-missing", f"{verb} is said with the category {MOVE_ON_CATEGORY}")
    if verb in _SUCCESS and result.get("success", verb == "passed") is not (verb == "passed"):
        raise Rejected("result-contradicts", f"its success says otherwise than {verb}")
    if verb == "completed" and result.get("completion", True) is not True:
        raise Rejected("result-contradicts", "its completion says otherwise than completed")
    mastery, scaled = session.launchable.mastery_score, result.get("score", {}).get("scaled")
    if (
        verb in _SUCCESS
        and mastery is not None
        and scaled is not None
        and (scaled >= mastery) is not (verb == "passed")
    ):
        raise Rejected("score-against-mastery", f"{verb} is said with {scaled}, where {mastery} passes")


def _has_category(statement: Mapping[str, Any], category: str) -> bool:
    named = statement.get("context", {}).get("contextActivities", {}).get("category", ())
    return any(each.get("id") == category for each in named)


def _account(actor: Mapping[str, Any]) -> tuple[Any, Any]:
    account = actor.get("account", {})
    return account.get("homePage"), account.get("name")

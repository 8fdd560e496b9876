"""What administrators of the LMS do: publish courses, change and try rules, tell events, excuse people, keep groups."""

from typing import Any

from rosterproof_sim.dialect import Answer, Asked, Views, created, gone, ok
from rosterproof_sim.domain.rules.catalog_reading import course_from, rule_from
from rosterproof_sim.domain.words.calendar import instant_text
from rosterproof_sim.domain.words.catalog import Rule
from rosterproof_sim.domain.words.refusals import Refused
from rosterproof_sim.domain.words.written import written
from rosterproof_sim.lms.lms import Lms
from rosterproof_sim.web.house import House

VIEWS = Views()


@VIEWS.view("putAssignmentRule")
def put_assignment_rule(asked: Asked[House]) -> Answer:
    """Put a rule in force."""
    return ok(written(_lms(asked).change_rule(_rule(asked))))


@VIEWS.view("tryAssignmentRule")
def try_assignment_rule(asked: Asked[House]) -> Answer:
    """Tell what a rule would do."""
    return ok({"data": [written(each) for each in _lms(asked).try_rule(_rule(asked))]})


@VIEWS.view("publishCourse")
def publish_course(asked: Asked[House]) -> Answer:
    """Put a course in force in a new version."""
    values: dict[str, Any] = {"code": asked.path["code"], **asked.body}
    retake = values.pop("retake_within_days", None)
    return ok(written(_lms(asked).publish_course(course_from(values, ""), retake)))


@VIEWS.view("holdClass")
def hold_class(asked: Asked[House]) -> Answer:
    """Announce a class, and book those who can be."""
    lms, fields = _lms(asked), dict(asked.body)
    people = fields.pop("external_ids")
    session = lms.classroom.schedule(fields)
    return created(
        {"class_id": session.class_id, "data": [_seated(lms, session.class_id, external_id) for external_id in people]}
    )


def _seated(lms: Lms, class_id: str, external_id: str) -> dict[str, Any]:
    try:
        status = lms.classroom.book(class_id, lms.oldest_active(external_id).user_id).status
    except Refused as refused:
        return {"external_id": external_id, "status": "refused", "reason": refused.detail}
    return {"external_id": external_id, "status": status, "reason": None}


@VIEWS.view("tellLearningEvent")
def tell_learning_event(asked: Asked[House]) -> Answer:
    """Tell of an event that rules wait for."""
    made = _lms(asked).tell_event(asked.body["event"], asked.body.get("external_ids"))
    return created({"data": [each.enrollment_id for each in made]})


@VIEWS.view("waiveEnrollment")
def waive_enrollment(asked: Asked[House]) -> Answer:
    """Excuse someone from a course."""
    waived = _lms(asked).waive(asked.path["enrollment_id"], asked.body["reason"])
    at = None if waived.closed_at is None else instant_text(waived.closed_at)
    return ok({"enrollment_id": waived.enrollment_id, "status": waived.status, "at": at})


@VIEWS.view("revokeCompletion")
def revoke_completion(asked: Asked[House]) -> Answer:
    """Take the last pass of a course back."""
    body = asked.body
    return created(written(_lms(asked).revoke(body["external_id"], body["course"], body["reason"])))


@VIEWS.view("editAccount")
def edit_account(asked: Asked[House]) -> Answer:
    """Change a profile by hand."""
    world = asked.place.find(asked.path["world"]).stage.world
    edited = world.lms.edit_by_hand(asked.path["external_id"], asked.body)
    return ok({"user_id": edited.user_id, "at": instant_text(world.clock.now())})


@VIEWS.view("joinGroup")
def join_group(asked: Asked[House]) -> Answer:
    """Put someone into a group."""
    _lms(asked).join_group(asked.path["group"], asked.path["external_id"])
    return gone()


@VIEWS.view("leaveGroup")
def leave_group(asked: Asked[House]) -> Answer:
    """Take someone out of a group."""
    _lms(asked).leave_group(asked.path["group"], asked.path["external_id"])
    return gone()


def _lms(asked: Asked[House]) -> Lms:
    return asked.place.find(asked.path["world"]).stage.world.lms


def _rule(asked: Asked[House]) -> Rule:
    values: dict[str, Any] = {"rule_id": asked.path["rule_id"], **asked.body}
    return rule_from(values, "")

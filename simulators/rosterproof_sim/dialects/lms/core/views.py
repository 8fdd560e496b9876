"""What each operation of openapi/lms/core.yaml does: read, do, answer."""

from functools import partial
from operator import attrgetter

from rosterproof_sim.dialect import Answer, Asked, Views, created, gone, ok
from rosterproof_sim.dialects.lms.core import classroom, contents, journey, playing, reports
from rosterproof_sim.dialects.lms.core.mapping import due_from_wire, opened_session_to_wire, to_wire
from rosterproof_sim.domain.words.learning import User
from rosterproof_sim.domain.words.refusals import NotAdmitted
from rosterproof_sim.web import access, subscriptions
from rosterproof_sim.web.callers import LEARNER, bearer
from rosterproof_sim.web.conditional import refuse_stale, tagged
from rosterproof_sim.web.feed import changes
from rosterproof_sim.web.listing import Listing, listed, one
from rosterproof_sim.web.paging import feed, page
from rosterproof_sim.web.tenant import Tenant

VIEWS = Views(
    access.VIEWS, subscriptions.VIEWS, classroom.VIEWS, journey.VIEWS, reports.VIEWS, contents.VIEWS, playing.VIEWS
)

_USERS = Listing(word=User, key="user_id")


@VIEWS.view("listUsers")
def list_users(asked: Asked[Tenant]) -> Answer:
    """Show users a page at a time."""
    filters = {name: asked.query.get(name) for name in ("external_id", "username", "email", "active")}
    return listed(asked, _USERS, partial(asked.place.world.lms.users, **filters), to_wire)


@VIEWS.view("createUser")
def create_user(asked: Asked[Tenant]) -> Answer:
    """Create an active account."""
    return created(to_wire(asked.place.world.lms.create_user(asked.body)))


@VIEWS.view("getUser")
def get_user(asked: Asked[Tenant]) -> Answer:
    """Show one user."""
    return one(asked, _USERS, to_wire(asked.place.world.lms.user(asked.path["user_id"])))


@VIEWS.view("updateUser")
def update_user(asked: Asked[Tenant]) -> Answer:
    """Change a profile."""
    _refuse_stale_user(asked)
    return tagged(to_wire(asked.place.world.lms.update_user(asked.path["user_id"], asked.body)))


@VIEWS.view("deactivateUser")
def deactivate_user(asked: Asked[Tenant]) -> Answer:
    """Close an account."""
    _refuse_stale_user(asked)
    reason = (asked.body or {}).get("reason")
    return tagged(to_wire(asked.place.world.lms.deactivate(asked.path["user_id"], reason)))


@VIEWS.view("reactivateUser")
def reactivate_user(asked: Asked[Tenant]) -> Answer:
    """Open an account again."""
    _refuse_stale_user(asked)
    return tagged(to_wire(asked.place.world.lms.reactivate(asked.path["user_id"])))


@VIEWS.view("listUserSessions")
def list_user_sessions(asked: Asked[Tenant]) -> Answer:
    """Show the sessions of one user."""
    sessions = asked.place.world.lms.sessions(asked.path["user_id"])
    return ok({"data": [to_wire(each) for each in sessions]})


@VIEWS.view("signIn")
def sign_in(asked: Asked[Tenant]) -> Answer:
    """Let a learner in."""
    username = asked.body["username"]
    asked.place.lockout.enter(username)
    try:
        session, token = asked.place.world.lms.sign_in(username, asked.body["password"])
    except NotAdmitted:
        asked.place.lockout.failed(username)
        raise
    return created(opened_session_to_wire(session, token), caller=LEARNER)


@VIEWS.view("getSession")
def get_session(asked: Asked[Tenant]) -> Answer:
    """Show whose session this is."""
    return ok(to_wire(asked.place.world.lms.session(bearer(asked.headers) or "")))


@VIEWS.view("signOut")
def sign_out(asked: Asked[Tenant]) -> Answer:
    """End a learner's session."""
    asked.place.world.lms.sign_out(bearer(asked.headers) or "")
    return gone()


@VIEWS.view("listCourses")
def list_courses(asked: Asked[Tenant]) -> Answer:
    """Show the catalog."""
    return ok({"data": [to_wire(each) for each in asked.place.world.lms.courses()]})


@VIEWS.view("getCourse")
def get_course(asked: Asked[Tenant]) -> Answer:
    """Show one course."""
    return ok(to_wire(asked.place.world.lms.course(asked.path["code"])))


@VIEWS.view("listCourseVersions")
def list_course_versions(asked: Asked[Tenant]) -> Answer:
    """Show every version of a course."""
    versions = asked.place.world.lms.course_versions(asked.path["code"])
    return ok({"data": [to_wire(each) for each in versions]})


@VIEWS.view("listAssignmentRules")
def list_assignment_rules(asked: Asked[Tenant]) -> Answer:
    """Show the rules that enroll people."""
    return ok({"data": [to_wire(each) for each in asked.place.world.lms.rules()]})


@VIEWS.view("listEnrollments")
def list_enrollments(asked: Asked[Tenant]) -> Answer:
    """Show enrollments a page at a time."""
    filters = {name: asked.query.get(name) for name in ("user_id", "course", "status")}
    fetch = partial(asked.place.world.lms.enrollments, **filters)
    return page(asked, fetch, attrgetter("enrollment_id"), to_wire)


@VIEWS.view("createEnrollment")
def create_enrollment(asked: Asked[Tenant]) -> Answer:
    """Enroll someone by hand."""
    user_id, course, why = asked.body["user_id"], asked.body["course"], asked.body.get("reason", "")
    return created(to_wire(asked.place.world.lms.enroll_by_hand(user_id, course, due_from_wire(asked.body), why)))


@VIEWS.view("getEnrollment")
def get_enrollment(asked: Asked[Tenant]) -> Answer:
    """Show one enrollment."""
    return ok(to_wire(asked.place.world.lms.enrollment(asked.path["enrollment_id"])))


@VIEWS.view("withdrawEnrollment")
def withdraw_enrollment(asked: Asked[Tenant]) -> Answer:
    """Take someone off a course."""
    return ok(to_wire(asked.place.world.lms.withdraw(asked.path["enrollment_id"])))


@VIEWS.view("listCompletions")
def list_completions(asked: Asked[Tenant]) -> Answer:
    """Show the completions feed."""
    return feed(asked, asked.place.world.lms.completions, to_wire)


@VIEWS.view("listRevocations")
def list_revocations(asked: Asked[Tenant]) -> Answer:
    """Show the passes that were taken back."""
    return feed(asked, asked.place.world.lms.revocations, to_wire)


@VIEWS.view("getCompletion")
def get_completion(asked: Asked[Tenant]) -> Answer:
    """Show one completion."""
    return ok(to_wire(asked.place.world.lms.completion(asked.path["completion_id"])))


@VIEWS.view("listCertifications")
def list_certifications(asked: Asked[Tenant]) -> Answer:
    """Show certifications a page at a time."""
    filters = {name: asked.query.get(name) for name in ("user_id", "status")}
    fetch = partial(asked.place.world.lms.certifications, **filters)
    return page(asked, fetch, attrgetter("certification_id"), to_wire)


@VIEWS.view("listChanges")
def list_changes(asked: Asked[Tenant]) -> Answer:
    """Show the changes feed."""
    return changes(asked, asked.place.world.lms, "/v1/enrollments", "/v1/completions", "/v1/certifications")


def _refuse_stale_user(asked: Asked[Tenant]) -> None:
    refuse_stale(asked, lambda: to_wire(asked.place.world.lms.user(asked.path["user_id"])))

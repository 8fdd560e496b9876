"""The one place where a result of a course is recorded, whoever brings it: a learner, a trainer, or content."""

from dataclasses import replace
from datetime import datetime

from rosterproof_sim.domain.rules.certification import met
from rosterproof_sim.domain.rules.dates import day_in
from rosterproof_sim.domain.rules.ids import numbered
from rosterproof_sim.domain.rules.scoring import exhausted, standing_score
from rosterproof_sim.domain.words.catalog import Course
from rosterproof_sim.domain.words.learning import Completion, Enrollment, User
from rosterproof_sim.domain.words.refusals import Invalid, Refused
from rosterproof_sim.lms.accounts import find
from rosterproof_sim.lms.assignment import look_at
from rosterproof_sim.lms.certifying import issue, worth
from rosterproof_sim.lms.holders import fill_sites
from rosterproof_sim.lms.seats import release
from rosterproof_sim.lms.telling import tell_completion
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import certifications, learning
from rosterproof_sim.store.database import Connection


def record_result(
    tenant: Tenant,
    db: Connection,
    enrollment: Enrollment,
    *,
    passed: bool,
    score: float | None,
    completed_at: datetime | None = None,
    reference: str | None = None,
) -> Completion:
    """Record the result of one attempt in an enrollment that is open, or was passed in a course that may be retaken.

    A pass closes what is open and issues a certification. A retake after the pass counts as an attempt, and for the
    score that stands; the pass and its validity stay. With `completed_at` it is recorded late, and counts from then.
    """
    course = tenant.curriculum.course(enrollment.course)
    user = find(db, enrollment.user_id)
    _refuse_impossible(course, enrollment, passed=passed, score=score)
    if passed:
        refuse_unprepared(tenant, db, user, enrollment)
    done_at = completed_at or tenant.clock.now()
    before = learning.results_in(db, enrollment.enrollment_id) if enrollment.attempts else []
    earlier = _pass_of(before)
    issued = None
    if passed and earlier is None:
        issued = worth(tenant, db, user, enrollment, course, day_in(user.time_zone, done_at))
    counts = issued or earlier
    number = tenant.store.counters.next("completion")
    completion = Completion(
        completion_id=numbered("completion", number),
        sequence=number,
        user_id=enrollment.user_id,
        external_id=user.external_id,
        course=course.code,
        course_version=enrollment.course_version,
        instance=enrollment.instance,
        enrollment_id=enrollment.enrollment_id,
        attempt=enrollment.attempts + 1,
        completed_at=done_at,
        score=score,
        result="passed" if passed else "failed",
        expires_on=counts.expires_on if passed and counts is not None else None,
        recorded_at=tenant.clock.now(),
        reference=reference,
    )
    learning.complete(db, completion)
    learning.record(db, _after(enrollment, course, [*before, completion]))
    tell_completion(tenant, completion.result, learning.completion(db, completion.completion_id) or completion)
    if issued is not None:
        issue(tenant, db, user, replace(issued, completion_id=completion.completion_id))
    if passed and earlier is None:
        release(tenant, db, [enrollment.enrollment_id])
        look_at(tenant, db, [user])
        fill_sites(tenant, db, [user.location])
    return completion


def refuse_exhausted(course: Course, enrollment: Enrollment) -> None:
    """Refuse another attempt where there were as many as there may be."""
    if exhausted(course, enrollment.attempts):
        detail = f"{enrollment.enrollment_id} had its {enrollment.attempts} attempts. Enroll the learner anew."
        raise Refused("no-attempts-left", detail)


def refuse_unprepared(tenant: Tenant, db: Connection, user: User, enrollment: Enrollment) -> None:
    """Refuse to start or pass what requires a course that is not met."""
    requires = tenant.curriculum.requires(enrollment.course)
    newest = certifications.newest_of(db, user.user_id) if requires else {}
    for code in requires:
        required = tenant.curriculum.course(code)
        if not any(met(required, name, newest, tenant.today(user)) for name in {"", enrollment.instance}):
            raise Refused("prerequisite-missing", f"{enrollment.course} requires {code}, which is not met.")


def _refuse_impossible(course: Course, enrollment: Enrollment, *, passed: bool, score: float | None) -> None:
    if score is not None and not 0 <= score <= 100:
        raise Invalid("score", f"{score} is not between 0 and 100")
    refuse_exhausted(course, enrollment)
    if passed and score is not None and score < course.pass_score:
        raise Refused("score-too-low", f"{score} is less than the {course.pass_score} that pass {course.code}.")


def _after(enrollment: Enrollment, course: Course, results: list[Completion]) -> Enrollment:
    """Return the enrollment as its results make it."""
    passed = _pass_of(results)
    return replace(
        enrollment,
        status="failed" if passed is None else "completed",
        closed_at=None if passed is None else enrollment.closed_at or passed.recorded_at,
        attempts=len(results),
        score=standing_score([each.score for each in results], course.score_policy),
    )


def _pass_of(results: list[Completion]) -> Completion | None:
    return next((each for each in results if each.result == "passed"), None)

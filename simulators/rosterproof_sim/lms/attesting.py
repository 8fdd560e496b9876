"""Attestations: a learner, signed in, acknowledges a policy in the version that was read."""

from rosterproof_sim.domain.words.learning import Attestation, Completion
from rosterproof_sim.domain.words.refusals import Invalid, Refused
from rosterproof_sim.lms import visits
from rosterproof_sim.lms.recording import record_result
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import learning
from rosterproof_sim.store.database import Connection


def acknowledge(tenant: Tenant, token: str, code: str, version: int) -> Attestation:
    """Pass an attestation as the learner whose session this is. NotAdmitted("session-ended") for any other token."""
    with tenant.store.transaction() as db:
        user_id = visits.current(tenant, token).user_id
        course = tenant.course(code)
        if course is None or course.kind != "attestation":
            raise Invalid("course", f"there is no attestation {code!r}")
        enrollment = next((each for each in learning.live(db, user_id) if each.course == code), None)
        if enrollment is None:
            raise Refused("no-enrollment", f"{user_id} has no open enrollment in {code!r}.")
        if version != enrollment.course_version:
            detail = (
                f"Version {enrollment.course_version} of {code} is to be acknowledged, not {version}. Read that one."
            )
            raise Refused("other-version", detail)
        return _attestation(tenant, db, record_result(tenant, db, enrollment, passed=True, score=None))


def attestations(
    tenant: Tenant, *, after: str | None, limit: int | None, user_id: str | None, course: str | None
) -> list[Attestation]:
    """Return what was acknowledged, in order of the completions, from behind `after`."""
    codes = [each.code for each in tenant.curriculum.catalog.courses if each.kind == "attestation"]
    wanted = [each for each in codes if course in (None, each)]
    with tenant.store.transaction() as db:
        passes = learning.passes_of(db, wanted, user_id, after=after, limit=limit)
        return [_attestation(tenant, db, each) for each in passes]


def _attestation(tenant: Tenant, db: Connection, passed: Completion) -> Attestation:
    versions = tenant.rulebook.course_versions(db, passed.course)
    statement = next((each.course.statement for each in versions if each.version == passed.course_version), None)
    return Attestation(
        completion_id=passed.completion_id,
        user_id=passed.user_id,
        external_id=passed.external_id,
        course=passed.course,
        course_version=passed.course_version,
        statement=statement,
        acknowledged_at=passed.completed_at,
    )

"""A pass that should never have been recorded is taken back: it counts no more, and what it did for is wanted again.

Nothing is erased: the completion stays on record as it was, and the revocation beside it says why it counts no more.
The certification that it earned is revoked, and one that it had renewed is not brought back: whoever takes a renewal
back wants it done anew.
"""

from dataclasses import replace

from rosterproof_sim.domain.words.learning import Completion, Revocation
from rosterproof_sim.domain.words.refusals import Refused
from rosterproof_sim.lms.assignment import look_at
from rosterproof_sim.lms.holders import fill_sites
from rosterproof_sim.lms.learning import oldest_active
from rosterproof_sim.lms.telling import tell_certification, tell_enrollments, tell_revocation
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import certifications, learning, revocations
from rosterproof_sim.store.database import Connection


def revoke(tenant: Tenant, external_id: str, code: str, reason: str) -> Revocation:
    """Take back the last pass of a course in the oldest active account of a person.

    Refused("no-account"), ("no-pass") where nothing that counts was passed, and ("renewed") where it was renewed since.
    """
    with tenant.store.transaction() as db:
        user = oldest_active(tenant, external_id)
        passed = _last_pass(db, user.user_id, code)
        _uncertify(tenant, db, passed)
        enrollment = learning.enrollment(db, passed.enrollment_id)
        if enrollment is not None:
            learning.move(db, [enrollment.enrollment_id], "revoked", enrollment.closed_at)
            tell_enrollments(tenant, "enrollment_revoked", [replace(enrollment, status="revoked")])
        revocation = Revocation(
            sequence=tenant.store.counters.next("revocation"),
            completion_id=passed.completion_id,
            user_id=user.user_id,
            external_id=user.external_id,
            course=code,
            reason=reason,
            revoked_at=tenant.clock.now(),
        )
        revocations.add(db, revocation)
        tell_revocation(tenant, revocation, passed)
        look_at(tenant, db, [user])
        fill_sites(tenant, db, [user.location])
        return revocation


def _last_pass(db: Connection, user_id: str, code: str) -> Completion:
    """Return the pass that counts in the newest enrollment in which a course was passed."""
    enrollment = learning.passed_in(db, user_id, code)
    if enrollment is None:
        raise Refused("no-pass", f"{user_id} has passed nothing in {code!r} that counts.")
    results = learning.results_in(db, enrollment.enrollment_id)
    return next(each for each in results if each.result == "passed")


def _uncertify(tenant: Tenant, db: Connection, passed: Completion) -> None:
    for held in certifications.of(db, passed.user_id):
        if held.completion_id != passed.completion_id:
            continue
        if held.status == "renewed":
            raise Refused("renewed", f"{held.certification_id} was renewed since. Revoke that pass first.")
        certifications.move(db, held.certification_id, "revoked")
        tell_certification(tenant, "certification_revoked", replace(held, status="revoked"))

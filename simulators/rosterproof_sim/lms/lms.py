"""The LMS of one company, as its use cases. How each is done stands in the modules beside this one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from rosterproof_sim.domain.words.catalog import Course, Rule
from rosterproof_sim.domain.words.criteria import Criteria, Order
from rosterproof_sim.domain.words.learning import (
    Action,
    ActionResult,
    Certification,
    CertificationStatus,
    Completion,
    Enrollment,
    EnrollmentStatus,
    Session,
    User,
)
from rosterproof_sim.domain.words.refusals import NotFound
from rosterproof_sim.lms import accounts, learning, renewal, visits
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import accounts as stored_accounts
from rosterproof_sim.store import certifications as stored_certifications
from rosterproof_sim.store import learning as stored_learning


class Lms:
    """Raises Refused, NotFound, Invalid or NotAdmitted; nothing has changed then."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant
        self._store = tenant.store

    def create_user(self, fields: Mapping[str, Any]) -> User:
        """Create an active account from the fields of NewUser (JSON values); the rules look at it at once."""
        return accounts.create(self._tenant, fields)

    def update_user(self, user_id: str, fields: Mapping[str, Any]) -> User:
        """Change a profile by the fields of UserPatch (JSON values): absent stays, null clears."""
        return accounts.update(self._tenant, user_id, fields)

    def deactivate(self, user_id: str) -> User:
        """Close an account: sessions end, open enrollments are archived."""
        return accounts.deactivate(self._tenant, user_id)

    def reactivate(self, user_id: str) -> User:
        """Open an account again; the rules look at it at once."""
        return accounts.reactivate(self._tenant, user_id)

    def user(self, user_id: str) -> User:
        """Return one user."""
        with self._store.transaction() as db:
            return accounts.find(db, user_id)

    def users(
        self,
        *,
        after: str | None = None,
        limit: int | None = 50,
        external_id: str | None = None,
        username: str | None = None,
        email: str | None = None,
        active: bool | None = None,
        criteria: Criteria | None = None,
        order: Order | None = None,
    ) -> list[User]:
        """Return users in order, of id if no other is given, from behind `after`; without a limit, all."""
        wanted = stored_accounts.UserFilter(
            external_id=external_id, username=username, email=email, active=active, criteria=criteria
        )
        with self._store.transaction() as db:
            return stored_accounts.page(db, wanted, after=after, limit=limit, order=order)

    def oldest_active(self, external_id: str) -> User:
        """Return the oldest active account of a person, or raise Refused("no-account")."""
        return learning.oldest_active(self._tenant, external_id)

    def sign_in(self, username: str, password: str) -> tuple[Session, str]:
        """Open a session and return it with its token, or raise NotAdmitted("sign-in-refused")."""
        return visits.sign_in(self._tenant, username, password)

    def session(self, token: str) -> Session:
        """Return the open session of a token, or raise NotAdmitted("session-ended")."""
        return visits.current(self._tenant, token)

    def sign_out(self, token: str) -> None:
        """End the open session of a token, or raise NotAdmitted("session-ended")."""
        visits.sign_out(self._tenant, token)

    def sessions(self, user_id: str) -> list[Session]:
        """Return the sessions of a user, oldest first."""
        with self._store.transaction() as db:
            accounts.find(db, user_id)
            return stored_accounts.sessions_of(db, user_id)

    def all_sessions(self) -> list[Session]:
        """Return every session, in order of id."""
        with self._store.transaction() as db:
            return stored_accounts.all_sessions(db)

    def courses(self) -> list[Course]:
        """Return every course."""
        return list(self._tenant.catalog.courses)

    def course(self, code: str) -> Course:
        """Return one course."""
        course = self._tenant.course(code)
        if course is None:
            raise NotFound(f"course {code}")
        return course

    def rules(self) -> list[Rule]:
        """Return every rule in force."""
        return list(self._tenant.catalog.rules)

    def enrollments(
        self,
        *,
        after: str | None = None,
        limit: int | None = 50,
        user_id: str | None = None,
        course: str | None = None,
        status: EnrollmentStatus | None = None,
    ) -> list[Enrollment]:
        """Return enrollments in order of id, from behind `after`; without a limit, all."""
        wanted = stored_learning.EnrollmentFilter(user_id=user_id, course=course, status=status)
        with self._store.transaction() as db:
            return stored_learning.page(db, wanted, after=after, limit=limit)

    def enrollment(self, enrollment_id: str) -> Enrollment:
        """Return one enrollment."""
        with self._store.transaction() as db:
            enrollment = stored_learning.enrollment(db, enrollment_id)
        if enrollment is None:
            raise NotFound(f"enrollment {enrollment_id}")
        return enrollment

    def enroll_by_hand(self, user_id: str, course: str, due_on: date | None = None) -> Enrollment:
        """Enroll someone; rules never touch it. Refused("already-enrolled") where an enrollment is open."""
        return learning.enroll_by_hand(self._tenant, user_id, course, due_on)

    def withdraw(self, enrollment_id: str) -> Enrollment:
        """Take someone off a course. Refused("already-closed") where it is closed."""
        return learning.withdraw(self._tenant, enrollment_id)

    def act(self, external_id: str, course: str, action: Action, score: float | None = None) -> ActionResult:
        """Let a learner start, pass or fail a course, in the oldest active account of the person."""
        return learning.act(self._tenant, external_id, course, action, score)

    def completions(self, after: int = 0, limit: int = 50) -> list[Completion]:
        """Return the completions that follow a sequence."""
        with self._store.transaction() as db:
            return stored_learning.feed(db, after, limit)

    def all_completions(self) -> list[Completion]:
        """Return every completion, in the order recorded."""
        with self._store.transaction() as db:
            return stored_learning.all_completions(db)

    def completion(self, completion_id: str) -> Completion:
        """Return one completion."""
        with self._store.transaction() as db:
            completion = stored_learning.completion(db, completion_id)
        if completion is None:
            raise NotFound(f"completion {completion_id}")
        return completion

    def certifications(
        self,
        *,
        after: str | None = None,
        limit: int | None = 50,
        user_id: str | None = None,
        status: CertificationStatus | None = None,
    ) -> list[Certification]:
        """Return certifications in order of id, from behind `after`; without a limit, all."""
        wanted = stored_certifications.CertificationFilter(user_id=user_id, status=status)
        with self._store.transaction() as db:
            return stored_certifications.page(db, wanted, after=after, limit=limit)

    def next_due(self) -> date | None:
        """Return the next day on which renewal opens or a certification has expired."""
        return renewal.next_due(self._tenant)

    def fall_due(self) -> None:
        """Do what is due by today."""
        renewal.fall_due(self._tenant)

"""The LMS of one company, as its use cases. How each is done stands in the modules beside this one."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from rosterproof_sim.domain.rules.progress import progress
from rosterproof_sim.domain.words.catalog import Course, CourseVersion, Path, Rule
from rosterproof_sim.domain.words.conduct import Keep
from rosterproof_sim.domain.words.criteria import Criteria, Order
from rosterproof_sim.domain.words.learning import (
    Action,
    ActionResult,
    Attestation,
    Certification,
    CertificationStatus,
    Completion,
    Enrollment,
    EnrollmentStatus,
    PathProgress,
    Revocation,
    Session,
    User,
)
from rosterproof_sim.domain.words.notices import LearningChange
from rosterproof_sim.domain.words.refusals import NotFound
from rosterproof_sim.lms import (
    accounts,
    attesting,
    elsewhere,
    excusing,
    groups,
    learning,
    publishing,
    renewal,
    revoking,
    rule_change,
    visits,
)
from rosterproof_sim.lms.classroom import Classroom
from rosterproof_sim.lms.player import Player
from rosterproof_sim.lms.provisioning import Provisioning
from rosterproof_sim.lms.reports.reports import Reports
from rosterproof_sim.lms.rule_change import Effect
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.lms.transcript import transcript
from rosterproof_sim.store import accounts as stored_accounts
from rosterproof_sim.store import certifications as stored_certifications
from rosterproof_sim.store import learning as stored_learning
from rosterproof_sim.store import revocations as stored_revocations
from rosterproof_sim.store.database import Connection
from rosterproof_sim.store.learning_changes import FEED


class Lms:
    """Raises Refused, NotFound, Invalid or NotAdmitted; nothing has changed then."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant
        #: What it can tell about all of this, now and as it was.
        self.reports = Reports(tenant)
        self.classroom = Classroom(tenant)
        self._store = tenant.store
        self._keep = Keep()
        self.player = Player(tenant)
        #: Accounts and groups, as whoever provisions them asks.
        self.provisioning = Provisioning(tenant)

    def create_user(self, fields: Mapping[str, Any]) -> User:
        """Create an active account from the fields of NewUser (JSON values); the rules look at it at once."""
        return accounts.create(self._tenant, fields)

    def update_user(self, user_id: str, fields: Mapping[str, Any]) -> User:
        """Change a profile by the fields of UserPatch (JSON values): absent stays, null clears."""
        with self._store.transaction():
            user = accounts.update(self._tenant, user_id, fields)
            # Another time zone may have moved a midnight into the past.
            renewal.fall_due(self._tenant)
            return user

    def edit_by_hand(self, external_id: str, fields: Mapping[str, Any]) -> User:
        """Let an administrator change the profile of the oldest active account of a person. Refused("no-account")."""
        return accounts.edit_by_hand(self._tenant, external_id, fields)

    def deactivate(self, user_id: str, reason: str | None = None) -> User:
        """Close an account: sessions end, open enrollments are archived."""
        return accounts.deactivate(self._tenant, user_id, reason)

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
        return list(self._tenant.curriculum.catalog.courses)

    def course(self, code: str) -> Course:
        """Return one course."""
        course = self._tenant.course(code)
        if course is None:
            raise NotFound(f"course {code}")
        return course

    def course_versions(self, code: str) -> list[CourseVersion]:
        """Return every version of a course, oldest first."""
        self.course(code)
        with self._store.transaction() as db:
            return self._tenant.rulebook.course_versions(db, code)

    def publish_course(self, course: Course, retake_within_days: int | None = None) -> Course:
        """Put a course in force, as a new version; who holds an earlier one keeps it, or retakes it. Raises Invalid."""
        return publishing.publish(self._tenant, course, retake_within_days)

    def rules(self) -> list[Rule]:
        """Return every rule in force."""
        return list(self._tenant.curriculum.catalog.rules)

    def change_rule(self, rule: Rule) -> Rule:
        """Put a rule in force, as a new version; the rules look at everybody. Raises Invalid."""
        return rule_change.change(self._tenant, rule)

    def try_rule(self, rule: Rule) -> list[Effect]:
        """Return who would gain and lose what by a rule, and do nothing. Raises Invalid."""
        return rule_change.try_out(self._tenant, rule)

    def tell_event(self, event: str, external_ids: Sequence[str] | None = None) -> list[Enrollment]:
        """Tell of an event that rules wait for; returns the enrollments it made."""
        return rule_change.tell_event(self._tenant, event, external_ids)

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

    def enroll_by_hand(self, user_id: str, course: str, due_on: date | None = None, reason: str = "") -> Enrollment:
        """Enroll someone; rules never touch it. Refused("already-enrolled") where an enrollment is open."""
        return learning.enroll_by_hand(self._tenant, user_id, course, due_on, reason)

    def withdraw(self, enrollment_id: str) -> Enrollment:
        """Take someone off a course. Refused("already-closed") where it is closed."""
        return learning.withdraw(self._tenant, enrollment_id)

    def waive(self, enrollment_id: str, reason: str) -> Enrollment:
        """Excuse someone from a course. Refused("already-closed") where it is closed."""
        with self._store.transaction():
            waived = learning.waive(self._tenant, enrollment_id, reason)
            excusing.excuse(self._tenant, enrollment_id, reason)
            return waived

    def join_group(self, group: str, external_id: str) -> None:
        """Put a person's accounts into a group; the rules look at them."""
        groups.join(self._tenant, group, external_id)

    def leave_group(self, group: str, external_id: str) -> None:
        """Take a person's accounts out of a group; the rules look at them."""
        groups.leave(self._tenant, group, external_id)

    def act(self, external_id: str, course: str, action: Action, score: float | None = None) -> ActionResult:
        """Let a learner start, pass or fail a course, in the oldest active account of the person."""
        return learning.act(self._tenant, external_id, course, action, score)

    def paths(self) -> list[Path]:
        """Return every path."""
        return list(self._tenant.curriculum.catalog.paths)

    def progress(self, user_id: str) -> list[PathProgress]:
        """Return how far somebody has come on each path."""
        tenant = self._tenant
        with self._store.transaction() as db:
            user = accounts.find(db, user_id)
            has = transcript(db, user_id)
            return [
                each for path in self.paths() for each in progress(path, tenant.curriculum, has, tenant.today(user))
            ]

    def acknowledge(self, token: str, course: str, version: int) -> Attestation:
        """Acknowledge a policy in a version, as the learner whose session this is."""
        return attesting.acknowledge(self._tenant, token, course, version)

    def attestations(
        self,
        *,
        after: str | None = None,
        limit: int | None = 50,
        user_id: str | None = None,
        course: str | None = None,
    ) -> list[Attestation]:
        """Return what was acknowledged, in order of the completions, from behind `after`; without a limit, all."""
        return attesting.attestations(self._tenant, after=after, limit=limit, user_id=user_id, course=course)

    def record_training(
        self,
        user_id: str,
        course: str,
        completed_at: datetime,
        *,
        score: float | None = None,
        reference: str | None = None,
    ) -> Completion:
        """Record the pass of an external course, as of when it was passed. Refused("certified-later")."""
        return elsewhere.record_training(self._tenant, user_id, course, completed_at, score=score, reference=reference)

    def revoke(self, external_id: str, course: str, reason: str) -> Revocation:
        """Take back the last pass of a course. Refused("no-account"), ("no-pass"), ("renewed")."""
        return revoking.revoke(self._tenant, external_id, course, reason)

    def revocations(self, after: int = 0, limit: int | None = 50) -> list[Revocation]:
        """Return the revocations that follow a sequence; without a limit, all of them."""
        with self._store.transaction() as db:
            return stored_revocations.every(db) if limit is None else stored_revocations.following(db, after, limit)

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

    def behave(self, keep: Keep) -> None:
        """Let the changes feed remember no more than that."""
        self._keep = keep
        with self._store.transaction() as db:
            self._let_go(db)

    def announcements(self, after: int = 0, limit: int = 50) -> list[LearningChange]:
        """Return the entries of the changes feed that follow a sequence."""
        with self._store.transaction() as db:
            self._let_go(db)
            return FEED.read(db, after, limit)

    def feed_edge(self) -> int:
        """Return the sequence of the last entry that the feed has let go of; 0 while it is whole."""
        with self._store.transaction() as db:
            self._let_go(db)
            return FEED.edge(db)

    def feed_end(self) -> int:
        """Return the sequence of the newest entry."""
        with self._store.transaction() as db:
            return FEED.end(db)

    def next_due(self) -> datetime | None:
        """Return the next instant at which the clock does something here."""
        return renewal.next_due(self._tenant)

    def fall_due(self) -> None:
        """Do what is due by now."""
        with self._store.transaction() as db:
            renewal.fall_due(self._tenant)
            self._let_go(db)

    def _let_go(self, db: Connection) -> None:
        """Drop what nobody can see any more."""
        FEED.trim(db, self._keep, self._tenant.clock.now())

"""The LMS played again from dated operations: accounts, assignment rules, enrollments, certifications.

It is told what was done and when, in order, and works out what must hold afterwards. Between two operations the
calendar does its part: renewal windows open and certifications expire at midnight UTC of their days.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from heapq import heappop, heappush
from typing import Any, Literal

from rosterproof.oracle.catalog import Catalog, Course, Rule
from rosterproof.oracle.learning import VALID, Account, Certification, Completion, Enrollment

Action = Literal["start", "pass", "fail", "enroll"]

#: Status of the enrollment after each thing a learner does.
_AFTER = {"start": "in_progress", "pass": "completed", "fail": "failed"}


class Replay:
    """An LMS in thought."""

    def __init__(self, catalog: Catalog, policy: Mapping[str, Any], start: datetime) -> None:
        self.accounts: dict[str, Account] = {}
        self.now = start
        self._catalog = catalog
        self._on_rule_exit = policy.get("on_rule_exit", "withdraw_unstarted")
        self._anchor = policy.get("recert_anchor", "completion")
        #: (day, 0 window opens | 1 expires, serial, account, place in its certifications)
        self._calendar: list[tuple[date, int, int, str, int]] = []
        self._serial = 0

    @property
    def today(self) -> date:
        """The day of the last operation."""
        return self.now.date()

    def advance(self, to: datetime) -> None:
        """Let the time pass until `to`; what falls due on the way happens in order."""
        while self._calendar and _midnight(self._calendar[0][0]) <= to:
            day, kind, _, account_id, place = heappop(self._calendar)
            self.now = max(self.now, _midnight(day))
            self._falls_due(self.accounts[account_id], place, expires=kind == 1)
        self.now = max(self.now, to)

    def create(self, account_id: str, profile: Mapping[str, Any]) -> None:
        """An account is opened."""
        account = self.accounts[account_id] = Account(account_id=account_id, profile=dict(profile))
        self._note(account, "account opened")
        self._look_at(account)

    def update(self, account_id: str, fields: Mapping[str, Any]) -> None:
        """A profile is changed; fields that are absent stay."""
        account = self.accounts[account_id]
        changed = [f"{name} {value}" for name, value in fields.items() if account.profile.get(name) != value]
        account.profile.update(fields)
        if changed:
            self._note(account, f"profile: {', '.join(changed)}")
        self._look_at(account)

    def deactivate(self, account_id: str) -> None:
        """An account is closed, and with it what was open in it."""
        account = self.accounts[account_id]
        if account.active:
            account.active = False
            self._note(account, "account closed")
            for enrollment in account.live().values():
                self._close(account, enrollment, "archived")

    def reactivate(self, account_id: str) -> None:
        """An account is opened again."""
        account = self.accounts[account_id]
        if not account.active:
            account.active = True
            self._note(account, "account opened again")
            self._look_at(account)

    def enroll(self, account_id: str, course: str, due_on: date | None) -> None:
        """Someone is enrolled by hand."""
        self._open(self.accounts[account_id], course, "manual", None, due_on, ())

    def withdraw(self, account_id: str, course: str) -> None:
        """Someone is taken off a course."""
        account = self.accounts[account_id]
        enrollment = account.live_in(course)
        if enrollment is not None:
            self._close(account, enrollment, "withdrawn")

    def holder(self, external_id: str) -> Account | None:
        """The oldest open account with this external id: the one a learner uses."""
        return next(
            (a for a in self.accounts.values() if a.active and a.profile.get("external_id") == external_id), None
        )

    def allows(self, external_id: str, course: str, action: Action, score: float | None) -> bool:
        """Whether the LMS would let a learner do this now."""
        account = self.holder(external_id)
        if account is None:
            return False
        live = account.live_in(course)
        if action == "enroll":
            return live is None and course in self._catalog.courses
        if action == "pass" and score is not None and score < self._catalog.courses[course].pass_score:
            return False
        return live is not None and (action != "start" or live.status != "in_progress")

    def perform(self, external_id: str, course: str, action: Action, score: float | None) -> None:
        """A learner did this. It is a fact, so it is taken down even where nothing here called for it."""
        account = self.holder(external_id)
        if account is None:
            return
        if action == "enroll":
            self.enroll(account.account_id, course, None)
            return
        live = account.live_in(course)
        if live is not None:
            closed = self.now if action == "pass" else None
            _swap(account, live, replace(live, status=_AFTER[action], closed_at=closed))
            self._note(account, f"{course} {_AFTER[action].replace('_', ' ')}")
        if action != "start":
            self._record(account, self._catalog.courses[course], passed=action == "pass", score=score)

    def snapshot(self) -> dict[str, Account]:
        """The accounts as they are now."""
        return {account_id: account.copy() for account_id, account in self.accounts.items()}

    def _record(self, account: Account, course: Course, *, passed: bool, score: float | None) -> None:
        expires = self._certify(account, course) if passed else None
        account.completions.append(
            Completion(
                course=course.code,
                completed_at=self.now,
                score=score,
                result="passed" if passed else "failed",
                expires_on=expires,
            )
        )

    def _certify(self, account: Account, course: Course) -> date | None:
        """Issue a certification and return its last valid day."""
        before = account.newest_certification(course.code)
        expires = opens = None
        if course.validity_days is not None:
            renews = self._anchor == "expiry" and before is not None and before.status in VALID
            base = before.expires_on if renews and before is not None and before.expires_on else self.today
            expires = base + timedelta(days=course.validity_days)
            opens = expires - timedelta(days=course.window_days) if course.window_days else expires + timedelta(days=1)
        if before is not None and before.status in VALID:
            _swap_certification(account, before, replace(before, status="renewed"))
        account.certifications.append(
            Certification(
                course=course.code, status="active", issued_on=self.today, expires_on=expires, window_opens_on=opens
            )
        )
        if expires is not None and opens is not None:
            self._note(account, f"{course.code} valid to {expires}")
            self._remember(opens, 0, account)
            self._remember(expires + timedelta(days=1), 1, account)
        return expires

    def _remember(self, day: date, kind: int, account: Account) -> None:
        self._serial += 1
        heappush(self._calendar, (day, kind, self._serial, account.account_id, len(account.certifications) - 1))

    def _falls_due(self, account: Account, place: int, *, expires: bool) -> None:
        held = account.certifications[place]
        if expires and held.status in VALID:
            account.certifications[place] = replace(held, status="expired")
            self._note(account, f"{held.course} expired")
        elif not expires and held.status == "active":
            account.certifications[place] = replace(held, status="renewal_due")
            self._note(account, f"renewal of {held.course} opens")
        else:
            return
        self._look_at(account)

    def _look_at(self, account: Account) -> None:
        """The assignment rules look at someone."""
        if not account.active:
            return
        covering = self._catalog.covering(account.profile)
        for course, rules in covering.items():
            if account.live_in(course) is None:
                self._assign(account, course, rules)
        for course, enrollment in account.live().items():
            if course not in covering and enrollment.source != "manual" and self._exits(enrollment):
                self._close(account, enrollment, "withdrawn")

    def _assign(self, account: Account, course: str, rules: tuple[Rule, ...]) -> None:
        held = account.newest_certification(course)
        if held is not None:
            if not held.suffices(self.today):
                self._open(account, course, "recertification", rules[0].rule_id, held.expires_on, rules)
            return
        earliest = min(rules, key=lambda rule: rule.due(account.hired, self.today))
        self._open(account, course, "rule", earliest.rule_id, earliest.due(account.hired, self.today), rules)

    def _exits(self, enrollment: Enrollment) -> bool:
        if self._on_rule_exit == "withdraw_unstarted":
            return enrollment.status == "assigned"
        return bool(self._on_rule_exit == "withdraw_all")

    def _open(
        self,
        account: Account,
        course: str,
        source: Literal["rule", "recertification", "manual"],
        rule_id: str | None,
        due_on: date | None,
        rules: tuple[Rule, ...],
    ) -> None:
        account.enrollments.append(
            Enrollment(
                course=course,
                source=source,
                rule_id=rule_id,
                status="assigned",
                assigned_at=self.now,
                due_on=due_on,
                rules=rules,
            )
        )
        due = f", due {due_on}" if due_on else ""
        self._note(account, f"enrolled in {course}{due} ({rule_id or 'by hand'})")

    def _close(self, account: Account, enrollment: Enrollment, status: str) -> None:
        _swap(account, enrollment, replace(enrollment, status=status, closed_at=self.now))
        self._note(account, f"{enrollment.course} {status}")

    def _note(self, account: Account, what: str) -> None:
        account.log.append((self.now, what))


def _swap(account: Account, old: Enrollment, new: Enrollment) -> None:
    account.enrollments[account.enrollments.index(old)] = new


def _swap_certification(account: Account, old: Certification, new: Certification) -> None:
    account.certifications[account.certifications.index(old)] = new


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)

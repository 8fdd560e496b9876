"""The LMS played again from dated operations: accounts, assignment rules, enrollments, certifications.

It is told what was done and when, in order, and works out what must hold afterwards. Between two operations the
calendar does its part, at the midnights of the places where people work.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from heapq import heappop, heappush
from typing import Any, Literal

from rosterproof.oracle.agenda import conditions, next_instant
from rosterproof.oracle.catalog import Catalog
from rosterproof.oracle.due import reached, thresholds
from rosterproof.oracle.holders import see_to
from rosterproof.oracle.learning import Account, Completion, Enrollment
from rosterproof.oracle.look import Look
from rosterproof.oracle.passing import certify, standing
from rosterproof.oracle.publishing import take_over
from rosterproof.oracle.roster import Roster
from rosterproof.oracle.standing import unmet_before

Action = Literal["start", "pass", "fail", "enroll", "record"]


class Replay:
    """An LMS in thought."""

    def __init__(self, catalog: Catalog, policy: Mapping[str, Any], start: datetime) -> None:
        self._roster = Roster(catalog, start)
        self._look = Look(self._roster, policy)
        self._policy = policy
        #: (instant, account) at which something falls due; an entry that `_due` does not hold is out of date.
        self._calendar: list[tuple[datetime, str]] = []
        self._due: dict[str, datetime | None] = {}

    @property
    def accounts(self) -> dict[str, Account]:
        """Every account, oldest first."""
        return self._roster.accounts

    @property
    def roster(self) -> Roster:
        """Everybody, as rules look at them."""
        return self._roster

    @property
    def now(self) -> datetime:
        """The instant of the last operation."""
        return self._roster.now

    def advance(self, to: datetime) -> None:
        """Let the time pass until `to`; what falls due on the way happens in order."""
        while self._calendar and self._calendar[0][0] <= to:
            instant, account_id = heappop(self._calendar)
            if self._due.get(account_id) != instant:
                continue
            self._roster.now = max(self.now, instant)
            account = self.accounts[account_id]
            today = account.today(self.now)
            if today in conditions(account, self._roster):
                self._looks_at(account)
            else:
                self._look.mark(account)
                self._plan(account)
        self._roster.now = max(self.now, to)

    def create(self, account_id: str, profile: Mapping[str, Any]) -> None:
        """An account is opened."""
        account = Account(account_id=account_id, profile={})
        self._roster.open(account, profile)
        account.note(self.now, "account opened")
        self._see_leave(account)
        self._looks_at(account)

    def update(self, account_id: str, fields: Mapping[str, Any]) -> None:
        """A profile is changed; fields that are absent stay."""
        account = self.accounts[account_id]
        before = dict(account.profile)
        concerned = self._roster.concerned([account])
        self._roster.write(account, fields)
        changed = [f"{name} {value}" for name, value in account.profile.items() if before.get(name) != value]
        if changed:
            account.note(self.now, f"profile: {', '.join(changed)}")
        if before.get("job_title") != account.profile.get("job_title"):
            account.title_changed_on = account.today(self.now)
        self._see_leave(account)
        self._see_hours(account, before.get("custom") or {})
        self._look.at(account)
        self._plan(account)
        if changed:
            concerned |= self._roster.concerned([account])
            self._looks_at_no_other(*concerned.values(), left=before.get("location"))

    def deactivate(self, account_id: str) -> None:
        """An account is closed, and with it what was open in it."""
        account = self.accounts[account_id]
        if account.active:
            account.active = False
            account.closed_on = account.today(self.now)
            account.note(self.now, "account closed")
            self._leave_behind(account)
            self._looks_at(account)

    def reactivate(self, account_id: str) -> None:
        """An account is opened again."""
        account = self.accounts[account_id]
        if not account.active:
            account.active = True
            if account.closed_on is not None:
                account.absence = (account.today(self.now) - account.closed_on).days
            account.note(self.now, "account opened again")
            self._looks_at(account)

    def enroll(self, account_id: str, course: str, due_on: date | None) -> None:
        """Someone is enrolled by hand."""
        account = self.accounts[account_id]
        account.add(
            Enrollment(
                course=course,
                course_version=self._roster.catalog.courses[course].version,
                source="manual",
                rule_id=None,
                status="assigned",
                assigned_at=self.now,
                due_on=due_on,
                overdue=due_on is not None and due_on < account.today(self.now),
            )
        )
        account.note(self.now, f"enrolled in {course}{f', due {due_on}' if due_on else ''} (by hand)")
        self._plan(account)

    def withdraw(self, account_id: str, course: str, instance: str | None = None) -> None:
        """Someone is taken off a course."""
        account = self.accounts[account_id]
        enrollment = account.live_in(course, instance)
        if enrollment is not None:
            self._look.close(account, enrollment, "withdrawn")

    def waive(self, account_id: str, course: str, instance: str = "") -> None:
        """Someone is excused from a course, for good; of a short course, from the one that it renews."""
        account = self.accounts[account_id]
        enrollment = account.live_in(course, instance)
        if enrollment is not None:
            self._look.close(account, enrollment, "waived")
            main = self._roster.catalog.courses[course].renews
            account.waived.add((main or course, instance))

    def look(self, account_id: str) -> None:
        """The rules look at somebody again; they want nothing more unless an enrollment was ended by hand."""
        self._looks_at(self.accounts[account_id])

    def change_rule(self, rule: Mapping[str, Any]) -> None:
        """A rule is in force in a new version; everybody is looked at."""
        self._roster.set_catalog(self._roster.catalog.changed(rule))
        self._looks_at(*self.accounts.values())

    def publish(self, course: Mapping[str, Any], retake_within_days: int | None = None) -> None:
        """A course is in force in a new version; everybody is looked at."""
        catalog = self._roster.catalog.published(course)
        self._roster.set_catalog(catalog)
        for account in self.accounts.values():
            self._look.mark(account)
            take_over(catalog.courses[course["code"]], account, account.today(self.now), retake_within_days)
        self._looks_at_no_other(*self.accounts.values())

    def tell(self, event: str, external_ids: Iterable[str] | None) -> None:
        """The LMS is told of an event for these people, or for everybody."""
        told = self.accounts.values() if external_ids is None else self._people(external_ids)
        accounts = [account for account in told if account.active]
        for account in accounts:
            self._look.mark(account)
            self._look.tell(account, event)
            self._plan(account)

    def join_group(self, account_id: str, group: str) -> None:
        """Someone is put into a group."""
        self.accounts[account_id].groups.add(group)
        self._looks_at_no_other(self.accounts[account_id])

    def leave_group(self, account_id: str, group: str) -> None:
        """Someone is taken out of a group."""
        self.accounts[account_id].groups.discard(group)
        self._looks_at_no_other(self.accounts[account_id])

    def holder(self, external_id: str) -> Account | None:
        """The oldest open account with this external id: the one a learner uses."""
        return next((a for a in self._roster.named(external_id) if a.active), None)

    def allows(
        self, external_id: str, course: str, action: Action, score: float | None, done_at: datetime | None = None
    ) -> bool:
        """Whether the LMS would let a learner do this now, or have it recorded as done at an instant."""
        account = self.holder(external_id)
        if account is None or course not in self._roster.catalog.courses:
            return False
        if action == "record":
            return self.allows_elsewhere(account.account_id, course, done_at or self.now, score)
        if action == "enroll":
            return account.live_in(course) is None
        taken, begun = self._roster.catalog.courses[course], self._acted_in(account, course, action)
        if begun is None or (action == "start" and begun.status == "in_progress"):
            return False
        if not taken.takes(begun.attempts, score if action == "pass" else None):
            return False
        today = account.today(self.now)
        return action == "fail" or not unmet_before(self._roster.catalog, account, begun.key, today)

    def perform(
        self, external_id: str, course: str, action: Action, score: float | None, done_at: datetime | None = None
    ) -> None:
        """A learner did this. It is a fact, so it is taken down even where nothing here called for it."""
        account = self.holder(external_id)
        if account is None:
            return
        if action == "enroll":
            self.enroll(account.account_id, course, None)
            return
        if action == "record":
            self.elsewhere(account.account_id, course, done_at or self.now, score)
            return
        begun = self._acted_in(account, course, action)
        if action != "start":
            self._attempt(account, course, begun, passed=action == "pass", score=score)
        elif begun is not None:
            account.swap(begun, status="in_progress")
            account.note(self.now, f"{course} in progress")

    def allows_elsewhere(self, account_id: str, course: str, at: datetime, score: float | None) -> bool:
        """Whether the LMS would take down that somebody passed an external course elsewhere, at an instant."""
        account, taken = self.accounts[account_id], self._roster.catalog.courses.get(course)
        if taken is None or taken.kind != "external" or not account.active or at > self.now:
            return False
        live = account.live_in(course)
        instance, attempts = (live.instance, live.attempts) if live is not None else ("", 0)
        held = account.newest_certification(taken.renews or course, instance)
        if held is not None and held.issued_on > account.today(at):
            return False
        if not taken.takes(attempts, score):
            return False
        return not unmet_before(self._roster.catalog, account, (course, instance), account.today(self.now))

    def elsewhere(self, account_id: str, course: str, at: datetime, score: float | None) -> None:
        """It becomes known that somebody passed a course elsewhere, at an instant."""
        account = self.accounts[account_id]
        if account.live_in(course) is None:
            self.enroll(account_id, course, None)
        self._attempt(account, course, account.live_in(course), passed=True, score=score, at=at)

    def revocable(self, external_id: str, course: str) -> bool:
        """Whether the LMS would let an administrator take back somebody's last pass of a course."""
        account = self.holder(external_id)
        enrollment = account.passed_in(course) if account is not None else None
        if account is None or enrollment is None:
            return False
        place = account.earned_in(enrollment)
        return place is None or account.certifications[place].status != "renewed"

    def revoke(self, account_id: str, course: str) -> None:
        """The last pass of a course counts no more; what it did for is wanted again."""
        account = self.accounts[account_id]
        enrollment = account.passed_in(course)
        if enrollment is None:
            return
        account.uncertify(account.earned_in(enrollment))
        account.swap(enrollment, status="revoked")
        account.note(self.now, f"the pass of {course} was taken back")
        self._looks_at_no_other(account)

    def wanted(self, account: Account) -> list[str]:
        """The courses that rules want of an open account now, for no instance."""
        return self._look.wanted(account) if account.active else []

    def snapshot(self) -> dict[str, Account]:
        """The accounts as they are now."""
        return {account_id: account.copy() for account_id, account in self.accounts.items()}

    def _acted_in(self, account: Account, course: str, action: Action) -> Enrollment | None:
        """The oldest open enrollment in a course; without one, that of the last pass, where it may be retaken."""
        live = account.live_in(course)
        if live is not None or action == "start" or not self._roster.catalog.courses[course].retakes:
            return live
        return account.passed_in(course)

    def _attempt(
        self,
        account: Account,
        course: str,
        begun: Enrollment | None,
        *,
        passed: bool,
        score: float | None,
        at: datetime | None = None,
    ) -> None:
        """A result of a course, in an enrollment unless nothing called for it; a retake changes nothing but scores.

        `at` is when it was passed, where that becomes known only now.
        """
        at = at or self.now
        taken = self._roster.catalog.courses[course]
        before = account.results_in(begun) if begun is not None else []
        earlier = next((each for each in before if each.result == "passed"), None)
        instance = begun.instance if begun is not None else ""
        expires = earlier.expires_on if earlier is not None and passed else None
        place = account.place_of(begun) if begun is not None else None
        if begun is not None:
            status = "completed" if passed or earlier else "failed"
            scores = [each.score for each in before] + [score]
            account.swap(
                begun,
                status=status,
                closed_at=begun.closed_at or (self.now if passed else None),
                attempts=begun.attempts + 1,
                score=standing(scores, taken.score_policy),
            )
            account.note(
                self.now, f"{course} {'passed' if passed else 'failed'} again" if earlier else f"{course} {status}"
            )
        if passed and earlier is None:
            expires = certify(
                self._roster.catalog,
                account,
                begun or (course, instance),
                passed_on=account.today(at),
                today=account.today(self.now),
                anchor=self._policy.get("recert_anchor", "completion"),
                origin=place,
            )
        account.completions.append(
            Completion(
                course=course,
                instance=instance,
                course_version=begun.course_version if begun is not None else taken.version,
                attempt=len(before) + 1 if begun is not None else 0,
                place=place,
                completed_at=at,
                score=score,
                result="passed" if passed else "failed",
                expires_on=expires,
            )
        )
        if passed and earlier is None:
            self._looks_at_no_other(account)

    def _leave_behind(self, account: Account) -> None:
        """End what a leaver has open, as the policy says."""
        mode = self._policy.get("on_leaver", "archive")
        for enrollment in list(account.open_enrollments()):
            if mode == "archive":
                self._look.close(account, enrollment, "archived")
            elif mode == "withdraw_all" or (mode == "withdraw_unstarted" and enrollment.status == "assigned"):
                self._look.close(account, enrollment, "withdrawn")

    def _people(self, external_ids: Iterable[str]) -> list[Account]:
        return [account for external_id in external_ids for account in self._roster.named(external_id)]

    def _see_leave(self, account: Account) -> None:
        """Note a leave that begins; when it ends, move what is due by its length."""
        away = account.profile.get("employment_status") == "on_leave"
        if away and account.away_since is None:
            account.away_since = account.today(self.now)
        elif not away and account.away_since is not None:
            paused, since = self._look.paused(account), account.away_since
            account.away_since = None
            for enrollment in list(account.open_enrollments()) if paused else ():
                if enrollment.due_on is not None and enrollment.due_on >= since:
                    due_on = enrollment.due_on + (account.today(self.now) - since)
                    account.swap(enrollment, due_on=due_on, overdue=False)

    def _see_hours(self, account: Account, before: Mapping[str, Any]) -> None:
        """What is due by hours that are reached now is due today, if it was not before."""
        today = account.today(self.now)
        for enrollment in list(account.open_enrollments()):
            rule = self._roster.catalog.rule(enrollment.rule_id)
            if rule is None or enrollment.source == "recertification":
                continue
            hours = list(thresholds(rule.due))
            new = reached(hours, account.custom) and not reached(hours, before)
            if new and (enrollment.due_on is None or enrollment.due_on > today):
                account.swap(enrollment, due_on=today)

    def _looks_at(self, *accounts: Account) -> None:
        """The rules look at people, at the managers above them, and at what their locations need."""
        self._looks_at_no_other(*self._roster.concerned(accounts).values())

    def _looks_at_no_other(self, *accounts: Account, left: str | None = None) -> None:
        """The rules look at these people, and at what their locations need."""
        for account in accounts:
            self._look.at(account)
        locations = {left, *(account.profile.get("location") for account in accounts)}
        for account in (*accounts, *see_to(self._look, locations)):
            self._plan(account)

    def _plan(self, account: Account) -> None:
        """Note when something next falls due for somebody."""
        instant = next_instant(account, self._roster)
        if self._due.get(account.account_id) != instant:
            self._due[account.account_id] = instant
            if instant is not None:
                heappush(self._calendar, (instant, account.account_id))

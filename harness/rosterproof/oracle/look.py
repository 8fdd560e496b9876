"""One look of the assignment rules at one account: what is wanted, what is made, and what ends."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rosterproof.oracle.audience import means
from rosterproof.oracle.catalog import Rule
from rosterproof.oracle.due import Anchors, reached
from rosterproof.oracle.learning import Account, Enrollment, Key, Source
from rosterproof.oracle.roster import Roster
from rosterproof.oracle.standing import basis, met, taken_as, that_count

Calls = dict[Key, tuple[Rule, ...]]


@dataclass(slots=True)
class Look:
    """The rules, as they look at people under one policy."""

    roster: Roster
    policy: Mapping[str, Any]

    def at(self, account: Account) -> None:
        """Bring an open account into line, unless the connector has to. A second look changes nothing."""
        self.mark(account)
        if not (account.active and self.enrolls):
            return
        calls = self._calls(account, [rule for rule in self.roster.catalog.rules if rule.standing])
        wanted = self._without_replaced(calls)
        self._end_grace(account)
        for key in self._in_order(wanted):
            if not self.serves(account, key) and not self.spared(account, key):
                self.assign(account, key, wanted[key])
        self._exit(account, wanted)

    def wanted(self, account: Account) -> list[str]:
        """The courses that rules want of somebody, for no instance."""
        calls = self._calls(account, [rule for rule in self.roster.catalog.rules if rule.standing])
        return sorted(code for code, instance in self._without_replaced(calls) if not instance)

    @property
    def enrolls(self) -> bool:
        """Whether the rules enroll by themselves."""
        return bool(self.policy.get("assign_by", "lms") == "lms")

    def mark(self, account: Account) -> None:
        """Let the calendar change what it changes: certifications, and what is overdue."""
        today = self._today(account)
        for place in account.newest.values():
            held = account.certifications[place]
            now = held.as_of(today)
            if now is not held:
                account.certifications[place] = now
                account.note(self.roster.now, f"{held.course} {now.status.replace('_', ' ')}")
        if self.paused(account) or not account.active:
            return
        for enrollment in list(account.open_enrollments()):
            if not enrollment.overdue and enrollment.due_on is not None and enrollment.due_on < today:
                account.swap(enrollment, overdue=True)

    def paused(self, account: Account) -> bool:
        """Whether due dates rest because somebody is on leave."""
        return self.policy.get("leave_mode", "keep") == "pause" and account.away_since is not None

    def tell(self, account: Account, event: str) -> None:
        """Let the rules that wait for an event ask for their courses anew."""
        today = self._today(account)
        waiting = [rule for rule in self.roster.catalog.rules if rule.active and rule.on_event == event]
        calls = self._calls(account, waiting)
        for key in self._in_order(calls):
            fresh = any(
                each.issued_on >= today and each.suffices(today)
                for each in that_count(self.roster.catalog, account, key)
            )
            if not fresh and account.live_in(*key) is None:
                self.enroll(account, key, "event", self._chosen(account, calls[key], event=True), event=True)

    def holds(self, account: Account, key: Key) -> bool:
        """Whether somebody meets a course or is enrolled in it. Of most, nothing is known that could meet it."""
        if account.live_in(*key) is not None:
            return True
        known = that_count(self.roster.catalog, account, key)
        return bool(known) and any(each.suffices(self._today(account)) for each in known)

    def spared(self, account: Account, key: Key) -> bool:
        """Whether somebody meets a course or is excused from it."""
        return key in account.waived or met(self.roster.catalog, account, key, self._today(account))

    def serves(self, account: Account, key: Key) -> bool:
        """Whether somebody is enrolled in a course, or in the short one while that does."""
        short = taken_as(self.roster.catalog, account, key, self._today(account))
        return account.live_in(*key) is not None or account.live_in(*short) is not None

    def assign(self, account: Account, key: Key, rules: tuple[Rule, ...]) -> None:
        """Enroll somebody because of these rules."""
        held = basis(self.roster.catalog, account, key)
        if held is None:
            self.enroll(account, key, "rule", self._chosen(account, rules))
            return
        rule = self._chosen_by_rank(rules)
        taken = taken_as(self.roster.catalog, account, key, self._today(account))
        self.enroll(account, taken, "recertification", (rule,), held.expires_on)

    def _calls(self, account: Account, rules: Iterable[Rule]) -> Calls:
        """Course and instance -> the rules that ask for it, in catalog order."""
        calls: Calls = {}
        for rule in rules:
            if means(rule, account, self.roster):
                for key in ((code, of) for code in rule.courses for of in rule.instances(account.custom)):
                    calls[key] = (*calls.get(key, ()), rule)
        return calls

    def _without_replaced(self, calls: Calls) -> Calls:
        """What is left when another wanted course does for a course as well."""
        courses = self.roster.catalog.courses
        return {
            (code, of): rules
            for (code, of), rules in calls.items()
            if not any((other, of) in calls for other in courses[code].accepts)
        }

    def _in_order(self, calls: Calls) -> list[Key]:
        place = {code: number for number, code in enumerate(self.roster.catalog.courses)}
        return sorted(calls, key=lambda key: (place[key[0]], key[1]))

    def _chosen(self, account: Account, rules: tuple[Rule, ...], *, event: bool = False) -> tuple[Rule, ...]:
        """The rules that may decide the due date, the one that does first."""
        if self.policy.get("on_overlap", "earliest") == "priority":
            return (self._chosen_by_rank(rules),)
        anchors = self.anchors(account, event=event)
        return tuple(sorted(rules, key=lambda rule: rule.due_on(anchors) or date.max))

    def _chosen_by_rank(self, rules: tuple[Rule, ...]) -> Rule:
        by_priority = self.policy.get("on_overlap", "earliest") == "priority"
        return max(rules, key=lambda rule: rule.priority) if by_priority else rules[0]

    def anchors(self, account: Account, *, event: bool = False) -> Anchors:
        """The days from which somebody's due dates count today."""
        today = self._today(account)
        return Anchors(
            assigned=today,
            hired=account.hired,
            position=account.day("position_start_date") or account.title_changed_on,
            event=today if event else None,
            reached=reached(self.roster.hours, account.custom),
        )

    def enroll(
        self,
        account: Account,
        key: Key,
        source: Source,
        rules: tuple[Rule, ...],
        due_on: date | None = None,
        *,
        event: bool = False,
    ) -> None:
        """Enroll somebody; the first of the rules is the one that does."""
        code, instance = key
        rule, anchors = rules[0], self.anchors(account, event=event)
        due = due_on if source == "recertification" else rule.due_on(anchors)
        required = self.roster.catalog.courses[code].requires
        before = [
            e.due_on
            for e in account.open_enrollments()
            if e.course in required and e.due_on is not None and e.instance in {"", instance}
        ]
        floor = max(before, default=None)
        due = max(due, floor) if due is not None and floor is not None else due
        account.add(
            Enrollment(
                course=code,
                course_version=self.roster.catalog.courses[code].version,
                instance=instance,
                source=source,
                rule_id=rule.rule_id,
                rule_version=rule.version,
                status="assigned",
                assigned_at=self.roster.now,
                due_on=due,
                overdue=due is not None and due < anchors.assigned,
                rules=rules,
                anchors=anchors,
                floor=floor,
            )
        )
        account.note(self.roster.now, f"enrolled in {code}{f', due {due}' if due else ''} ({rule.rule_id})")

    def close(self, account: Account, enrollment: Enrollment, status: str) -> None:
        """End an enrollment."""
        account.swap(enrollment, status=status, closed_at=self.roster.now)
        account.note(self.roster.now, f"{enrollment.course} {status}")

    def _end_grace(self, account: Account) -> None:
        """Take people off a short course that no longer does."""
        for enrollment in list(account.open_enrollments()):
            main = self.roster.catalog.courses[enrollment.course].renews
            if main is None or enrollment.source != "recertification":
                continue
            key = (main, enrollment.instance)
            if taken_as(self.roster.catalog, account, key, self._today(account)) == key:
                self.close(account, enrollment, "withdrawn")

    def _exit(self, account: Account, wanted: Calls) -> None:
        for enrollment in list(account.open_enrollments()):
            if enrollment.source not in {"rule", "recertification"} or not self._leaves(enrollment):
                continue
            main = self.roster.catalog.courses[enrollment.course].renews
            keys = {enrollment.key, (main or enrollment.course, enrollment.instance)}
            if keys.isdisjoint(wanted) and not any(self._held_open(account, key) for key in keys):
                self.close(account, enrollment, "withdrawn")

    def _held_open(self, account: Account, key: Key) -> bool:
        """Whether a rule that asks for so many at each location still means somebody who was enrolled for it."""
        return key[1] == "" and any(
            key[0] in rule.courses and means(rule, account, self.roster)
            for rule in self.roster.catalog.rules
            if rule.active and rule.minimum_holders is not None
        )

    def _leaves(self, enrollment: Enrollment) -> bool:
        exits = self.policy.get("on_rule_exit", "withdraw_unstarted")
        return bool(exits == "withdraw_all" or (exits == "withdraw_unstarted" and enrollment.status == "assigned"))

    def _today(self, account: Account) -> date:
        return account.today(self.roster.now)

"""One story, played on the LMS and on the oracle side by side, compared at every step."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from learning.language import START

from rosterproof.oracle.catalog import Catalog
from rosterproof.oracle.replay import Replay
from rosterproof_sim.domain.rules.catalog_reading import catalog_from, course_from, rule_from
from rosterproof_sim.domain.words.company import WorldSpec
from rosterproof_sim.domain.words.learning import Enrollment, LearningPolicy
from rosterproof_sim.domain.words.refusals import Invalid, NotFound, Refused
from rosterproof_sim.world import World

_NOON = datetime.combine(START, time(9), UTC)


class Both:
    """An LMS and an oracle that are told the same."""

    def __init__(self, world: World, catalog: Mapping[str, Any], policy: Mapping[str, Any]) -> None:
        self.world, self.lms = world, world.lms
        self.oracle = Replay(Catalog.of(catalog), policy, _NOON)
        self._versions = {rule["rule_id"]: 1 for rule in catalog["rules"]}
        self._courses = {course["code"]: course for course in catalog["courses"]}
        self._licenses = policy.get("licenses")

    def play(self, step: Sequence[Any]) -> None:
        getattr(self, f"_{step[0]}")(*step[1:])

    def _wait(self, days: int) -> None:
        self._pass(timedelta(days=days))

    def _hours(self, hours: int) -> None:
        self._pass(timedelta(hours=hours))

    def _pass(self, time: timedelta) -> None:
        to = self.oracle.now + time
        self.world.advance(to)
        self.oracle.advance(to)

    def _join(self, who: str, profile: Mapping[str, Any]) -> None:
        fields = {"external_id": who, "given_name": who, **profile}
        if self._full():
            assert self._refusal(lambda: self.lms.create_user(fields)), "there are no licenses left"
        else:
            self.oracle.create(self.lms.create_user(fields).user_id, fields)

    def _change(self, who: str, profile: Mapping[str, Any]) -> None:
        user_id = self._account(who)
        if user_id and profile:
            self.lms.update_user(user_id, profile)
            self.oracle.update(user_id, profile)

    def _elsewhere(self, who: str, course: str, days: int, score: float | None) -> None:
        if user_id := self._account(who):
            at = self.oracle.now - timedelta(days=days, hours=3)
            ought = self.oracle.allows_elsewhere(user_id, course, at, score)
            told = self._refusal(lambda: self.lms.record_training(user_id, course, at, score=score))
            assert ought is (told is None), f"{who} passed {course} elsewhere: the oracle says {ought}, the LMS {told}"
            if ought:
                self.oracle.elsewhere(user_id, course, at, score)

    def _revoke(self, who: str, course: str) -> None:
        ought = self.oracle.revocable(who, course)
        told = self._refusal(lambda: self.lms.revoke(who, course, "recorded by mistake"))
        assert ought is (told is None), f"revoke {course} of {who}: the oracle says {ought}, the LMS {told}"
        holder = self.oracle.holder(who)
        if ought and holder is not None:
            self.oracle.revoke(holder.account_id, course)

    def _publish(self, code: str, fields: Mapping[str, Any], retake: int | None) -> None:
        row = {**self._courses[code], **fields, "code": code}
        self._courses[code] = row
        self.lms.publish_course(course_from(row, "course."), retake)
        self.oracle.publish(row, retake)

    def _close(self, who: str) -> None:
        if user_id := self._account(who):
            self.lms.deactivate(user_id)
            self.oracle.deactivate(user_id)

    def _reopen(self, who: str) -> None:
        if user_id := self._account(who):
            if self._full() and not self.oracle.accounts[user_id].active:
                assert self._refusal(lambda: self.lms.reactivate(user_id)), "there are no licenses left"
                return
            self.lms.reactivate(user_id)
            self.oracle.reactivate(user_id)

    def _act(self, who: str, course: str, action: Any, score: float | None) -> None:
        ought = self.oracle.allows(who, course, action, score)
        told = self._refusal(lambda: self.lms.act(who, course, action, score))
        assert ought is (told is None), f"{who} {action} {course}: the oracle says {ought}, the LMS {told}"
        if ought:
            self.oracle.perform(who, course, action, score)

    def _enroll(self, who: str, course: str, due_on: str | None) -> None:
        if user_id := self._account(who):
            due = date.fromisoformat(due_on) if due_on else None
            account = self.oracle.accounts[user_id]
            ought = account.active and course in self._courses and account.live_in(course) is None
            told = self._refusal(lambda: self.lms.enroll_by_hand(user_id, course, due))
            assert ought is (told is None), f"enroll {who} in {course}: the oracle says {ought}, the LMS {told}"
            if ought:
                self.oracle.enroll(user_id, course, due)

    def _withdraw(self, who: str, place: int) -> None:
        if (found := self._open(who, place)) is not None:
            told = self._refusal(lambda: self.lms.withdraw(found.enrollment_id))
            assert self.oracle.accounts[found.user_id].active is (told is None), told
            if told is None:
                self.oracle.withdraw(found.user_id, found.course, found.instance)

    def _waive(self, who: str, place: int) -> None:
        if (found := self._open(who, place)) is not None:
            told = self._refusal(lambda: self.lms.waive(found.enrollment_id, "excused"))
            assert self.oracle.accounts[found.user_id].active is (told is None), told
            if told is None:
                self.oracle.waive(found.user_id, found.course, found.instance)

    def _tell(self, event: str, people: Sequence[str] | None) -> None:
        known = [who for who in people if self._account(who)] if people is not None else None
        if known != []:
            self.lms.tell_event(event, known)
            self.oracle.tell(event, known)

    def _many(self, people: Sequence[str], what: Sequence[Any]) -> None:
        """Each of them does the same; a group or an event comes first where it is named first."""
        for who in people:
            self.play((what[0], *what[1:2], who) if what[0] == "into" else (what[0], who, *what[1:]))

    def _into(self, group: str, who: str) -> None:
        if self.oracle.holder(who) is not None:
            self.lms.join_group(group, who)
            for account in self._accounts(who, active=True):
                self.oracle.join_group(account, group)

    def _out(self, group: str, who: str) -> None:
        if self.oracle.holder(who) is not None:
            self.lms.leave_group(group, who)
            for account in self._accounts(who, active=True):
                self.oracle.leave_group(account, group)

    def _rule(self, row: Mapping[str, Any]) -> None:
        """Change a rule, after a trial that must have told exactly what the change does."""
        version = self._versions.get(row["rule_id"], 0) + 1
        self._versions[row["rule_id"]] = version
        rule = rule_from({**row, "version": version}, "rule.")
        before = {each.enrollment_id: each for each in self.lms.enrollments(limit=None)}
        told = {(e.user_id, e.course, e.instance, e.change, e.due_on) for e in self.lms.try_rule(rule)}
        self.lms.change_rule(rule)
        after = {each.enrollment_id: each for each in self.lms.enrollments(limit=None)}
        done = {_effect(each, "gains") for name, each in after.items() if name not in before}
        done |= {_effect(each, "loses") for name, each in after.items() if name in before and each != before[name]}
        assert told == done, f"the trial of {row} told {told - done} for nothing and nothing of {done - told}"
        self.oracle.change_rule({**row, "version": version})

    def _refusal(self, ask: Any) -> str | None:
        try:
            ask()
        except (Refused, NotFound, Invalid) as refusal:
            return str(refusal)
        return None

    def _full(self) -> bool:
        open_ = sum(account.active for account in self.oracle.accounts.values())
        return self._licenses is not None and open_ >= self._licenses

    def _accounts(self, who: str, *, active: bool | None = None) -> list[str]:
        return [user.user_id for user in self.lms.users(external_id=who, active=active, limit=None)]

    def _account(self, who: str) -> str | None:
        """The account last opened for a person."""
        return next(reversed(self._accounts(who)), None)

    def _open(self, who: str, place: int) -> Any:
        user_id = self._account(who)
        rows = self.lms.enrollments(user_id=user_id, limit=None) if user_id else []
        live = [row for row in rows if row.closed_at is None]
        return live[place % len(live)] if live else None

    def compare(self, step: Any) -> None:
        """Whether both hold the same of everybody."""
        enrollments = found_by_user(self.lms.enrollments(limit=None), enrollment)
        certifications = found_by_user(self.lms.certifications(limit=None), certification)
        completions: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        for each in self.lms.all_completions():
            completions[each.user_id].append(_completion(each))
        for user_id, account in self.oracle.accounts.items():
            ours = sorted(map(enrollment, account.enrollments), key=str)
            theirs = enrollments.get(user_id, [])
            assert ours == theirs, f"after {step}: enrollments of {user_id}: {apart(ours, theirs)}"
            mine = sorted(map(certification, account.certifications), key=str)
            seen = certifications.get(user_id, [])
            assert mine == seen, f"after {step}: certifications of {user_id}: {apart(mine, seen)}"
            results, told = list(map(_completion, account.completions)), completions.get(user_id, [])
            assert results == told, f"after {step}: results of {user_id}: {apart(results, told)}"


def play(catalog: Mapping[str, Any], policy: Mapping[str, Any], story: Sequence[Sequence[Any]]) -> None:
    """Play a story on both and compare after each step."""
    spec = WorldSpec(
        name="twins", seed=1, size=1, start=_NOON, catalog=catalog_from(catalog), policy=LearningPolicy(**policy)
    )
    with closing(World.create(spec)) as world:
        both = Both(world, catalog, policy)
        for step in story:
            both.play(step)
            both.compare(step)


def _effect(each: Enrollment, change: str) -> tuple[str, str, str, str, date | None]:
    return each.user_id, each.course, each.instance, change, each.due_on


def found_by_user(rows: Sequence[Any], told: Callable[[Any], dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row.user_id].append(told(row))
    return {user_id: sorted(of_one, key=str) for user_id, of_one in found.items()}


def enrollment(e: Any) -> dict[str, Any]:
    names = ("course", "instance", "source", "rule_id", "rule_version", "status", "assigned_at", "due_on", "overdue")
    return {name: _plain(getattr(e, name)) for name in (*names, "closed_at", "course_version", "attempts", "score")}


def certification(c: Any) -> dict[str, Any]:
    names = ("course", "instance", "course_version", "status", "issued_on", "expires_on", "window_opens_on")
    return {name: _plain(getattr(c, name)) for name in names}


def _completion(c: Any) -> dict[str, Any]:
    names = ("course", "instance", "course_version", "attempt", "completed_at", "score", "result", "expires_on")
    return {name: _plain(getattr(c, name)) for name in names}


def apart(ours: Sequence[Any], theirs: Sequence[Any]) -> str:
    mine, other = ([row for row in a if row not in b] for a, b in ((ours, theirs), (theirs, ours)))
    return f"only the oracle has {mine}, only the LMS {other}"


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value

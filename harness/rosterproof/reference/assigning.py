"""Rules to enrollments, where the customer has the connector enroll: whom a rule of the LMS means is on its course.

The LMS is asked for its rules, and what they want is compared with what is open: what is missing is made, and what no
rule wants any more ends as the policy says. Only what this connector made is ever ended, which it knows by the reason
that it gave. Rules that ask for more than lists of values are beyond it, and are reported.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rosterproof.reference.complaints import Complaints
from rosterproof.reference.learning import LIVE
from rosterproof.reference.parts import Parts, Record
from rosterproof.reference.rulebook import beyond, due_on
from rosterproof.reference.wire import Answer, Unreachable, Wire

ENROLLMENTS = "/v1/enrollments"


@dataclass(frozen=True, kw_only=True, slots=True)
class Learner:
    """Somebody with an open account: what is open by course, and the newest certification of each course."""

    user: Record
    today: date
    live: dict[str, Record]
    held: Mapping[str, Record]


class Assigning:
    """Enrolls and withdraws in one cycle."""

    def __init__(self, lms: Wire, parts: Parts, policy: Record, now: str, complaints: Complaints) -> None:
        self._lms = lms
        self._parts = parts
        self._exit = str(policy.get("on_rule_exit", "withdraw_unstarted"))
        self._now = now
        self._complaints = complaints
        self._courses = {course["code"]: course for course in self._listed("/v1/courses")}
        rules = parts.rules_of_today(self._listed("/v1/assignment-rules"))
        self._rules = [rule for rule in rules if self._understood(rule)]

    def bring_into_line(self, users: Iterable[Record]) -> None:
        """Enroll everybody whom the rules mean, and take off whom they mean no more."""
        every = self._parts.whole_list
        live = _by_user(row for status in LIVE for row in every(self._lms, ENROLLMENTS, status=status))
        held = _by_user(every(self._lms, "/v1/certifications"))
        for user in users:
            who, today = user["user_id"], self._parts.day_of(user, self._now)
            if user["active"]:
                self._see_to(Learner(user=user, today=today, live=live.get(who, {}), held=held.get(who, {})))

    def _see_to(self, learner: Learner) -> None:
        wanted = self._wanted(learner.user)
        for code in self._courses:
            missing = code in wanted and code not in learner.live
            if missing and not self._parts.met(self._that_count(learner, code), learner.today):
                self._enroll(learner, code, wanted[code])
        for code, enrollment in list(learner.live.items()):
            if code not in wanted and self._parts.ours(enrollment) and self._parts.left(enrollment, self._exit):
                self._written(learner, self._lms.ask("POST", f"{ENROLLMENTS}/{enrollment['enrollment_id']}/withdraw"))

    def _wanted(self, user: Record) -> dict[str, list[Record]]:
        """Course -> the rules that want it; what another wanted course does for as well is left to that one."""
        wanted: dict[str, list[Record]] = {}
        for rule in self._rules:
            if self._parts.means(rule, user):
                wanted.setdefault(rule["course"], []).append(rule)
        return {code: rules for code, rules in wanted.items() if wanted.keys().isdisjoint(self._accepted(code))}

    def _enroll(self, learner: Learner, code: str, rules: list[Record]) -> None:
        """Enroll somebody; what renews is due with what it renews."""
        user = learner.user
        due, rule = self._parts.deciding([(due_on(each["due"], user, learner.today), each) for each in rules])
        lapsing = [held["expires_on"] for held in self._that_count(learner, code) if held["expires_on"]]
        required = self._courses[code].get("requires", ())
        before = [live["due_on"] for each, live in learner.live.items() if each in required and live["due_on"]]
        due = max(lapsing) if lapsing else self._parts.not_before(due, before)
        body = {"user_id": user["user_id"], "course": code, "due_on": due, **self._parts.why(rule)}
        # The instant is part of the key: who is enrolled anew another time is not enrolled twice.
        key = self._parts.key(f"enroll-{user['user_id']}-{code}-{self._now}")
        answer = self._lms.ask("POST", ENROLLMENTS, body, key=key)
        if self._written(learner, answer):
            learner.live[code] = answer.body

    def _that_count(self, learner: Learner, code: str) -> list[Record]:
        return [learner.held[each] for each in (code, *self._accepted(code)) if each in learner.held]

    def _accepted(self, code: str) -> list[str]:
        return self._parts.accepted(self._courses[code]) if code in self._courses else []

    def _understood(self, rule: Record) -> bool:
        more = beyond(rule)
        if more:
            reason = f"asks for {', '.join(more)}, which is more than this connector understands"
            self._parts.report(self._complaints, "lms", rule["rule_id"], more[0], reason)
        return not more

    def _written(self, learner: Learner, answer: Answer) -> bool:
        if not answer.ok:
            self._parts.report(self._complaints, "lms", learner.user["external_id"], "enrollment", answer.reason)
        return answer.ok

    def _listed(self, path: str) -> list[Record]:
        answer = self._lms.get(path)
        if not answer.ok:
            raise Unreachable(f"GET {path} answered {answer.reason}")
        return list(answer.body["data"])


def _by_user(rows: Iterable[Record]) -> dict[str, dict[str, Record]]:
    """User id -> course -> the newest row."""
    found: dict[str, dict[str, Record]] = {}
    for row in rows:
        found.setdefault(row["user_id"], {})[row["course"]] = row
    return found

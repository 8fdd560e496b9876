"""What was required of somebody on a day and how it stood: worked out from facts, never from what is true by now."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from rosterproof_sim.domain.rules.assignment import instances, wanted
from rosterproof_sim.domain.rules.audience import means
from rosterproof_sim.domain.rules.curriculum import Curriculum
from rosterproof_sim.domain.rules.dates import day_in, days_after
from rosterproof_sim.domain.rules.due import anchor_day
from rosterproof_sim.domain.rules.subject import Subject
from rosterproof_sim.domain.words.catalog import Rule
from rosterproof_sim.domain.words.learning import Enrollment, Key, LearningPolicy
from rosterproof_sim.domain.words.obligations import BREACHES, Clearance, Held, Obligation, Standing

#: Enrollments that stand for themselves: no rule has to want the course.
_OF_ITSELF = ("manual", "event")


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """The facts about one account that were known: certifications by what they are for, newest of the day first."""

    held: Mapping[Key, Held] = field(default_factory=dict)
    #: Those that were not closed before the day, with the due dates known then, in order of id.
    enrollments: Sequence[Enrollment] = ()
    waived: frozenset[Key] = frozenset()
    leave_since: date | None = None


def obligations(
    subject: Subject, curriculum: Curriculum, policy: LearningPolicy, record: Record
) -> tuple[Obligation, ...]:
    """Return everything that was required on the subject's day, in the order of the catalog."""
    keys: dict[Key, list[Rule]] = wanted(subject, curriculum)
    for each in record.enrollments:
        key = _key(each, curriculum)
        if key not in keys and _stands(each, subject):
            keys[key] = []
    gates = _gates(subject, curriculum, keys)
    found = []
    for key, rules in keys.items():
        open_ = [each for each in record.enrollments if _key(each, curriculum) == key]
        case = _Case(
            key=key,
            rules=rules,
            basis=_basis(key, curriculum, record.held),
            enrollment=next((each for each in open_ if _stands(each, subject)), open_[0] if open_ else None),
            is_waived=_is_waived(key, record, curriculum),
            leave_since=record.leave_since if policy.leave_mode == "pause" else None,
            subject=subject,
        )
        found.append(_judged(case, gates.get(key)))
    return tuple(sorted(found, key=lambda each: (curriculum.position(each.course), each.instance)))


def compliant(found: Iterable[Obligation]) -> bool:
    """Tell whether nothing that was required was in breach."""
    return all(each.compliant for each in found)


def breaches(found: Iterable[Obligation]) -> tuple[str, ...]:
    """Name what made somebody not compliant: each course with its standing."""
    return tuple(f"{each.course} {each.standing}" for each in found if not each.compliant)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Case:
    """One required course with all that its standing rests on. `leave_since` is null where a leave changes nothing."""

    key: Key
    rules: Sequence[Rule]
    basis: Held | None
    enrollment: Enrollment | None
    is_waived: bool
    leave_since: date | None
    subject: Subject

    @property
    def day(self) -> date:
        return self.subject.today

    @property
    def is_over(self) -> bool:
        """Whether a due day is known and was over."""
        return self.enrollment is not None and self.enrollment.due_on is not None and self.enrollment.due_on < self.day

    @property
    def is_certified(self) -> bool:
        return self.basis is not None and _valid(self.basis, self.day)

    @property
    def is_asked_anew(self) -> bool:
        """Whether somebody was enrolled by hand or by an event: that asks for the course whatever is held."""
        return (
            self.enrollment is not None
            and self.enrollment.source in _OF_ITSELF
            and _stands(self.enrollment, self.subject)
        )

    @property
    def is_paused(self) -> bool:
        """Whether it fell due in a leave that the policy pauses."""
        due = self.enrollment.due_on if self.enrollment is not None else None
        return self.is_over and self.leave_since is not None and due is not None and due >= self.leave_since


def _judged(case: _Case, gate: Rule | None) -> Obligation:
    """Say how one required course stood."""
    standing = _standing(case)
    clearance, until = _clearance(gate, case)
    enrollment = case.enrollment
    return Obligation(
        course=case.key[0],
        instance=case.key[1],
        standing=standing,
        compliant=standing not in BREACHES,
        required_by=tuple(f"{each.rule_id} v{each.version}" for each in case.rules) or _by_enrollment(enrollment),
        due_on=enrollment.due_on if enrollment is not None and standing not in ("certified", "waived") else None,
        basis=case.basis,
        enrollment=enrollment,
        clearance=clearance,
        supervised_until=until,
    )


def _standing(case: _Case) -> Standing:
    if case.is_certified and not case.is_asked_anew:
        opens_on = case.basis.window_opens_on if case.basis is not None else None
        return "renewal_due" if opens_on is not None and opens_on <= case.day else "certified"
    if case.is_waived and not case.is_asked_anew:
        return "waived"
    if case.is_paused:
        return "on_leave"
    if case.basis is not None and not case.is_certified:
        return "lapsed"
    if case.enrollment is None:
        return "unassigned"
    return "overdue" if case.is_over else "due"


def _basis(key: Key, curriculum: Curriculum, held: Mapping[Key, Held]) -> Held | None:
    """Return what counts for a course and lasts longest; of equals its own, then in the order of `accepts`."""
    codes = (key[0], *curriculum.course(key[0]).accepts)
    found = [held[code, key[1]] for code in codes if (code, key[1]) in held]
    return max(found, key=lambda each: each.expires_on or date.max, default=None)


def _valid(held: Held, day: date) -> bool:
    return held.expires_on is None or day <= held.expires_on


def _is_waived(key: Key, record: Record, curriculum: Curriculum) -> bool:
    short = (each.code for each in curriculum.short_courses(key[0]))
    return any((code, key[1]) in record.waived for code in (key[0], *short))


def _key(enrollment: Enrollment, curriculum: Curriculum) -> Key:
    """Return what an enrollment is for: a short course is for the one that it renews."""
    course = curriculum.find(enrollment.course)
    code = course.renews if course is not None and course.renews is not None else enrollment.course
    return code, enrollment.instance


def _stands(enrollment: Enrollment, subject: Subject) -> bool:
    """Tell whether an enrollment was open on the day. What a rule withdrew is taken as never having been wanted."""
    zone = subject.user.time_zone
    if day_in(zone, enrollment.assigned_at) > subject.today:
        return False
    if enrollment.closed_at is None or enrollment.source in _OF_ITSELF:
        return enrollment.closed_at is None or day_in(zone, enrollment.closed_at) > subject.today
    return enrollment.status != "withdrawn" and day_in(zone, enrollment.closed_at) > subject.today


def _gates(subject: Subject, curriculum: Curriculum, keys: Collection[Key]) -> dict[Key, Rule]:
    """Return the rule that gates each course: of several, the one with the shortest supervision.

    What is left to another required course that does for both is gated by that one.
    """
    found: dict[Key, Rule] = {}
    gated = (each for each in curriculum.standing_rules if each.gate is not None and means(each, subject))
    for rule in sorted(gated, key=lambda each: each.gate.supervised_days if each.gate else 0):
        for code in curriculum.courses_of(rule):
            for instance in instances(rule, subject):
                does = (each for each in (code, *curriculum.course(code).accepts) if (each, instance) in keys)
                found.setdefault((next(does, code), instance), rule)
    return found


def _clearance(gate: Rule | None, case: _Case) -> tuple[Clearance | None, date | None]:
    """Say whether gated work might be done, and until when under supervision."""
    if gate is None or gate.gate is None:
        return None, None
    if case.is_certified or case.is_waived:
        return "cleared", None
    if case.basis is not None or not gate.gate.supervised_days:
        return "barred", None
    zone = case.subject.user.time_zone
    assigned = day_in(zone, case.enrollment.assigned_at) if case.enrollment is not None else case.day
    until = days_after(
        anchor_day(gate.due, replace(case.subject, today=min(assigned, case.day))), gate.gate.supervised_days
    )
    return ("supervised" if case.day <= until else "barred"), until


def _by_enrollment(enrollment: Enrollment | None) -> tuple[str, ...]:
    return () if enrollment is None else (enrollment.reason,)

"""What the assignment rules want done about one person: the LMS's own brain, as one pure function."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from rosterproof_sim.domain.rules.audience import means, means_fitting, reason
from rosterproof_sim.domain.rules.certification import basis, met, renewable_by_short_course
from rosterproof_sim.domain.rules.curriculum import Curriculum
from rosterproof_sim.domain.rules.due import due_on
from rosterproof_sim.domain.rules.subject import Subject
from rosterproof_sim.domain.words.catalog import Course, Rule
from rosterproof_sim.domain.words.learning import Certification, Enrollment, EnrollmentSource, Key, LearningPolicy

#: Enrollments that rules made, and so may end.
_BY_RULE: tuple[EnrollmentSource, ...] = ("rule", "recertification")


@dataclass(frozen=True, kw_only=True, slots=True)
class Assigned:
    """An enrollment to be made."""

    course: str
    instance: str
    source: EnrollmentSource
    rule: Rule
    reason: str
    due_on: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Transcript:
    """What somebody has: open enrollments, the newest certification of each course, and what they are excused from."""

    live: Sequence[Enrollment] = ()
    newest: Mapping[Key, Certification] = field(default_factory=dict)
    waived: frozenset[Key] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """What is to be done. Done, the rules want nothing more."""

    assign: tuple[Assigned, ...]
    withdraw: tuple[Enrollment, ...]


def decide(subject: Subject, curriculum: Curriculum, policy: LearningPolicy, has: Transcript) -> Decision:
    """Compare what the rules want of somebody with what the person has."""
    live, newest = has.live, has.newest
    wants = wanted(subject, curriculum)
    for_sites = {(str(rule.course), "") for rule in curriculum.holder_rules if means(rule, subject)}
    enrolled = {(each.course, each.instance): each for each in live}
    kept = for_sites
    assign: list[Assigned] = []
    superseded: list[Enrollment] = []
    for (code, instance), rules in wants.items():
        course, shorter = curriculum.course(code), curriculum.short_courses(code)
        kept.add((code, instance))
        short = _short_course(course, instance, shorter, newest, subject.today)
        in_short = [
            enrolled[each.code, instance]
            for each in shorter
            if (each.code, instance) in enrolled and enrolled[each.code, instance].source in _BY_RULE
        ]
        if short is not None:
            kept.add((short.code, instance))
        if (code, instance) in enrolled or met(course, instance, newest, subject.today):
            continue
        if excused(code, instance, has, curriculum):
            continue
        if short is not None and in_short:
            continue
        superseded.extend(in_short)
        assign.append(_assignment(subject, course, instance, rules, policy, short, newest))
    due_of = {key: each.due_on for key, each in enrolled.items()}
    gone = [
        each
        for each in live
        if each in superseded or ((each.course, each.instance) not in kept and _must_go(each, policy))
    ]
    return Decision(assign=tuple(not_before_required(assign, curriculum, due_of)), withdraw=tuple(gone))


def excused(code: str, instance: str, has: Transcript, curriculum: Curriculum) -> bool:
    """Tell whether somebody was excused from a course, or from a short course that renews it."""
    short = (each.code for each in curriculum.short_courses(code))
    return any((each, instance) in has.waived for each in (code, *short))


def asked_by_event(
    event: str, subject: Subject, curriculum: Curriculum, policy: LearningPolicy, has: Transcript
) -> list[Assigned]:
    """Return what an event of today calls for anew: whoever passed today has done it, and who is enrolled stays so."""
    calls: dict[Key, list[Rule]] = {}
    for rule in curriculum.catalog.rules:
        if rule.active and rule.on_event == event and means(rule, subject):
            for key in (
                (code, instance) for code in curriculum.courses_of(rule) for instance in instances(rule, subject)
            ):
                calls.setdefault(key, []).append(rule)
    fresh = {key: held for key, held in has.newest.items() if held.issued_on >= subject.today}
    enrolled = {(each.course, each.instance): each.due_on for each in has.live}
    assign = []
    for (code, instance), rules in calls.items():
        if (code, instance) in enrolled or met(curriculum.course(code), instance, fresh, subject.today):
            continue
        rule, day = _deciding(rules, subject, policy, event_on=subject.today)
        why = f"{reason(rule, subject.user)}, event {event}"
        assign.append(Assigned(course=code, instance=instance, source="event", rule=rule, reason=why, due_on=day))
    return not_before_required(assign, curriculum, enrolled)


def wanted(subject: Subject, curriculum: Curriculum) -> dict[Key, list[Rule]]:
    """Return the courses that rules want of somebody, in the order of the catalog, each with its rules."""
    found: dict[Key, list[Rule]] = {}
    for rule in curriculum.standing_rules_fitting(subject.user):
        if means_fitting(rule, subject):
            for code in curriculum.courses_of(rule):
                for instance in instances(rule, subject):
                    found.setdefault((code, instance), []).append(rule)
    codes: dict[str, set[str]] = {}
    for code, instance in found:
        codes.setdefault(instance, set()).add(code)
    in_order = sorted(found, key=lambda key: (curriculum.position(key[0]), key[1]))
    return {key: found[key] for key in in_order if not curriculum.done_by_another(key[0], codes[key[1]])}


def instances(rule: Rule, subject: Subject) -> list[str]:
    """Return for what a rule wants its course: once, or for each value of the field it names.

    Values are parted by semicolons; the order in which they stand does not matter.
    """
    if rule.per is None:
        return [""]
    text = subject.user.custom.get(rule.per)
    return sorted({part.strip() for part in str(text).split(";")} - {""}) if isinstance(text, str) else []


def _short_course(
    course: Course, instance: str, shorter: Sequence[Course], newest: Mapping[Key, Certification], today: date
) -> Course | None:
    """Return the first of the short courses that renew a course, where somebody holds what it still renews."""
    held = basis(course, instance, newest) if shorter else None
    if held is None or held.course != course.code or not renewable_by_short_course(course, held, today):
        return None
    return shorter[0]


def _assignment(
    subject: Subject,
    course: Course,
    instance: str,
    rules: Sequence[Rule],
    policy: LearningPolicy,
    short: Course | None,
    newest: Mapping[Key, Certification],
) -> Assigned:
    held = basis(course, instance, newest)
    if held is not None:
        return Assigned(
            course=short.code if short else course.code,
            instance=instance,
            source="recertification",
            rule=_leading(rules, policy),
            reason=f"recertification: {held.course} expires on {held.expires_on}",
            due_on=held.expires_on,
        )
    rule, day = _deciding(rules, subject, policy)
    return Assigned(
        course=course.code,
        instance=instance,
        source="rule",
        rule=rule,
        reason=reason(rule, subject.user),
        due_on=day,
    )


def _deciding(
    rules: Sequence[Rule], subject: Subject, policy: LearningPolicy, event_on: date | None = None
) -> tuple[Rule, date | None]:
    """Return the rule of several that says by when, and what it says."""
    due = {rule.rule_id: due_on(rule.due, subject, event_on) for rule in rules}
    rule = _leading(rules, policy)
    if policy.on_overlap == "earliest":
        rule = min(rules, key=lambda each: due[each.rule_id] or date.max)
    return rule, due[rule.rule_id]


def _leading(rules: Sequence[Rule], policy: LearningPolicy) -> Rule:
    """Return the rule that speaks for several: the first, or the first of the highest priority."""
    return rules[0] if policy.on_overlap == "earliest" else max(rules, key=lambda each: each.priority)


def not_before_required(
    assign: Sequence[Assigned], curriculum: Curriculum, due_of: dict[Key, date | None]
) -> list[Assigned]:
    """Put off what requires another course to the day by which that one is to be finished."""
    put_off = []
    for each in sorted(assign, key=lambda each: (curriculum.position(each.course), each.instance)):
        required = [(code, name) for code in curriculum.requires(each.course) for name in ("", each.instance)]
        before = [day for key in required if (day := due_of.get(key)) is not None]
        due = max([each.due_on, *before]) if each.due_on is not None else None
        due_of[each.course, each.instance] = due
        put_off.append(replace(each, due_on=due))
    return put_off


def _must_go(enrollment: Enrollment, policy: LearningPolicy) -> bool:
    """Tell whether an enrollment that no rule asks for any more ends. One made by hand or by an event never does."""
    if enrollment.source not in _BY_RULE or policy.on_rule_exit == "keep":
        return False
    return policy.on_rule_exit == "withdraw_all" or enrollment.status == "assigned"

"""What the assignment rules want done about one user: the LMS's own brain, as one pure function."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rosterproof_sim.domain.rules.audience import meant, reason
from rosterproof_sim.domain.rules.certification import met
from rosterproof_sim.domain.rules.due import due_on
from rosterproof_sim.domain.words.catalog import Catalog, Rule
from rosterproof_sim.domain.words.learning import Certification, Enrollment, EnrollmentSource, OnRuleExit, User


@dataclass(frozen=True, kw_only=True, slots=True)
class Assigned:
    """An enrollment to be made."""

    course: str
    source: EnrollmentSource
    rule_id: str
    reason: str
    due_on: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """What is to be done. Done, the rules want nothing more."""

    assign: tuple[Assigned, ...]
    withdraw: tuple[Enrollment, ...]


def decide(
    user: User,
    catalog: Catalog,
    *,
    on_exit: OnRuleExit,
    live: Sequence[Enrollment],
    newest: Mapping[str, Certification],
    today: date,
) -> Decision:
    """Compare what the rules mean for a user with the open enrollments and the newest certification of each course."""
    covering: dict[str, list[Rule]] = {}
    for rule in catalog.rules:
        if meant(rule.audience, user):
            covering.setdefault(rule.course, []).append(rule)
    enrolled = {each.course for each in live}
    assign = []
    for course, rules in covering.items():
        if course in enrolled:
            continue
        certification = newest.get(course)
        if certification is None:
            assign.append(_first_time(rules, user, today))
        elif not met(certification, today):
            assign.append(_again(rules[0], certification))
    withdraw = tuple(each for each in live if each.course not in covering and _must_go(each, on_exit))
    return Decision(assign=tuple(assign), withdraw=withdraw)


def _first_time(rules: Sequence[Rule], user: User, today: date) -> Assigned:
    """Assign by the rule that wants it earliest; of two, by the first in the catalog."""
    day, rule = min(
        ((due_on(rule.due, hired=user.hire_date, today=today), rule) for rule in rules), key=lambda pair: pair[0]
    )
    return Assigned(course=rule.course, source="rule", rule_id=rule.rule_id, reason=reason(rule, user), due_on=day)


def _again(rule: Rule, certification: Certification) -> Assigned:
    """Assign anew what is about to expire, or has."""
    return Assigned(
        course=rule.course,
        source="recertification",
        rule_id=rule.rule_id,
        reason=f"recertification: {rule.course} expires on {certification.expires_on}",
        due_on=certification.expires_on,
    )


def _must_go(enrollment: Enrollment, on_exit: OnRuleExit) -> bool:
    """Tell whether an enrollment that no rule asks for any more ends. One made by hand never does."""
    if enrollment.source == "manual" or on_exit == "keep":
        return False
    return on_exit == "withdraw_all" or enrollment.status == "assigned"

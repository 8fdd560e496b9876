"""Whom a rule means, and how that is told."""

from rosterproof_sim.domain.words.catalog import Audience, Rule
from rosterproof_sim.domain.words.learning import User


def meant(audience: Audience, user: User) -> bool:
    """Tell whether a user matches every list that is not empty. Values are compared exactly."""
    return (
        (not audience.job_titles or user.job_title in audience.job_titles)
        and (not audience.departments or user.department in audience.departments)
        and (not audience.locations or user.location in audience.locations)
    )


def reason(rule: Rule, user: User) -> str:
    """Say why a rule means a user, in the terms that the rule asks about."""
    told = [
        f"{label} {value}"
        for label, asked, value in (
            ("job title", rule.audience.job_titles, user.job_title),
            ("department", rule.audience.departments, user.department),
            ("location", rule.audience.locations, user.location),
        )
        if asked
    ]
    return f"{rule.rule_id} v{rule.version}: {', '.join(told) or 'everyone'}"

"""What a filter means, in the plainest Python: a second opinion for the one that goes through SQL."""

import json
from datetime import date, datetime
from typing import Any

from rosterproof_sim.domain.words.calendar import instant_text
from rosterproof_sim.domain.words.criteria import All, Compare, Criteria, Not, OneOf, Present, Some


def holds(wanted: Criteria, row: Any) -> bool:
    match wanted:
        case All(terms=terms):
            return all(holds(each, row) for each in terms)
        case Some(terms=terms):
            return any(holds(each, row) for each in terms)
        case Not(term=term):
            return not holds(term, row)
        case Present(field=field):
            return getattr(row, field) is not None
        case OneOf(field=field, values=values):
            return getattr(row, field) in values
        case Compare(field=field, operator=operator, value=value):
            return compared(getattr(row, field), operator, value)


def compared(left: Any, operator: str, right: Any) -> bool:
    if operator == "eq":
        return bool(left == right)
    if operator == "ne":
        return bool(left != right)
    if left is None:
        return False
    answers = {
        "lt": lambda: left < right,
        "le": lambda: left <= right,
        "gt": lambda: left > right,
        "ge": lambda: left >= right,
        "co": lambda: right in left,
        "sw": lambda: left.startswith(right),
    }
    return bool(answers[operator]())


def text_of(wanted: Criteria) -> str:
    """Write a filter, with parentheses wherever something is joined."""
    match wanted:
        case All(terms=terms):
            return "(" + " and ".join(text_of(each) for each in terms) + ")"
        case Some(terms=terms):
            return "(" + " or ".join(text_of(each) for each in terms) + ")"
        case Not(term=term):
            return f"not {text_of(term)}"
        case Present(field=field):
            return f"{field} pr"
        case OneOf(field=field, values=values):
            return f"{field} in ({', '.join(value_text(each) for each in values)})"
        case Compare(field=field, operator=operator, value=value):
            return f"{field} {operator} {value_text(value)}"


def value_text(value: Any) -> str:
    if isinstance(value, datetime):
        return instant_text(value)
    return value.isoformat() if isinstance(value, date) else json.dumps(value)

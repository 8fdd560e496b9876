"""Reading the words back from plain JSON values, with errors that say where and what.

Writing them is `domain.words.written`; what is written there is read back here as the same word.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date, datetime
from typing import Any, TypeVar, cast

from rosterproof_sim.domain.words.calendar import read_day, read_instant
from rosterproof_sim.domain.words.catalog import Audience, Catalog, Course, Due, Rule
from rosterproof_sim.domain.words.changes import (
    Change,
    EmailChanged,
    Hired,
    Promoted,
    Renamed,
    Terminated,
    Transferred,
    Unchanged,
)
from rosterproof_sim.domain.words.company import WorldSpec
from rosterproof_sim.domain.words.learning import LearningPolicy
from rosterproof_sim.domain.words.refusals import Invalid

Word = TypeVar("Word")

_KINDS: Mapping[str, type[Change]] = {
    each.kind: each for each in (Hired, Promoted, Transferred, Renamed, EmailChanged, Terminated)
}


def change_from(values: Mapping[str, Any]) -> Change:
    """Read an HR change."""
    kind = _KINDS.get(values.get("kind", ""))
    if kind is None:
        raise Invalid("kind", f"{values.get('kind')!r} is not one of {', '.join(_KINDS)}")
    given = {name: value for name, value in values.items() if name != "kind"}
    if "effective_on" in given:
        given["effective_on"] = day_from("effective_on", given["effective_on"])
    change = _made(kind, given, "")
    if isinstance(change, Transferred) and all(
        isinstance(value, Unchanged) for value in (change.department, change.location, change.manager_id)
    ):
        raise Invalid("department", "a transfer changes at least one of department, location and manager_id")
    return change


def day_from(where: str, value: object) -> date:
    """Read a day."""
    try:
        return read_day(str(value))
    except ValueError as wrong:
        raise Invalid(where, str(wrong)) from None


def instant_from(where: str, value: object) -> datetime:
    """Read an instant."""
    try:
        return read_instant(str(value))
    except ValueError as wrong:
        raise Invalid(where, str(wrong)) from None


def catalog_from(values: Mapping[str, Any]) -> Catalog:
    """Read a catalog, and raise Invalid where it contradicts itself."""
    courses = tuple(
        _made(Course, each, f"catalog.courses[{number}].") for number, each in enumerate(values.get("courses", ()))
    )
    rules = tuple(
        _made(Rule, _rule_parts(each, f"catalog.rules[{number}]."), f"catalog.rules[{number}].")
        for number, each in enumerate(values.get("rules", ()))
    )
    catalog = Catalog(courses=courses, rules=rules)
    check_catalog(catalog)
    return catalog


def check_catalog(catalog: Catalog) -> None:
    """Raise Invalid where a code or rule_id occurs twice, a rule names no course, or a window has no end."""
    _no_twice("courses", "code", [course.code for course in catalog.courses])
    _no_twice("rules", "rule_id", [rule.rule_id for rule in catalog.rules])
    known = {course.code for course in catalog.courses}
    for number, course in enumerate(catalog.courses):
        # Otherwise a pass would be open for renewal on the day it is made, and every renewal again.
        if course.validity_days is not None and course.window_days >= course.validity_days:
            where = f"catalog.courses[{number}].window_days"
            raise Invalid(where, f"{course.window_days} is not less than the {course.validity_days} days of validity")
    for number, rule in enumerate(catalog.rules):
        if rule.course not in known:
            raise Invalid(f"catalog.rules[{number}].course", f"there is no course {rule.course!r} in this catalog")


def policy_from(values: Mapping[str, Any]) -> LearningPolicy:
    """Read the LMS's settings."""
    return _made(LearningPolicy, values, "policy.")


def spec_from(values: Mapping[str, Any]) -> WorldSpec:
    """Read what a world is made from."""
    given = dict(values)
    if "start" in given:
        given["start"] = instant_from("start", given["start"])
    given["catalog"] = catalog_from(given.get("catalog", {}))
    given["policy"] = policy_from(given.get("policy", {}))
    return _made(WorldSpec, given, "")


def _rule_parts(values: Mapping[str, Any], where: str) -> dict[str, Any]:
    lists = {name: tuple(value) for name, value in values.get("audience", {}).items()}
    return {
        **values,
        "audience": _made(Audience, lists, f"{where}audience."),
        "due": _made(Due, values.get("due", {}), f"{where}due."),
    }


def _no_twice(part: str, name: str, values: Sequence[str]) -> None:
    for value, times in Counter(values).items():
        if times > 1:
            where = f"catalog.{part}[{len(values) - 1 - values[::-1].index(value)}].{name}"
            raise Invalid(where, f"{value!r} stands there {times} times; it must be unique")


def _made(kind: type[Word], values: Mapping[str, Any], where: str) -> Word:
    """Make a word from its fields; name the first that is unknown or missing."""
    known = {each.name: each for each in fields(cast(Any, kind))}
    for name in values:
        if name not in known:
            raise Invalid(f"{where}{name}", f"is not a field here; there are {', '.join(known)}")
    for name, each in known.items():
        if each.default is MISSING and each.default_factory is MISSING and name not in values:
            raise Invalid(f"{where}{name}", "is required")
    return kind(**values)

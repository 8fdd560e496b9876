"""Reading a catalog from plain JSON values, and refusing one that contradicts itself."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Any

from rosterproof_sim.domain.rules.dates import next_yearly
from rosterproof_sim.domain.rules.reading import day_from, made
from rosterproof_sim.domain.words.catalog import (
    Audience,
    Catalog,
    Course,
    Due,
    Gate,
    Group,
    Path,
    Rule,
    Span,
    Validity,
)
from rosterproof_sim.domain.words.refusals import Invalid

_LISTS = ("job_titles", "departments", "locations", "countries", "worker_types", "groups")


def catalog_from(values: Mapping[str, Any]) -> Catalog:
    """Read a catalog, and raise Invalid where it contradicts itself."""
    unknown = sorted(set(values) - {"courses", "paths", "rules", "groups"})
    if unknown:
        raise Invalid(f"catalog.{unknown[0]}", "is not a part of a catalog; there are courses, paths, rules, groups")
    catalog = Catalog(
        courses=_each(values, "courses", course_from),
        paths=_each(values, "paths", _path),
        rules=_each(values, "rules", rule_from),
        groups=_each(values, "groups", _group),
    )
    check_catalog(catalog)
    return catalog


def course_from(values: Mapping[str, Any], where: str) -> Course:
    """Read one course, the references to others unchecked."""
    parts = {name: tuple(value) if name in ("accepts", "requires") else value for name, value in values.items()}
    if values.get("validity") is not None:
        parts["validity"] = _validity(values["validity"], f"{where}validity.")
    return made(Course, parts, where)


def rule_from(values: Mapping[str, Any], where: str) -> Rule:
    """Read one rule, the references to courses unchecked."""
    parts = dict(values)
    parts["audience"] = _audience(values.get("audience", {}), f"{where}audience.")
    parts["due"] = _due(values.get("due", {}), f"{where}due.")
    if values.get("exclude") is not None:
        parts["exclude"] = _audience(values["exclude"], f"{where}exclude.")
    if values.get("gate") is not None:
        parts["gate"] = made(Gate, values["gate"], f"{where}gate.")
    rule = made(Rule, parts, where)
    if (rule.course is None) == (rule.path is None):
        raise Invalid(f"{where}course", "a rule names either a course or a path")
    if rule.minimum_holders is not None and (rule.path is not None or rule.per is not None):
        raise Invalid(f"{where}minimum_holders", "goes with one course, not with a path or with per")
    return rule


def check_catalog(catalog: Catalog) -> None:
    """Raise Invalid where a name occurs twice, or names nothing, or a course could never be finished or renewed."""
    _no_twice("courses", "code", [course.code for course in catalog.courses])
    _no_twice("paths", "path", [path.path for path in catalog.paths])
    _no_twice("rules", "rule_id", [rule.rule_id for rule in catalog.rules])
    _no_twice("groups", "group", [group.group for group in catalog.groups])
    places = {course.code: place for place, course in enumerate(catalog.courses)}
    for number, course in enumerate(catalog.courses):
        _check_course(course, f"catalog.courses[{number}].", places)
    _check_accepts(catalog)
    for number, path in enumerate(catalog.paths):
        _check_path(path, f"catalog.paths[{number}].courses", places)
    paths = {path.path for path in catalog.paths}
    for number, rule in enumerate(catalog.rules):
        if rule.course is not None:
            _known(rule.course, places, f"catalog.rules[{number}].course")
        elif rule.path not in paths:
            raise Invalid(f"catalog.rules[{number}].path", f"there is no path {rule.path!r} in this catalog")


def _each(values: Mapping[str, Any], part: str, read: Callable[[Mapping[str, Any], str], Any]) -> tuple[Any, ...]:
    return tuple(read(each, f"catalog.{part}[{number}].") for number, each in enumerate(values.get(part, ())))


def _validity(values: Mapping[str, Any], where: str) -> Validity:
    parts = dict(values)
    if "from" in parts:
        parts["from"] = day_from(f"{where}from", parts["from"])
    validity = made(Validity, parts, where)
    _one_of(where, days=validity.days, months=validity.months, yearly_by=validity.yearly_by)
    if (validity.basis == "fixed") != (validity.from_ is not None):
        raise Invalid(f"{where}from", "a fixed series has a first day, and nothing else has one")
    if validity.yearly_by is not None:
        _yearly(validity.yearly_by, f"{where}yearly_by")
        if validity.basis is not None or validity.through == "month_end":
            raise Invalid(f"{where}yearly_by", "has no basis and no month_end; the year decides")
    return validity


def _path(values: Mapping[str, Any], where: str) -> Path:
    return made(Path, {**values, "courses": tuple(values.get("courses", ()))}, where)


def _group(values: Mapping[str, Any], where: str) -> Group:
    parts = dict(values)
    if values.get("audience") is not None:
        parts["audience"] = _audience(values["audience"], f"{where}audience.")
        if _names_groups(parts["audience"]):
            raise Invalid(f"{where}audience", "the audience of a group names no groups")
    return made(Group, parts, where)


def _names_groups(audience: Audience) -> bool:
    return bool(audience.groups) or any(_names_groups(each) for each in audience.any_)


def _audience(values: Mapping[str, Any], where: str) -> Audience:
    parts: dict[str, Any] = {name: tuple(value) if name in _LISTS else value for name, value in values.items()}
    if "custom" in parts:
        parts["custom"] = {name: tuple(wanted) for name, wanted in parts["custom"].items()}
    for name in ("tenure_days", "absence_days"):
        if parts.get(name) is not None:
            parts[name] = made(Span, parts[name], f"{where}{name}.")
    if parts.get("manager_of") is not None:
        parts["manager_of"] = _audience(parts["manager_of"], f"{where}manager_of.")
        inner = parts["manager_of"]
        if inner.manager_of is not None or inner.any_ or inner.groups or inner.absence_days is not None:
            detail = "asks for conditions of the profile; not for another manager_of, any, groups or absence_days"
            raise Invalid(f"{where}manager_of", detail)
    if "any" in parts:
        parts["any"] = tuple(_audience(each, f"{where}any[{number}].") for number, each in enumerate(parts["any"]))
    return made(Audience, parts, where)


def _due(values: Mapping[str, Any], where: str) -> Due:
    parts = dict(values)
    if "on" in parts:
        parts["on"] = day_from(f"{where}on", parts["on"])
    if "earliest" in parts:
        parts["earliest"] = tuple(
            _due(each, f"{where}earliest[{number}].") for number, each in enumerate(parts["earliest"])
        )
    due = made(Due, parts, where)
    counted = None if due.days is None and due.months is None else True
    _one_of(where, days=counted, on=due.on, yearly_by=due.yearly_by, hours=due.hours, earliest=due.earliest or None)
    if counted and ((due.days is None) == (due.months is None) or due.after is None):
        raise Invalid(f"{where}after", "so many days, or so many months, after something")
    if (due.after is not None and not counted) or (due.hours is None) != (due.field is None):
        raise Invalid(f"{where}field", "after goes with days or months, and hours with the field that counts them")
    if due.yearly_by is not None:
        _yearly(due.yearly_by, f"{where}yearly_by")
    return due


def _one_of(where: str, **forms: object) -> None:
    given = [name for name, value in forms.items() if value is not None]
    if len(given) != 1:
        raise Invalid(where.rstrip("."), f"one of {', '.join(forms)} is needed, and {len(given)} are given")


def _yearly(text: str, where: str) -> None:
    try:
        next_yearly(text, day_from(where, "2024-01-01"))
        well_formed = len(text) == 5 and text[2] == "-"
    except (ValueError, IndexError):
        well_formed = False
    if not well_formed:
        raise Invalid(where, f"{text!r} is not a month and a day like 06-30")


def _check_course(course: Course, where: str, places: Mapping[str, int]) -> None:
    validity = course.validity
    if validity is not None and validity.yearly_by is None:
        # Otherwise a pass would be open for renewal on the day it is made, and every renewal again.
        shortest = validity.days or (validity.months or 0) * 28
        shortest = min(shortest, validity.minimum_days or 1) if validity.basis == "fixed" else shortest
        if course.window_days and course.window_days >= shortest:
            raise Invalid(
                f"{where}window_days", f"{course.window_days} is not less than the {shortest} days of validity"
            )
    if course.statement is not None and course.kind != "attestation":
        raise Invalid(f"{where}statement", "is declared in an attestation, and in no other kind of course")
    for other in course.accepts:
        _known(other, places, f"{where}accepts")
    if course.renews is not None:
        _known(course.renews, places, f"{where}renews")
        if course.validity is not None or course.renews == course.code:
            raise Invalid(f"{where}renews", "a short course renews another one and certifies nothing of its own")
    for other in course.requires:
        _known(other, places, f"{where}requires")
        if places[other] >= places[course.code]:
            raise Invalid(f"{where}requires", f"{other!r} must stand above the course that requires it")


def _check_accepts(catalog: Catalog) -> None:
    accepts = {course.code: set(course.accepts) for course in catalog.courses}
    one_way = {code: {other for other in others if code not in accepts[other]} for code, others in accepts.items()}
    try:
        TopologicalSorter(one_way).prepare()
    except CycleError as cycle:
        raise Invalid("catalog.courses", f"accept one another in a circle: {', '.join(cycle.args[1])}") from None


def _check_path(path: Path, where: str, places: Mapping[str, int]) -> None:
    if not path.courses:
        raise Invalid(where, "a path has at least one course")
    for code in path.courses:
        _known(code, places, where)
    if path.ordered and [places[code] for code in path.courses] != sorted({places[code] for code in path.courses}):
        raise Invalid(where, "the courses of an ordered path stand in the same order in the catalog, each once")


def _known(code: str, places: Mapping[str, int], where: str) -> None:
    if code not in places:
        raise Invalid(where, f"there is no course {code!r} in this catalog")


def _no_twice(part: str, name: str, values: Sequence[str]) -> None:
    for value, times in Counter(values).items():
        if times > 1:
            where = f"catalog.{part}[{len(values) - 1 - values[::-1].index(value)}].{name}"
            raise Invalid(where, f"{value!r} stands there {times} times; it must be unique")

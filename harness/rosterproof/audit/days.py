"""Days that are none, or cannot be meant: hired in 1900, born tomorrow, gone before the first day."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from rosterproof.audit.company import CUSTOM, Company, Record, value_of
from rosterproof.audit.finding import Finding

#: Whoever is at work was neither hired nor certified before, and nothing is valid after.
_FIRST, _LAST = date(1901, 1, 1), date(2199, 12, 31)
#: Fields of text whose name says that HR types a day there.
_NAMED_LIKE_A_DAY = re.compile(r"_(until|on|date|from)$|^date_")
_SPELLINGS = {
    "YYYY-MM-DD": r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)",
    "DD/MM/YYYY": r"(?P<day>\d\d)/(?P<month>\d\d)/(?P<year>\d{4})",
    "MM/DD/YYYY": r"(?P<month>\d\d)/(?P<day>\d\d)/(?P<year>\d{4})",
    "DD.MM.YYYY": r"(?P<day>\d\d)\.(?P<month>\d\d)\.(?P<year>\d{4})",
}


def days(company: Company, mapping: Mapping[str, Any]) -> Iterator[Finding]:
    """What is wrong with dates."""
    yield from _hires(company)
    spelled = {rule["hris"]: rule for rule in mapping["fields"] if "date" in rule}
    for name in sorted(_dated(company) | spelled.keys()):
        rule = spelled.get(name, {})
        for person in company.present:
            text = value_of(person, name)
            if text is None or text == rule.get("open_end"):
                continue
            why = _objection(name, text, rule.get("date", "YYYY-MM-DD"), company.today)
            if why:
                yield _finding(person, name, str(text), why)


def _hires(company: Company) -> Iterator[Finding]:
    for person in company.employees:
        first, last = person.get("hire_date"), person.get("last_day")
        if first is None:
            continue
        why = _objection("hire_date", first, "YYYY-MM-DD", company.today)
        if why:
            yield _finding(person, "hire_date", first, why)
        elif last is not None and last < first and person["status"] == "terminated":
            yield _finding(person, "hire_date", first, f"is after the last day, {last}")


def _dated(company: Company) -> set[str]:
    """Custom fields that hold days: by their type, or by their name where they are text."""
    return {
        field["name"]
        for field in company.fields
        if field["name"].startswith(CUSTOM) and field["access"] != "none"
        if field["type"] == "date"
        or (field["type"] == "text" and _NAMED_LIKE_A_DAY.search(field["name"].removeprefix(CUSTOM)))
    }


def _objection(name: str, text: Any, spelling: str, today: date) -> str:
    """Why a value is no day that can be meant; empty where it is one."""
    found = re.fullmatch(_SPELLINGS[spelling], text, re.ASCII) if isinstance(text, str) else None
    try:
        day = date(**{part: int(digits) for part, digits in found.groupdict().items()}) if found else None
    except ValueError:
        return "there is no such day"
    if day is None:
        return f"is no day written {spelling}"
    if not _FIRST <= day <= _LAST:
        return "cannot be meant"
    unborn = "birth" in name and date.min < today < day
    return "has not come yet" if unborn else ""


def _finding(person: Record, field: str, value: str, note: str) -> Finding:
    return Finding(kind="impossible-date", field=field, records=(person["employee_id"],), value=value, note=note)

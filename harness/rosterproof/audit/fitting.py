"""Whether a mapping fits an HRIS: fields that are not there, values without a counterpart, keys that join nobody."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from rosterproof.audit.company import CUSTOM, Company, Record, value_of
from rosterproof.audit.finding import Finding
from rosterproof.document.folding import folded

Rule = Mapping[str, Any]


def fitting(company: Company, mapping: Mapping[str, Any]) -> Iterator[Finding]:
    """What the mapping and the HRIS's data make of each other."""
    shown = {field["name"] for field in company.fields if field["access"] != "none"}
    for rule in mapping["fields"]:
        if rule["hris"] not in shown:
            yield Finding(kind="no-such-field", field=rule["hris"], note=f"for {rule['lms']} in the LMS")
        elif rule.get("required") and rule["hris"] not in company.lists:
            yield from _missing(company, rule["hris"])
        if rule.get("values"):
            yield from _unmapped(company, rule)
            yield from _merged(rule)
    yield from _key(company, mapping.get("key", {}).get("hris", "employee_id"))
    yield from _left_out(company, {rule["hris"] for rule in mapping["fields"]})


def _missing(company: Company, field: str) -> Iterator[Finding]:
    for person in company.present:
        if value_of(person, field) is None:
            yield Finding(kind="missing-value", field=field, records=(person["employee_id"],))


def _unmapped(company: Company, rule: Rule) -> Iterator[Finding]:
    field, holders = rule["hris"], defaultdict(list)
    for person in company.present:
        value = value_of(person, field)
        if value is not None and not _known(rule, value):
            holders[str(value)].append(person["employee_id"])
    for value, who in holders.items():
        yield Finding(kind="unmapped-value", field=field, records=tuple(who), value=value)
    for row in company.lists.get(field, ()):
        code = row["code"]
        if code not in holders and not _known(rule, code) and row.get("valid_to") is None:
            yield Finding(kind="unmapped-code", field=field, value=code, note=row["name"])


def _known(rule: Rule, value: Any) -> bool:
    if rule.get("match") == "folded" and isinstance(value, str):
        return folded(value) in {folded(known) for known in rule["values"]}
    return value in rule["values"]


def _merged(rule: Rule) -> Iterator[Finding]:
    sources = defaultdict(list)
    for value, counterpart in rule["values"].items():
        sources[counterpart].append(value)
    for counterpart, values in sources.items():
        if len(values) > 1:
            what = f"{', '.join(values)} become it"
            yield Finding(kind="merged-values", field=rule["hris"], value=counterpart, note=what)


def _key(company: Company, field: str) -> Iterator[Finding]:
    holders: defaultdict[str | None, list[Record]] = defaultdict(list)
    for person in company.present:
        holders[value_of(person, field) or None].append(person)
    for value, people in holders.items():
        if value is None or len(people) > 1:
            who = tuple(person["employee_id"] for person in people)
            note = "is empty" if value is None else "is not one person's alone"
            yield Finding(kind="bad-key", field=field, records=who, value=value, note=note)


def _left_out(company: Company, mapped: set[str]) -> Iterator[Finding]:
    for field in company.fields:
        name = field["name"]
        if name.startswith(CUSTOM) and field["access"] != "none" and name not in mapped:
            filled = tuple(p["employee_id"] for p in company.present if value_of(p, name) is not None)
            if filled:
                yield Finding(kind="unmapped-field", field=name, records=filled, note=field["label"])

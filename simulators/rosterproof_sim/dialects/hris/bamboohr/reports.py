"""Reports: the custom report that most connectors read everybody by, and datasets, which come after it."""

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from rosterproof_sim.dialect import Answer, Asked, Views
from rosterproof_sim.dialect.meaning import employees_read
from rosterproof_sim.dialects.hris.bamboohr import xml_text
from rosterproof_sim.dialects.hris.bamboohr.company import Company
from rosterproof_sim.dialects.hris.bamboohr.fields import Field, by_name, fields_of, read_fields
from rosterproof_sim.dialects.hris.bamboohr.mapping import instant_from_wire
from rosterproof_sim.dialects.hris.bamboohr.negotiation import HEADERS
from rosterproof_sim.domain.words.people import Employee
from rosterproof_sim.domain.words.refusals import NotFound
from rosterproof_sim.web.csv_text import csv_text
from rosterproof_sim.web.problem import Problem, malformed
from rosterproof_sim.web.tenant import Tenant

VIEWS = Views()

_FORMATS = {"application/json": "json", "text/xml": "xml", "text/csv": "csv"}
_MOST = 1000
#: What employee fields are called in datasets, where that is another name.
_DATASET_NAMES = {
    "department": "jobInformationDepartment",
    "location": "jobInformationLocation",
    "division": "jobInformationDivision",
    "jobTitle": "jobInformationJobTitle",
    "supervisor": "jobInformationReportsTo",
    "id": "employeeId",
    "workEmail": "email",
    "employmentHistoryStatus": "employmentStatus",
}
_TERM = re.compile(r"\s*([A-Za-z]+)\s+(eq|ne|lt|le|gt|ge)\s+(?:'((?:[^']|'')*)'|(\S+))\s*")


@VIEWS.view("requestCustomReport")
def request_custom_report(asked: Asked[Tenant]) -> Answer:
    """Show the fields asked for, of everybody, leavers too."""
    form, company, body = _form(asked), Company(asked), asked.body
    fields = by_name(fields_of(company.hris.custom_fields()))
    wanted = _wanted(body.get("fields", ()))
    known = [name for name in wanted if name in fields]
    ahead = not asked.query["onlyCurrent"]
    people = [each for each in company.everybody(ahead=ahead) if ahead or each.status != "pre_hire"]
    changed = (body.get("filters") or {}).get("lastChanged") or {}
    if changed.get("value"):
        since = instant_from_wire("filters.lastChanged", str(changed["value"]))
        people = [each for each in people if each.updated_at >= since]
    rows = [read_fields(each, known, fields, company) for each in people]
    title, read = str(body.get("title") or body.get("name") or "Report"), employees_read(people)
    told = [{"id": name, "type": fields[name].type, "name": fields[name].name} for name in known]
    if form == "json":
        return Answer(body={"title": title, "fields": told, "employees": rows}, headers=HEADERS).meaning(read)
    if form == "csv":
        headed = [{fields[name].name: row[name] for name in known} for row in rows]
        text = csv_text([each["name"] for each in told], headed)
        return Answer(body=text, media_type="text/csv", headers=HEADERS).meaning(read)
    headers = {**HEADERS, "Content-Type": "text/xml; charset=UTF-8"}
    text = xml_text.written(_report_xml(title, told, rows))
    return Answer(body=text, media_type="text/xml", headers=headers).meaning(read)


@VIEWS.view("queryDataset")
def query_dataset(asked: Asked[Tenant]) -> Answer:
    """Show a page of a dataset, the newer way: everything is in the body."""
    body = asked.body
    wanted, fields, company = _dataset(asked, body)
    rows = [_values(each, fields, company) for each in company.everybody()]
    for term in _terms(str(body.get("filter") or "")):
        rows = [row for row in rows if _holds(row, *term)]
    if body.get("orderBy"):
        name, _, direction = str(body["orderBy"]).partition(" ")
        rows.sort(key=lambda row: str(row.get(name) or ""), reverse=direction.lower() == "desc")
    size, page = min(int(body.get("pageSize", 100)), _MOST), int(body.get("page", 1))
    shown = rows[(page - 1) * size : page * size]
    data = [{"fields": {name: row[name] for name in wanted if name in row}} for row in shown]
    pages = max(1, math.ceil(len(rows) / size))
    meta = {"page": page, "pageSize": size, "totalPages": pages, "totalItems": len(rows)}
    here = f"{asked.root}{asked.raw_path}"
    # No links are an empty list, some are an object.
    links: Any = {"next": f"{here}?page={page + 1}", "prev": None} if page < pages else []
    return Answer(body={"data": data, "links": links, "meta": meta}, headers=HEADERS)


@VIEWS.view("queryDatasetOld")
def query_dataset_old(asked: Asked[Tenant]) -> Answer:
    """Show a page of a dataset, the older way: paged by the address, filtered by the body."""
    body, query = asked.body, asked.query
    wanted, fields, company = _dataset(asked, body)
    rows = [_values(each, fields, company) for each in company.everybody()]
    filters = body.get("filters") or {}
    tests = [(str(each.get("field")), _operator(each), str(each.get("value"))) for each in filters.get("filters", ())]
    every = filters.get("match", "all") == "all"
    rows = [row for row in rows if not tests or (all if every else any)(_holds(row, *test) for test in tests)]
    size, page = min(query["page_size"], _MOST), query["page"]
    pages = max(1, math.ceil(len(rows) / size))
    data = [{name: row[name] for name in wanted if name in row} for row in rows[(page - 1) * size : page * size]]
    pagination = {
        "total_records": len(rows),
        "current_page": page,
        "total_pages": pages,
        "next_page": page + 1 if page < pages else None,
        "prev_page": page - 1 if page > 1 else None,
    }
    return Answer(body={"data": data, "aggregations": [], "pagination": pagination}, headers=HEADERS)


@VIEWS.view("listDatasets")
def list_datasets(asked: Asked[Tenant]) -> Answer:
    """Show which datasets there are: one."""
    del asked
    return Answer(body={"datasets": [{"name": "employee", "label": "Employees"}]}, headers=HEADERS)


@VIEWS.view("listDatasetFields")
def list_dataset_fields(asked: Asked[Tenant]) -> Answer:
    """Show the fields of a dataset."""
    fields = _dataset_fields(asked.path["dataset"], Company(asked))
    told = [
        {"name": name, "label": each.name, "parentType": "page", "parentName": "Employee", "entityName": "employee"}
        for name, each in fields.items()
    ]
    total = len(told)
    pagination = {"total_records": total, "current_page": 1, "total_pages": 1, "next_page": None, "prev_page": None}
    return Answer(body={"fields": told, "pagination": pagination}, headers=HEADERS)


def _form(asked: Asked[Tenant]) -> str:
    """Return in which form a report is to be: by the query, else by an `Accept` of exactly one of the types."""
    named = asked.query.get("format", "").lower()
    if named in _FORMATS.values():
        return str(named)
    accepted = asked.headers.get("accept", "")
    if named or accepted not in _FORMATS:
        raise Problem(404, "no-such-format", f"There is no report as {(named or accepted)[:64]}.")
    return _FORMATS[accepted]


def _wanted(fields: object) -> list[str]:
    """Read which fields are wanted. One connector sends the words of its own program as one text: nothing is meant."""
    return [str(each) for each in fields] if isinstance(fields, list | tuple) else []


def _dataset(asked: Asked[Tenant], body: Mapping[str, Any]) -> tuple[list[str], Mapping[str, Field], Company]:
    company = Company(asked)
    fields = _dataset_fields(asked.path["dataset"], company)
    wanted = _wanted(body.get("fields", ()))
    if not wanted:
        raise malformed("fields is required, and is a list")
    return wanted, fields, company


def _dataset_fields(name: str, company: Company) -> dict[str, Field]:
    if name != "employee":
        raise NotFound(f"dataset {name[:64]}")
    return {_DATASET_NAMES.get(each.alias, each.alias): each for each in fields_of(company.hris.custom_fields())}


def _values(employee: Employee, fields: Mapping[str, Field], company: Company) -> dict[str, Any]:
    row = {name: each.read(employee, company) for name, each in fields.items()}
    # An instant has its offset in numbers here.
    row["lastChanged"] = str(row["lastChanged"]).replace("Z", "+00:00")
    return row


def _terms(text: str) -> Iterable[tuple[str, str, str]]:
    """Read `field op 'value'`, several joined by `and`.

    >>> list(_terms("status eq 'Active' and lastChanged gt '2026-01-01'"))
    [('status', 'eq', 'Active'), ('lastChanged', 'gt', '2026-01-01')]
    """
    for part in re.split(r"\band\b(?=(?:[^']*'[^']*')*[^']*$)", text) if text.strip() else ():
        found = _TERM.fullmatch(part)
        if found is None:
            raise malformed(
                f"The filter cannot be read at {part.strip()[:80]!r}; write field op 'value', joined by and."
            )
        yield found[1], found[2], found[3].replace("''", "'") if found[3] is not None else found[4]


def _operator(test: Mapping[str, Any]) -> str:
    known = {"equal": "eq", "not_equal": "ne", "lt": "lt", "lte": "le", "gt": "gt", "gte": "ge"}
    operator = str(test.get("operator"))
    if operator not in known:
        raise malformed(f"The operator {operator[:32]} is none of {', '.join(known)}.")
    return known[operator]


def _holds(row: Mapping[str, Any], field: str, operator: str, value: str) -> bool:
    held = "" if row.get(field) is None else str(row[field])
    value = value.replace("Z", "+00:00") if field == "lastChanged" else value
    match operator:
        case "eq":
            return held == value
        case "ne":
            return held != value
        case "lt":
            return held < value
        case "le":
            return held <= value
        case "gt":
            return held > value
    return held >= value


def _report_xml(title: str, fields: list[dict[str, str]], rows: list[dict[str, Any]]) -> Element:
    root = Element("report")
    xml_text.leaf(root, "title", title)
    told = SubElement(root, "fields")
    for each in fields:
        xml_text.leaf(told, "field", each["name"], {"id": each["id"], "type": each["type"]})
    people = SubElement(root, "employees")
    for row in rows:
        values = {name: value for name, value in row.items() if name != "id"}
        xml_text.fields_xml(SubElement(people, "employee", id=row["id"]), values)
    return root

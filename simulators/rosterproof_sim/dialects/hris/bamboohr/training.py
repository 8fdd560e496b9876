"""Training: types and categories, which this vendor alone has, and records, by which completions are written back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

from rosterproof_sim.dialect import Answer, Asked, Deed, Views
from rosterproof_sim.dialect.meaning import training_recorded
from rosterproof_sim.dialects.hris.bamboohr.company import Company
from rosterproof_sim.dialects.hris.bamboohr.mapping import date_from_wire, id_from_wire, id_to_wire
from rosterproof_sim.dialects.hris.bamboohr.negotiation import HEADERS, empty
from rosterproof_sim.domain.rules.ids import numbered
from rosterproof_sim.domain.words.people import NewTrainingRecord, TrainingRecord
from rosterproof_sim.domain.words.refusals import Invalid, NotFound
from rosterproof_sim.domain.words.written import written
from rosterproof_sim.web.problem import Problem, malformed
from rosterproof_sim.web.tenant import Tenant

VIEWS = Views()

TYPE, CATEGORY, EXTRA = "training type", "training category", "training record"


@VIEWS.view("listTrainingTypes")
def list_training_types(asked: Asked[Tenant]) -> Answer:
    """Show every type by its id."""
    types = asked.place.world.papers.all("hris", TYPE)
    return _map(asked, {number: _type(asked, number, content) for number, content in types.items()})


@VIEWS.view("addTrainingType")
def add_training_type(asked: Asked[Tenant]) -> Answer:
    """Make a type."""
    content = _checked(asked, {**asked.body})
    number = asked.place.world.papers.add("hris", TYPE, content)
    return Answer(status=201, body=_type(asked, number, content), headers=HEADERS)


@VIEWS.view("updateTrainingType")
def update_training_type(asked: Asked[Tenant]) -> Answer:
    """Change a type."""
    number = _number(asked.path["typeId"], TYPE)
    before = asked.place.world.papers.find("hris", TYPE, number)
    content = _checked(asked, {**before, **asked.body})
    if "category" not in asked.body:
        content["category"] = before["category"]
    asked.place.world.papers.put("hris", TYPE, number, content)
    return Answer(body=_type(asked, number, content), headers=HEADERS)


@VIEWS.view("deleteTrainingType")
def delete_training_type(asked: Asked[Tenant]) -> Answer:
    """Drop a type of which there are no records."""
    number = _number(asked.path["typeId"], TYPE)
    papers = asked.place.world.papers
    papers.find("hris", TYPE, number)
    if any(each["type"] == number for each in papers.all("hris", EXTRA).values()):
        raise malformed("This training type has records; delete those first.")
    papers.remove("hris", TYPE, number)
    return empty()


@VIEWS.view("listTrainingCategories")
def list_training_categories(asked: Asked[Tenant]) -> Answer:
    """Show every category by its id."""
    found = asked.place.world.papers.all("hris", CATEGORY)
    return _map(asked, {number: _category(asked, number, content["name"]) for number, content in found.items()})


@VIEWS.view("addTrainingCategory")
def add_training_category(asked: Asked[Tenant]) -> Answer:
    """Make a category."""
    name = _free(asked, str(asked.body["name"]))
    number = asked.place.world.papers.add("hris", CATEGORY, {"name": name})
    return Answer(status=201, body=_category(asked, number, name), headers=HEADERS)


@VIEWS.view("updateTrainingCategory")
def update_training_category(asked: Asked[Tenant]) -> Answer:
    """Rename a category."""
    number = _number(asked.path["categoryId"], CATEGORY)
    if asked.place.world.papers.find("hris", CATEGORY, number)["name"] != asked.body["name"]:
        _free(asked, str(asked.body["name"]))
    asked.place.world.papers.put("hris", CATEGORY, number, {"name": asked.body["name"]})
    return Answer(body=_category(asked, number, str(asked.body["name"])), headers=HEADERS)


@VIEWS.view("deleteTrainingCategory")
def delete_training_category(asked: Asked[Tenant]) -> Answer:
    """Drop a category."""
    number = _number(asked.path["categoryId"], CATEGORY)
    asked.place.world.papers.find("hris", CATEGORY, number)
    asked.place.world.papers.remove("hris", CATEGORY, number)
    return empty()


@VIEWS.view("listTrainingRecords")
def list_training_records(asked: Asked[Tenant]) -> Answer:
    """Show what somebody was trained on, by id."""
    employee = Company(asked).employee(id_from_wire(asked.path["employeeId"]))
    wanted = asked.query.get("type")
    extras = asked.place.world.papers.all("hris", EXTRA)
    rows = {}
    for each in asked.place.world.hris.training_records(employee.employee_id):
        number = int(each.record_id[1:])
        row = _record(asked, each, extras.get(number, {}))
        if wanted in (None, str(row["type"])):
            rows[number] = row
    return _map(asked, rows)


@VIEWS.view("addTrainingRecord")
def add_training_record(asked: Asked[Tenant]) -> Answer:
    """Write a completion back. There is no key to recognize it by: the same one twice is two records."""
    employee, body = Company(asked).employee(id_from_wire(asked.path["employeeId"])), asked.body
    kind = _number(str(body["type"]), TYPE)
    course = asked.place.world.papers.find("hris", TYPE, kind)["name"]
    new = _new(body, str(course))
    made = asked.place.world.hris.add_training_record(employee.employee_id, new)
    extra = {"type": kind, **_extras(body)}
    asked.place.world.papers.put("hris", EXTRA, int(made.record_id[1:]), extra)
    # Right after a write the type is a number, and the cost is not told.
    said = {**_record(asked, made, extra), "type": kind, "cost": ""}
    return Answer(status=201, body=said, headers=HEADERS).meaning(training_recorded(new, made))


def completion_meant(asked: Asked[Tenant]) -> Deed | None:
    """What is to be written back, before it is; None where its type is not known, or its day is none."""
    kinds = asked.place.world.papers.all("hris", TYPE)
    number = str(asked.body.get("type", ""))
    kind = kinds.get(int(number)) if number.isascii() and number.isdigit() else None
    try:
        new = _new(asked.body, str(kind["name"])) if kind else None
    except (Invalid, Problem):
        new = None
    whose = id_from_wire(asked.path["employeeId"])
    return None if new is None else Deed(operation="createTrainingRecord", body=written(new), about=(whose,))


@VIEWS.view("updateTrainingRecord")
def update_training_record(asked: Asked[Tenant]) -> Answer:
    """Change a record; the answer is 201 here too."""
    found, number = _found(asked)
    extra = {**asked.place.world.papers.all("hris", EXTRA).get(number, {}), **_extras(asked.body)}
    changed = replace(found, completed_at=completed_from_wire(asked.body["completed"]))
    if asked.body.get("notes"):
        changed = replace(changed, source_id=str(asked.body["notes"]))
    made = asked.place.world.hris.change_training_record(changed)
    asked.place.world.papers.put("hris", EXTRA, number, extra)
    return Answer(status=201, body={**_record(asked, made, extra), "cost": ""}, headers=HEADERS)


@VIEWS.view("deleteTrainingRecord")
def delete_training_record(asked: Asked[Tenant]) -> Answer:
    """Take a record out again."""
    found, number = _found(asked)
    asked.place.world.hris.remove_training_record(found.record_id)
    asked.place.world.papers.remove("hris", EXTRA, number)
    return empty()


def _new(body: Mapping[str, Any], course: str) -> NewTrainingRecord:
    """Read a record. Whatever was completed was passed, and what it is known by stands among the notes."""
    return NewTrainingRecord(
        course=course,
        completed_at=completed_from_wire(body["completed"]),
        result="passed",
        source_id=str(body.get("notes") or "") or "none",
    )


def completed_from_wire(text: object) -> datetime:
    """Read a day of completion: the wire has no time, so it is the day's beginning in UTC.

    >>> completed_from_wire("2026-05-29").isoformat()
    '2026-05-29T00:00:00+00:00'
    """
    day = date_from_wire("completed", text)
    if day is None:
        raise malformed("completed is required")
    return datetime.combine(day, time(), UTC)


def completed_to_wire(instant: datetime) -> str:
    """Write a day of completion."""
    return instant.astimezone(UTC).date().isoformat()


def _found(asked: Asked[Tenant]) -> tuple[TrainingRecord, int]:
    number = _number(asked.path["recordId"], EXTRA)
    return asked.place.world.hris.training_record(numbered("training", number)), number


def _record(asked: Asked[Tenant], record: TrainingRecord, extra: Mapping[str, Any]) -> dict[str, Any]:
    cost = extra.get("cost")
    return {
        "id": _id(asked, int(record.record_id[1:])),
        "employeeId": _id(asked, int(id_to_wire(record.employee_id))),
        "completed": completed_to_wire(record.completed_at),
        "notes": extra.get("notes"),
        "instructor": extra.get("instructor"),
        "credits": extra.get("credits"),
        "hours": extra.get("hours"),
        "cost": f"{cost['amount']} {cost['currency']}" if cost else None,
        "type": _id(asked, extra.get("type", 0)),
    }


def _extras(body: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: body[name] for name in ("notes", "instructor", "cost") if body.get(name) not in (None, "")}
    return found | {name: str(body[name]) for name in ("credits", "hours") if body.get(name) not in (None, "")}


def _checked(asked: Asked[Tenant], content: dict[str, Any]) -> dict[str, Any]:
    """Hold a type against the vendor's rules, and settle its category: by id, or by a name that may be new."""
    if content.get("renewable") and not content.get("frequency"):
        raise malformed("A renewable training type needs a frequency, in months.")
    category = content.get("category")
    if not isinstance(category, Mapping):
        return {**content, "category": None}
    papers = asked.place.world.papers
    known = papers.all("hris", CATEGORY)
    if category.get("id") is not None:
        number = _number(str(category["id"]), CATEGORY)
        papers.find("hris", CATEGORY, number)
        return {**content, "category": number}
    name = str(category.get("name") or "")
    named = [each for each, category in known.items() if category["name"] == name]
    return {**content, "category": named[0] if named else papers.add("hris", CATEGORY, {"name": name})}


def _type(asked: Asked[Tenant], number: int, content: Mapping[str, Any]) -> dict[str, Any]:
    """Write a type as recorded traffic has it: texts for numbers, and `[]` for an object that is not there."""
    spec = asked.place.switch("id_style") == "spec"
    frequency, due = content.get("frequency") or 0, content.get("dueFromHireDate")
    known = asked.place.world.papers.all("hris", CATEGORY)
    category = content.get("category")
    named = None if category not in known else _category(asked, category, known[category]["name"])
    nothing: Any = None if spec else []
    return {
        "id": _id(asked, number),
        "name": content["name"],
        "renewable": bool(content.get("renewable")),
        "frequency": int(frequency) if spec or not frequency else str(frequency),
        "dueFromHireDate": _due(due, spec=spec) if due else nothing,
        "required": bool(content.get("required")),
        "category": named or nothing,
        "linkUrl": content.get("linkUrl"),
        "description": content.get("description"),
        "allowEmployeesToMarkComplete": bool(content.get("allowEmployeesToMarkComplete")),
    }


def _due(due: Any, *, spec: bool) -> dict[str, Any] | int:
    amount = due.get("amount", 0) if isinstance(due, Mapping) else due
    return int(amount) if spec else {"unit": "day", "amount": str(amount)}


def _category(asked: Asked[Tenant], number: int, name: str) -> dict[str, Any]:
    return {"id": _id(asked, number), "name": name}


def _id(asked: Asked[Tenant], number: int) -> str | int:
    return number if asked.place.switch("id_style") == "spec" else str(number)


def _map(asked: Asked[Tenant], rows: Mapping[int, Any]) -> Answer:
    """Lists are maps here, and an empty map is an empty list."""
    del asked
    return Answer(body={str(number): row for number, row in rows.items()} or [], headers=HEADERS)


def _number(text: str, what: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    raise NotFound(f"{what} {text[:32]}")


def _free(asked: Asked[Tenant], name: str) -> str:
    if any(each["name"] == name for each in asked.place.world.papers.all("hris", CATEGORY).values()):
        raise Problem(409, "duplicate-category", f"There is a category {name[:80]} already.")
    return name

"""Custom fields on the wire: typed, changing over time, and seen by those only who may."""

import json
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from contract.playground import Playground, client, playground, problem
from contract.receiver import Receiver

from rosterproof_sim.launch import Server

FIELDS: list[dict[str, Any]] = [
    {"field_id": "note", "label": "Note", "type": "text"},
    {"field_id": "points", "label": "Points", "type": "integer"},
    {"field_id": "rate", "label": "Rate", "type": "decimal", "sensitive": True},
    {"field_id": "licensed", "label": "Licensed", "type": "boolean"},
    {"field_id": "seen_on", "label": "Seen on", "type": "date"},
    {"field_id": "size", "label": "Size", "type": "choice", "options": ["S", "M"]},
]
WHOLE = {"note": "true", "points": 7, "rate": 1.5, "licensed": True, "seen_on": "2026-03-02", "size": "M"}


@pytest.fixture
def company(server: Server) -> Iterator[Playground]:
    with playground(server, custom_fields=FIELDS, contract_mode="strict") as made:
        yield made


def custom_of(world: Playground, whom: str, query: str = "") -> dict[str, Any]:
    return dict(world.hris.get(f"/v1/employees/{whom}{query}").json()["custom"])


def bearing(world: Playground, scope: str) -> httpx2.Client:
    access = world.made["systems"]["hris"]
    form = {"grant_type": "client_credentials", "scope": scope}
    form |= {name: access[name] for name in ("client_id", "client_secret")}
    told = client(access["base_url"]).post("/oauth/token", data=form).json()
    assert told["scope"] == scope
    return client(access["base_url"], Authorization=f"Bearer {told['access_token']}")


def test_values_come_back_in_their_types(company: Playground) -> None:
    whom = company.hire(custom=WHOLE)
    assert repr(sorted(custom_of(company, whom).items())) == repr(sorted(WHOLE.items()))


def test_a_field_without_a_value_is_null(company: Playground) -> None:
    whom = company.hire(custom={"licensed": False})
    assert custom_of(company, whom) == dict.fromkeys(WHOLE) | {"licensed": False}


def test_a_decimal_is_one_though_it_was_sent_whole(company: Playground) -> None:
    assert repr(custom_of(company, company.hire(custom={"rate": 5}))["rate"]) == "5.0"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("note", 7),
        ("note", "x" * 256),
        ("points", "7"),
        ("points", True),
        ("points", 1.5),
        ("rate", "1.5"),
        ("licensed", "true"),
        ("licensed", 1),
        ("seen_on", "2026-02-29"),
        ("seen_on", 20260302),
        ("size", "L"),
        ("stranger", 1),
    ],
)
def test_a_value_that_does_not_fit_is_refused_and_changes_nothing(company: Playground, field: str, value: Any) -> None:
    whom, before = company.hire(), company.state()
    changed = {"kind": "custom_fields_changed", "employee_id": whom, "effective_on": "2026-03-02"}
    answer = company.control.post(company.url("/changes"), json={**changed, "custom": {field: value}})
    assert problem(answer, 422, "invalid")["errors"][0]["where"] == f"body.custom.{field}"
    assert company.state() == before


def test_values_change_over_time_and_the_past_stays(company: Playground) -> None:
    whom = company.hire(custom={"licensed": False, "seen_on": "2026-01-15"})
    changed = {"kind": "custom_fields_changed", "employee_id": whom, "effective_on": "2026-03-16"}
    company.post("/changes", {**changed, "custom": {"licensed": True, "seen_on": None}})
    assert custom_of(company, whom)["licensed"] is False
    company.advance("2026-03-17T09:00:00Z")
    now, then = custom_of(company, whom), custom_of(company, whom, "?as_of=2026-03-15")
    assert (now["licensed"], now["seen_on"]) == (True, None)
    assert (then["licensed"], then["seen_on"]) == (False, "2026-01-15")
    entry = company.hris.get("/v1/changes?limit=200").json()["data"][-1]
    assert (entry["kind"], entry["changed_fields"]) == ("custom_fields_changed", ["custom"])


def test_a_field_defined_later_is_there_from_then_on(company: Playground) -> None:
    whom = company.hire()
    company.advance("2026-04-01T09:00:00Z")
    company.post("/snapshots", {"name": "before"})
    made = company.post("/custom-fields", {"field_id": "badge", "label": "Badge", "type": "text", "required": True})
    assert made["since"] == "2026-04-01"
    assert custom_of(company, whom)["badge"] is None
    unbadged = {"kind": "hired", "given_name": "Bo", "effective_on": "2026-04-01"}
    problem(company.control.post(company.url("/changes"), json=unbadged), 422, "invalid")
    badged = company.hire(custom={"badge": "007"}, effective_on="2026-04-01")
    cleared = {"kind": "custom_fields_changed", "employee_id": badged, "effective_on": "2026-04-01"}
    answer = company.control.post(company.url("/changes"), json={**cleared, "custom": {"badge": None}})
    problem(answer, 422, "invalid")
    again = {"field_id": "badge", "label": "Badge", "type": "date"}
    problem(company.control.post(company.url("/custom-fields"), json=again), 409, "field-exists")
    company.post("/snapshots/before/restore")
    assert "badge" not in custom_of(company, whom)


@pytest.mark.parametrize(
    "fields",
    [
        [FIELDS[0], FIELDS[0]],
        [{**FIELDS[5], "options": []}],
        [{**FIELDS[5], "options": ["S", "S"]}],
        [{**FIELDS[0], "options": ["S"]}],
        [{**FIELDS[0], "field_id": "A b"}],
        [{**FIELDS[0], "type": "money"}],
    ],
)
def test_definitions_that_contradict_themselves_are_refused(server: Server, fields: list[dict[str, Any]]) -> None:
    control = client(server.control_url, Authorization=f"Bearer {server.token}")
    body = {"name": "none", "seed": 1, "size": 10, "start": "2026-03-02T09:00:00Z", "custom_fields": fields}
    problem(control.post("/v1/worlds", json=body), 422, "invalid")


def test_every_company_has_something_to_keep_to_itself(world: Playground) -> None:
    fields = {each["field_id"]: each for each in world.control.get(world.url("/custom-fields")).json()["data"]}
    assert [name for name, each in fields.items() if each["sensitive"]] == ["birth_date", "annual_salary"]
    assert world.hris.get("/v1/employees/E0000001").json()["national_id"]
    shown = world.hris.get("/v1/employees/E0000001").json()["custom"]
    assert shown["birth_date"] < "2008"
    assert isinstance(shown["annual_salary"], float)
    assert isinstance(shown["safety_critical"], bool)


def test_a_token_without_the_scope_sees_no_sensitive_field_and_not_that_there_is_one(company: Playground) -> None:
    whom = company.hire(custom=WHOLE)
    narrow = bearing(company, "employees.read")
    for answer in (
        narrow.get(f"/v1/employees/{whom}"),
        narrow.get("/v1/employees"),
        narrow.get("/v1/employees?fields=custom"),
    ):
        assert answer.status_code == 200, answer.text
        assert "rate" not in answer.text
        assert "1.5" not in answer.text
    seen = narrow.get(f"/v1/employees/{whom}").json()["custom"]
    assert seen == {name: value for name, value in WHOLE.items() if name != "rate"}
    both = bearing(company, "employees.read employees.sensitive")
    assert both.get(f"/v1/employees/{whom}").json()["custom"]["rate"] == 1.5


def test_asking_by_name_for_what_may_not_be_seen_is_refused(company: Playground) -> None:
    narrow = bearing(company, "employees.read")
    whom = company.hire(custom=WHOLE)
    for query in ("fields=custom.rate", "fields=employee_id,custom.rate"):
        problem(narrow.get(f"/v1/employees?{query}"), 403, "insufficient-scope")
        problem(narrow.get(f"/v1/employees/{whom}?{query}"), 403, "insufficient-scope")
    shown = company.hris.get(f"/v1/employees/{whom}?fields=custom.rate,custom.size").json()
    assert shown == {"custom": {"rate": 1.5, "size": "M"}}


def test_the_fields_tell_what_they_are_and_whether_they_may_be_seen(company: Playground) -> None:
    told = {each["name"]: each for each in bearing(company, "employees.read").get("/v1/fields").json()["data"]}
    assert told["hire_date"]["type"] == "date"
    assert told["status"]["type"] == "choice"
    assert told["status"]["options"] == ["pre_hire", "active", "on_leave", "terminated", "discarded"]
    assert (told["custom.rate"]["type"], told["custom.rate"]["access"]) == ("decimal", "none")
    assert (told["custom.size"]["options"], told["custom.size"]["access"]) == (["S", "M"], "read")
    assert {each["access"] for each in company.hris.get("/v1/fields").json()["data"]} == {"read"}
    row = company.hris.get(f"/v1/employees/{company.hire()}").json()
    assert {name.partition(".")[0] for name in told} == set(row)


def test_a_company_may_give_its_connector_no_more_than_it_needs(server: Server) -> None:
    with playground(server, hris_scopes=["employees.read"]) as world:
        told = world.hris.get("/v1/employees").text
        assert "annual_salary" not in told
        assert "national_id" not in told
        problem(world.hris.get("/v1/employees?fields=national_id"), 403, "insufficient-scope")
        access = world.made["systems"]["hris"]
        form = {"grant_type": "client_credentials", "scope": "employees.sensitive"}
        form |= {name: access[name] for name in ("client_id", "client_secret")}
        problem(client(access["base_url"]).post("/oauth/token", data=form), 400, "invalid-scope")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("custom.licensed eq true", ["a"]),
        ("custom.licensed eq false", ["b"]),
        ("custom.licensed eq null", ["c"]),
        ("custom.points gt 6", ["a"]),
        ("not custom.points gt 6", ["b", "c"]),
        ('custom.size in ("S")', ["b"]),
        ("custom.seen_on lt 2026-03-02", ["b"]),
        ('custom.note co "ru"', ["a"]),
        ("custom.note pr", ["a", "b"]),
        ('custom.note ne "true"', ["b", "c"]),
    ],
)
def test_a_list_is_filtered_by_them(company: Playground, text: str, found: list[str]) -> None:
    other = {"note": "no", "points": 6, "rate": 2, "licensed": False, "seen_on": "2026-03-01", "size": "S"}
    for name, custom in (("a", WHOLE), ("b", other), ("c", {})):
        company.hire(given_name=name, custom=custom, department="HERE")
    query = {"filter": f'department eq "HERE" and {text}'}
    answer = company.hris.get("/v1/employees", params=query)
    assert [each["given_name"] for each in answer.json()["data"]] == found, answer.text


def test_a_filter_by_what_may_not_be_seen_is_refused(server: Server) -> None:
    with playground(server, hris_scopes=["employees.read"]) as world:
        for text in ("custom.birth_date lt 1990-01-01", 'title pr and not (custom.birth_date pr or title eq "x")'):
            problem(world.hris.get("/v1/employees", params={"filter": text}), 403, "insufficient-scope")
        problem(world.hris.get("/v1/employees", params={"filter": "custom.nothing pr"}), 400, "invalid-filter")


def test_a_webhook_carries_nothing_sensitive(company: Playground, receiver: Receiver) -> None:
    hook = {"url": receiver.url, "events": ["employee.hired"], "payload": "full"}
    assert company.hris.post("/v1/webhook-subscriptions", json=hook).status_code == 201
    company.hire(custom=WHOLE, national_id="0123456789")
    company.settled()
    (message,) = receiver.messages
    record = json.loads(message.body)["data"]["record"]
    assert record["custom"] == {name: value for name, value in WHOLE.items() if name != "rate"}
    assert "national_id" not in record

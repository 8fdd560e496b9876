"""The proofs of the BambooHR wire."""

import base64
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import httpx2
from contract.playground import Playground, client
from hypothesis import strategies as st

from rosterproof_sim.dialects.hris.bamboohr import mapping, training

HOOK = {"name": "lms", "url": "http://127.0.0.1:9/h", "format": "json", "events": ["employee.created"]}
API = "/api/v1"
_QUIRKS = "dialects/test_bamboohr.py::"


def bamboo(world: Playground, key: str | None = None) -> httpx2.Client:
    """A client as most are: the key as basic user, JSON asked for."""
    access = world.made["systems"]["hris"]
    user = base64.b64encode(f"{key or access['api_key']}:x".encode()).decode()
    return client(access["base_url"], Authorization=f"Basic {user}", Accept="application/json")


def play_a_past(world: Playground) -> None:
    """A type, a category, a record and a hook, each the first of its kind; somebody who has left."""
    asked = bamboo(world)
    made = asked.post(f"{API}/training/type", json={"name": "FIRE-101", "category": {"name": "Safety"}})
    assert made.status_code == 201, made.headers
    record = {"completed": "2026-02-20", "type": 1, "notes": "C0000001"}
    assert asked.post(f"{API}/training/record/employee/1", json=record).status_code == 201
    assert asked.post(f"{API}/webhooks", json=HOOK).status_code == 201
    world.post("/changes", {"kind": "terminated", "employee_id": "E0000010", "effective_on": "2026-02-27"})


def _get(path: str) -> Callable[[Playground], httpx2.Response]:
    return lambda world: bamboo(world).get(API + path)


def _send(method: str, path: str, body: Any = None) -> Callable[[Playground], httpx2.Response]:
    return lambda world: bamboo(world).request(method, API + path, json=body)


def authorized(world: Playground) -> httpx2.Response:
    query = {"request": "authorize", "response_type": "code", "client_id": "connector", "state": "s"}
    query |= {"redirect_uri": "http://127.0.0.1:9/back", "scope": "employee offline_access"}
    return bamboo(world).get("/authorize.php", params=query)


def token(world: Playground) -> httpx2.Response:
    code = httpx2.URL(authorized(world).headers["Location"]).params["code"]
    access = world.made["systems"]["hris"]
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": "http://127.0.0.1:9/back"}
    form |= {name: access[name] for name in ("client_id", "client_secret")}
    return bamboo(world).post("/token.php?request=token", data=form)


def delete_type(world: Playground) -> httpx2.Response:
    bamboo(world).delete(f"{API}/training/record/1")
    return bamboo(world).delete(f"{API}/training/type/1")


def first_row(world: Playground, whose: str, table: str) -> str:
    return str(bamboo(world).get(f"{API}/employees/{whose}/tables/{table}").json()[0]["id"])


CONVERSATIONS = {
    "hris/bamboohr.yaml": {
        "getDirectory": _get("/employees/directory"),
        "getEmployee": _get("/employees/1?fields=firstName,workEmail,jobTitle,supervisor,terminationDate"),
        "listEmployees": _get("/employees?page[limit]=3&sort=-lastName&filter[status]=active"),
        "addEmployee": _send("POST", "/employees", {"firstName": "Ida", "lastName": "Voss"}),
        "updateEmployee": _send("POST", "/employees/1", {"firstName": "Ada"}),
        "getChangedEmployees": _get("/employees/changed?since=2001-01-01T00:00:00Z"),
        "getChangedTable": _get("/employees/changed/tables/jobInfo?since=2001-01-01T00:00:00Z"),
        "getTable": _get("/employees/all/tables/jobInfo"),
        "addTableRow": _send(
            "POST", "/employees/1/tables/employmentStatus", {"date": "2026-03-02", "employmentStatus": "Terminated"}
        ),
        "updateTableRow": lambda world: bamboo(world).post(
            f"{API}/employees/1/tables/jobInfo/{first_row(world, '1', 'jobInfo')}", json={"jobTitle": "chief"}
        ),
        "deleteTableRow": lambda world: bamboo(world).delete(
            f"{API}/employees/10/tables/employmentStatus/{first_row(world, '10', 'employmentStatus')}"
        ),
        "requestCustomReport": _send("POST", "/reports/custom?format=JSON", {"title": "x", "fields": ["id", "status"]}),
        "queryDataset": lambda world: bamboo(world).post(
            "/api/v2/datasets/employee/data", json={"fields": ["employeeNumber", "jobInformationDepartment"]}
        ),
        "queryDatasetOld": _send("POST", "/datasets/employee", {"fields": ["employeeNumber"]}),
        "listDatasets": lambda world: bamboo(world).get("/api/v1_2/datasets"),
        "listDatasetFields": lambda world: bamboo(world).get("/api/v1_2/datasets/employee/fields"),
        "listFields": _get("/meta/fields"),
        "listLists": _get("/meta/lists"),
        "updateList": _send("PUT", "/meta/lists/4", {"options": [{"value": "New"}]}),
        "listTables": _get("/meta/tables"),
        "listUsers": _get("/meta/users?status=enabled"),
        "listTrainingTypes": _get("/training/type"),
        "addTrainingType": _send("POST", "/training/type", {"name": "PSM-200", "renewable": True, "frequency": 12}),
        "updateTrainingType": _send("PUT", "/training/type/1", {"required": True}),
        "deleteTrainingType": delete_type,
        "listTrainingCategories": _get("/training/category"),
        "addTrainingCategory": _send("POST", "/training/category", {"name": "Law"}),
        "updateTrainingCategory": _send("PUT", "/training/category/1", {"name": "Safety first"}),
        "deleteTrainingCategory": _send("DELETE", "/training/category/1"),
        "listTrainingRecords": _get("/training/record/employee/1"),
        "addTrainingRecord": _send("POST", "/training/record/employee/1", {"completed": "2026-02-21", "type": 1}),
        "updateTrainingRecord": _send("PUT", "/training/record/1", {"completed": "2026-02-22"}),
        "deleteTrainingRecord": _send("DELETE", "/training/record/1"),
        "listWebhooks": _get("/webhooks"),
        "addWebhook": _send("POST", "/webhooks", {**HOOK, "url": "http://127.0.0.1:9/other"}),
        "listMonitorFields": _get("/webhooks/monitor_fields"),
        "listPostFields": _get("/webhooks/post-fields"),
        "getWebhook": _get("/webhooks/1"),
        "updateWebhook": _send("PUT", "/webhooks/1", {**HOOK, "name": "other"}),
        "deleteWebhook": _send("DELETE", "/webhooks/1"),
        "getWebhookLog": _get("/webhooks/1/log"),
        "authorize": authorized,
        "issueToken": token,
    }
}

ROUND_TRIPS = {
    "an employee id": (
        st.integers(0, 9_999_999).map(lambda number: f"E{number:07d}"),
        mapping.id_to_wire,
        mapping.id_from_wire,
    ),
    "a day": (
        st.none() | st.dates(min_value=date(1000, 1, 1)),
        mapping.date_to_wire,
        lambda text: mapping.date_from_wire("day", text),
    ),
    "an instant": (
        st.datetimes(min_value=datetime(1000, 1, 1), timezones=st.just(UTC)).map(
            lambda instant: instant.replace(microsecond=0)
        ),
        mapping.instant_to_wire,
        lambda text: mapping.instant_from_wire("since", text),
    ),
    "a day of completion": (
        st.dates(min_value=date(1000, 1, 1)).map(lambda day: training.completed_from_wire(day.isoformat())),
        training.completed_to_wire,
        training.completed_from_wire,
    ),
}

PROOFS = {
    "both URL styles": f"{_QUIRKS}test_both_url_styles_answer_with_and_without_a_slash",
    "an error": f"{_QUIRKS}test_an_error_is_in_the_header_and_the_page_is_empty",
    "the directory": f"{_QUIRKS}test_the_directory_hides_leavers_and_a_report_shows_them",
    "XML": f"{_QUIRKS}test_xml_is_answered_unless_json_is_asked_for_and_taken_untold",
    "0000-00-00": f"{_QUIRKS}test_the_directory_hides_leavers_and_a_report_shows_them",
    "rows of changed tables": f"{_QUIRKS}test_any_change_shows_all_rows_of_somebody_without_their_ids",
    "a termination": f"{_QUIRKS}test_a_termination_is_a_row_and_taking_it_out_rescinds_it",
    "an empty map": f"{_QUIRKS}test_training_lists_are_maps_and_an_empty_one_is_a_list",
    "a training record": f"{_QUIRKS}test_a_completion_is_written_back_changed_and_taken_out",
    "somebody new": f"{_QUIRKS}test_somebody_new_is_told_twice_and_signed",
    "a webhook": f"{_QUIRKS}test_a_hook_is_sent_again_at_the_vendors_steps_and_only_on_5xx",
    "a report sent with a charset": f"{_QUIRKS}test_a_report_sent_with_a_charset_is_malformed_xml",
    "id_style": f"{_QUIRKS}test_ids_are_texts_or_numbers_by_switch",
    "throttle": f"{_QUIRKS}test_a_throttle_is_429_or_503_by_switch",
    "write_body": f"{_QUIRKS}test_a_write_echoes_or_is_empty_by_switch",
    "list_auth": f"{_QUIRKS}test_the_new_list_takes_a_key_or_tokens_only_by_switch",
    "list_values": f"{_QUIRKS}test_list_values_are_codes_or_names_by_switch",
    "hook_timestamp": f"{_QUIRKS}test_the_timestamp_of_a_hook_by_switch",
    "hook_field_values": f"{_QUIRKS}test_field_values_of_a_hook_by_switch",
}

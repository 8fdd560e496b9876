"""The quirks and switches of BambooHR, over real HTTP."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any

import pytest
from contract.playground import Playground, client, playground
from contract.receiver import Message, Receiver
from dialects.hris_bamboohr import API, HOOK, bamboo, token

from rosterproof_sim.launch import Server


@pytest.fixture
def world(server: Server) -> Iterator[Playground]:
    with playground(server, hris="bamboohr", contract_mode="strict") as made:
        yield made


def switched(world: Playground, **switches: str) -> None:
    answer = world.control.put(world.url("/conduct"), json={"hris": {"switches": switches}})
    assert answer.status_code == 200, answer.text


def report(world: Playground, *fields: str, **query: str) -> list[dict[str, Any]]:
    body = {"title": "x", "fields": list(fields)}
    answer = bamboo(world).post(f"{API}/reports/custom", params={"format": "JSON", **query}, json=body)
    return list(answer.json()["employees"])


@pytest.mark.parametrize("prefix", ["/api/v1", "/api/gateway.php/acme/v1"])
@pytest.mark.parametrize("slash", ["", "/"])
def test_both_url_styles_answer_with_and_without_a_slash(world: Playground, prefix: str, slash: str) -> None:
    asked = bamboo(world)
    assert asked.get(f"{prefix}/meta/fields{slash}").status_code == 200
    made = asked.post(f"{prefix}/employees{slash}", json={"firstName": "Ida", "lastName": "Voss"})
    assert made.status_code == 201
    location = made.headers["Location"]
    assert location.startswith(f"{world.made['systems']['hris']['base_url']}{prefix}/employees/")
    assert asked.get(location).json()["firstName"] == "Ida"


def test_an_error_is_in_the_header_and_the_page_is_empty(world: Playground) -> None:
    answer = bamboo(world, key="wrong").get(f"{API}/employees/0")
    assert (answer.status_code, answer.content) == (401, b"")
    assert answer.headers["Content-Type"] == "text/html; charset=UTF-8"
    assert answer.headers["X-BambooHR-Error-Message"] == "API key not provided or invalid"
    assert answer.headers["WWW-Authenticate"].startswith("Basic realm=")
    answer = bamboo(world).get(f"{API}/employees/0")
    assert (answer.status_code, answer.content) == (404, b"")
    assert answer.headers["X-BambooHR-Error-Message"] == answer.headers["X-BambooHR-Error-Messsage"]


def test_newer_endpoints_say_no_in_json(world: Playground) -> None:
    asked = bamboo(world)
    assert asked.get(f"{API}/employees?sort=salary").json()["error"]["code"] == "bad-sort"
    assert asked.get("/api/v1_2/datasets/none/fields").headers["Content-Type"] == "application/problem+json"
    hook = {**HOOK, "events": ["employee.updated"]}
    assert "monitorFields" in asked.post(f"{API}/webhooks", json=hook).json()["errors"][0]["error"]


def test_the_directory_hides_leavers_and_a_report_shows_them(world: Playground) -> None:
    world.post("/changes", {"kind": "terminated", "employee_id": "E0000010", "effective_on": "2026-02-27"})
    listed = bamboo(world).get(f"{API}/employees/directory").json()["employees"]
    rows = {row["id"]: row for row in report(world, "id", "status", "terminationDate")}
    assert "10" not in [row["id"] for row in listed]
    assert len(listed) == 9
    assert rows["10"] == {"id": "10", "status": "Inactive", "terminationDate": "2026-02-27"}
    assert rows["1"] == {"id": "1", "status": "Active", "terminationDate": "0000-00-00"}


def test_what_is_entered_ahead_shows_when_it_is_asked_for(world: Playground) -> None:
    world.hire(effective_on="2026-04-01", title="nurse")
    asked = bamboo(world)
    names = [
        len(asked.get(f"{API}/employees/directory", params={"onlyCurrent": current}).json()["employees"])
        for current in ("true", "false")
    ]
    assert names == [10, 11]


def test_xml_is_answered_unless_json_is_asked_for_and_taken_untold(world: Playground) -> None:
    asked = bamboo(world)
    for accept in ("*/*", "text/html"):
        answer = asked.get(f"{API}/employees/1?fields=firstName", headers={"Accept": accept})
        assert answer.headers["Content-Type"] == "text/xml; charset=UTF-8"
        assert '<employee id="1"><field id="firstName">' in answer.text
    assert asked.get(f"{API}/meta/lists?format=json", headers={"Accept": "*/*"}).json()
    xml = b'<employee><field id="firstName">Zo\xc3\xab &amp; Co</field><field id="lastName">Voss</field></employee>'
    made = asked.post(f"{API}/employees", content=xml)
    assert made.status_code == 201, made.headers
    assert asked.get(made.headers["Location"]).json()["firstName"] == "Zoë & Co"


def test_xml_with_entities_is_malformed_and_changes_nothing(world: Playground) -> None:
    xml = (
        b'<!DOCTYPE e [<!ENTITY x SYSTEM "file:///etc/passwd">]><employee><field id="firstName">&x;</field></employee>'
    )
    before = world.state()
    answer = bamboo(world).post(f"{API}/employees", content=xml)
    assert (answer.status_code, answer.headers["X-BambooHR-Error-Message"]) == (400, "Malformed XML")
    assert world.state() == before


def test_a_report_sent_with_a_charset_is_malformed_xml(world: Playground) -> None:
    headers = {"Content-Type": "application/json; charset=utf-8"}
    answer = bamboo(world).post(f"{API}/reports/custom?format=json", content=b'{"fields": ["id"]}', headers=headers)
    assert (answer.status_code, answer.headers["X-BambooHR-Error-Message"]) == (400, "Malformed XML")


def test_a_report_takes_no_other_form_and_a_text_for_fields_asks_for_none(world: Playground) -> None:
    asked = bamboo(world)
    body = {"title": "x", "fields": 'list(self.schema["properties"].keys())'}
    answer = asked.post(f"{API}/reports/custom?format=json", json=body)
    assert answer.json()["fields"] == []
    assert asked.post(f"{API}/reports/custom?format=pdf", json=body).status_code == 404
    assert asked.post(f"{API}/reports/custom", json=body, headers={"Accept": "*/*"}).status_code == 404


def test_any_change_shows_all_rows_of_somebody_without_their_ids(world: Playground) -> None:
    asked = bamboo(world)
    whole = asked.get(f"{API}/employees/1/tables/jobInfo").json()
    world.post("/clock/advance", {"seconds": 60})
    changed = {"kind": "email_changed", "employee_id": "E0000001", "email": "n@acme.test", "effective_on": "2026-03-02"}
    world.post("/changes", changed)
    found = asked.get(f"{API}/employees/changed/tables/jobInfo?since=2026-03-02T09:00:30+0000").json()
    assert list(found["employees"]) == ["1"]
    rows = found["employees"]["1"]["rows"]
    assert len(rows) == len(whole) > 0
    assert not {"id", "employeeId"} & set(rows[0])
    feed = asked.get(f"{API}/employees/changed?since=2026-03-02T09:00:30Z&type=updated").json()
    assert feed["employees"]["1"]["action"] == "Updated"
    assert feed["latest"] == "2026-03-02T09:01:00Z"


def test_a_termination_is_a_row_and_taking_it_out_rescinds_it(world: Playground) -> None:
    asked, table = bamboo(world), f"{API}/employees/10/tables/employmentStatus"
    row = {"date": "2026-02-27", "employmentStatus": "Terminated"}
    answer = asked.post(table, json=row)
    assert (answer.status_code, answer.content) == (200, b"")
    assert asked.get(f"{API}/employees/10?fields=status").json()["status"] == "Inactive"
    last = asked.get(table).json()[-1]
    assert (last["date"], last["employmentStatus"]) == ("2026-02-27", "Terminated")
    assert asked.delete(f"{table}/{last['id']}").json() == {"success": True}
    assert asked.get(f"{API}/employees/10?fields=status").json()["status"] == "Active"
    first = asked.get(table).json()[0]
    assert asked.delete(f"{table}/{first['id']}").json()["success"] is False


def test_a_row_names_no_field_that_there_is_not_and_keeps_its_date(world: Playground) -> None:
    asked, table = bamboo(world), f"{API}/employees/10/tables/jobInfo"
    assert asked.post(table, json={"date": "2026-03-02", "salary": "1"}).status_code == 406
    row = asked.get(table).json()[0]
    assert asked.post(f"{table}/{row['id']}", json={"date": "1999-01-01"}).status_code == 412


def test_a_promotion_entered_ahead_shows_in_the_table_and_not_in_the_field(world: Playground) -> None:
    asked = bamboo(world)
    before = asked.get(f"{API}/employees/10?fields=jobTitle").json()["jobTitle"]
    row = {"date": "2026-04-01", "jobTitle": "chief"}
    assert asked.post(f"{API}/employees/10/tables/jobInfo", json=row).status_code == 200
    assert asked.get(f"{API}/employees/10?fields=jobTitle").json()["jobTitle"] == before
    assert asked.get(f"{API}/employees/10?fields=jobTitle&onlyCurrent=false").json()["jobTitle"] == "chief"
    assert asked.get(f"{API}/employees/10/tables/jobInfo").json()[-1]["jobTitle"] == "chief"


def test_training_lists_are_maps_and_an_empty_one_is_a_list(world: Playground) -> None:
    asked = bamboo(world)
    assert asked.get(f"{API}/training/type").json() == []
    made = asked.post(f"{API}/training/type", json={"name": "FIRE-101", "renewable": True, "frequency": 12}).json()
    assert (made["id"], made["frequency"], made["category"], made["dueFromHireDate"]) == ("1", "12", [], [])
    assert asked.get(f"{API}/training/type").json() == {"1": made}
    assert asked.post(f"{API}/training/type", json={"name": "X", "renewable": True}).status_code == 400
    assert asked.post(f"{API}/training/category", json={"name": "Safety"}).status_code == 201
    assert asked.post(f"{API}/training/category", json={"name": "Safety"}).status_code == 409


def test_a_completion_is_written_back_changed_and_taken_out(world: Playground) -> None:
    asked = bamboo(world)
    asked.post(f"{API}/training/type", json={"name": "FIRE-101"})
    records = f"{API}/training/record/employee/1"
    assert asked.get(records).json() == []
    written = {"completed": "2026-02-20", "type": 1, "notes": "C0000001", "cost": {"currency": "USD", "amount": "5"}}
    first, second = asked.post(records, json=written), asked.post(records, json=written)
    assert (first.status_code, second.json()["id"], first.json()["type"], first.json()["cost"]) == (201, "2", 1, "")
    kept = world.state()["hris"]["training_records"]
    assert [(each["course"], each["completed_at"], each["source_id"]) for each in kept] == [
        ("FIRE-101", "2026-02-20T00:00:00Z", "C0000001")
    ] * 2
    assert asked.delete(f"{API}/training/type/1").status_code == 400
    changed = asked.put(f"{API}/training/record/1", json={"completed": "2026-02-21"})
    assert (changed.status_code, changed.json()["completed"]) == (201, "2026-02-21")
    listed = asked.get(records).json()
    assert (listed["1"]["cost"], listed["1"]["type"]) == ("5 USD", "1")
    assert asked.delete(f"{API}/training/record/2").status_code == 200
    assert list(asked.get(records).json()) == ["1"]


def test_an_email_of_somebody_else_is_a_conflict_and_nobody_is_hired(world: Playground) -> None:
    asked = bamboo(world)
    email = asked.get(f"{API}/employees/1?fields=workEmail").json()["workEmail"]
    before = world.state()
    answer = asked.post(f"{API}/employees", json={"firstName": "I", "lastName": "V", "workEmail": email})
    assert answer.status_code == 409
    assert asked.post(f"{API}/employees", json={"firstName": "I"}).status_code == 400
    assert world.state() == before


def test_the_new_list_is_paged_to_its_end_in_both_forms(world: Playground) -> None:
    asked, seen, after = bamboo(world), list[str](), None
    while True:
        query = {"page[limit]": "4", "sort": "employeeId"} | ({"page[after]": after} if after else {})
        page = asked.get(f"{API}/employees", params=query).json()
        seen += [row["employeeId"] for row in page["data"]]
        after = page["meta"]["page"]["nextCursor"]
        if after is None:
            break
    everybody = sorted(report(world, "id"), key=lambda row: int(row["id"]))
    assert seen == [row["id"] for row in everybody]
    assert len(seen) > 8
    one = asked.get(f"{API}/employees", params={"filter": '{"ids": ["3"]}', "page": '{"limit": 1}'}).json()
    assert [row["employeeId"] for row in one["data"]] == ["3"]


def test_a_dataset_is_filtered_and_paged_in_the_body(world: Playground) -> None:
    world.post("/changes", {"kind": "terminated", "employee_id": "E0000010", "effective_on": "2026-02-27"})
    query = {"fields": ["employeeNumber", "status"], "filter": "status eq 'Active'", "page": 2, "pageSize": 4}
    page = bamboo(world).post("/api/v2/datasets/employee/data", json=query).json()
    assert page["meta"] == {"page": 2, "pageSize": 4, "totalPages": 3, "totalItems": 9}
    assert len(page["data"]) == 4
    bad = bamboo(world).post("/api/v2/datasets/employee/data", json={"fields": ["id"], "filter": "drop table"})
    assert bad.status_code == 400


def test_a_code_is_good_once_and_a_refresh_token_renews(world: Playground) -> None:
    granted = token(world).json()
    base = world.made["systems"]["hris"]
    bearer = client(base["base_url"], Authorization=f"Bearer {granted['access_token']}", Accept="application/json")
    assert bearer.get(f"{API}/employees").status_code == 200
    form = {"grant_type": "refresh_token", "refresh_token": granted["refresh_token"]}
    form |= {name: base[name] for name in ("client_id", "client_secret")}
    assert bamboo(world).post("/token.php", data=form).json()["access_token"] != granted["access_token"]
    assert bamboo(world).post("/token.php", data=form).status_code == 400


def hook(world: Playground, receiver: Receiver, **more: Any) -> dict[str, Any]:
    body = {"name": "lms", "url": receiver.url, "format": "json", "events": ["employee.created", "employee.updated"]}
    made = bamboo(world).post(f"{API}/webhooks", json={**body, "monitorFields": ["jobTitle", "firstName"], **more})
    assert made.status_code == 201, made.text
    return dict(made.json())


def told(message: Message) -> dict[str, Any]:
    return dict(json.loads(message.body))


def test_somebody_new_is_told_twice_and_signed(world: Playground, receiver: Receiver) -> None:
    key = hook(world, receiver, includeCompanyDomain=True)["privateKey"]
    world.hire(title="nurse")
    world.settled()
    assert [told(each)["type"] for each in receiver.messages] == ["employee.created", "employee.updated"]
    first = receiver.messages[0]
    signed = hmac.new(key.encode(), first.body + first.headers["x-bamboohr-timestamp"].encode(), hashlib.sha256)
    assert first.headers["x-bamboohr-signature"] == signed.hexdigest()
    assert first.headers["company-domain"] == "acme"
    assert "changedFields" not in told(first)["data"]


def test_only_watched_fields_are_told(world: Playground, receiver: Receiver) -> None:
    hook(world, receiver)
    changed = {"employee_id": "E0000001", "effective_on": "2026-03-02"}
    world.post("/changes", {"kind": "email_changed", "email": "n@acme.test", **changed})
    world.post("/changes", {"kind": "promoted", "title": "chief", **changed})
    world.settled()
    assert [told(each)["data"] for each in receiver.messages] == [
        {"companyId": "98765", "employeeId": "1", "changedFields": ["jobTitle"]}
    ]


@pytest.mark.parametrize(("status", "attempts"), [(503, 6), (400, 1), (410, 1)])
def test_a_hook_is_sent_again_at_the_vendors_steps_and_only_on_5xx(
    world: Playground, receiver: Receiver, status: int, attempts: int
) -> None:
    receiver.statuses = [status] * 10
    hook(world, receiver, events=["employee.created"])
    world.hire()
    world.settled()
    for minutes in (5, 10, 20, 40, 80, 160):
        world.post("/clock/advance", {"seconds": 60 * minutes - 1})
        world.settled()
        seen = len(receiver.messages)
        world.post("/clock/advance", {"seconds": 1})
        world.settled()
        assert len(receiver.messages) == min(seen + 1, attempts)
    assert len(receiver.messages) == attempts


def test_ids_are_texts_or_numbers_by_switch(world: Playground) -> None:
    asked = bamboo(world)
    asked.post(f"{API}/training/type", json={"name": "FIRE-101", "renewable": True, "frequency": 12})
    assert asked.get(f"{API}/training/type").json()["1"]["frequency"] == "12"
    switched(world, id_style="spec")
    told = asked.get(f"{API}/training/type").json()["1"]
    assert (told["id"], told["frequency"], told["category"]) == (1, 12, None)


@pytest.mark.parametrize(
    ("choice", "status", "when"), [("429", 429, True), ("503", 503, True), ("503-bare", 503, False)]
)
def test_a_throttle_is_429_or_503_by_switch(world: Playground, choice: str, status: int, when: bool) -> None:
    limit = {"requests": 1, "per_seconds": 3600}
    world.control.put(world.url("/conduct"), json={"hris": {"limit": limit, "switches": {"throttle": choice}}})
    asked = bamboo(world)
    first, second = asked.get(f"{API}/meta/fields"), asked.get(f"{API}/meta/fields")
    assert "RateLimit" not in first.headers
    assert (first.status_code, second.status_code) == (200, status)
    assert ("Retry-After" in second.headers) is when


def test_a_write_echoes_or_is_empty_by_switch(world: Playground) -> None:
    asked = bamboo(world)
    assert asked.post(f"{API}/employees/1", json={"firstName": "Zoë"}).json()["firstName"] == "Zoë"
    switched(world, write_body="spec")
    answer = asked.post(f"{API}/employees/1", json={"firstName": "Ada"})
    assert (answer.status_code, answer.content) == (200, b"")


def test_the_new_list_takes_a_key_or_tokens_only_by_switch(world: Playground) -> None:
    assert bamboo(world).get(f"{API}/employees").status_code == 200
    switched(world, list_auth="oauth")
    assert bamboo(world).get(f"{API}/employees").status_code == 401
    assert bamboo(world).get(f"{API}/employees/directory").status_code == 200


def test_list_values_are_codes_or_names_by_switch(world: Playground) -> None:
    asked = bamboo(world)
    department = world.state()["hris"]["employees"][0]["department"]
    assert asked.get(f"{API}/employees/1?fields=department").json()["department"] == department
    switched(world, list_values="names")
    name = asked.get(f"{API}/employees/1?fields=department").json()["department"]
    assert name != department
    asked.post(f"{API}/employees/10", json={"department": name})
    people = {each["employee_id"]: each for each in world.state()["hris"]["employees"]}
    assert people["E0000010"]["department"] == department


def test_the_timestamp_of_a_hook_by_switch(world: Playground, receiver: Receiver) -> None:
    hook(world, receiver, events=["employee.created"])
    world.hire()
    world.settled()
    switched(world, hook_timestamp="iso")
    hook(world, receiver, events=["employee.created"])
    world.hire()
    world.settled()
    first, *_, last = [each.headers["x-bamboohr-timestamp"] for each in receiver.messages]
    assert first.isdigit()
    assert last.endswith("+0000")


@pytest.mark.parametrize(("choice", "value"), [("plain", "chief"), ("wrapped", {"value": "chief"})])
def test_field_values_of_a_hook_by_switch(world: Playground, receiver: Receiver, choice: str, value: Any) -> None:
    switched(world, hook_field_values=choice)
    events = ["employee_with_fields.updated"]
    hook(world, receiver, events=events, postFields={"jobTitle": "title"})
    changed = {"kind": "promoted", "title": "chief", "employee_id": "E0000001", "effective_on": "2026-03-02"}
    world.post("/changes", changed)
    world.settled()
    assert told(receiver.messages[0])["employees"][0]["fields"] == {"title": value}


def test_switches_that_are_none_are_refused(world: Playground) -> None:
    for switches in ({"nothing": "x"}, {"throttle": "418"}):
        answer = world.control.put(world.url("/conduct"), json={"hris": {"switches": switches}})
        assert answer.status_code == 422

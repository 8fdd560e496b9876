"""SCIM as a service provider has to do it and no general tester looks at, with its quirks, over real HTTP."""

from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from contract.playground import ADA, LEADER, Playground, client, playground
from dialects.scim_talk import CY, ENTERPRISE, ERROR, GROUP, LEARNER, USER, bulk, patch, scim, search

from rosterproof_sim.launch import Server

HOSTILE = "Zoë <b>O'Néil</b> \"; DROP TABLE users;-- 明\u202e=1+1\t"
FIRST_AIDERS = {
    "rule_id": "aid",
    "course": "FIRE-101",
    "audience": {"groups": ["first-aiders"]},
    "due": {"days": 7, "after": "assignment"},
}


@pytest.fixture(params=["core", "scim"])
def lms(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def world(server: Server) -> Iterator[Playground]:
    with playground(server, lms="scim", contract_mode="strict") as made:
        yield made


def user(**fields: Any) -> dict[str, Any]:
    return {"schemas": [USER], **fields}


def made(world: Playground, **fields: Any) -> dict[str, Any]:
    answer = scim(world).post("/Users", json=user(**fields))
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def refused(answer: httpx2.Response, status: int, keyword: str | None = None) -> str:
    """Hold an answer to what every refusal must be, and return what it says."""
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/scim+json"
    body = answer.json()
    assert body["schemas"] == [ERROR]
    assert (body["status"], body.get("scimType")) == (str(status), keyword)
    assert "Traceback" not in answer.text
    return str(body["detail"])


def names(answer: httpx2.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [each["userName"] for each in answer.json().get("Resources", [])]


def sign_in(world: Playground, username: str) -> httpx2.Response:
    url = world.made["systems"]["lms"]["base_url"]
    return client(url).post("/v1/sessions", json={"username": username, "password": world.made["learner_password"]})


def on_core(world: Playground, user_id: str) -> dict[str, Any]:
    return dict(world.lms.get(f"/v1/users/{user_id}").json())


def deeds(world: Playground) -> list[str]:
    """What the last request meant, in the words of our own contract."""
    return [each["operation"] for each in world.rows("exchange", system="lms")[-1]["data"]["means"]]


def test_it_is_carried_by_every_lms(server: Server, lms: str) -> None:
    with playground(server, lms=lms, contract_mode="strict") as world:
        assert made(world, userName="ada")["meta"]["location"].endswith("/scim/v2/Users/U0000001")
        assert on_core(world, "U0000001")["username"] == "ada"
        clients = {each["name"]: each["line"] for each in world.made["systems"]["lms"]["clients"]}
        assert world.made["systems"]["lms"]["api_key"] in clients["scim2-cli"]


def test_both_spellings_of_the_address_answer_and_tell_the_versioned_one(world: Playground) -> None:
    made(world, userName="ada")
    access = world.made["systems"]["lms"]
    for path in ("/scim/v2/Users", "/scim/Users", "/scim/v2/Users/"):
        answer = client(access["base_url"], Authorization=f"Bearer {access['api_key']}").get(path)
        assert answer.json()["Resources"][0]["meta"]["location"] == f"{access['base_url']}/scim/v2/Users/U0000001"


def test_a_name_comes_back_byte_for_byte_on_both_wires(world: Playground) -> None:
    asked = {"userName": HOSTILE, "externalId": HOSTILE, "name": {"givenName": HOSTILE, "familyName": HOSTILE}}
    stored = made(world, **asked, displayName=HOSTILE, title=HOSTILE)
    assert {name: stored[name] for name in asked} == asked
    read = scim(world).get(f"/Users/{stored['id']}").json()
    assert [read["displayName"], read["title"]] == [HOSTILE] * 2
    mine = on_core(world, stored["id"])
    assert {mine[name] for name in ("username", "external_id", "given_name", "family_name", "job_title")} == {HOSTILE}


def test_a_user_is_a_whole_profile_on_the_lms_own_wire(world: Playground) -> None:
    world.lms.post("/v1/users", json={**ADA, "external_id": "E0000007"})
    extension = {
        **CY[LEARNER],
        "employmentStatus": "active",
        "country": "US",
        "workerType": "contractor",
        "positionStartDate": "2026-03-02",
        "customFields": [
            {"name": "licensed", "value": "true", "type": "boolean"},
            {"name": "hours", "value": "37.5", "type": "number"},
            {"name": "shift", "value": "true"},
        ],
    }
    stored = made(world, **{**CY, LEARNER: extension})
    mine = on_core(world, stored["id"])
    assert mine == {
        "user_id": "U0000002",
        "external_id": "E0000046",
        "username": "cy",
        "given_name": "Cy",
        "family_name": "Dahl",
        "email": "cy@example.com",
        "job_title": "team-leader",
        "department": "Warehouse",
        "location": "CHI",
        "manager_external_id": "E0000007",
        "hire_date": "2024-05-13",
        "employment_status": "active",
        "country": "US",
        "worker_type": "contractor",
        "position_start_date": "2026-03-02",
        "time_zone": "America/Chicago",
        "custom": {"licensed": True, "hours": 37.5, "shift": "true"},
        "active": True,
        "created_at": "2026-03-02T09:00:00Z",
        "updated_at": "2026-03-02T09:00:00Z",
        "version": 1,
    }
    assert [each["course"] for each in world.state()["lms"]["enrollments"]] == ["PSM-200"]


def test_what_the_other_wire_writes_is_told_here(world: Playground) -> None:
    stored = made(world, **CY)
    world.lms.patch(
        f"/v1/users/{stored['id']}", json={"email": "new@example.com", "job_title": None, "location": "OSL"}
    )
    read = scim(world).get(f"/Users/{stored['id']}").json()
    assert read["emails"] == [{"value": "new@example.com", "type": "work", "primary": True}]
    assert "title" not in read
    assert read[LEARNER]["location"] == "OSL"
    assert read["meta"]["version"] == 'W/"2"'


def test_what_the_lms_does_not_use_is_given_back(world: Playground) -> None:
    more = {
        "displayName": "Cy D.",
        "nickName": "C",
        "userType": "Intern",
        "preferredLanguage": "nb-NO",
        "phoneNumbers": [{"value": "+47 1", "type": "mobile"}],
        "addresses": [{"type": "work", "locality": "Oslo", "primary": True}],
        "emails": [{"value": "home@example.com", "type": "home"}, {"value": "cy@example.com", "type": "work"}],
        ENTERPRISE: {"employeeNumber": "7", "costCenter": "K1", "department": "Warehouse"},
    }
    stored = made(world, **{**CY, **more}, password="never told", unheardOf=1)
    assert {name: stored[name] for name in more} == more
    assert "password" not in stored
    assert on_core(world, stored["id"])["email"] == "cy@example.com"
    version = stored["meta"]["version"]
    changed = scim(world).patch(f"/Users/{stored['id']}", json=patch({"op": "add", "path": "nickName", "value": "Cc"}))
    assert (changed.json()["nickName"], changed.json()["meta"]["version"] != version) == ("Cc", True)
    again = scim(world).patch(f"/Users/{stored['id']}", json=patch({"op": "add", "path": "nickName", "value": "Cc"}))
    assert again.json()["meta"] == changed.json()["meta"]


def test_what_nobody_said_is_not_told(world: Playground) -> None:
    stored = made(world, userName="ada")
    assert set(stored) == {"schemas", "id", "meta", "userName", "active"}
    assert on_core(world, stored["id"])["external_id"] == "ada"
    assert scim(world).get('/Users?filter=externalId eq "ada"').json()["totalResults"] == 0


def test_a_username_is_unique_whatever_its_case(world: Playground) -> None:
    made(world, userName="Zoë")
    other = made(world, userName="bo")
    for name in ("Zoë", "ZOË", "zoë"):
        refused(scim(world).post("/Users", json=user(userName=name)), 409, "uniqueness")
        refused(scim(world).put(f"/Users/{other['id']}", json=user(userName=name)), 409, "uniqueness")
        change = patch({"op": "replace", "path": "userName", "value": name})
        refused(scim(world).patch(f"/Users/{other['id']}", json=change), 409, "uniqueness")
    assert names(scim(world).get('/Users?filter=userName eq "ZOË"')) == ["Zoë"]
    # Another spelling of one's own name is no other name.
    change = patch({"op": "replace", "path": "userName", "value": "BO"})
    assert scim(world).patch(f"/Users/{other['id']}", json=change).json()["userName"] == "BO"


def test_filters_filter(world: Playground) -> None:
    for name, title in (("ada", "nurse"), ("Bo", "chief"), ("cy", "Nurse")):
        made(world, userName=name, title=title, externalId=f"X-{name}")
    scim(world).patch("/Users/U0000002", json=patch({"op": "replace", "path": "active", "value": False}))
    wanted = {
        'userName eq "BO"': ["Bo"],
        'externalId eq "X-cy"': ["cy"],
        'externalId eq "x-cy"': [],
        'title eq "nurse"': ["ada", "cy"],
        "active eq false": ["Bo"],
        'active eq true and title sw "N"': ["ada", "cy"],
        'not (userName eq "ada")': ["Bo", "cy"],
        'userName eq "ada" or userName eq "cy"': ["ada", "cy"],
        'id eq "U0000003"': ["cy"],
        'meta.lastModified gt "2026-03-02T09:00:00Z"': [],
        'meta.created le "2026-03-02T09:00:00Z" and userName co "A"': ["ada"],
        "emails pr": [],
    }
    for text, found in wanted.items():
        answer = scim(world).get("/Users", params={"filter": text})
        assert (names(answer), answer.json()["totalResults"]) == (found, len(found)), text
        assert names(scim(world).post("/Users/.search", json=search(filter=text))) == found, text


@pytest.mark.parametrize("text", ["userName", 'userName eq "', "userName xx 1", "nobody eq 1", 'active gt "a"'])
def test_a_filter_that_makes_no_sense_is_refused(world: Playground, text: str) -> None:
    refused(scim(world).get("/Users", params={"filter": text}), 400, "invalidFilter")


def test_pages_are_cut_and_the_total_stays(world: Playground) -> None:
    for number in range(7):
        made(world, userName=f"u{number}")
    asked = scim(world)
    for query, shown, start in (
        ("startIndex=1&count=3", ["u0", "u1", "u2"], 1),
        ("startIndex=4&count=3", ["u3", "u4", "u5"], 4),
        ("startIndex=7&count=3", ["u6"], 7),
        ("startIndex=8&count=3", [], 8),
        ("startIndex=-5&count=1", ["u0"], 1),
        ("count=0", [], 1),
        ("count=-1", [], 1),
        ("filter=title pr or userName pr&startIndex=6&count=9", ["u5", "u6"], 6),
    ):
        answer = asked.get(f"/Users?{query}")
        body = answer.json()
        assert (names(answer), body["totalResults"], body["itemsPerPage"]) == (shown, 7, len(shown)), query
        assert body["startIndex"] == start
    refused(asked.get("/Users?count=many"), 400, "invalidValue")


def test_a_list_is_sorted(world: Playground) -> None:
    for name, title in (("bo", "x"), ("Ada", "z"), ("cy", None)):
        made(world, userName=name, title=title)
    asked = scim(world)
    assert names(asked.get("/Users?sortBy=userName")) == ["Ada", "bo", "cy"]
    assert names(asked.get("/Users?sortBy=userName&sortOrder=descending&count=2")) == ["cy", "bo"]
    assert names(asked.get("/Users?sortBy=title")) == ["bo", "Ada", "cy"]
    assert names(asked.get("/Users?sortBy=meta.created&sortOrder=descending")) == ["cy", "Ada", "bo"]


def test_only_the_attributes_that_are_asked_for_are_told(world: Playground) -> None:
    made(world, **CY)
    assert set(scim(world).get("/Users/U0000001?attributes=userName").json()) == {"schemas", "id", "userName"}
    assert "emails" not in scim(world).get("/Users/U0000001?excludedAttributes=emails").json()
    (found,) = scim(world).get(f"/Users?attributes={LEARNER}:hireDate").json()["Resources"]
    assert found[LEARNER] == {"hireDate": "2024-05-13"}


def test_a_write_that_means_an_older_version_is_not_done(world: Playground) -> None:
    stored, asked = made(world, userName="ada"), scim(world)
    change = patch({"op": "add", "path": "title", "value": "chief"})
    path, tag = f"/Users/{stored['id']}", stored["meta"]["version"]
    assert asked.get(path).headers["ETag"] == tag
    assert asked.get(path, headers={"If-None-Match": tag}).status_code == 304
    done = asked.patch(path, json=change, headers={"If-Match": tag})
    assert (done.status_code, done.headers["ETag"]) == (200, 'W/"2"')
    for answer in (
        asked.patch(path, json=patch({"op": "remove", "path": "title"}), headers={"If-Match": tag}),
        asked.put(path, json=user(userName="x"), headers={"If-Match": tag}),
        asked.delete(path, headers={"If-Match": tag}),
    ):
        refused(answer, 412)
    assert asked.get(path).json()["title"] == "chief"
    world.control.put(world.url("/conduct"), json={"lms": {"if_match": "required"}})
    refused(asked.patch(path, json=change), 428)


def test_who_is_not_let_in_is_told_so_and_nothing_is_done(world: Playground) -> None:
    for token in ("wrong", world.made["systems"]["hris"]["api_key"]):
        answer = scim(world, token).post("/Users", json=user(userName="ada"))
        refused(answer, 401)
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="SCIM"'
    base_url = world.made["systems"]["lms"]["base_url"]
    refused(client(f"{base_url}/scim/v2").get("/Users"), 401)
    assert client(f"{base_url}/scim/v2").get("/ServiceProviderConfig").status_code == 200
    assert world.state()["lms"]["users"] == []


def test_a_token_of_the_token_endpoint_opens_it_too(world: Playground) -> None:
    access = world.made["systems"]["lms"]
    form = {"grant_type": "client_credentials"} | {name: access[name] for name in ("client_id", "client_secret")}
    token = client(access["base_url"]).post("/oauth/token", data=form).json()["access_token"]
    assert scim(world, token).get("/Users").status_code == 200


def test_what_is_not_there_is_refused_in_the_words_of_the_standard(world: Playground) -> None:
    asked = scim(world)
    refused(asked.get("/Users/U0000009"), 404)
    refused(asked.get("/Nothing"), 404)
    refused(asked.get("/Schemas/urn:none"), 404)
    answer = asked.put("/Schemas", json={})
    refused(answer, 405)
    assert answer.headers["Allow"].startswith("GET")
    refused(asked.post("/Users", content=b"{", headers={"Content-Type": "application/scim+json"}), 400, "invalidSyntax")
    refused(asked.post("/Users", content=b"<x/>", headers={"Content-Type": "text/xml"}), 415)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"userName": ""},
        {"userName": " "},
        {"userName": "x" * 129},
        {"userName": "x", "externalId": "x" * 65},
        {"userName": "x", "title": "x" * 256},
        {"userName": "x", "name": {"givenName": "\u200b"}},
        {"userName": "x", "emails": [{"value": "no address"}]},
        {"userName": "x", "active": "perhaps"},
        {"userName": "x", LEARNER: {"hireDate": "2026-02-30"}},
        {"userName": "x", LEARNER: {"timeZone": "Mars/Base"}},
        {"userName": "x", LEARNER: {"employmentStatus": "retired"}},
        {"userName": "x", LEARNER: {"customFields": [{"name": "n", "value": "many", "type": "number"}]}},
        {"userName": "x", LEARNER: {"customFields": [{"name": "n", "value": "1"}, {"name": "n", "value": "2"}]}},
    ],
)
def test_a_value_that_does_not_fit_is_refused_and_changes_nothing(world: Playground, fields: dict[str, Any]) -> None:
    stored = made(world, userName="ada")
    before = world.state()
    refused(scim(world).post("/Users", json=user(**fields)), 400, "invalidValue")
    refused(scim(world).put(f"/Users/{stored['id']}", json=user(**fields)), 400, "invalidValue")
    assert world.state() == before


@pytest.mark.parametrize(
    "closing",
    [
        {"op": "replace", "value": {"active": False}},
        {"op": "replace", "path": "active", "value": False},
        {"op": "Replace", "path": "active", "value": "False"},
    ],
    ids=["Okta", "the standard", "Entra ID"],
)
def test_okta_and_entra_close_an_account(world: Playground, closing: dict[str, Any]) -> None:
    stored = made(world, userName="ada")
    answer = scim(world).patch(f"/Users/{stored['id']}", json=patch(closing))
    assert (answer.status_code, answer.json()["active"]) == (200, False)
    assert deeds(world) == ["deactivateUser"]
    assert sign_in(world, "ada").status_code == 401


def test_a_leaver_is_refused_and_one_who_is_back_gets_in(world: Playground) -> None:
    stored = made(world, **CY)
    session = sign_in(world, "cy").json()["session_token"]
    learner = client(world.made["systems"]["lms"]["base_url"], Authorization=f"Bearer {session}")
    assert learner.get("/v1/sessions/current").status_code == 200
    asked, path = scim(world), f"/Users/{stored['id']}"
    asked.patch(path, json=patch({"op": "replace", "path": "active", "value": False}))
    assert learner.get("/v1/sessions/current").status_code == 401
    assert sign_in(world, "cy").status_code == 401
    assert [each["status"] for each in world.state()["lms"]["enrollments"]] == ["archived"]
    # A profile of a closed account is written, and opens nothing.
    both = patch({"op": "replace", "path": "title", "value": "chief"})
    assert asked.patch(path, json=both).json()["active"] is False
    back = {"op": "replace", "value": {"active": True, "title": "team-leader"}}
    assert asked.patch(path, json=patch(back)).json()["active"] is True
    assert deeds(world) == ["updateUser", "reactivateUser"]
    assert sign_in(world, "cy").status_code == 201
    assert [each["status"] for each in world.state()["lms"]["enrollments"]] == ["archived", "assigned"]


def test_a_put_without_active_neither_opens_nor_closes(world: Playground) -> None:
    stored, asked = made(world, userName="ada", active=False), scim(world)
    assert sign_in(world, "ada").status_code == 401
    assert asked.put(f"/Users/{stored['id']}", json=user(userName="ada", title="x")).json()["active"] is False
    assert asked.put(f"/Users/{stored['id']}", json=user(userName="ada", active=True)).json()["active"] is True
    assert sign_in(world, "ada").status_code == 201


def test_an_account_made_closed_takes_no_license_and_learns_nothing(server: Server) -> None:
    with playground(server, policy={"licenses": 1}, contract_mode="strict") as world:
        waiting = made(world, **{**CY, "active": False})
        assert deeds(world) == ["createUser", "deactivateUser"]
        assert world.state()["lms"]["enrollments"] == []
        made(world, userName="ada")
        opening = patch({"op": "replace", "path": "active", "value": True})
        assert "licenses" in refused(scim(world).patch(f"/Users/{waiting['id']}", json=opening), 409)
        assert "licenses" in refused(scim(world).post("/Users", json=user(userName="bo")), 409)


def test_what_is_deleted_is_closed_and_hidden_and_its_records_stay(world: Playground) -> None:
    stored = made(world, **CY)
    for action in ("start", "pass"):
        score = {"score": 90} if action == "pass" else {}
        world.post("/learner-actions", {"external_id": "E0000046", "course": "PSM-200", "action": action, **score})
    asked, path = scim(world), f"/Users/{stored['id']}"
    asked.patch(
        "/Groups/first-aiders", json=patch({"op": "add", "path": "members", "value": [{"value": stored["id"]}]})
    )
    assert asked.delete(path).status_code == 204
    assert deeds(world) == ["deactivateUser"]
    for answer in (asked.get(path), asked.delete(path), asked.put(path, json=user(userName="cy"))):
        refused(answer, 404)
    assert names(asked.get("/Users")) == []
    assert "members" not in asked.get("/Groups/first-aiders").json()
    mine = on_core(world, stored["id"])
    assert (mine["active"], mine["username"], mine["external_id"]) == (False, "u0000001", "E0000046")
    assert [each["external_id"] for each in world.state()["lms"]["completions"]] == ["E0000046"]
    assert made(world, **CY)["id"] == "U0000002"
    world.lms.post(f"/v1/users/{stored['id']}/reactivate")
    assert asked.get(path).json()["userName"] == "u0000001"


def test_a_manager_is_named_by_account_or_by_external_id(world: Playground) -> None:
    chief = made(world, userName="ada", externalId="E0000001")
    asked = scim(world)
    by_account = made(world, userName="bo", **{ENTERPRISE: {"manager": {"value": chief["id"]}}})
    by_external_id = made(world, userName="cy", **{ENTERPRISE: {"manager": {"value": "E0000001"}}})
    to_come = made(world, userName="di", **{ENTERPRISE: {"manager": {"value": "E0000099"}}})
    told = [each[ENTERPRISE]["manager"] for each in (by_account, by_external_id, to_come)]
    assert [each["value"] for each in told] == [chief["id"], "E0000001", "E0000099"]
    assert [each.get("$ref") for each in told] == [chief["meta"]["location"], chief["meta"]["location"], None]
    ids = [on_core(world, each["id"])["manager_external_id"] for each in (by_account, by_external_id, to_come)]
    assert ids == ["E0000001", "E0000001", "E0000099"]
    world.lms.post("/v1/users", json={**LEADER, "username": "el", "manager_external_id": "E0000001"})
    assert asked.get("/Users/U0000005").json()[ENTERPRISE]["manager"]["value"] == chief["id"]
    asked.patch("/Users/U0000005", json=patch({"op": "remove", "path": f"{ENTERPRISE}:manager"}))
    assert on_core(world, "U0000005")["manager_external_id"] is None


ENTRA = {
    "an op with a capital": {"op": "Add", "path": "title", "value": "chief"},
    "a truth as a text": {"op": "replace", "path": "active", "value": "True"},
    "a truth as a text inside": {"op": "replace", "value": {"active": "True"}},
    "an address that is not there": {"op": "add", "path": 'emails[type eq "work"].value', "value": "ada@example.com"},
    "a manager as a text": {"op": "add", "path": f"{ENTERPRISE}:manager", "value": "E0000001"},
    "a manager as a text inside": {"op": "add", "value": {f"{ENTERPRISE}:manager": "E0000001"}},
}


@pytest.mark.parametrize("quirk", ENTRA)
def test_quirks_of_a_patch_are_taken_or_refused_by_switch(world: Playground, quirk: str) -> None:
    stored, asked = made(world, userName="ada"), scim(world)
    path, change = f"/Users/{stored['id']}", patch(ENTRA[quirk])
    switched = {"lms": {"switches": {"scim_patch": "strict"}}}
    assert world.control.put(world.url("/conduct"), json=switched).status_code == 200
    before = world.state()
    answer = asked.patch(path, json=change)
    refused(answer, 400, answer.json().get("scimType"))
    within = asked.post("/Bulk", json=bulk({"method": "PATCH", "path": path, "data": change}))
    statuses = [each["status"] for each in within.json().get("Operations", ())] or [within.json()["status"]]
    assert statuses == ["400"]
    assert world.state() == before
    world.control.put(world.url("/conduct"), json={"lms": {"switches": {"scim_patch": "lenient"}}})
    answer = asked.patch(path, json=change)
    assert answer.status_code == 200, answer.text
    mine = on_core(world, stored["id"])
    told = (mine["job_title"], mine["email"], mine["manager_external_id"], mine["active"])
    assert told in {
        ("chief", None, None, True),
        (None, None, None, True),
        (None, "ada@example.com", None, True),
        (None, None, "E0000001", True),
    }
    assert (told == (None, None, None, True)) == quirk.startswith("a truth")


def test_what_no_schema_declares_is_left_out_or_refused_by_switch(world: Playground) -> None:
    stored, asked = made(world, userName="ada", unheardOf=1), scim(world)
    change = patch({"op": "add", "path": "unheardOf", "value": 1})
    unchanged = asked.patch(f"/Users/{stored['id']}", json=change)
    assert (unchanged.status_code, unchanged.json()) == (200, stored)
    world.control.put(world.url("/conduct"), json={"lms": {"switches": {"scim_patch": "strict"}}})
    refused(asked.patch(f"/Users/{stored['id']}", json=change), 400, "invalidPath")
    refused(asked.post("/Users", json=user(userName="bo", unheardOf=1)), 400, "invalidSyntax")


def test_entra_takes_a_manager_back_by_an_empty_text(world: Playground) -> None:
    stored = made(world, userName="bo", **{ENTERPRISE: {"manager": {"value": "E0000001"}}})
    change = patch({"op": "Replace", "path": f"{ENTERPRISE}:manager", "value": ""})
    assert scim(world).patch(f"/Users/{stored['id']}", json=change).status_code == 200
    assert on_core(world, stored["id"])["manager_external_id"] is None


def test_a_patch_is_done_whole_or_not_at_all(world: Playground) -> None:
    stored = made(world, userName="ada", title="nurse")
    change = patch(
        {"op": "replace", "path": "title", "value": "chief"}, {"op": "replace", "path": "active", "value": "perhaps"}
    )
    refused(scim(world).patch(f"/Users/{stored['id']}", json=change), 400, "invalidValue")
    assert on_core(world, stored["id"])["job_title"] == "nurse"


def test_one_custom_field_is_changed_and_the_others_stay(world: Playground) -> None:
    stored = made(world, **CY)
    world.lms.patch(f"/v1/users/{stored['id']}", json={"custom": {"licensed": True, "shift": "A"}})
    change = patch({"op": "replace", "path": f'{LEARNER}:customFields[name eq "shift"].value', "value": "B"})
    assert scim(world).patch(f"/Users/{stored['id']}", json=change).status_code == 200
    assert on_core(world, stored["id"])["custom"] == {"licensed": True, "shift": "B"}
    (deed,) = world.rows("exchange", system="lms", operation="patchScimUser")[-1]["data"]["means"]
    assert deed["body"] == {"custom": {"shift": "B"}}
    scim(world).patch(f"/Users/{stored['id']}", json=patch({"op": "remove", "path": f"{LEARNER}:customFields"}))
    assert on_core(world, stored["id"])["custom"] == {}


def test_members_of_a_group_are_those_put_into_it_and_rules_look_at_them(world: Playground) -> None:
    first, second = made(world, userName="ada"), made(world, userName="bo")
    rule = {name: value for name, value in FIRST_AIDERS.items() if name != "rule_id"}
    assert world.control.put(world.url("/assignment-rules/aid"), json=rule).is_success
    asked, path = scim(world), "/Groups/first-aiders"

    def enrolled() -> list[tuple[str, str]]:
        return [(each["user_id"], each["status"]) for each in world.state()["lms"]["enrollments"]]

    asked.patch(path, json=patch({"op": "add", "path": "members", "value": [{"value": first["id"]}]}))
    assert [each["value"] for each in asked.get(path).json()["members"]] == [first["id"]]
    assert enrolled() == [(first["id"], "assigned")]
    assert asked.get(f"/Users/{first['id']}").json()["groups"][0]["display"] == "First aiders"
    asked.put(path, json={"schemas": [GROUP], "displayName": "First aid", "members": [{"value": second["id"]}]})
    assert enrolled() == [(first["id"], "withdrawn"), (second["id"], "assigned")]
    asked.patch(path, json=patch({"op": "remove", "path": f'members[value eq "{second["id"]}"]'}))
    assert "members" not in asked.get(path).json()
    assert "aid" in refused(asked.delete(path), 409)
    unknown = patch({"op": "add", "path": "members", "value": [{"value": "U0000099"}]})
    refused(asked.patch(path, json=unknown), 400, "invalidValue")
    assert asked.get("/Groups?excludedAttributes=members").json()["Resources"][0]["displayName"] == "First aid"


def test_a_group_is_made_and_a_rule_may_name_it(world: Playground) -> None:
    member = made(world, userName="ada")
    asked = scim(world)
    body = {"schemas": [GROUP], "displayName": "Night shift", "externalId": "g-1", "members": [{"value": member["id"]}]}
    group = asked.post("/Groups", json=body).json()
    assert (group["displayName"], group["externalId"]) == ("Night shift", "g-1")
    rule = {**FIRST_AIDERS, "audience": {"groups": [group["id"]]}}
    del rule["rule_id"]
    assert world.control.put(world.url("/assignment-rules/night"), json=rule).is_success
    assert [each["course"] for each in world.state()["lms"]["enrollments"]] == ["FIRE-101"]
    spare = asked.post("/Groups", json={"schemas": [GROUP], "displayName": "Spare"}).json()
    assert asked.delete(f"/Groups/{spare['id']}").status_code == 204
    refused(asked.get(f"/Groups/{spare['id']}"), 404)
    assert asked.get("/Groups").json()["totalResults"] == 2


def test_a_bulk_does_each_on_its_own(world: Playground) -> None:
    made(world, userName="ada")
    answer = scim(world).post(
        "/Bulk",
        json=bulk(
            {"method": "POST", "path": "/Users", "bulkId": "a", "data": user(userName="ADA")},
            {"method": "POST", "path": "/Users", "bulkId": "b", "data": CY},
            {
                "method": "POST",
                "path": "/Groups",
                "bulkId": "g",
                "data": {"schemas": [GROUP], "displayName": "G", "members": [{"value": "bulkId:b"}]},
            },
            {
                "method": "PATCH",
                "path": "/Users/U0000001",
                "data": patch({"op": "Replace", "value": {"active": False}}),
            },
            {"method": "DELETE", "path": "/Users/U0000099"},
        ),
    )
    assert [each["status"] for each in answer.json()["Operations"]] == ["409", "201", "201", "200", "404"]
    assert answer.json()["Operations"][0]["response"]["scimType"] == "uniqueness"
    assert deeds(world) == ["createUser", "deactivateUser"]
    assert names(scim(world).get("/Users?sortBy=id")) == ["ada", "cy"]
    assert (
        scim(world).get('/Groups?filter=displayName eq "G"').json()["Resources"][0]["members"][0]["value"] == "U0000002"
    )


def test_a_bulk_ends_after_so_many_errors(world: Playground) -> None:
    wrong = {"method": "DELETE", "path": "/Users/U0000099"}
    late = {"method": "POST", "path": "/Users", "bulkId": "z", "data": user(userName="late")}
    answer = scim(world).post("/Bulk", json=bulk(wrong, wrong, late, failOnErrors=2))
    assert [each["status"] for each in answer.json()["Operations"]] == ["404", "404"]
    assert world.state()["lms"]["users"] == []


def test_a_bulk_has_limits(world: Playground) -> None:
    wrong = {"method": "DELETE", "path": "/Users/U0000099"}
    refused(scim(world).post("/Bulk", json=bulk(*[wrong] * 1001)), 413)
    padded = {**wrong, "bulkId": "x" * 1_048_576}
    refused(scim(world).post("/Bulk", json=bulk(padded)), 413)


def test_a_learner_is_shown_who_that_is_and_a_client_is_nobody(world: Playground) -> None:
    made(world, userName="ada", title="nurse")
    session = sign_in(world, "ada").json()["session_token"]
    assert scim(world, session).get("/Me").json()["title"] == "nurse"
    assert scim(world, session).get("/Me").headers["Location"].endswith("/Users/U0000001")
    refused(scim(world, session).get("/Users"), 401)
    refused(scim(world).get("/Me"), 501)


def test_a_limit_is_told_and_a_fault_refuses(world: Playground) -> None:
    world.control.put(world.url("/conduct"), json={"lms": {"limit": {"requests": 1, "per_seconds": 60}}})
    asked = scim(world)
    assert asked.get("/Users").status_code == 200
    answer = asked.get("/Users")
    refused(answer, 429)
    assert int(answer.headers["Retry-After"]) > 0


def test_what_is_done_is_undone_by_a_snapshot(world: Playground) -> None:
    world.post("/snapshots", {"name": "before"})
    asked = scim(world)
    made(world, userName="ada", nickName="A")
    asked.post("/Groups", json={"schemas": [GROUP], "displayName": "G"})
    world.post("/snapshots/before/restore")
    assert asked.get("/Users").json()["totalResults"] == 0
    assert asked.get("/Groups").json()["totalResults"] == 1
    assert made(world, userName="ada")["id"] == "U0000001"


def test_what_was_refused_is_known_by_what_it_was_to_do(world: Playground) -> None:
    stored = made(world, **CY)
    world.arm(kind="throttle", system="lms", operation="createUser", mentions="E0000099")
    asked, path = scim(world), f"/Users/{stored['id']}"
    refused(asked.post("/Users", json=user(userName="di", externalId="E0000099")), 429)

    def meant() -> list[tuple[str, dict[str, Any]]]:
        means = world.rows("exchange", system="lms")[-1]["data"]["means"]
        return [(each["operation"], each.get("body", {})) for each in means]

    assert meant() == [("createUser", {"username": "di", "external_id": "E0000099", "given_name": "di"})]
    for change, operation, body in (
        ({"op": "replace", "value": {"active": False}}, "deactivateUser", {}),
        ({"op": "replace", "path": "active", "value": True}, "reactivateUser", {}),
        ({"op": "remove", "path": f"{LEARNER}:location"}, "updateUser", {"location": None}),
        ({"op": "add", "value": {"name": {"familyName": "Falk"}}}, "updateUser", {"family_name": "Falk"}),
        ({"op": "add", "value": {ENTERPRISE: {"department": "Clinic"}}}, "updateUser", {"department": "Clinic"}),
    ):
        refused(asked.patch(path, json=patch(change), headers={"If-Match": 'W/"99"'}), 412)
        assert meant() == [(operation, body)]
    asked.put(path, json=CY, headers={"If-Match": 'W/"99"'})
    assert [each[0] for each in meant()] == ["updateUser"]
    # And what was so already was an update of nothing.
    assert asked.put(path, json={**CY, "active": True}).status_code == 200
    assert meant() == [("updateUser", {})]


def test_a_password_is_not_kept_and_stands_in_no_journal(world: Playground) -> None:
    secret = "correct horse battery"
    stored, asked = made(world, userName="ada", password=secret), scim(world)
    changes = (
        {"op": "replace", "path": f"{USER}:password", "value": secret},
        {"op": "add", "value": {"password": secret}},
    )
    for change in changes:
        assert asked.patch(f"/Users/{stored['id']}", json=patch(change)).status_code == 200
    within = bulk({"method": "PATCH", "path": f"/Users/{stored['id']}", "data": patch(changes[0])})
    assert asked.post("/Bulk", json=within).json()["Operations"][0]["status"] == "200"
    assert asked.get(f"/Users/{stored['id']}").json() == stored
    assert secret not in world.control.get(world.url("/journal"), params={"limit": 5000}).text
    assert sign_in(world, "ada").status_code == 201

"""How every operation of SCIM is asked, for each LMS that carries it, and which tests prove what it says of itself."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import httpx2
from contract import conversations
from contract.conversations import Conversation
from contract.playground import Playground, client
from hypothesis import strategies as st

from rosterproof_sim.domain.words.learning import User
from rosterproof_sim.domain.words.provisioning import Account
from rosterproof_sim.lms.profile import read_patch
from rosterproof_sim.surfaces.scim import custom, mapping

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
LEARNER = "urn:rosterproof:params:scim:schemas:extension:learner:1.0:User"
_MESSAGES = "urn:ietf:params:scim:api:messages:2.0"
ERROR = f"{_MESSAGES}:Error"
USERS = "/Users"
CY: Mapping[str, Any] = {
    "schemas": [USER, ENTERPRISE, LEARNER],
    "userName": "cy",
    "externalId": "E0000046",
    "name": {"givenName": "Cy", "familyName": "Dahl"},
    "emails": [{"value": "cy@example.com", "type": "work", "primary": True}],
    "title": "team-leader",
    ENTERPRISE: {"department": "Warehouse", "manager": {"value": "U0000001"}},
    LEARNER: {"location": "CHI", "hireDate": "2024-05-13", "timeZone": "America/Chicago"},
}


def scim(world: Playground, token: str | None = None) -> httpx2.Client:
    """A client as identity providers are: one long-lived secret as a bearer token."""
    access = world.made["systems"]["lms"]
    url = f"{access['base_url']}/scim/v2"
    return client(url, Authorization=f"Bearer {access['api_key'] if token is None else token}")


def patch(*operations: Mapping[str, Any]) -> dict[str, Any]:
    return {"schemas": [f"{_MESSAGES}:PatchOp"], "Operations": list(operations)}


def bulk(*operations: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {"schemas": [f"{_MESSAGES}:BulkRequest"], "Operations": list(operations), **more}


def search(**wanted: Any) -> dict[str, Any]:
    return {"schemas": [f"{_MESSAGES}:SearchRequest"], **wanted}


def _get(path: str) -> Conversation:
    return lambda world: scim(world).get(path)


def _send(method: str, path: str, body: Any = None) -> Conversation:
    return lambda world: scim(world).request(method, path, json=body)


def _me(world: Playground) -> httpx2.Response:
    answer, _ = conversations.signed_in(world)
    return scim(world, answer.json()["session_token"]).get("/Me")


def _without_group(world: Playground) -> httpx2.Response:
    made = scim(world).post("/Groups", json={"schemas": [GROUP], "displayName": "Night shift"})
    return scim(world).delete(f"/Groups/{made.json()['id']}")


CONVERSATIONS: Mapping[str, Conversation] = {
    "getServiceProviderConfig": _get("/ServiceProviderConfig"),
    "listResourceTypes": _get("/ResourceTypes"),
    "getResourceType": _get("/ResourceTypes/User"),
    "listSchemas": _get("/Schemas"),
    "getSchema": _get(f"/Schemas/{LEARNER}"),
    "listScimUsers": _get('/Users?filter=userName eq "ADA"&sortBy=userName&startIndex=1&count=5'),
    "searchScimUsers": _send("POST", "/Users/.search", search(filter="active eq true", attributes=["userName"])),
    "searchScim": _get('/?filter=displayName pr or userName sw "a"&count=3'),
    "searchScimByPost": _send("POST", "/.search", search(startIndex=1, count=2)),
    "getScimUser": _get("/Users/U0000001?excludedAttributes=emails"),
    "createScimUser": _send("POST", "/Users", CY),
    "replaceScimUser": _send("PUT", "/Users/U0000002", {**CY, "userName": "bo", "active": True}),
    "patchScimUser": _send("PATCH", "/Users/U0000001", patch({"op": "replace", "value": {"active": False}})),
    "deleteScimUser": _send("DELETE", "/Users/U0000003"),
    "getMe": _me,
    "listScimGroups": _get('/Groups?filter=displayName eq "First aiders"'),
    "searchScimGroups": _send("POST", "/Groups/.search", search(count=1)),
    "getScimGroup": _get("/Groups/first-aiders"),
    "createScimGroup": _send(
        "POST", "/Groups", {"schemas": [GROUP], "displayName": "Night shift", "members": [{"value": "U0000001"}]}
    ),
    "replaceScimGroup": _send("PUT", "/Groups/first-aiders", {"schemas": [GROUP], "displayName": "First aid"}),
    "patchScimGroup": _send(
        "PATCH", "/Groups/first-aiders", patch({"op": "add", "path": "members", "value": [{"value": "U0000002"}]})
    ),
    "deleteScimGroup": _without_group,
    "bulkScim": _send(
        "POST",
        "/Bulk",
        bulk(
            {"method": "POST", "path": "/Users", "bulkId": "cy", "data": CY},
            {
                "method": "PATCH",
                "path": f"{USERS}/bulkId:cy",
                "data": patch({"op": "add", "path": "title", "value": "x"}),
            },
            {"method": "DELETE", "path": "/Users/U0000003"},
        ),
    ),
}

#: What JSON can carry and the LMS keeps.
_CHARACTERS = st.characters(blacklist_categories=["Cs"], blacklist_characters="\0")
_SEEN = st.text(_CHARACTERS, min_size=1, max_size=40).filter(lambda text: any(each.isalnum() for each in text))
_MAYBE = st.none() | st.text(_CHARACTERS, min_size=1, max_size=60)
_DAYS = st.none() | st.dates(min_value=date(1000, 1, 1))
_AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
_CUSTOM = st.dictionaries(
    st.text(_CHARACTERS, min_size=1, max_size=20),
    st.text(_CHARACTERS, max_size=20)
    | st.booleans()
    | st.integers(-(1 << 60), 1 << 60)
    | st.floats(allow_nan=False, allow_infinity=False),
    max_size=4,
)
_USERS: st.SearchStrategy[User] = st.builds(
    User,
    user_id=st.just("U0000001"),
    external_id=_SEEN,
    username=_SEEN,
    given_name=_SEEN,
    family_name=_MAYBE,
    email=st.none()
    | st.sampled_from(["ada.berg@example.com", "zoë+lms@bücher.example", "Zoë@BÜCHER.example", '"a b"@x']),
    job_title=_MAYBE,
    department=_MAYBE,
    location=_MAYBE,
    manager_external_id=_MAYBE,
    hire_date=_DAYS,
    employment_status=st.sampled_from([None, "pre_hire", "active", "on_leave", "terminated"]),
    country=_MAYBE,
    worker_type=_MAYBE,
    position_start_date=_DAYS,
    time_zone=st.sampled_from([None, "Europe/Oslo"]),
    custom=_CUSTOM,
    active=st.just(True),
    created_at=st.just(_AT),
    updated_at=st.just(_AT),
    version=st.just(1),
)


def _written(user: User) -> dict[str, Any]:
    return mapping.to_scim(Account(user=user, beside={}), mapping.Around())


def _read(body: Mapping[str, Any]) -> User:
    given = read_patch(mapping.from_scim(body, {}).fields)
    rest = {"user_id": body["id"], "active": body["active"], "created_at": _AT, "updated_at": _AT, "version": 1}
    return User(**given, **rest)


ROUND_TRIPS: Mapping[str, tuple[Any, Callable[..., Any], Callable[..., Any]]] = {
    "an account": (_USERS, _written, _read),
    "custom fields": (_CUSTOM, custom.custom_to_scim, lambda rows: custom.custom_from_scim(rows or ())),
}

_TESTS = "dialects/test_scim.py::"
PROOFS = {
    "a SCIM DELETE": f"{_TESTS}test_what_is_deleted_is_closed_and_hidden_and_its_records_stay",
    "SCIM active": f"{_TESTS}test_a_leaver_is_refused_and_one_who_is_back_gets_in",
    "a SCIM manager": f"{_TESTS}test_a_manager_is_named_by_account_or_by_external_id",
    "what SCIM says and the LMS does not use": f"{_TESTS}test_what_the_lms_does_not_use_is_given_back",
    "a SCIM PATCH": f"{_TESTS}test_okta_and_entra_close_an_account",
    "members of a SCIM group": f"{_TESTS}test_members_of_a_group_are_those_put_into_it_and_rules_look_at_them",
    "scim_patch": f"{_TESTS}test_quirks_of_a_patch_are_taken_or_refused_by_switch",
}

"""Whatever is sent by SCIM, nothing is our fault: no 500 and no trace, and what is there is read on both wires."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest
from contract.playground import Playground, playground
from dialects.scim_talk import CY, ENTERPRISE, LEARNER, bulk, patch, scim, search
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rosterproof_sim.launch import Server

PATHS = st.sampled_from(
    [
        *("active", "emails", "emails.value", 'emails[type eq "work"].value', "emails[", "emails.primary", "name"),
        *("name.givenName", "userName", "externalId", "id", "meta", "meta.version", "schemas", "groups", "members"),
        *('members[value eq "U0000001"]', ENTERPRISE, f"{ENTERPRISE}:manager", f"{ENTERPRISE}:manager.value", LEARNER),
        *(
            f"{LEARNER}:customFields",
            f'{LEARNER}:customFields[name eq "x"].value',
            f"{LEARNER}:hireDate",
            "",
            "$",
            "..",
        ),
        *("nope", "password", "x509Certificates", 'photos[value sw "x"]', "addresses.country", "title", "roles"),
    ]
)
JUNK = st.recursive(
    st.sampled_from(
        [None, "", 0, -1, 1.5, True, False, "x" * 300, "\u202e", "urn:x", "U0000001", "True", 10**30, 1e308]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PATHS, inner, max_size=3),
    max_leaves=6,
)
OPS = st.sampled_from(["add", "replace", "remove", "Add", "xx"])
CHANGES = st.fixed_dictionaries({"op": OPS, "value": JUNK}, optional={"path": PATHS})
FILTERS = st.builds(
    "{} {} {}".format,
    PATHS,
    st.sampled_from(["eq", "gt", "co", "ne", "sw", "pr"]),
    st.sampled_from(['"a"', "1", "true"]),
)
WANTED = st.fixed_dictionaries(
    {}, optional={"filter": FILTERS, "sortBy": PATHS, "startIndex": st.sampled_from([0, -1, 10**17]), "count": JUNK}
)
#: A person of whom a part is something else.
PEOPLE = st.builds(lambda name, value: {**CY, name: value}, st.sampled_from([*CY, "active", "nickName", "roles"]), JUNK)
SENT: dict[str, tuple[st.SearchStrategy[Any], Callable[[httpx2.Client, Any], httpx2.Response]]] = {
    "created": (PEOPLE, lambda asked, body: asked.post("/Users", json=body)),
    "replaced": (PEOPLE, lambda asked, body: asked.put("/Users/U0000001", json=body)),
    "patched": (CHANGES, lambda asked, body: asked.patch("/Users/U0000001", json=patch(body))),
    "a group": (CHANGES, lambda asked, body: asked.patch("/Groups/first-aiders", json=patch(body))),
    "in bulk": (
        JUNK | PEOPLE,
        lambda asked, body: asked.post(
            "/Bulk",
            json=bulk(
                {"method": "POST", "path": "/Users", "bulkId": "a", "data": body},
                {"method": "PATCH", "path": "/Users/U0000001", "data": body},
                {"method": "GET", "path": "/Me"},
            ),
        ),
    ),
    "searched": (WANTED, lambda asked, body: asked.post("/.search", json=search(**body))),
    "anything": (JUNK, lambda asked, body: asked.post("/Users", json=body)),
}


@pytest.fixture(scope="module")
def world(server: Server) -> Iterator[Playground]:
    with playground(server, lms="scim") as made:
        scim(made).post("/Users", json=CY)
        yield made


@pytest.mark.parametrize("what", SENT)
def test_whatever_is_sent_is_answered_and_nothing_breaks(world: Playground, what: str) -> None:
    bodies, send = SENT[what]
    asked = scim(world)

    @settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(bodies)
    def holds(body: Any) -> None:
        answer = send(asked, body)
        assert answer.status_code < 500, answer.text
        assert "Traceback" not in answer.text

    holds()
    assert asked.get("/Users?count=1000").status_code == 200
    assert world.lms.get("/v1/users?limit=200").status_code == 200
    rows = world.rows("exchange", system="lms")
    assert [row["data"]["disagreements"] for row in rows if row["data"]["disagreements"]] == []


@pytest.mark.parametrize("value", [str(10**30), "1e999", "nan", "0x10", "1_0"])
def test_a_custom_number_that_none_can_hold_is_refused(world: Playground, value: str) -> None:
    field = {"name": "hours", "value": value, "type": "number"}
    answer = scim(world).post("/Users", json={**CY, "userName": value, LEARNER: {"customFields": [field]}})
    assert (answer.status_code, answer.json()["scimType"]) == (400, "invalidValue")

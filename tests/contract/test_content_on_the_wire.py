"""Content as a client imports it: one operation for three standards, and a reason for whatever is refused."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from content.packed import cmi5, manifest_12, packed, scorm_12, scorm_2004, structure, unit
from contract.playground import Playground, playground, problem

from rosterproof_sim.launch import Server

IMPORTS = "/v1/content-imports"
ZIP = {"Content-Type": "application/zip"}
XML = {"Content-Type": "text/xml"}
COURSES = [
    {"code": "PSM-200", "title": "Process Safety", "pass_score": 80},
    {"code": "FORK-120", "title": "Forklift", "kind": "scorm_1.2"},
    {"code": "LADDER-1", "title": "Ladders", "kind": "scorm_2004"},
    {"code": "CPR-100", "title": "CPR", "kind": "classroom"},
]


@pytest.fixture
def school(server: Server) -> Iterator[Playground]:
    with playground(server, catalog={"courses": COURSES, "rules": []}, contract_mode="strict") as made:
        yield made


def send(world: Playground, content: bytes, course: str = "PSM-200", headers: dict[str, str] = ZIP) -> Any:
    return world.lms.post(f"/v1/courses/{course}/content", content=content, headers=headers)


def imported(
    world: Playground, content: bytes, course: str = "PSM-200", headers: dict[str, str] = ZIP
) -> dict[str, Any]:
    answer = send(world, content, course, headers)
    assert answer.status_code == 202, answer.text
    made = dict(answer.json())
    assert world.lms.get(f"{IMPORTS}/{made['import_id']}").json() == made
    return made


@pytest.mark.parametrize(
    ("content", "course", "standard", "launch_id"),
    [
        (cmi5(), "PSM-200", "cmi5", "https://example.test/courses/psm/au/1"),
        (scorm_12(), "FORK-120", "scorm_1.2", "I1"),
        (scorm_2004(), "LADDER-1", "scorm_2004", "I1"),
    ],
)
def test_each_standard_is_imported_by_the_one_operation(
    school: Playground, content: bytes, course: str, standard: str, launch_id: str
) -> None:
    made = imported(school, content, course)
    assert (made["state"], made["standard"], made["errors"]) == ("done", standard, [])
    assert [(each["launch_id"], each["mastery_score"]) for each in made["launchables"]] == [(launch_id, 0.8)]
    assert made["bytes"] == len(content)


def test_a_course_structure_comes_alone(school: Playground) -> None:
    alone = structure(unit(url="https://content.example.test/x")).encode()
    made = imported(school, alone, headers=XML)
    assert (made["state"], made["launchables"][0]["url"]) == ("done", "https://content.example.test/x")


def test_what_is_wrong_fails_the_import_with_every_reason(school: Playground) -> None:
    made = imported(school, cmi5(structure(unit(url="../x", attributes='moveOn="No"'))))
    assert (made["state"], made["standard"], made["title"], made["launchables"]) == ("failed", None, None, [])
    types = {each["type"].removeprefix("urn:rosterproof:problem:") for each in made["errors"]}
    assert types == {"file-unsafe", "value-not-allowed"}
    assert all(each["where"].startswith("cmi5.xml: au ") for each in made["errors"])


@pytest.mark.parametrize(
    ("content", "headers", "code"),
    [
        (b"PK\x03\x04 and nothing more", ZIP, "not-a-zip"),
        (cmi5(**{"../../etc/passwd": "x"}), ZIP, "zip-unsafe-name"),
        (cmi5(**{"big.txt": "a" * 3_000_000}), ZIP, "zip-bomb"),
        (packed({"other.xml": ""}), ZIP, "manifest-missing"),
        (scorm_12(manifest_12(href="other.html")), ZIP, "file-missing"),
        (structure(before='<!DOCTYPE c [<!ENTITY a SYSTEM "file:///etc/passwd">]>').encode(), XML, "xml-entities"),
        (structure().encode("utf-16"), XML, "xml-encoding"),
    ],
)
def test_hostile_bytes_fail_an_import_and_nothing_else(
    school: Playground, content: bytes, headers: dict[str, str], code: str
) -> None:
    before = school.state()
    made = imported(school, content, headers=headers)
    assert {each["type"] for each in made["errors"]} == {f"urn:rosterproof:problem:{code}"}
    assert school.state() == before
    assert "root:" not in json.dumps(school.rows())


def test_a_course_of_one_standard_takes_no_other(school: Playground) -> None:
    made = imported(school, scorm_2004(), "FORK-120")
    assert (made["state"], made["errors"][0]["type"]) == ("failed", "urn:rosterproof:problem:kind-mismatch")


def test_what_cannot_be_an_import_is_refused(school: Playground) -> None:
    problem(send(school, cmi5(), "NONE"), 404, "not-found")
    problem(send(school, cmi5(), "CPR-100"), 409, "course-without-content")
    problem(send(school, b""), 400, "malformed")
    problem(send(school, cmi5(), headers={"Content-Type": "application/octet-stream"}), 415, "unsupported-media-type")
    latin = {"Content-Type": "text/xml; charset=iso-8859-1"}
    problem(send(school, b"<x/>", headers=latin), 415, "unsupported-media-type")
    problem(send(school, cmi5(), headers={**ZIP, "Content-Encoding": "gzip"}), 415, "unsupported-media-type")
    problem(send(school, b"x" * (10 * 1024 * 1024 + 1)), 413, "too-large")
    problem(school.lms.get(f"{IMPORTS}/P0000099"), 404, "not-found")
    assert school.lms.get(IMPORTS).json()["data"] == []


def test_a_stranger_imports_nothing(school: Playground) -> None:
    del school.lms.headers["X-Api-Key"]
    problem(send(school, cmi5()), 401, "unauthorized")


def test_imports_are_listed_with_those_that_failed(school: Playground) -> None:
    first = imported(school, cmi5())
    second = imported(school, b"no")
    third = imported(school, scorm_12(), "FORK-120")
    assert school.lms.get(IMPORTS).json() == {"data": [first, second, third], "next_cursor": None}
    assert school.lms.get(IMPORTS, params={"course": "FORK-120"}).json()["data"] == [third]
    page = school.lms.get(IMPORTS, params={"limit": 2}).json()
    assert page["data"] == [first, second]
    assert school.lms.get(IMPORTS, params={"limit": 2, "cursor": page["next_cursor"]}).json()["data"] == [third]


def test_an_import_under_a_key_is_done_once(school: Playground) -> None:
    keyed = {**ZIP, "Idempotency-Key": '"import-1"'}
    first = send(school, cmi5(), headers=keyed).json()
    assert send(school, cmi5(), headers=keyed).json() == first
    problem(send(school, scorm_12(), headers=keyed), 422, "idempotency-mismatch")
    assert len(school.lms.get(IMPORTS).json()["data"]) == 1


def test_the_journal_says_which_bytes_came_and_does_not_hold_them(school: Playground) -> None:
    content = cmi5()
    made = imported(school, content)
    (row,) = school.rows("exchange", operation="importContent")
    assert row["data"]["request"]["body"] == {"bytes": len(content), "sha256": made["sha256"]}
    assert row["data"]["disagreements"] == []
    (told,) = school.rows("learning", event="content_imported")
    assert (told["data"]["import_id"], told["data"]["state"]) == (made["import_id"], "done")

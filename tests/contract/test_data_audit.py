"""The audit of HR's data, judged by the dial's own list: it finds what is on the list, and claims nothing else."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from contract.playground import Playground, playground

from rosterproof.audit import KINDS, Address, Audit, audit, read_company
from rosterproof.certify import REFERENCE
from rosterproof.errors import SetupError
from rosterproof.settings import read_mapping
from rosterproof_sim.domain.words.quality import DEFECT_KINDS
from rosterproof_sim.launch import Server

MAPPING = read_mapping(REFERENCE.with_name("mapping.json"))
COMPANIES = [(60, seed, dirt) for seed in (1, 2, 3, 7, 11) for dirt in (2, 8, 25)] + [(250, 5, 8), (12, 4, 60)]
#: What the dial calls a kind -> what the audit may call it. A location typed `Chi` is as well one in other letters.
CALLED = {
    "missing_department": {"missing-value"},
    "wrong_title": {"unknown-code"},
    "inconsistent_location": {"unknown-code", "letter-case"},
    "letter_case": {"letter-case"},
    "spaces": {"spaces"},
    "unicode_form": {"unicode-form"},
    "impossible_date": {"impossible-date"},
}
SHARED = ("duplicate-number", "duplicate-person")
#: That a value is on no list, and that the mapping does not have it, is one defect seen from two sides.
TWICE = {"unmapped-value"}


def address(world: Playground) -> Address:
    hris = world.made["systems"]["hris"]
    return Address(url=hris["base_url"], api_key=hris["api_key"])


@cache
def looked_at(server: Server, size: int, seed: int, dirt: int) -> tuple[Audit, list[dict[str, Any]]]:
    with playground(server, size=size, seed=seed, data_quality=dirt) as world:
        listed = world.control.get(world.url("/data-quality")).json()["data"]
        return audit(read_company(address(world)), MAPPING), listed


def claims(found: Audit, kinds: set[str]) -> set[tuple[str, str, str | None]]:
    """Record, field and value of everything of these kinds."""
    return {(f.records[0], f.field, f.value) for f in found.findings if f.kind in kinds}


@pytest.mark.parametrize(("size", "seed", "dirt"), COMPANIES)
@pytest.mark.parametrize("kind", CALLED)
def test_everything_on_the_list_is_found(server: Server, kind: str, size: int, seed: int, dirt: int) -> None:
    found, listed = looked_at(server, size, seed, dirt)
    wanted = {(each["employee_id"], each["field"], each["dirty"]) for each in listed if each["kind"] == kind}
    assert wanted <= claims(found, CALLED[kind])


@pytest.mark.parametrize(("size", "seed", "dirt"), COMPANIES)
def test_nothing_else_is_claimed(server: Server, size: int, seed: int, dirt: int) -> None:
    found, listed = looked_at(server, size, seed, dirt)
    allowed = {
        (each["employee_id"], each["field"], each["dirty"], name)
        for each in listed
        for name in CALLED.get(each["kind"], ())
    }
    claimed = {(f.records[0], f.field, f.value, f.kind) for f in found.defects if f.kind not in {*SHARED, *TWICE}}
    assert claimed <= allowed
    assert len(claimed) == sum(f.kind not in {*SHARED, *TWICE} for f in found.defects), "one claim for one defect"


@pytest.mark.parametrize(("size", "seed", "dirt"), COMPANIES)
def test_a_number_that_was_given_twice_is_found_and_no_other(server: Server, size: int, seed: int, dirt: int) -> None:
    found, listed = looked_at(server, size, seed, dirt)
    numbers = {each["dirty"]: set() for each in listed if each["kind"] == "duplicate_number"}
    for each in listed:
        if each["kind"] == "duplicate_number":
            numbers[each["dirty"]].add(each["employee_id"])
    groups = {f.value: set(f.records) for f in found.findings if f.kind == "duplicate-number"}
    assert groups.keys() == numbers.keys()
    # Whose number it was first, nobody can tell from the data: there is one such person in each group.
    assert all(len(groups[number] - given) == 1 for number, given in numbers.items())


@pytest.mark.parametrize(("size", "seed", "dirt"), COMPANIES)
def test_a_person_who_was_entered_twice_is_found_and_no_other(server: Server, size: int, seed: int, dirt: int) -> None:
    found, listed = looked_at(server, size, seed, dirt)
    pairs = {frozenset((each["dirty"], each["clean"])) for each in listed if each["kind"] == "duplicate_person"}
    assert {frozenset(f.records) for f in found.findings if f.kind == "duplicate-person"} == pairs


@pytest.mark.parametrize(("size", "seed", "dirt"), COMPANIES)
def test_what_the_mapping_does_not_have_is_dirt_too(server: Server, size: int, seed: int, dirt: int) -> None:
    found, listed = looked_at(server, size, seed, dirt)
    dirty = {(each["employee_id"], each["field"]) for each in listed}
    unmapped = {(who, f.field) for f in found.findings if f.kind == "unmapped-value" for who in f.records}
    assert unmapped <= dirty


def test_the_seeds_show_every_kind_of_the_list(server: Server) -> None:
    shown = {each["kind"] for company in COMPANIES for each in looked_at(server, *company)[1]}
    assert shown == set(DEFECT_KINDS) == {*CALLED, "duplicate_number", "duplicate_person"}


@pytest.mark.parametrize("seed", [1, 2, 3, 7, 11, 23])
def test_a_clean_company_has_no_defects(server: Server, seed: int) -> None:
    found, listed = looked_at(server, 200, seed, 0)
    assert listed == []
    assert found.defects == ()
    assert {f.kind for f in found.notes} <= {"unmapped-field", "unmapped-code"}


def of(found: Audit, kind: str) -> list[tuple[str, str | None, int]]:
    return [(f.field, f.value, len(f.records)) for f in found.findings if f.kind == kind]


def test_a_mapping_that_does_not_fit(world: Playground) -> None:
    company = read_company(address(world))
    held = {each["department"] for each in company.present}
    some = sorted(held)[0]
    mapping = {
        "key": {"hris": "manager_id", "lms": "external_id"},
        "fields": [
            {"hris": "department", "lms": "department", "values": {some.lower(): "All", "ZZZ": "All"}},
            {"hris": "custom.nowhere", "lms": "custom.nowhere"},
            {"hris": "custom.work_permit_until", "lms": "custom.until", "date": "DD/MM/YYYY"},
            {"hris": "last_day", "lms": "custom.last_day", "required": True},
        ],
    }
    found = audit(company, mapping)
    people = list(company.present)
    assert {value for _, value, _ in of(found, "unmapped-value")} == held
    assert of(found, "no-such-field") == [("custom.nowhere", None, 0)]
    assert of(found, "merged-values") == [("department", "All", 0)]
    assert len(of(found, "missing-value")) == len(people)
    permits = sum(each["custom"].get("work_permit_until") is not None for each in people)
    assert len(of(found, "impossible-date")) == permits
    assert any(field == "manager_id" and count > 1 for field, _, count in of(found, "bad-key"))
    folded = {**mapping, "fields": [{**mapping["fields"][0], "match": "folded"}]}
    assert some not in {value for _, value, _ in of(audit(company, folded), "unmapped-value")}


def test_a_retired_code_and_a_shared_email_are_to_be_known(world: Playground) -> None:
    ada = world.hire(email="the.bergs@example.com", department="WHS")
    bo = world.hire(email="The.Bergs@example.com", given_name="Bo", department="WHS")
    body = {"name": "Warehouse", "valid_to": "2026-02-01"}
    world.control.put(world.url("/codes/departments/WHS"), json=body)
    found = audit(read_company(address(world)), MAPPING)
    (shared,) = [f for f in found.notes if f.kind == "shared-email"]
    assert set(shared.records) == {ada, bo}
    assert {ada, bo} <= {f.records[0] for f in found.notes if f.kind == "retired-code"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"api_key": "stale"}, "does not let us in: GET /v1/employees answers 401"),
        ({"api_key": None, "client_id": "nobody", "client_secret": "x"}, "does not let us in: POST /oauth/token"),
        ({"url": "http://127.0.0.1:1"}, "does not answer"),
        ({"url": "ftp://hr.example.com"}, "is no address of an HRIS"),
        ({"url": "hr.example.com"}, "is no address of an HRIS"),
    ],
)
def test_an_hris_that_cannot_be_read(world: Playground, wrong: dict[str, Any], said: str) -> None:
    good = address(world)
    with pytest.raises(SetupError) as raised:
        read_company(Address(**{"url": good.url, "api_key": good.api_key, **wrong}))
    assert said in str(raised.value)
    assert "hint" in str(raised.value)


def test_another_server_is_not_taken_for_an_hris(world: Playground) -> None:
    lms = world.made["systems"]["lms"]
    with pytest.raises(SetupError, match="answers GET /v1/employees with 404"):
        read_company(Address(url=lms["base_url"], api_key=lms["api_key"]))


def test_a_client_with_a_secret_is_let_in_and_nothing_is_written(world: Playground) -> None:
    hris = world.made["systems"]["hris"]
    access = Address(url=hris["base_url"], client_id=hris["client_id"], client_secret=hris["client_secret"])
    before = world.state()["hris"]
    assert audit(read_company(access), MAPPING).people == len(before["employees"])
    assert world.state()["hris"] == before


def test_every_kind_is_found_somewhere_in_this_file() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    assert [kind for kind in KINDS if f'"{kind}"' not in text] == []

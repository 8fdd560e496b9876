"""Lists by cursor and feeds by sequence: complete, in order, and closed to cursors that were not given out."""

import base64
from collections.abc import Iterator

import pytest
from contract.playground import Playground, playground, problem

from rosterproof_sim.launch import Server


@pytest.fixture(scope="module")
def company(server: Server) -> Iterator[Playground]:
    with playground(server, size=40) as world:
        yield world


def page(world: Playground, **params: str | int) -> tuple[list[str], str | None]:
    body = world.hris.get("/v1/employees", params=params).json()
    return [each["employee_id"] for each in body["data"]], body["next_cursor"]


def test_pages_end_to_end_are_the_whole_list_in_order(company: Playground) -> None:
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        rows, cursor = page(company, limit=7, **({"cursor": cursor} if cursor else {}))
        seen += rows
    assert seen == sorted(seen)
    assert len(seen) == len(set(seen)) >= 40
    assert seen == page(company, limit=200)[0]


def test_a_list_that_ends_with_its_page_has_no_next(company: Playground) -> None:
    everybody, _ = page(company, limit=200)
    _, cursor = page(company, limit=len(everybody))
    assert cursor is None


def test_the_limit_may_change_on_the_way(company: Playground) -> None:
    first, cursor = page(company, limit=3)
    second, _ = page(company, limit=5, cursor=str(cursor))
    assert first + second == page(company, limit=8)[0]


def test_people_who_come_on_the_way_break_nothing(server: Server) -> None:
    with playground(server) as world:
        first, cursor = page(world, limit=5)
        hired = world.hire()
        rest, _ = page(world, limit=200, cursor=str(cursor))
        assert hired in rest
        assert not set(first) & set(rest)


def test_a_filter_holds_on_every_page(company: Playground) -> None:
    body = company.hris.get("/v1/employees", params={"department": "WHS", "limit": 2}).json()
    while body["next_cursor"]:
        assert {each["department"] for each in body["data"]} == {"WHS"}
        params = {"department": "WHS", "limit": 2, "cursor": body["next_cursor"]}
        body = company.hris.get("/v1/employees", params=params).json()


def forged(cursor: str) -> Iterator[str]:
    for place in range(0, len(cursor), 3):
        other = "A" if cursor[place] != "A" else "B"
        yield cursor[:place] + other + cursor[place + 1 :]
    yield cursor[:-1]
    yield cursor + "A"
    yield cursor + "="
    yield "x"
    yield "%%%"
    yield "E0000001"
    yield base64.urlsafe_b64encode(b"E0000001").decode()
    yield cursor.swapcase()


def test_a_cursor_that_was_changed_is_refused(company: Playground) -> None:
    _, cursor = page(company, limit=5)
    for wrong in forged(str(cursor)):
        problem(company.hris.get("/v1/employees", params={"cursor": wrong}), 400, "bad-cursor")


@pytest.mark.parametrize("bit", range(6))
def test_a_cursor_with_one_bit_flipped_at_its_end_is_refused(company: Playground, bit: int) -> None:
    """The last letter of base64 has bits that decode to nothing; a reader that overlooks them takes two spellings."""
    _, cursor = page(company, limit=5)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    last = alphabet[alphabet.index(str(cursor)[-1]) ^ (1 << bit)]
    wrong = str(cursor)[:-1] + last
    problem(company.hris.get("/v1/employees", params={"cursor": wrong}), 400, "bad-cursor")


def test_a_cursor_of_another_list_filter_or_company_is_refused(company: Playground, world: Playground) -> None:
    _, cursor = page(company, limit=5)
    assert cursor is not None
    for params in ({"status": "active"}, {"department": "WHS"}, {"updated_since": "2001-01-01T00:00:00Z"}):
        problem(company.hris.get("/v1/employees", params={**params, "cursor": cursor}), 400, "bad-cursor")
    problem(company.lms.get("/v1/users", params={"cursor": cursor}), 400, "bad-cursor")
    problem(world.hris.get("/v1/employees", params={"cursor": cursor}), 400, "bad-cursor")


def test_the_feed_is_read_to_its_end_by_sequence(company: Playground) -> None:
    seen: list[int] = []
    after, more = 0, True
    while more:
        body = company.hris.get("/v1/changes", params={"after": after, "limit": 20}).json()
        seen += [each["sequence"] for each in body["data"]]
        after, more = body["next_after"], body["has_more"]
    assert seen == list(range(1, len(seen) + 1))
    end = company.hris.get("/v1/changes", params={"after": after}).json()
    assert (end["data"], end["next_after"], end["has_more"]) == ([], after, False)


def test_what_follows_is_one_new_entry_after_one_hire(world: Playground) -> None:
    after = 0
    while (body := world.hris.get("/v1/changes", params={"after": after, "limit": 200}).json())["data"]:
        after = body["next_after"]
    hired = world.hire()
    body = world.hris.get("/v1/changes", params={"after": after}).json()
    assert [(each["kind"], each["employee_id"]) for each in body["data"]] == [("hired", hired)]

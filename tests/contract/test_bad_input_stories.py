"""Bad inputs of the table that are no single request: what happens over time, at once, or between two worlds."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest
from contract.bad_input.row import USERS
from contract.playground import ADA, CATALOG, LEADER, START, Playground, client, playground, problem

from rosterproof_sim.domain.rules.notation import change_from
from rosterproof_sim.launch import Server
from rosterproof_sim.web import lockout, tenant


def at_once(ask: Callable[[int], Any], times: int) -> list[Any]:
    """Do something several times, all beginning together."""
    together = threading.Barrier(times)

    def begin(number: int) -> Any:
        together.wait(timeout=30)
        return ask(number)

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(begin, range(times)))


def token(world: Playground) -> str:
    access = world.made["systems"]["lms"]
    form = {"grant_type": "client_credentials"} | {name: access[name] for name in ("client_id", "client_secret")}
    return str(client(access["base_url"]).post("/oauth/token", data=form).json()["access_token"])


def test_names_that_look_alike_are_two_names(world: Playground) -> None:
    names = ("José", "Jose\u0301", "JOSÉ", "Straße", "STRASSE", "İ", "i")
    for number, name in enumerate(names):
        made = world.lms.post(USERS, json={"external_id": f"n{number}", "username": name, "given_name": name})
        assert made.status_code == 201, made.text
    for number, name in enumerate(names):
        found = world.lms.get(USERS, params={"username": name}).json()["data"]
        assert [(each["external_id"], each["username"]) for each in found] == [(f"n{number}", name)]


def test_emails_that_look_alike_are_two_people(world: Playground) -> None:
    for whom, email in (("latin", "paypal@x.example"), ("cyrillic", "p\u0430ypal@x.example")):
        world.lms.post(USERS, json={"external_id": whom, "given_name": "A", "email": email})
    assert [each["external_id"] for each in world.state()["lms"]["users"]] == ["latin", "cyrillic"]


def test_a_line_break_in_a_name_makes_no_line_in_the_journal(world: Playground) -> None:
    world.hire(given_name="line\nbreak \x1b[31m")
    raw = world.control.get(world.url("/journal")).content
    assert b"line\\nbreak \\u001b[31m" in raw
    assert b"\x1b" not in raw
    assert b"line\nbreak" not in raw


def test_a_due_date_counts_from_its_anchor_however_late_the_entry(server: Server) -> None:
    rule = {"rule_id": "r", "course": "PSM-200", "audience": {}, "due": {"days": 30, "after": "hire"}}
    with playground(server, catalog={"courses": CATALOG["courses"], "rules": [rule]}) as world:
        for day in ("2016-03-02", "2036-03-02"):
            world.lms.post(USERS, json={"external_id": day, "given_name": "A", "hire_date": day})
        assert [each["due_on"] for each in world.state()["lms"]["enrollments"]] == ["2016-04-01", "2036-04-01"]


def test_two_advances_at_once_take_turns(world: Playground) -> None:
    answers = at_once(lambda _: world.control.post(world.url("/clock/advance"), json={"seconds": 60}), 8)
    assert sorted(each.json()["now"] for each in answers) == [f"2026-03-02T09:0{minute}:00Z" for minute in range(1, 9)]


def test_an_advance_past_many_changes_does_each_once(world: Playground) -> None:
    with world.stage.world.store.transaction():
        for number in range(1000):
            day = f"{2027 + number // 12 % 80:04d}-{number % 12 + 1:02d}-15"
            hired = {"kind": "hired", "given_name": "Ada", "effective_on": day}
            world.stage.world.hris.record(change_from(hired))
    before = world.hris.get("/v1/changes?limit=1&after=100000").json()["next_after"]
    assert before == 100_000
    entries = len(world.stage.world.hris.announcements(limit=100_000))
    world.advance("2200-01-01T00:00:00Z")
    assert len(world.stage.world.hris.announcements(limit=100_000)) == entries + 1000
    assert {each["status"] for each in world.state()["hris"]["employees"][-1000:]} == {"active"}


@pytest.mark.parametrize("length", [2, 50])
def test_managers_in_a_circle_or_a_long_chain_stop_nothing(world: Playground, length: int) -> None:
    ids = [f"E{9_000_000 + number:07d}" for number in range(length)]
    for number, whom in enumerate(ids):
        world.hire(employee_id=whom, manager_id=ids[number - 1])
    top = ids[0]
    with world.stage.world.store.transaction():
        for number in range(1000):
            under = {"kind": "hired", "given_name": "A", "manager_id": top, "effective_on": "2026-03-02"}
            top = world.stage.world.hris.record(change_from(under)).change.employee_id or ""
            assert number >= 0
    assert world.hris.get(f"/v1/employees/{ids[0]}").json()["manager_id"] == ids[-1]
    for whom in (ids[-1], top):
        user = {"external_id": whom, "given_name": "A", "manager_external_id": whom}
        assert world.lms.post(USERS, json=user).status_code == 201
    world.advance("2026-04-01T09:00:00Z")
    world.settled()


def test_the_id_of_a_leaver_is_taken_and_the_email_is_free(world: Playground) -> None:
    whom = world.hire(email="ada@example.com")
    world.post("/changes", {"kind": "terminated", "employee_id": whom, "effective_on": "2026-03-02"})
    world.advance("2026-03-10T09:00:00Z")
    again = {"kind": "hired", "given_name": "Bo", "effective_on": "2026-03-11", "email": "ada@example.com"}
    before = world.state()
    answer = world.control.post(world.url("/changes"), json={**again, "employee_id": whom})
    problem(answer, 409, "not-allowed")
    assert world.state() == before
    assert world.control.post(world.url("/changes"), json=again).status_code == 201


def test_a_leaver_does_not_leave_again(world: Playground) -> None:
    end = {"kind": "terminated", "employee_id": world.hire(), "effective_on": "2026-03-02", "immediate": True}
    world.post("/changes", end)
    before = world.state()
    answer = world.control.post(world.url("/changes"), json={**end, "effective_on": "2026-03-04"})
    assert "left on 2026-03-02" in problem(answer, 409, "not-allowed")["detail"]
    assert world.state() == before


def test_a_rule_for_everyone_is_for_everyone(server: Server) -> None:
    rule = {"rule_id": "r", "course": "FIRE-101", "audience": {}, "due": {"days": 30, "after": "assignment"}}
    with playground(server, catalog={"courses": CATALOG["courses"], "rules": [rule]}) as world:
        for whom in ("a", "b", "c"):
            world.lms.post(USERS, json={"external_id": whom, "given_name": whom})
        assert [each["user_id"] for each in world.state()["lms"]["enrollments"]] == ["U0000001", "U0000002", "U0000003"]


def test_two_rules_for_one_course_make_one_enrollment(server: Server) -> None:
    rules = [
        {"rule_id": name, "course": "FIRE-101", "audience": {}, "due": {"days": days, "after": "assignment"}}
        for name, days in (("slow", 30), ("fast", 7))
    ]
    with playground(server, catalog={"courses": CATALOG["courses"], "rules": rules}) as world:
        world.lms.post(USERS, json=ADA)
        (made,) = world.state()["lms"]["enrollments"]
        assert (made["rule_id"], made["due_on"]) == ("fast", "2026-03-09")


def test_a_cursor_is_good_for_its_own_list_only(server: Server) -> None:
    with playground(server) as world, playground(server) as other:
        cursor = world.hris.get("/v1/employees?limit=3").json()["next_cursor"]
        following = world.hris.get(f"/v1/employees?limit=3&cursor={cursor}").json()
        assert world.hris.get(f"/v1/employees?limit=3&cursor={cursor}").json() == following
        flipped = cursor[:5] + ("A" if cursor[5] != "A" else "B") + cursor[6:]
        for wrong in (cursor[:-1], cursor[: len(cursor) // 2], flipped, cursor + "A"):
            problem(world.hris.get(f"/v1/employees?limit=3&cursor={wrong}"), 400, "bad-cursor")
        problem(world.hris.get(f"/v1/employees?limit=3&status=active&cursor={cursor}"), 400, "bad-cursor")
        problem(other.hris.get(f"/v1/employees?limit=3&cursor={cursor}"), 400, "bad-cursor")
        problem(world.lms.get(f"/v1/users?limit=3&cursor={cursor}"), 400, "bad-cursor")


@pytest.mark.parametrize("value", ["' or 1=1--", "WHS' OR 'a'='a", "%", "_", "*", "(a+)+$", "WHS\n"])
def test_an_injection_in_a_filter_finds_nothing(world: Playground, value: str) -> None:
    assert world.hris.get("/v1/employees", params={"department": value}).json()["data"] == []
    assert world.lms.get(USERS, params={"external_id": value}).json()["data"] == []


def test_a_list_read_while_people_come_loses_nobody(world: Playground) -> None:
    there = {each["employee_id"] for each in world.state()["hris"]["employees"]}
    made = world.stage.world.hris
    done = threading.Event()

    def insert() -> None:
        for _ in range(1000):
            made.record(change_from({"kind": "hired", "given_name": "A", "effective_on": "2026-03-02"}))
        done.set()

    inserting = threading.Thread(target=insert)
    inserting.start()
    rounds = 0
    while not done.is_set() or rounds == 0:
        seen, cursor = [], None
        while cursor is not None or not seen:
            query = {"limit": 200} if cursor is None else {"limit": 200, "cursor": cursor}
            answer = world.hris.get("/v1/employees", params=query)
            assert answer.status_code == 200, answer.text
            seen += [each["employee_id"] for each in answer.json()["data"]]
            cursor = answer.json()["next_cursor"]
        assert seen == sorted(set(seen))
        assert there <= set(seen)
        rounds += 1
    inserting.join()
    assert len(world.state()["hris"]["employees"]) == len(there) + 1000


def test_a_token_past_its_life_is_refused(world: Playground, monkeypatch: pytest.MonkeyPatch) -> None:
    url = world.made["systems"]["lms"]["base_url"]
    bearing = client(url, Authorization=f"Bearer {token(world)}")
    assert bearing.get(USERS).status_code == 200
    now = tenant.wall_seconds()
    monkeypatch.setattr(tenant, "wall_seconds", lambda: now + tenant.TOKEN_LIFE + 1)
    problem(bearing.get(USERS), 401, "unauthorized")


def test_the_ids_of_another_company_are_nobodys(server: Server) -> None:
    with playground(server) as one, playground(server) as other:
        whom = one.hire()
        assert one.hris.get(f"/v1/employees/{whom}").status_code == 200
        theirs = problem(other.hris.get(f"/v1/employees/{whom}"), 404, "not-found")
        nobodys = problem(other.hris.get("/v1/employees/E9999999"), 404, "not-found")
        assert theirs["detail"].replace(whom, "E9999999") == nobodys["detail"]


def test_a_credential_in_a_query_is_not_in_the_journal(world: Playground) -> None:
    secret = world.made["systems"]["lms"]["api_key"]
    for name in ("access_token", "api_key", "X-Api-Key"):
        problem(world.lms.get(f"{USERS}?{name}={secret}"), 400, "malformed")
    assert world.rows("exchange")[-1]["data"]["query"] == {"X-Api-Key": "***"}
    assert secret not in world.control.get(world.url("/journal")).text


def test_bad_logins_lock_out_their_own_name_only(world: Playground, monkeypatch: pytest.MonkeyPatch) -> None:
    now = lockout.wall_seconds()
    monkeypatch.setattr(lockout, "wall_seconds", lambda: now)
    for whom in ("ada", "bo"):
        world.lms.post(USERS, json={**ADA, "external_id": whom, "username": whom})
    url = world.made["systems"]["lms"]["base_url"]
    password = world.made["learner_password"]

    def sign_in(username: str, tried: str) -> Any:
        return client(url).post("/v1/sessions", json={"username": username, "password": tried})

    for _ in range(lockout.TRIES):
        problem(sign_in("ada", "wrong"), 401, "sign-in-refused")
    locked = sign_in("ada", password)
    problem(locked, 429, "too-many-requests")
    assert 1 <= int(locked.headers["Retry-After"]) <= lockout.WINDOW
    assert sign_in("bo", password).status_code == 201
    assert token(world)
    now += lockout.WINDOW
    assert sign_in("ada", password).status_code == 201


def test_of_two_worlds_of_one_name_one_is_made(server: Server) -> None:
    body = {"name": "twins", "seed": 7, "size": 10, "start": START, "ports": "shared"}
    control = client(server.control_url, Authorization=f"Bearer {server.token}")
    answers = at_once(lambda _: control.post("/v1/worlds", json=body), 4)
    assert sorted(each.status_code for each in answers) == [201, 409, 409, 409]
    problem(next(each for each in answers if each.status_code == 409), 409, "world-exists")
    assert control.delete("/v1/worlds/twins").status_code == 204


def test_a_world_that_ends_while_in_use_ends_in_order(server: Server) -> None:
    with playground(server, ports="shared") as world:
        statuses: list[int] = []

        def use(number: int) -> None:
            if number == 0:
                assert world.control.delete(world.url()).status_code == 204
                return
            with world.of("lms") as mine:
                statuses.extend(mine.get(USERS).status_code for _ in range(20))

        at_once(use, 6)
    assert set(statuses) <= {200, 404}


def test_fifty_at_once_have_one_effect(world: Playground) -> None:
    answers = at_once(lambda _: world.lms.post(USERS, json=LEADER, headers={"Idempotency-Key": '"once"'}), 50)
    assert {each.status_code for each in answers} <= {201, 409}
    assert len({each.text for each in answers if each.status_code == 201}) == 1
    assert len(world.state()["lms"]["users"]) == 1
    for each in answers:
        if each.status_code == 409:
            problem(each, 409, "idempotency-in-flight")


def test_a_key_is_for_one_body_in_one_world(server: Server) -> None:
    key = {"Idempotency-Key": '"same"'}
    with playground(server) as one, playground(server) as other:
        assert one.lms.post(USERS, json=LEADER, headers=key).status_code == 201
        before = one.state()
        problem(one.lms.post(USERS, json={**LEADER, "given_name": "B"}, headers=key), 422, "idempotency-mismatch")
        assert one.state() == before
        assert other.lms.post(USERS, json={**LEADER, "given_name": "B"}, headers=key).json()["given_name"] == "B"


def test_of_two_patches_both_hold_and_neither_is_mixed(world: Playground) -> None:
    user = world.lms.post(USERS, json=ADA).json()["user_id"]
    pairs = [{"given_name": name, "family_name": name} for name in ("One", "Two")]
    at_once(lambda number: world.lms.patch(f"{USERS}/{user}", json=pairs[number]), 2)
    held = world.lms.get(f"{USERS}/{user}").json()
    assert held["given_name"] == held["family_name"]
    assert held["version"] == 3


def test_a_token_of_a_past_that_was_left_is_gone(world: Playground) -> None:
    def since(token: str) -> httpx2.Response:
        return world.hris.get("/v1/changes", params={"since_token": token})

    early = since("latest").json()["next_token"]
    world.post("/snapshots", {"name": "kept"})
    world.hire()
    late = since("latest").json()["next_token"]
    world.post("/snapshots/kept/restore")
    assert since(early).json()["data"] == []
    world.hire()
    problem(since(late), 410, "token-expired")
    world.post("/reset")
    problem(since(late), 410, "token-expired")
    # Nothing had happened yet when the early one was given out, so that moment is in this past too.
    assert since(early).json()["data"] == []

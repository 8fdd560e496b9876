"""What the systems of a world can be told about how to behave: limits, demands, a lag, a feed that forgets."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from contract.playground import LEADER, START, Playground, client, problem
from contract.receiver import Receiver

from rosterproof_sim.launch import Server, start

ADA = "/v1/employees/E0000001"
STATUS = f"{ADA}/compliance-status"
DUE = {"status": "due", "as_of": START, "open_courses": ["PSM-200"]}
KEY = {"Idempotency-Key": '"user-E0000042"'}
PLAIN = {
    "hris": {
        "limit": None,
        "if_match": "optional",
        "idempotency_key": "optional",
        "lag_seconds": 0,
        "feed": None,
        "switches": {},
    },
    "lms": {"limit": None, "if_match": "optional", "idempotency_key": "optional", "feed": None, "switches": {}},
}


class WallClock:
    now = 1_772_442_000.0

    def __call__(self) -> float:
        return self.now


def behave(world: Playground, **conduct: Any) -> dict[str, Any]:
    answer = world.control.put(world.url("/conduct"), json=conduct)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def limited(world: Playground, requests: int, per_seconds: int = 60, **how: Any) -> WallClock:
    """Limit the HRIS, on a wall clock that the test moves."""
    behave(world, hris={"limit": {"requests": requests, "per_seconds": per_seconds, **how}})
    clock = WallClock()
    world.stage.limiters["hris"]._now = clock
    return clock


@contextmanager
def kept(server: Server) -> Iterator[Playground]:
    """A world that outlives the server it was made on."""
    control = client(server.control_url, Authorization=f"Bearer {server.token}")
    made = control.post("/v1/worlds", json={"name": "kept", "seed": 7, "size": 10, "start": START})
    yield Playground(server, made.json())


def changes(world: Playground, **params: Any) -> dict[str, Any]:
    answer = world.hris.get("/v1/changes", params={"limit": 200, **params})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def promote(world: Playground, title: str) -> None:
    told = {"kind": "promoted", "employee_id": "E0000001", "title": title, "effective_on": "2026-03-02"}
    world.post("/changes", told)


def test_at_first_nothing_is_demanded_and_no_answer_speaks_of_limits(world: Playground) -> None:
    assert world.control.get(world.url("/conduct")).json() == PLAIN
    assert "RateLimit" not in world.hris.get(ADA).headers


def test_conduct_is_journaled_kept_by_a_snapshot_and_ended_by_a_reset(world: Playground) -> None:
    told = behave(
        world, hris={"limit": {"requests": 5.0, "per_seconds": 60}, "lag_seconds": 5}, lms={"if_match": "required"}
    )
    assert world.rows("world")[-1]["data"] == {"event": "conduct", "conduct": told}
    world.post("/snapshots", {"name": "limited"})
    world.post("/reset")
    assert world.control.get(world.url("/conduct")).json() == PLAIN
    assert "RateLimit" not in world.hris.get(ADA).headers
    world.post("/snapshots/limited/restore")
    assert world.control.get(world.url("/conduct")).json() == told
    assert world.hris.get(ADA).headers["RateLimit-Policy"] == '"default";q=5;w=60'


@pytest.mark.parametrize(
    "conduct",
    [
        {"hris": {"limit": {"requests": 0, "per_seconds": 60}}},
        {"hris": {"limit": {"requests": 1}}},
        {"hris": {"lag_seconds": -1}},
        {"lms": {"lag_seconds": 5}},
        {"lms": {"if_match": "maybe"}},
        {"hris": {"feed": {"entries": 0}}},
        {"idp": {}},
    ],
)
def test_conduct_that_is_none_changes_nothing(world: Playground, conduct: dict[str, Any]) -> None:
    problem(world.control.put(world.url("/conduct"), json=conduct), 422, "invalid")
    assert world.control.get(world.url("/conduct")).json() == PLAIN


def test_over_the_limit_is_429_until_the_window_ends(world: Playground) -> None:
    clock = limited(world, 2, 10)
    assert [world.hris.get(ADA).headers["RateLimit"] for _ in range(2)] == ['"default";r=1;t=10', '"default";r=0;t=10']
    clock.now += 7.5
    refused = world.hris.get(ADA)
    assert problem(refused, 429, "quota-exceeded")["violated_policies"] == ["default"]
    assert (refused.headers["Retry-After"], refused.headers["RateLimit"]) == ("3", '"default";r=0;t=3')
    row = world.rows("exchange", status=429)[-1]["data"]
    assert (row["retry_after"], row["caller"], row["faults"]) == (3, "connector", [])
    clock.now += 3
    assert world.hris.get(ADA).status_code == 200


def test_retry_after_can_be_a_date(world: Playground) -> None:
    clock = limited(world, 1, 10, retry_after="http-date")
    world.hris.get(ADA)
    told = parsedate_to_datetime(world.hris.get(ADA).headers["Retry-After"])
    assert told.timestamp() == clock.now + 10


def test_every_answer_says_what_is_left_refusals_and_304_too(world: Playground) -> None:
    limited(world, 100)
    tag = world.hris.get(ADA).headers["ETag"]
    answers = [
        world.hris.get(ADA, headers={"If-None-Match": tag}),
        world.hris.get("/v1/employees/E0000999"),
        world.hris.get("/v1/employees?limit=0"),
        world.hris.put(STATUS, json={}),
    ]
    assert [answer.status_code for answer in answers] == [304, 404, 422, 422]
    assert [answer.headers["RateLimit"].split(";")[1] for answer in answers] == ["r=98", "r=97", "r=96", "r=95"]


def test_a_limit_of_one_system_is_none_of_the_other_and_strangers_use_up_nobodys(world: Playground) -> None:
    limited(world, 2)
    stranger = client(world.made["systems"]["hris"]["base_url"], **{"X-Api-Key": "wrong"})
    assert [stranger.get(ADA).status_code for _ in range(4)] == [401, 401, 429, 429]
    assert world.hris.get(ADA).status_code == 200
    assert "RateLimit" not in world.lms.get("/v1/users").headers


def test_a_refused_write_is_not_done(world: Playground) -> None:
    limited(world, 1)
    world.hris.get(ADA)
    before = world.state()
    problem(world.hris.put(STATUS, json=DUE), 429, "quota-exceeded")
    assert world.state() == before


def test_where_a_tag_is_required_a_blind_write_is_428(world: Playground) -> None:
    behave(world, hris={"if_match": "required"}, lms={"if_match": "required"})
    before = world.state()
    problem(world.hris.put(STATUS, json=DUE), 428, "precondition-required")
    assert world.state() == before
    tag = world.hris.get(STATUS).headers["ETag"]
    assert world.hris.put(STATUS, json=DUE, headers={"If-Match": tag}).status_code == 200
    world.lms.post("/v1/users", json=LEADER)
    problem(world.lms.post("/v1/users/U0000001/deactivate"), 428, "precondition-required")


def test_where_a_key_is_required_a_post_without_one_is_400(world: Playground) -> None:
    behave(world, lms={"idempotency_key": "required"})
    problem(world.lms.post("/v1/users", json=LEADER), 400, "idempotency-key-missing")
    assert world.state()["lms"]["users"] == []
    assert world.lms.post("/v1/users", json=LEADER, headers=KEY).status_code == 201
    assert world.lms.get("/v1/users").status_code == 200


def test_a_webhook_comes_ahead_of_the_reads_and_they_catch_up(strict_world: Playground, receiver: Receiver) -> None:
    world = strict_world
    world.hris.post("/v1/webhook-subscriptions", json={"url": receiver.url, "events": ["employee.updated"]})
    behave(world, hris={"lag_seconds": 5})
    old, feed = world.hris.get(ADA).json(), changes(world)["next_after"]
    everybody = world.hris.get("/v1/employees?limit=200").json()
    promote(world, "welder")
    newcomer = world.hire()
    world.settled()
    assert [json.loads(message.body)["data"]["kind"] for message in receiver.messages] == ["promoted"]
    # One, the list under any filter, the history and the feed all tell the same old story.
    assert world.hris.get(ADA).json() == old
    problem(world.hris.get(f"/v1/employees/{newcomer}"), 404, "not-found")
    assert world.hris.get("/v1/employees?limit=200").json() == everybody
    for asked in ('title eq "welder"', f'employee_id eq "{newcomer}"', "updated_at ge 2026-03-02T09:00:00Z"):
        assert world.hris.get("/v1/employees", params={"filter": asked}).json()["data"] == []
    assert world.hris.get(f"{ADA}/job-history").json()["data"][-1]["title"] == old["title"]
    assert changes(world, after=feed)["data"] == []
    assert world.state()["hris"]["employees"][0]["title"] == "welder"

    world.advance("2026-03-02T09:00:04Z")
    assert world.hris.get(ADA).json() == old
    world.advance("2026-03-02T09:00:05Z")
    assert world.hris.get(ADA).json()["title"] == "welder"
    assert world.hris.get(f"/v1/employees/{newcomer}").status_code == 200
    assert [row["kind"] for row in changes(world, after=feed)["data"]] == ["promoted", "hired"]
    assert world.stage.world.hris._store._raw.execute("SELECT count(*) FROM earlier_employees").fetchone() == (0,)


def test_of_several_changes_within_the_lag_each_shows_in_its_turn(world: Playground) -> None:
    behave(world, hris={"lag_seconds": 10})
    first = world.hris.get(ADA).json()["title"]
    seen = []
    for second, title in ((0, "welder"), (4, "electrician"), (8, None), (10, None), (13, None), (14, None)):
        if second:
            world.advance(f"2026-03-02T09:00:{second:02d}Z")
        if title:
            promote(world, title)
        by_title = world.hris.get("/v1/employees?limit=200&sort=-title").json()["data"]
        shown = next(row["title"] for row in by_title if row["employee_id"] == "E0000001")
        assert [row["title"] for row in by_title] == sorted((row["title"] for row in by_title), reverse=True)
        assert shown == world.hris.get(ADA).json()["title"]
        seen.append(shown)
    assert seen == [first, first, first, "welder", "welder", "electrician"]


def test_without_the_lag_everything_shows_at_once(world: Playground) -> None:
    behave(world, hris={"lag_seconds": 60})
    promote(world, "welder")
    behave(world)
    assert world.hris.get(ADA).json()["title"] == "welder"
    assert changes(world)["data"][-1]["kind"] == "promoted"


def test_a_token_stands_for_a_place_in_the_feed(world: Playground) -> None:
    latest = changes(world, since_token="latest")
    assert latest["data"] == []
    hired = world.hire()
    body = changes(world, since_token=latest["next_token"])
    assert [row["employee_id"] for row in body["data"]] == [hired]
    assert body["next_after"] == latest["next_after"] + 1
    assert changes(world, since_token=body["next_token"])["data"] == []
    assert changes(world, after=latest["next_after"])["data"] == body["data"]


def test_a_token_that_was_changed_or_is_of_another_world_is_refused(
    world: Playground, strict_world: Playground
) -> None:
    token = changes(world)["next_token"]
    for wrong in (token[:-1], token[:-1] + ("A" if token[-1] != "A" else "B"), "x", token.swapcase(), "latest "):
        problem(world.hris.get("/v1/changes", params={"since_token": wrong}), 400, "bad-token")
    problem(strict_world.hris.get("/v1/changes", params={"since_token": token}), 400, "bad-token")
    problem(world.hris.get("/v1/changes", params={"since_token": token, "after": 1}), 422, "invalid")


def test_a_feed_that_forgets_by_age_has_forgotten_and_says_how_to_go_on(world: Playground) -> None:
    behave(world, hris={"feed": {"seconds": 604_800}})
    kept = changes(world, since_token="latest")
    hired = world.hire()
    world.advance("2026-03-09T09:00:00Z")
    assert [row["employee_id"] for row in changes(world, since_token=kept["next_token"])["data"]] == [hired]
    second = world.hire()
    world.advance("2026-03-09T09:00:01Z")
    answer = world.hris.get("/v1/changes", params={"since_token": kept["next_token"]})
    body = problem(answer, 410, "token-expired")
    assert body["full_sync"] == ["/v1/employees"]
    assert "since_token=latest" in body["detail"]
    problem(world.hris.get("/v1/changes", params={"after": kept["next_after"]}), 410, "changes-gone")
    problem(world.hris.get("/v1/changes"), 410, "changes-gone")
    raw = world.stage.world.hris._store._raw
    assert raw.execute("SELECT employee_id FROM announcements").fetchall() == [(second,)]
    assert changes(world, since_token="latest")["data"] == []


def test_a_feed_that_forgets_by_count_keeps_the_newest(world: Playground) -> None:
    token = changes(world, since_token="latest")["next_token"]
    behave(world, hris={"feed": {"entries": 3}})
    people = [world.hire() for _ in range(3)]
    assert [row["employee_id"] for row in changes(world, since_token=token)["data"]] == people
    people.append(world.hire())
    problem(world.hris.get("/v1/changes", params={"since_token": token}), 410, "token-expired")
    edge = changes(world, since_token="latest")["next_after"] - 3
    assert [row["employee_id"] for row in changes(world, after=edge)["data"]] == people[1:]
    problem(world.hris.get("/v1/changes", params={"after": edge - 1}), 410, "changes-gone")


def test_a_server_that_starts_again_remembers_keys_tokens_and_conduct(tmp_path: Path) -> None:
    with start(data_dir=tmp_path) as server, kept(server) as world:
        told = behave(world, hris={"lag_seconds": 60})
        promote(world, "welder")
        token = changes(world)["next_token"]
        first = world.lms.post("/v1/users", json=LEADER, headers=KEY).json()
        refused = world.lms.post("/v1/users", json=LEADER, headers={"Idempotency-Key": '"again"'}).json()
    with start(data_dir=tmp_path) as server:
        again = client(server.control_url, Authorization=f"Bearer {server.token}")
        world = Playground(server, again.get("/v1/worlds").json()["data"][0])
        assert world.control.get(world.url("/conduct")).json() == told
        assert world.hris.get(ADA).json()["title"] != "welder"
        assert changes(world, since_token=token)["data"] == []
        assert world.lms.post("/v1/users", json=LEADER, headers=KEY).json() == first
        assert world.lms.post("/v1/users", json=LEADER, headers={"Idempotency-Key": '"again"'}).json() == refused
        assert len(world.state()["lms"]["users"]) == 1

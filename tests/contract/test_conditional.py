"""Not sent again what is known; not overwritten what was never seen."""

import threading

import pytest
from contract.playground import LEADER, START, Playground, problem

STATUS = "/v1/employees/E0000001/compliance-status"
DUE = {"status": "due", "as_of": START, "open_courses": ["PSM-200"]}
TAGGED = ["/v1/employees", "/v1/employees/E0000001", "/v1/employees?limit=2&sort=-updated_at", STATUS]


@pytest.mark.parametrize("path", TAGGED)
def test_what_is_known_is_not_sent_again(strict_world: Playground, path: str) -> None:
    first = strict_world.hris.get(path)
    tag = first.headers["ETag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = strict_world.hris.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    rows = strict_world.rows("exchange", status=304)
    assert len(rows) == 4
    assert {row["data"]["response"]["body"] for row in rows} == {None}
    assert [row["data"]["disagreements"] for row in strict_world.rows("exchange") if row["data"]["disagreements"]] == []


@pytest.mark.parametrize("path", TAGGED[:3])
def test_after_a_change_it_is_sent_with_another_tag(world: Playground, path: str) -> None:
    tag = world.hris.get(path).headers["ETag"]
    world.post(
        "/changes", {"kind": "promoted", "employee_id": "E0000001", "title": "welder", "effective_on": "2026-03-02"}
    )
    answer = world.hris.get(path, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert answer.headers["ETag"] != tag


@pytest.mark.parametrize("known", ['"other"', "garbage", '"', "W/", "é"])
def test_a_tag_that_is_another_or_none_brings_the_whole_answer(world: Playground, known: str) -> None:
    headers = [(b"If-None-Match", known.encode())]
    assert world.hris.get("/v1/employees/E0000001", headers=headers).status_code == 200


def test_a_write_with_the_present_tag_is_done_and_tells_the_next(world: Playground) -> None:
    tag = world.hris.get(STATUS).headers["ETag"]
    first = world.hris.put(STATUS, json=DUE, headers={"If-Match": tag})
    assert first.status_code == 200
    assert world.hris.get(STATUS).headers["ETag"] == first.headers["ETag"] != tag
    second = world.hris.put(STATUS, json={**DUE, "status": "overdue"}, headers={"If-Match": first.headers["ETag"]})
    assert second.json()["status"] == "overdue"


@pytest.mark.parametrize("wanted", ['"other"', "garbage", "W/{tag}"])
def test_a_write_with_a_tag_that_is_not_the_present_one_changes_nothing(world: Playground, wanted: str) -> None:
    tag = world.hris.get(STATUS).headers["ETag"]
    before = world.state()
    answer = world.hris.put(STATUS, json=DUE, headers={"If-Match": wanted.format(tag=tag)})
    problem(answer, 412, "precondition-failed")
    assert answer.headers["ETag"] == tag
    assert world.state() == before


def test_a_star_matches_whatever_is_there(world: Playground) -> None:
    assert world.hris.put(STATUS, json=DUE, headers={"If-Match": "*"}).status_code == 200
    nobody = STATUS.replace("E0000001", "E0000999")
    problem(world.hris.put(nobody, json=DUE, headers={"If-Match": "*"}), 404, "not-found")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "/v1/users/U0000001", {"job_title": "welder"}),
        ("POST", "/v1/users/U0000001/deactivate", None),
        ("POST", "/v1/users/U0000001/reactivate", None),
    ],
)
def test_every_write_to_a_user_can_be_conditional(
    strict_world: Playground, method: str, path: str, body: dict[str, str] | None
) -> None:
    lms = strict_world.lms
    lms.post("/v1/users", json=LEADER)
    tag = lms.get("/v1/users/U0000001").headers["ETag"]
    lms.patch("/v1/users/U0000001", json={"given_name": "Bo"})
    before = strict_world.state()
    problem(lms.request(method, path, json=body, headers={"If-Match": tag}), 412, "precondition-failed")
    assert strict_world.state() == before
    # Cut down to one field, it has the tag of the whole user: that is what a write is held against.
    tag = lms.get("/v1/users/U0000001?fields=user_id").headers["ETag"]
    answer = lms.request(method, path, json=body, headers={"If-Match": tag})
    assert answer.status_code == 200
    assert answer.headers["ETag"] == lms.get("/v1/users/U0000001").headers["ETag"]


def test_of_two_writes_that_saw_the_same_only_one_is_done(world: Playground) -> None:
    world.lms.post("/v1/users", json=LEADER)
    tag = world.lms.get("/v1/users/U0000001").headers["ETag"]
    statuses: list[int] = []

    def ask(title: str) -> None:
        body, headers = {"job_title": title}, {"If-Match": tag}
        statuses.append(world.of("lms").patch("/v1/users/U0000001", json=body, headers=headers).status_code)

    threads = [threading.Thread(target=ask, args=[f"title-{number}"]) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(statuses) == [200] + [412] * 9
    assert world.lms.get("/v1/users/U0000001").json()["version"] == 2

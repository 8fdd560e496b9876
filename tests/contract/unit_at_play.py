"""An assignable unit of cmi5 as it runs in a browser: it knows its launch url, and nothing else."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import orjson
from contract.playground import Playground, client, problem

ADL = "http://adlnet.gov/expapi/verbs/"
W3ID = "https://w3id.org/xapi/adl/verbs/"
CMI5 = "https://w3id.org/xapi/cmi5/context/categories/cmi5"
MOVE_ON = "https://w3id.org/xapi/cmi5/context/categories/moveon"
EXTENSIONS = "https://w3id.org/xapi/cmi5/context/extensions/"
VERSION = {"X-Experience-API-Version": "1.0.3"}


class Unit:
    """Reads its launch, fetches its token, and tells what the learner does."""

    def __init__(self, launch_url: str) -> None:
        said = {name: values[0] for name, values in parse_qs(urlsplit(launch_url).query).items()}
        self.endpoint, self.fetch_url = said["endpoint"], said["fetch"]
        self.actor = orjson.loads(said["actor"])
        self.registration, self.activity = said["registration"], said["activityId"]
        self.http = client("")
        self.session = ""

    def fetch(self) -> dict[str, Any]:
        answer = self.http.post(self.fetch_url)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def open(self) -> "Unit":
        """Fetch the token and read the launch data, as every unit does first."""
        self.http.headers.update({"Authorization": f"Basic {self.fetch()['auth-token']}", **VERSION})
        self.session = self.state().json()["contextTemplate"]["extensions"][EXTENSIONS + "sessionid"]
        return self

    def state(self, **other: Any) -> httpx2.Response:
        asked = {
            "activityId": self.activity,
            "agent": orjson.dumps(self.actor).decode(),
            "registration": self.registration,
            "stateId": "LMS.LaunchData",
        }
        return self.http.get(f"{self.endpoint}/activities/state", params={**asked, **other})

    def statement(self, verb: str, *, scaled: float | None = None, **other: Any) -> dict[str, Any]:
        categories = [CMI5, *([MOVE_ON] if verb in ("completed", "passed", "failed") else [])]
        result = {} if scaled is None else {"result": {"score": {"scaled": scaled}}}
        return {
            "actor": self.actor,
            "verb": {"id": ADL + verb},
            "object": {"objectType": "Activity", "id": self.activity},
            "context": {
                "registration": self.registration,
                "contextActivities": {"category": [{"id": each} for each in categories]},
                "extensions": {EXTENSIONS + "sessionid": self.session},
            },
            **result,
            **other,
        }

    def send(self, *statements: dict[str, Any]) -> httpx2.Response:
        return self.http.post(f"{self.endpoint}/statements", json=list(statements))

    def say(self, *verbs: str, scaled: float | None = None) -> None:
        for verb in verbs:
            answer = self.send(self.statement(verb, scaled=scaled if verb in ("passed", "failed") else None))
            assert answer.status_code == 200, answer.text

    def refused(self, code: str, *statements: dict[str, Any], status: int = 403) -> dict[str, Any]:
        return problem(self.send(*statements), status, code)


def enrolled(world: Playground, course: str, external_id: str = "E0000042") -> str:
    """Enroll somebody by hand; the account is made where there is none."""
    found = world.lms.get("/v1/users", params={"external_id": external_id}).json()["data"]
    if not found:
        new = {"external_id": external_id, "username": external_id, "given_name": "Ada"}
        found = [world.lms.post("/v1/users", json=new).json()]
    answer = world.lms.post("/v1/enrollments", json={"user_id": found[0]["user_id"], "course": course})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["enrollment_id"])


def import_for(world: Playground, course: str, content: bytes) -> dict[str, Any]:
    headers = {"Content-Type": "application/zip"}
    made = world.lms.post(f"/v1/courses/{course}/content", content=content, headers=headers).json()
    assert made["state"] == "done", made
    return dict(made)


def registered(world: Playground, enrollment: str) -> str:
    answer = world.lms.post(f"/v1/enrollments/{enrollment}/registrations")
    assert answer.status_code == 201, answer.text
    return str(answer.json()["registration_id"])


def launched(world: Playground, registration: str, **how: Any) -> dict[str, Any]:
    answer = world.lms.post(f"/v1/registrations/{registration}/launches", json=how)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def completions(world: Playground) -> list[tuple[str, str, float | None]]:
    rows = world.lms.get("/v1/completions").json()["data"]
    return [(row["course"], row["result"], row["score"]) for row in rows]

"""Learning from content, as whoever plays it asks: registrations, launches, xAPI for cmi5, values for SCORM."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

import orjson

from rosterproof_sim.dialect import Answer, Asked, Views, created, gone, ok
from rosterproof_sim.domain.words.content import Launchable
from rosterproof_sim.domain.words.playing import Launch, Registration, Statement
from rosterproof_sim.domain.words.refusals import Invalid, Rejected
from rosterproof_sim.domain.words.written import written
from rosterproof_sim.lms.playing import NoToken
from rosterproof_sim.lms.saying import actor_of
from rosterproof_sim.web.callers import basic
from rosterproof_sim.web.paging import feed
from rosterproof_sim.web.problem import Problem
from rosterproof_sim.web.tenant import Tenant

VIEWS = Views()

_XAPI = {"X-Experience-API-Version": "1.0.3"}
_LAUNCH_DATA = "LMS.LaunchData"
_PREFERENCES = "cmi5LearnerPreferences"


@VIEWS.view("createRegistration")
def create_registration(asked: Asked[Tenant]) -> Answer:
    """Begin to learn from content."""
    return created(written(asked.place.world.lms.player.register(asked.path["enrollment_id"])))


@VIEWS.view("listRegistrations")
def list_registrations(asked: Asked[Tenant]) -> Answer:
    """Show the registrations of an enrollment."""
    found = asked.place.world.lms.player.registrations(asked.path["enrollment_id"])
    return ok({"data": [written(each) for each in found]})


@VIEWS.view("getRegistration")
def get_registration(asked: Asked[Tenant]) -> Answer:
    """Show one registration."""
    return ok(written(asked.place.world.lms.player.registration(asked.path["registration_id"])))


@VIEWS.view("listStatements")
def list_statements(asked: Asked[Tenant]) -> Answer:
    """Show what was said in a registration."""
    registration_id, player = asked.path["registration_id"], asked.place.world.lms.player

    def read(after: int, limit: int) -> list[Statement]:
        return player.statements(registration_id, after, limit)

    return feed(asked, read, written)


@VIEWS.view("launchContent")
def launch_content(asked: Asked[Tenant]) -> Answer:
    """Launch a part of the content."""
    player, wanted = asked.place.world.lms.player, asked.body
    launch, part, ticket = player.launch(
        asked.path["registration_id"],
        wanted.get("launch_id"),
        mode=wanted.get("mode", "Normal"),
        return_url=wanted.get("return_url"),
    )
    registration = player.registration(launch.registration_id)
    url = part.url if ticket is None else _cmi5_url(asked.root, part, launch, registration, ticket)
    return created({**written(launch), "launch_url": url})


@VIEWS.view("getLaunch")
def get_launch(asked: Asked[Tenant]) -> Answer:
    """Show one launch."""
    return ok(written(asked.place.world.lms.player.session(asked.path["session_id"])))


@VIEWS.view("commitScorm")
def commit_scorm(asked: Asked[Tenant]) -> Answer:
    """Keep what a SCO has set."""
    body, player = asked.body, asked.place.world.lms.player
    terminate = body.get("terminate", False)
    return ok(written(player.commit(asked.path["session_id"], body.get("values", {}), terminate=terminate)))


@VIEWS.view("fetchToken")
def fetch_token(asked: Asked[Tenant]) -> Answer:
    """Give the token of a launch, once. What goes wrong is told with 200, as cmi5 has it."""
    try:
        return ok({"auth-token": asked.place.world.lms.player.fetch(asked.path["ticket"])})
    except NoToken as no:
        return ok({"error-code": no.code, "error-text": no.what})


@VIEWS.view("sendStatements")
def send_statements(asked: Asked[Tenant]) -> Answer:
    """Take statements."""
    told = asked.body if isinstance(asked.body, list) else [asked.body]
    ids = asked.place.world.lms.player.say(_token(asked), told)
    return ok(ids).with_headers(_XAPI)


@VIEWS.view("putStatement")
def put_statement(asked: Asked[Tenant]) -> Answer:
    """Take one statement of a given id."""
    given = asked.query["statementId"]
    if asked.body.get("id", given) != given:
        raise Invalid("id", f"is another one than the statementId {given}")
    asked.place.world.lms.player.say(_token(asked), [{**asked.body, "id": given}])
    return gone().with_headers(_XAPI)


@VIEWS.view("getState")
def get_state(asked: Asked[Tenant]) -> Answer:
    """Show content what it has to know of its launch."""
    query, player = asked.query, asked.place.world.lms.player
    if query["stateId"] != _LAUNCH_DATA:
        raise Problem(404, "not-found", f"There is no state {query['stateId'][:64]}; there is {_LAUNCH_DATA}.")
    found = player.launch_data(_token(asked), query["activityId"], query["registration"])
    _refuse_stranger(asked)
    return ok(found).with_headers(_XAPI)


@VIEWS.view("getAgentProfile")
def get_agent_profile(asked: Asked[Tenant]) -> Answer:
    """Show content what its learner prefers; all prefer the same here."""
    if asked.query["profileId"] != _PREFERENCES:
        raise Problem(404, "not-found", f"There is no such profile; there is {_PREFERENCES}.")
    _refuse_stranger(asked)
    return ok({"languagePreference": "en-US", "audioPreference": "on"}).with_headers(_XAPI)


def _token(asked: Asked[Tenant]) -> str:
    return basic(asked.headers) or ""


def _refuse_stranger(asked: Asked[Tenant]) -> None:
    """Refuse to tell content of anybody but its learner."""
    try:
        agent = orjson.loads(asked.query["agent"])
    except orjson.JSONDecodeError:
        raise Problem(400, "malformed", "The agent is not JSON.") from None
    player = asked.place.world.lms.player
    mine = actor_of(player.registration(player.current(_token(asked)).registration_id))
    if not isinstance(agent, dict) or agent.get("account") != mine["account"]:
        raise Rejected("wrong-actor", "The agent is not the learner who was launched.")


def _cmi5_url(root: str, part: Launchable, launch: Launch, registration: Registration, ticket: str) -> str:
    """Write the address that opens a unit, with what cmi5 puts into its query."""
    told: Mapping[str, Any] = {
        "endpoint": f"{root}/v1/xapi",
        "fetch": f"{root}/v1/cmi5/fetch/{ticket}",
        "actor": orjson.dumps(actor_of(registration)).decode(),
        "registration": launch.registration_id,
        "activityId": launch.activity_id,
    }
    parts = urlsplit(part.url)
    query = "&".join(each for each in (parts.query, urlencode(told)) if each)
    return parts._replace(query=query).geturl()

"""What the LMS itself says by xAPI, and how a statement is kept."""

from collections.abc import Mapping
from typing import Any

from rosterproof_sim.domain.rules.cmi5 import ADL, CATEGORY, EXTENSIONS, REASON, SESSION, W3ID
from rosterproof_sim.domain.words.calendar import instant_text
from rosterproof_sim.domain.words.content import Launchable
from rosterproof_sim.domain.words.playing import Issuer, Launch, Registration, Statement
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import playing
from rosterproof_sim.store.database import Connection

#: Where the accounts of learners are, as xAPI has it. The domain is one that nobody has (RFC 2606).
HOME_PAGE = "https://lms.invalid"


def actor_of(registration: Registration) -> dict[str, Any]:
    """Return the learner as xAPI names one: by an account, which no change of name or email touches."""
    return {"objectType": "Agent", "account": {"homePage": HOME_PAGE, "name": registration.user_id}}


def launched(tenant: Tenant, db: Connection, registration: Registration, launch: Launch, part: Launchable) -> None:
    """Say that a part was launched, and under which conditions."""
    conditions: dict[str, Any] = {
        "launchmode": launch.mode,
        "launchurl": part.url,
        "moveon": part.move_on,
        "masteryscore": part.mastery_score,
        "launchparameters": part.launch_parameters,
    }
    more = {EXTENSIONS + name: value for name, value in conditions.items() if value is not None}
    _say(tenant, db, registration, launch, ADL + "launched", launch.activity_id, more)


def abandoned(tenant: Tenant, db: Connection, registration: Registration, launch: Launch) -> None:
    """Say that a session was left without its end being told."""
    _say(tenant, db, registration, launch, W3ID + "abandoned", launch.activity_id, {})


def waived(tenant: Tenant, db: Connection, registration: Registration, launch: Launch, reason: str) -> None:
    """Say that somebody is excused from a part, and why."""
    result = {"extensions": {REASON: reason}}
    _say(tenant, db, registration, launch, W3ID + "waived", launch.activity_id, {}, result)


def satisfied(tenant: Tenant, db: Connection, registration: Registration, launch: Launch, course: str) -> None:
    """Say that the whole course is done with; it is named by its publisher's id."""
    _say(tenant, db, registration, launch, W3ID + "satisfied", course, {})


def keep(
    tenant: Tenant,
    db: Connection,
    launch: Launch,
    statement: Mapping[str, Any],
    *,
    issuer: Issuer,
    verb: str | None = None,
) -> Statement:
    """Keep a statement with what an LRS adds: an id, when it was stored, and a timestamp where it has none."""
    now = tenant.clock.now()
    number = tenant.store.counters.next("statement")
    identity = statement.get("id") or tenant.mint("statement", number)
    stored = instant_text(now)
    kept = Statement(
        sequence=number,
        statement_id=identity,
        registration_id=launch.registration_id,
        session_id=launch.session_id,
        issuer=issuer,
        stored_at=now,
        statement={"timestamp": stored, **statement, "id": identity, "stored": stored},
    )
    playing.say(db, kept, verb)
    return kept


def _say(
    tenant: Tenant,
    db: Connection,
    registration: Registration,
    launch: Launch,
    verb: str,
    about: str,
    more: Mapping[str, Any],
    result: Mapping[str, Any] | None = None,
) -> None:
    statement: dict[str, Any] = {
        "actor": actor_of(registration),
        "verb": {"id": verb},
        "object": {"objectType": "Activity", "id": about},
        "context": {
            "registration": registration.registration_id,
            "contextActivities": {"category": [{"id": CATEGORY}], "grouping": [{"id": launch.launch_id}]},
            "extensions": {SESSION: launch.session_id, **more},
        },
    }
    if result is not None:
        statement["result"] = result
    keep(tenant, db, launch, statement, issuer="lms")

"""What content tells while somebody learns: statements of cmi5, values of SCORM, and what both are worth."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from rosterproof_sim.domain.rules import cmi5, scorm
from rosterproof_sim.domain.rules.moving_on import overall_score
from rosterproof_sim.domain.words.content import Launchable, Package
from rosterproof_sim.domain.words.learning import LIVE
from rosterproof_sim.domain.words.playing import Launch, Registration, Standing
from rosterproof_sim.domain.words.refusals import Invalid, NotAdmitted, NotFound, Refused, Rejected
from rosterproof_sim.lms import saying
from rosterproof_sim.lms.accounts import find as find_user
from rosterproof_sim.lms.recording import record_result
from rosterproof_sim.lms.registering import digest, find, package_of, session
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import learning, playing
from rosterproof_sim.store.database import Connection

#: The verbs after which the whole is looked at.
_TELLING = frozenset({"completed", "passed", "failed", "terminated"})
#: As cmi5 numbers what a fetch can fail by.
_IN_USE, _NOT_LET = "1", "2"


class NoToken(Exception):
    """A ticket is not changed for a token; `code` and `what` as cmi5 has them."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(what)
        self.code = code
        self.what = what


def fetch(tenant: Tenant, ticket: str) -> str:
    """Change a ticket for a token, once; raises NoToken."""
    with tenant.store.transaction() as db:
        found = playing.by_ticket(db, digest(ticket))
        if found is None:
            raise NoToken(_NOT_LET, "There is no such launch.")
        if found.used:
            raise NoToken(_IN_USE, "The token of this launch was fetched already.")
        if found.launch.ended_at is not None or not _learns(tenant, db, found.launch):
            raise NoToken(_NOT_LET, "The session of this launch has ended.")
        # What content sends back after `Basic`, so that it is user and password as far as HTTP is concerned.
        pair = f"{found.launch.session_id}:{tenant.mint('content', found.number)}"
        token = base64.b64encode(pair.encode()).decode()
        playing.fetch(db, found.launch.session_id, digest(token))
        return token


def current(tenant: Tenant, token: str) -> Launch:
    """Return the open session of a token, or raise NotAdmitted."""
    with tenant.store.transaction() as db:
        found = playing.by_token(db, digest(token))
        if found is None:
            raise NotAdmitted("unauthorized", "This token was not given out here.")
        if found.ended_at is not None or not _learns(tenant, db, found):
            raise NotAdmitted("session-ended", "The session has ended, and its token with it.")
        return found


def say(tenant: Tenant, token: str, statements: Sequence[Mapping[str, Any]]) -> list[str]:
    """Take statements in their order, all or none; returns their ids. Raises Rejected, Refused."""
    with tenant.store.transaction() as db:
        session_id = current(tenant, token).session_id
        return [_take(tenant, db, session_id, each) for each in statements]


def launch_data(tenant: Tenant, token: str, activity_id: str, registration_id: str) -> dict[str, Any]:
    """Return what content has to know of its launch. Raises Rejected, NotFound for what is of another one."""
    with tenant.store.transaction() as db:
        launch = current(tenant, token)
        if (activity_id, registration_id) != (launch.activity_id, launch.registration_id):
            raise Rejected("wrong-activity", "Content reads what is of its own launch, and nothing else.")
        registration = find(tenant, registration_id)
        part = _part(package_of(db, registration), launch)
    told = {
        "contextTemplate": {
            "contextActivities": {"grouping": [{"objectType": "Activity", "id": part.launch_id}]},
            "extensions": {cmi5.SESSION: launch.session_id},
        },
        "launchMode": launch.mode,
        "moveOn": part.move_on,
        "masteryScore": part.mastery_score,
        "launchParameters": part.launch_parameters,
        "returnURL": launch.return_url,
        "entitlementKey": None if part.entitlement_key is None else {"courseStructure": part.entitlement_key},
    }
    return {name: value for name, value in told.items() if value is not None}


def commit(tenant: Tenant, session_id: str, values: Mapping[str, str], *, terminate: bool) -> Launch:
    """Keep what a SCO has set; once it ends, draw the result from it. Raises Invalid, Rejected, Refused, NotFound."""
    with tenant.store.transaction() as db:
        launch = session(tenant, session_id)
        registration = find(tenant, launch.registration_id)
        if registration.standard == "cmi5":
            raise Refused("not-scorm", f"{session_id} is a session of cmi5; its content speaks xAPI.")
        for wrong in scorm.objections(registration.standard, values):
            raise Invalid(f"values.{wrong.where}", wrong.what)
        if launch.ended_at is not None or not _learns(tenant, db, launch):
            raise Rejected("session-ended", f"The session {session_id} has ended.")
        launch = replace(launch, values={**launch.values, **values}, state="initialized")
        if terminate:
            launch = replace(launch, state="terminated", ended_at=tenant.clock.now())
        playing.move(db, launch)
        if terminate and launch.mode == "Normal":
            package = package_of(db, registration)
            before = _standing(registration, launch)
            after = scorm.standing_of(registration.standard, _part(package, launch), launch.values, before)
            _settle(tenant, db, launch, registration, package, after)
        return launch


def _take(tenant: Tenant, db: Connection, session_id: str, statement: Mapping[str, Any]) -> str:
    launch = session(tenant, session_id)
    registration = find(tenant, launch.registration_id)
    package = package_of(db, registration)
    if (earlier := _told_before(db, statement)) is not None:
        return earlier
    verb = cmi5.verb_of(statement)
    judged = cmi5.Session(
        launch=launch,
        launchable=_part(package, launch),
        standing=_standing(registration, launch),
        actor=saying.actor_of(registration),
        said=playing.said(db, session_id),
    )
    cmi5.judge(judged, statement, verb)
    kept = saying.keep(tenant, db, launch, statement, issuer="content", verb=verb)
    state = cmi5.state_after(launch, verb)
    if state != launch.state:
        playing.move(db, replace(launch, state=state, ended_at=tenant.clock.now() if verb == "terminated" else None))
    if verb in _TELLING and launch.mode == "Normal":
        after = cmi5.standing_after(judged, statement, verb)
        _settle(tenant, db, launch, registration, package, after, failed=verb == "failed")
    return kept.statement_id


def _settle(
    tenant: Tenant,
    db: Connection,
    launch: Launch,
    registration: Registration,
    package: Package,
    standing: Standing,
    *,
    failed: bool = True,
) -> None:
    """Keep how a part stands; record the result of all of it, or that this attempt at a part failed."""
    standings = tuple(standing if each.launch_id == standing.launch_id else each for each in registration.standings)
    registration = replace(registration, standings=standings)
    playing.stand(db, registration)
    if registration.state != "open":
        return
    if all(each.satisfied for each in standings):
        score = overall_score(standings)
        # Content says what passes it, and the course what passes the course: the stricter of both holds.
        enough = score is None or score >= tenant.curriculum.course(registration.course).pass_score
        _record(tenant, db, registration, passed=enough, score=score)
        playing.stand(db, replace(registration, state="passed" if enough else "failed"))
        if registration.standard == "cmi5":
            saying.satisfied(tenant, db, registration, launch, package.publisher_id)
    elif failed and standing.success == "failed" and not standing.satisfied:
        _record(tenant, db, registration, passed=False, score=standing.score)


def _record(tenant: Tenant, db: Connection, registration: Registration, *, passed: bool, score: float | None) -> None:
    enrollment = learning.enrollment(db, registration.enrollment_id)
    if enrollment is None or enrollment.status not in LIVE:
        raise Rejected("enrollment-closed", f"{registration.enrollment_id} is closed; no result is recorded in it.")
    record_result(tenant, db, enrollment, passed=passed, score=score)


def _told_before(db: Connection, statement: Mapping[str, Any]) -> str | None:
    """Return the id of a statement that is told again; raises Refused where another one has its id."""
    earlier = playing.statement(db, statement["id"]) if "id" in statement else None
    if earlier is None:
        return None
    if {**earlier.statement, **statement} != dict(earlier.statement):
        raise Refused("statement-conflict", f"There is another statement of the id {statement['id']}.")
    return earlier.statement_id


def _learns(tenant: Tenant, db: Connection, launch: Launch) -> bool:
    """Tell whether the account of a session's learner is open."""
    return find_user(db, find(tenant, launch.registration_id).user_id).active


def _part(package: Package, launch: Launch) -> Launchable:
    for each in package.launchables:
        if each.launch_id == launch.launch_id:
            return each
    raise NotFound(f"part {launch.launch_id!r} of this content")


def _standing(registration: Registration, launch: Launch) -> Standing:
    return next(each for each in registration.standings if each.launch_id == launch.launch_id)

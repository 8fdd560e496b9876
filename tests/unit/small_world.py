"""A small world for unit tests, and short words for what is done in it."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

from rosterproof_sim.domain.words.catalog import Audience, Catalog, Course, Due, Rule, Validity
from rosterproof_sim.domain.words.changes import Hired
from rosterproof_sim.domain.words.company import WorldSpec
from rosterproof_sim.domain.words.learning import LearningPolicy
from rosterproof_sim.world import World

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY = START.date()

CATALOG = Catalog(
    courses=(
        Course(code="ORI-100", title="Orientation"),
        Course(code="SAFE-110", title="Safety", validity=Validity(days=365), window_days=30, pass_score=80),
        Course(code="FORK-120", title="Forklift", validity=Validity(days=1095), window_days=60, pass_score=85),
        Course(code="PSM-200", title="Process safety", validity=Validity(days=730), window_days=0, pass_score=80),
    ),
    rules=(
        Rule(rule_id="orientation", course="ORI-100", audience=Audience(), due=Due(days=7, after="hire")),
        Rule(
            rule_id="safety-on-the-floor",
            course="SAFE-110",
            audience=Audience(departments=("Warehouse", "Maintenance")),
            due=Due(days=14, after="hire"),
        ),
        Rule(
            rule_id="safety-in-the-refinery",
            course="SAFE-110",
            audience=Audience(departments=("Maintenance",), locations=("HOU",)),
            due=Due(days=7, after="assignment"),
        ),
        Rule(
            rule_id="forklift-in-chicago",
            course="FORK-120",
            audience=Audience(
                job_titles=("forklift-operator", "warehouse-associate"), departments=("Warehouse",), locations=("CHI",)
            ),
            due=Due(days=21, after="assignment"),
        ),
        Rule(
            rule_id="psm-for-team-leaders",
            course="PSM-200",
            audience=Audience(job_titles=("team-leader",)),
            due=Due(days=30, after="assignment"),
        ),
    ),
)

#: A warehouse associate in Chicago, as an integration writes her.
ADA: Mapping[str, Any] = {
    "external_id": "E0000042",
    "given_name": "Ada",
    "family_name": "Berg",
    "email": "ada.berg@example.com",
    "job_title": "warehouse-associate",
    "department": "Warehouse",
    "location": "CHI",
    "hire_date": "2026-03-02",
    "employment_status": "active",
}


def spec(**overrides: Any) -> WorldSpec:
    values: dict[str, Any] = {"name": "small", "seed": 7, "size": 10, "start": START, "catalog": CATALOG}
    return WorldSpec(**{**values, **overrides})


def a_world(**policy: Any) -> World:
    return World.create(spec(policy=LearningPolicy(**policy)))


def hire(world: World, on: date = TODAY, **fields: Any) -> str:
    values: dict[str, Any] = {"given_name": "Ada", "family_name": "Berg", "title": "warehouse-associate"}
    logged = world.hris.record(Hired(**{**values, **fields}, effective_on=on))
    assert logged.change.employee_id is not None
    return logged.change.employee_id


def advance_days(world: World, days: int) -> None:
    world.advance(world.clock.now() + timedelta(days=days))


def courses_of(world: World, user_id: str, *statuses: str) -> list[str]:
    wanted = statuses or ("assigned", "in_progress", "failed")
    return [each.course for each in world.lms.enrollments(user_id=user_id, limit=None) if each.status in wanted]


def facts(world: World, kind: str = "learning") -> list[Mapping[str, Any]]:
    return [row.data for row in world.journal.read(limit=100_000) if row.kind == kind]


def digest(world: World) -> str:
    """Of everything that the world holds, the counters but for the wire's included."""
    whole = [world.state(), world.hris.announcements(limit=10_000), world.hris.log(limit=10_000)]
    text = json.dumps(whole, sort_keys=True, default=repr)
    rows = [(row.sequence, row.hash) for row in world.journal.read(limit=100_000)]
    return sha256((text + repr(rows) + repr(world.outbox.due(world.clock.now()))).encode()).hexdigest()

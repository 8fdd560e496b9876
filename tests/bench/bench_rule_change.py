"""A rule that changes for 10,000 people: looked at in one pass, beside one person after the other."""

from dataclasses import replace
from datetime import UTC, datetime

from bench.row import Row, ratio, sample

from rosterproof_sim.domain.words.catalog import Audience, Catalog, Course, Due, Rule, Validity
from rosterproof_sim.domain.words.company import WorldSpec
from rosterproof_sim.lms.assignment import look_at
from rosterproof_sim.store import accounts
from rosterproof_sim.world import World

TITLE = "A rule change over 10,000 people"

_PEOPLE = 10_000
_SITES = ("CHI", "HOU", "OSL", "DUB", "GDN")
_RULE = Rule(
    rule_id="safety",
    course="SAFE-110",
    audience=Audience(locations=("CHI",)),
    due=Due(days=30, after="assignment"),
)


def run() -> list[Row]:
    """Widen a rule to a second site, then narrow it again; the same by asking for every person alone."""
    world = _world()
    tenant = world.lms._tenant
    wide = replace(_RULE, audience=Audience(locations=("CHI", "HOU")))
    turns = iter([wide, _RULE] * 50)
    changed = sample(lambda: world.lms.change_rule(next(turns)), times=6)
    tried = sample(lambda: world.lms.try_rule(wide), times=6)

    def one_by_one() -> None:
        with world.store.transaction() as db:
            tenant.rulebook.put(db, next(turns), world.clock.now())
            for user in accounts.active(db):
                look_at(tenant, db, [user])

    loop = sample(one_by_one, times=4)
    world.close()
    return [
        changed.row("in one pass: 2,000 enrolled or withdrawn, 10,000 looked at"),
        tried.row("a trial of the same, which writes nothing"),
        loop.row("one person after the other"),
        ratio("in one pass, beside one after the other", changed, loop),
    ]


def _world() -> World:
    courses = (Course(code="SAFE-110", title="Safety", validity=Validity(months=12), window_days=30),)
    spec = WorldSpec(
        name="bench",
        seed=7,
        size=10,
        start=datetime(2026, 3, 2, 9, tzinfo=UTC),
        catalog=Catalog(courses=courses, rules=(_RULE,)),
    )
    world = World.create(spec)
    with world.store.transaction():
        for number in range(_PEOPLE):
            who = f"E{number:07d}"
            world.lms.create_user({"external_id": who, "given_name": who, "location": _SITES[number % len(_SITES)]})
    return world

"""Reports over 10,000 people, beside asking for every person alone."""

from datetime import UTC, datetime

from bench.row import Row, ratio, sample

from rosterproof_sim.domain.words.catalog import Audience, Catalog, Course, Due, Gate, Rule, Validity
from rosterproof_sim.domain.words.company import WorldSpec
from rosterproof_sim.lms.reports.compliance import Wanted
from rosterproof_sim.lms.reports.scope import Scope
from rosterproof_sim.world import World

TITLE = "Reports over 10,000 people"

_PEOPLE = 10_000
_TEAM = 10
_ALONE = 200
_SITES = ("CHI", "HOU", "OSL", "DUB", "GDN")
_TITLES = ("nurse", "operator", "clerk", "driver")


def run() -> list[Row]:
    """Everybody has four courses or five; one of four is done, and two months have passed."""
    world = _world()
    reports = world.lms.reports
    whole = sample(lambda: reports.compliance("manager"), times=3)
    ids = [f"U{number:07d}" for number in range(1, _ALONE + 1)]

    def alone() -> None:
        for user_id in ids:
            reports.audit(user_id)

    one_by_one = sample(alone, times=3)
    rows = [
        whole.row("compliance dashboard by manager"),
        sample(lambda: reports.compliance("course", on=datetime(2026, 4, 1, tzinfo=UTC).date()), times=3).row(
            "the same by course, of a day a month ago"
        ),
        sample(lambda: reports.people(Wanted(scope=Scope(head="E0000001"))), times=3).row("the people of one manager"),
        sample(reports.gates, times=3).row("gate clearance"),
        sample(reports.teams, times=3).row("what strong teams share"),
        sample(reports.by_department, times=3).row("completion by department"),
        sample(reports.retention, times=3).row("retention"),
        sample(reports.forecast, times=3).row("certification forecast"),
        sample(reports.license_use, times=3).row("license use"),
        sample(lambda: reports.audit(ids[0]), times=20).row("audit statement of one person"),
        one_by_one.row(f"audit statements of {_ALONE} people, one after the other"),
        ratio(
            f"dashboard of {_PEOPLE:,} people, beside {_ALONE} people one after the other",
            whole,
            one_by_one,
            note=f"{_PEOPLE // _ALONE} times as many people",
        ),
    ]
    world.close()
    return rows


def _world() -> World:
    courses = tuple(
        Course(
            code=f"C-{number}",
            title=f"Course {number}",
            regulation=f"Rule {number % 3}",
            validity=Validity(months=18),
            window_days=60,
        )
        for number in range(8)
    )
    spec = WorldSpec(
        name="bench",
        seed=7,
        size=10,
        start=datetime(2026, 3, 2, 9, tzinfo=UTC),
        catalog=Catalog(courses=courses, rules=tuple(_rules(courses))),
    )
    world = World.create(spec)
    with world.store.transaction():
        for number in range(_PEOPLE):
            who = f"E{number:07d}"
            body = {
                "external_id": who,
                "given_name": who,
                "job_title": _TITLES[number % len(_TITLES)],
                "department": f"D{number % 40}",
                "location": _SITES[number % len(_SITES)],
                "manager_external_id": f"E{number // _TEAM:07d}" if number else None,
                "hire_date": "2026-03-02",
            }
            world.lms.create_user(body)
    with world.store.transaction():
        for place, enrollment in enumerate(world.lms.enrollments(limit=None)):
            if place % 4 == 0:
                world.lms.act(enrollment.external_id, enrollment.course, "pass", 90)
    world.advance(datetime(2026, 5, 4, 9, tzinfo=UTC))
    return world


def _rules(courses: tuple[Course, ...]) -> list[Rule]:
    due, soon = Due(days=400, after="hire"), Due(days=30, after="hire")
    found = [
        Rule(rule_id=f"for-{title}", course=courses[place].code, audience=Audience(job_titles=(title,)), due=due)
        for place, title in enumerate(_TITLES)
    ]
    found += [
        Rule(rule_id=f"for-all-{each.code}", course=each.code, audience=Audience(), due=due) for each in courses[4:7]
    ]
    gate = Gate(supervised_days=30)
    site = Audience(locations=("CHI", "HOU"))
    return [*found, Rule(rule_id="gated", course=courses[7].code, audience=site, due=soon, gate=gate)]

"""A page of 100 employees out of 1,000,000, at the beginning and after 90 % of them."""

from datetime import UTC, datetime

from bench.row import Row, Sample

from rosterproof.stopwatch import Stopwatch
from rosterproof_sim.domain.words.company import WorldSpec
from rosterproof_sim.domain.words.criteria import Criteria, Order
from rosterproof_sim.domain.words.people import Employee
from rosterproof_sim.web.fields import fields_of
from rosterproof_sim.web.filter import read_filter
from rosterproof_sim.world import World

TITLE = "A page of 100 from 1,000,000 employees"

_START = datetime(2026, 3, 2, 9, tzinfo=UTC)
_PEOPLE = 1_000_000
_PAGE = 100
_TIMES = 100
_FILTER = 'status eq "active" and (department in ("D07", "D21") or title eq "T03")'
#: The columns in which the people differ; in all the others they are like the first of the company.
_DIFFERENT = {
    "employee_id": "printf('E%07d', n)",
    "employee_number": "printf('%05d', n)",
    "email": "printf('p%d@example.com', n)",
    "status": "CASE n % 7 WHEN 0 THEN 'terminated' ELSE 'active' END",
    "title": "printf('T%02d', n * 7919 % 20)",
    "department": "printf('D%02d', n * 104729 % 50)",
    # Spread over 80 days, in an order that is not that of the ids.
    "updated_at": "strftime('%Y-%m-%dT%H:%M:%S', '2025-12-01', (n * 15485863 % 7000000) || ' seconds') || '.000000Z'",
}


def run() -> list[Row]:
    """Measure the ways to ask for a page, each at both depths."""
    world = _crowded()
    wanted = read_filter(_FILTER, fields_of(Employee))
    rows = [
        *_both("in order of id", world),
        *_both("with a filter", world, criteria=wanted),
        *_both("by last update", world, order="updated_at"),
        *_both("by last update, with a filter", world, criteria=wanted, order="updated_at"),
    ]
    world.close()
    return rows


def _both(what: str, world: World, *, criteria: Criteria | None = None, order: str | None = None) -> list[Row]:
    """Measure the first page and the one behind nine tenths of the list; the second may cost a fifth more."""
    reached = _at_nine_tenths(world, order)
    deep = None if order is None else Order(field=order, reached=getattr(reached, order))
    first = None if order is None else Order(field=order)

    def page(after: str | None, in_order: Order | None) -> None:
        found = world.hris.employees(after=after, limit=_PAGE, criteria=criteria, order=in_order)
        assert len(found) == _PAGE

    # By turns, so that a neighbor on the machine slows down both.
    seconds: tuple[list[float], list[float]] = ([], [])
    for _ in range(_TIMES):
        for spent, after, in_order in ((seconds[0], None, first), (seconds[1], reached.employee_id, deep)):
            watch = Stopwatch()
            page(after, in_order)
            spent.append(watch.seconds)
    at_first, later = (Sample(seconds=tuple(spent)) for spent in seconds)
    return [
        at_first.row(f"{what}, first page"),
        later.row(f"{what}, after 90 %"),
        Row(what="  after 90 % to first", value=later.median / at_first.median, unit="x", at_most=1.2),
    ]


def _at_nine_tenths(world: World, order: str | None) -> Employee:
    with world.store.transaction() as db:
        by = f"{order}, employee_id" if order else "employee_id"
        query = f"SELECT employee_id FROM employees ORDER BY {by} LIMIT 1 OFFSET {_PEOPLE * 9 // 10}"  # noqa: S608
        (employee_id,) = db.driver.execute(query).fetchone()
    return world.hris.employee(employee_id)


def _crowded() -> World:
    """Make a small company and fill its table; what is measured does not look at the people's history."""
    world = World.create(WorldSpec(name="bench", seed=7, size=10, start=_START))
    names = [row[1] for row in world.store._raw.execute("PRAGMA table_info(employees)")]
    values = ", ".join(_DIFFERENT.get(name, f'"{name}"') for name in names)
    numbers = f"SELECT 1000 UNION ALL SELECT n + 1 FROM numbers WHERE n < {_PEOPLE + 999}"  # noqa: S608
    like = "(SELECT * FROM employees ORDER BY employee_id LIMIT 1)"
    with world.store.transaction() as db:
        db.driver.execute(
            f"WITH RECURSIVE numbers(n) AS ({numbers}) INSERT INTO employees SELECT {values} FROM numbers, {like}"  # noqa: S608
        )
    return world

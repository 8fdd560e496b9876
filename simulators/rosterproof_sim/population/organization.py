"""The places of a company: who works where, as what, and for whom."""

from dataclasses import dataclass
from random import Random

from rosterproof_sim.population.names import pick

#: The most people anybody leads inside a department. The site manager leads the heads of all departments.
SPAN = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Department:
    """How a department is made up. `share` is in percent of the company."""

    code: str
    share: int
    workers: tuple[str, ...]
    lead: str
    #: Who leads leaders.
    senior: str
    locations: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """One job. `manager` is the index of the place above; null for the site manager."""

    title: str
    department: Department
    location: str
    manager: int | None
    leads: bool


MANAGEMENT = Department(
    code="MGT", share=0, workers=("site-manager",), lead="site-manager", senior="site-manager", locations=("CHI",)
)
DEPARTMENTS = (
    Department(
        code="WHS",
        share=34,
        workers=("warehouse-associate", "warehouse-associate", "forklift-operator"),
        lead="team-leader",
        senior="warehouse-supervisor",
        locations=("CHI", "CHI", "OSL"),
    ),
    Department(
        code="OPS", share=23, workers=("plant-operator",), lead="team-leader", senior="team-leader", locations=("HOU",)
    ),
    Department(
        code="MNT",
        share=10,
        workers=("maintenance-technician",),
        lead="team-leader",
        senior="team-leader",
        locations=("HOU", "CHI"),
    ),
    Department(
        code="CLN", share=9, workers=("nurse",), lead="charge-nurse", senior="charge-nurse", locations=("OSL", "HOU")
    ),
    Department(
        code="SVC",
        share=13,
        workers=("customer-advisor",),
        lead="team-leader",
        senior="team-leader",
        locations=("DUB",),
    ),
    Department(
        code="ITD",
        share=7,
        workers=("software-engineer",),
        lead="software-engineer",
        senior="software-engineer",
        locations=("DUB", "OSL"),
    ),
    Department(
        code="HRD", share=4, workers=("hr-partner",), lead="hr-partner", senior="hr-partner", locations=("CHI", "DUB")
    ),
)


def organization(generator: Random, size: int) -> list[Place]:
    """Return the places of a company of a size, everybody's manager before them."""
    places = [Place(title="site-manager", department=MANAGEMENT, location="CHI", manager=None, leads=size > 1)]
    for department, people in zip(DEPARTMENTS, headcounts(size - 1), strict=True):
        places.extend(_tree(generator, department, people, head=len(places)))
    return places


def headcounts(people: int) -> list[int]:
    """Divide people among the departments by their shares; what is left goes where most is missing.

    >>> headcounts(9)
    [3, 2, 1, 1, 1, 1, 0]
    """
    counts = [people * department.share // 100 for department in DEPARTMENTS]
    missing = sorted(range(len(counts)), key=lambda each: -(people * DEPARTMENTS[each].share % 100))
    for each in missing[: people - sum(counts)]:
        counts[each] += 1
    return counts


def _tree(generator: Random, department: Department, people: int, head: int) -> list[Place]:
    """Return a department as a tree, filled level by level: the n-th leads those from n * SPAN + 1 on."""
    places = []
    for number in range(people):
        first_led = number * SPAN + 1
        leads = first_led < people
        if not leads:
            title = pick(generator, department.workers)
        else:
            title = department.senior if first_led * SPAN + 1 < people else department.lead
        places.append(
            Place(
                title=title,
                department=department,
                location=pick(generator, department.locations),
                manager=head + (number - 1) // SPAN if number else 0,
                leads=leads,
            )
        )
    return places

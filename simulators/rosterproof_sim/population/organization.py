"""The places of a company: who works where, as what, and for whom. It follows from the size alone, not from a seed.

Everybody leads between three and fifteen people, or nobody. People of one trade at one site are a unit; a unit too
small for a leader of its own reports to whoever leads the site, one at a site too small for that to the head.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from rosterproof_sim.population.career import Career
from rosterproof_sim.population.company import Company
from rosterproof_sim.population.site import Site

#: Nobody leads fewer.
LEAST = 3
#: Fewer people of one trade at one site have no leader of their own.
LED_ALONE = 4
#: More people than these under one leader get leaders between.
MOST = 12
#: A site with fewer people has no manager.
OWN_MANAGER = 12
#: A trade opens another site for so many people.
PEOPLE_A_SITE = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """People of one trade at one site."""

    career: Career
    site: Site


@dataclass(frozen=True, kw_only=True, slots=True)
class Team:
    """People in a row, from `first` on, who work for the leader. `tier` counts the leaders below; 0 leads nobody."""

    leader: int
    unit: Unit
    tier: int
    first: int
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Organization:
    """Everybody's place, by number: the head of the company is 0, and nobody comes before whom they work for."""

    size: int
    head: Unit
    teams: tuple[Team, ...]


def organization(company: Company, size: int) -> Organization:
    """Return the places of a company of a size."""
    layout = _layout(company, size)
    head = Unit(career=company.management, site=company.sites[0])
    drawing = _Drawing()
    # Under the head: managers of sites, and tops of units at sites without one.
    under_head = _seats(drawing.tree(0, head, layout.above_sites, ground=2), layout.under_head)
    for site in layout.sites:
        tops = under_head
        if site.tiers:
            management = Unit(career=company.management, site=site.site)
            (manager,) = drawing.below(next(under_head), management, len(site.tiers), 1)
            tops = _seats(drawing.tree(manager, management, site.tiers[:-1], ground=1), site.tops)
        for unit, people in site.units:
            drawing.unit(tops, unit, people)
    return Organization(size=drawing.next_free, head=head, teams=tuple(drawing.teams))


class _Drawing:
    """The teams drawn so far, and the next free place; the first is the head's."""

    def __init__(self) -> None:
        self.teams: list[Team] = []
        self.next_free = 1

    def below(self, leader: int, unit: Unit, tier: int, count: int) -> range:
        """Draw people below a leader."""
        first = self.next_free
        if count:
            self.teams.append(Team(leader=leader, unit=unit, tier=tier, first=first, count=count))
        self.next_free += count
        return range(first, self.next_free)

    def tree(self, top: int, unit: Unit, tiers: Sequence[int], *, ground: int) -> list[int]:
        """Draw tiers of leaders below a top, the highest first; returns those of the lowest."""
        above = [top]
        for height in range(len(tiers) - 1, -1, -1):
            shares = _shares(above, tiers[height])
            above = [each for at, led in shares for each in self.below(at, unit, ground + height, led)]
        return above

    def unit(self, tops: Iterator[int], unit: Unit, people: int) -> None:
        """Draw the people of a unit below whoever leads the site."""
        if people < LED_ALONE:
            for _ in range(people):
                self.below(next(tops), unit, 0, 1)
            return
        shape = tiers(people, unit.career)
        (top,) = self.below(next(tops), unit, len(shape), 1)
        lowest = self.tree(top, unit, shape[:-1], ground=1)
        for leader, led in _shares(lowest, people - sum(shape)):
            self.below(leader, unit, 0, led)


@dataclass(frozen=True, kw_only=True, slots=True)
class _SiteLayout:
    """A site: its units with their people, their tops, and its tiers of managers; a small site has none."""

    site: Site
    units: tuple[tuple[Unit, int], ...]
    tops: int
    tiers: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Layout:
    """The sites, how many report to the head or to a manager between, and how many managers those are."""

    sites: tuple[_SiteLayout, ...]
    under_head: int
    above_sites: tuple[int, ...]
    managers: int


def _layout(company: Company, size: int) -> _Layout:
    """Find the number of people outside management with which the whole company has its size."""
    for people in range(max(0, size - 1 - _laid_out(company, max(0, size - 1), 0).managers), -1, -1):
        missing = size - 1 - people - _laid_out(company, people, 0).managers
        if missing >= 0:
            layout = _laid_out(company, people, missing)
            if 1 + people + missing + layout.managers == size:
                return layout
    raise ValueError(f"{company.name} cannot have {size} people")


def _laid_out(company: Company, people: int, more: int) -> _Layout:
    """Divide people among trades and sites; `more` join the largest unit besides."""
    units: dict[str, list[tuple[Unit, int]]] = {site.code: [] for site in company.sites}
    counts = divided(people, [weight for _, weight in company.careers])
    largest = max(range(len(counts)), key=lambda each: (counts[each], -each))
    for number, ((career, _), count) in enumerate(zip(company.careers, counts, strict=True)):
        at = company.at(career)[: max(1, count // PEOPLE_A_SITE)]
        at_each = divided(count, [weight for _, weight in at])
        if number == largest:
            at_each[at_each.index(max(at_each))] += more
        for (site, _), here in zip(at, at_each, strict=True):
            if here:
                units[site.code].append((Unit(career=career, site=site), here))
    # The head of the company leads the headquarters too, and every site where there would be too few to lead.
    sites: tuple[_SiteLayout, ...] = ()
    under_head = 0
    for managed in (company.sites[1:], ()):
        sites = tuple(
            _site(each, units[each.code], managed=each in managed) for each in company.sites if units[each.code]
        )
        under_head = sum(1 if site.tiers else site.tops for site in sites)
        if under_head >= LEAST:
            break
    above = _tiers(under_head, (company.management.leaders[0].leads,))[:-1]
    return _Layout(
        sites=sites,
        under_head=under_head,
        above_sites=above,
        managers=sum(above) + sum(sum(site.tiers) for site in sites),
    )


def _site(site: Site, units: list[tuple[Unit, int]], *, managed: bool) -> _SiteLayout:
    tops = sum(1 if people >= LED_ALONE else people for _, people in units)
    people = sum(people for _, people in units)
    managed = managed and tops >= LEAST and people >= OWN_MANAGER
    return _SiteLayout(site=site, units=tuple(units), tops=tops, tiers=_tiers(tops, (8,)) if managed else ())


def divided(people: int, weights: Sequence[int]) -> list[int]:
    """Divide people by weights; what is left goes where most is missing.

    >>> divided(9, [34, 23, 10, 9, 13, 7, 4])
    [3, 2, 1, 1, 1, 1, 0]
    """
    whole = sum(weights)
    counts = [people * weight // whole for weight in weights]
    missing = sorted(range(len(counts)), key=lambda each: -(people * weights[each] % whole))
    for each in missing[: people - sum(counts)]:
        counts[each] += 1
    return counts


def tiers(people: int, career: Career) -> tuple[int, ...]:
    """Return how many leaders a unit has on each tier, the lowest first; the last is one."""
    return _unit_tiers(people, tuple(step.leads for step in career.leaders))


@cache
def _unit_tiers(people: int, spans: tuple[int, ...]) -> tuple[int, ...]:
    staff = people * spans[0] // (spans[0] + 1)
    while staff + 1 + sum(_tiers(staff + 1, spans)) <= people:
        staff += 1
    while staff + sum(_tiers(staff, spans)) > people:
        staff -= 1
    return _tiers(staff, spans)


@cache
def _tiers(led: int, spans: tuple[int, ...]) -> tuple[int, ...]:
    """Return how many leaders each tier needs above so many people, up to one.

    >>> _tiers(100, (9, 7))
    (11, 1)
    """
    found: list[int] = []
    while not found or led > 1:
        span = spans[min(len(found), len(spans) - 1)]
        led = 1 if led <= MOST else max(LEAST, (led + span // 2) // span)
        found.append(led)
    return tuple(found)


def _shares(leaders: Sequence[int], led: int) -> list[tuple[int, int]]:
    """Give each leader about as many of those led."""
    count = len(leaders)
    return [(leader, (at + 1) * led // count - at * led // count) for at, leader in enumerate(leaders)]


def _seats(leaders: Sequence[int], led: int) -> Iterator[int]:
    """Return the leaders, each as often as they have people to lead."""
    return iter([leader for leader, count in _shares(leaders, led) for _ in range(count)])

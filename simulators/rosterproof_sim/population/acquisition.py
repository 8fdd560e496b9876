"""The people of a company that is taken over: from a seed, with employee numbers of their own that begin at 00001."""

from collections.abc import Iterator
from datetime import date
from random import Random

from rosterproof_sim.domain.words.changes import Hired
from rosterproof_sim.population.company import Company
from rosterproof_sim.population.names import Addresses, pick
from rosterproof_sim.population.organization import organization
from rosterproof_sim.population.post import Post, Posts


def newcomers(
    kind: Company, *, seed: int, size: int, entity: str, effective_on: date
) -> list[tuple[Hired, int | None]]:
    """Return who comes, each with the place of their leader in the list. Their numbers are those others have too.

    A company of the same kind is taken over: its trades and sites are those that are here already.
    """
    # A string seeds the generator by its digest, so that every entity brings other people.
    generator = Random(f"{seed}/{entity}")
    addresses = Addresses()
    found: list[tuple[Hired, int | None]] = []
    for number, (post, leader) in enumerate(_places(generator, kind, size, effective_on), start=1):
        pool = pick(generator, post.pools)
        (given, plain_given), (family, plain_family) = pick(generator, pool.given), pick(generator, pool.family)
        local, _, domain = addresses.address(plain_given, plain_family).partition("@")
        hire = Hired(
            employee_number=f"{number:05d}",
            given_name=given,
            family_name=family,
            email=f"{local}@{entity.lower()}.{domain}",
            title=post.title,
            department=post.career.department.code,
            location=post.site.code,
            legal_entity=entity,
            effective_on=effective_on,
        )
        found.append((hire, leader))
    return found


def _places(generator: Random, kind: Company, size: int, today: date) -> Iterator[tuple[Post, int | None]]:
    """Return what everybody is, and the place of whom they work for."""
    places = organization(kind, size)
    posts = Posts(places, today)
    yield posts.head, None
    for team in places.teams:
        lots = [posts.leader(team)] if team.tier else posts.branch(team.unit).lots
        for _ in range(team.count):
            yield pick(generator, lots), team.leader

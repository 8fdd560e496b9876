"""The people of a company that is taken over: from a seed, with employee numbers of their own that begin at 00001."""

from datetime import date
from random import Random

from rosterproof_sim.domain.words.changes import Hired
from rosterproof_sim.population.names import Addresses, a_name
from rosterproof_sim.population.organization import organization


def newcomers(seed: int, size: int, entity: str, effective_on: date) -> list[tuple[Hired, int | None]]:
    """Return who comes, each with the place of their leader in the list. Their numbers are those others have too."""
    # A string seeds the generator by its digest, so that every entity brings other people.
    generator = Random(f"{seed}/{entity}")
    addresses = Addresses()
    found: list[tuple[Hired, int | None]] = []
    for number, place in enumerate(organization(generator, size), start=1):
        name = a_name(generator)
        local, _, domain = addresses.address(name).partition("@")
        hire = Hired(
            employee_number=f"{number:05d}",
            given_name=name.given,
            family_name=name.family,
            email=f"{local}@{entity.lower()}.{domain}",
            title=place.title,
            department=place.department.code,
            location=place.location,
            legal_entity=entity,
            effective_on=effective_on,
        )
        found.append((hire, place.manager))
    return found

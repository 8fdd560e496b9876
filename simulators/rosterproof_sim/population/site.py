"""The places where simulated people work: their country, clock, legal entity, and whose names people have there."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rosterproof_sim.population.data_file import HERE, read


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """One place. `names` are Faker locales with their weights, in order of locale."""

    code: str
    name: str
    country: str
    time_zone: str
    legal_entity: str
    names: tuple[tuple[str, int], ...]


@cache
def sites() -> Mapping[str, Site]:
    """Return every site by its code, in the order of the file."""
    return {
        each["code"]: Site(
            code=str(each["code"]),
            name=str(each["name"]),
            country=str(each["country"]),
            time_zone=str(each["time_zone"]),
            legal_entity=str(each["legal_entity"]),
            names=tuple(sorted((str(locale), int(weight)) for locale, weight in each["names"].items())),
        )
        for each in read(HERE / "sites.yaml", "sites")["sites"]
    }

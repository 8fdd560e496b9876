"""Names of people from Faker's pools of several countries, and addresses that follow from them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import TypeVar

from faker.providers.person import Provider
from faker.providers.person.de_DE import Provider as German
from faker.providers.person.en_US import Provider as American
from faker.providers.person.es_ES import Provider as Spanish
from faker.providers.person.fr_FR import Provider as French
from faker.providers.person.no_NO import Provider as Norwegian
from faker.providers.person.pl_PL import Provider as Polish

Item = TypeVar("Item")

#: With the share of each country in a company, in percent.
_COUNTRIES: tuple[tuple[type[Provider], int], ...] = (
    (American, 40),
    (Norwegian, 20),
    (German, 12),
    (Polish, 12),
    (French, 8),
    (Spanish, 8),
)
#: Letters that do not come apart into a plain letter and an accent.
_PLAIN = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "ł": "l", "đ": "d", "œ": "oe", "ð": "d", "þ": "th"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """What a person is called."""

    given: str
    family: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Pool:
    given: tuple[str, ...]
    family: tuple[str, ...]


def pick(generator: Random, items: Sequence[Item]) -> Item:
    """Pick one of the items. Only random() is used: its numbers are the same in every version of Python."""
    return items[int(generator.random() * len(items))]


def a_name(generator: Random) -> Name:
    """Make up a name."""
    pool = pick(generator, _by_share())
    return Name(given=pick(generator, pool.given), family=pick(generator, pool.family))


def another_family_name(generator: Random, name: Name) -> Name:
    """Give a person the family name of somebody else, as after a wedding."""
    return Name(given=name.given, family=a_name(generator).family)


class Addresses:
    """Email addresses of one company; no two people have the same."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def address(self, name: Name) -> str:
        """Return a free address that follows from a name.

        >>> company = Addresses()
        >>> company.address(Name(given="Åse", family="Müller-Strøm"))
        'ase.muller-strom@example.com'
        >>> company.address(Name(given="Åse", family="Müller-Strøm"))
        'ase.muller-strom2@example.com'
        """
        plain = f"{_plain(name.given)}.{_plain(name.family)}"
        free, number = plain, 1
        while free in self._taken:
            number += 1
            free = f"{plain}{number}"
        self._taken.add(free)
        return f"{free}@example.com"


def _plain(text: str) -> str:
    """Reduce a name to what may stand in an address everywhere."""
    apart = unicodedata.normalize("NFKD", text.lower().translate(_PLAIN))
    return re.sub(r"[^a-z-]", "", apart) or "x"


@cache
def _by_share() -> tuple[_Pool, ...]:
    """Return a hundred pools, each country as often as its share says."""
    pools: list[_Pool] = []
    for provider, share in _COUNTRIES:
        # Polish family names mostly follow the person's sex; Faker keeps those that do not apart.
        family = getattr(provider, "unisex_last_names", provider.last_names)
        pool = _Pool(given=_distinct(provider.first_names), family=_distinct(family))
        pools.extend([pool] * share)
    return tuple(pools)


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names of a pool in one order; Faker keeps some pools with weights and some without."""
    return tuple(sorted(set(names)))

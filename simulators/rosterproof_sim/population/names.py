"""Names of people from Faker's pools of many countries, and addresses that follow from them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from random import Random
from typing import TypeVar

from rosterproof_sim.population.data_file import HERE, BadData
from rosterproof_sim.population.site import Site

Item = TypeVar("Item")

#: Letters that do not come apart into a plain letter and an accent.
_PLAIN = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "ł": "l", "đ": "d", "œ": "oe", "ð": "d", "þ": "th"})
#: What stands in an address for a name without a Latin letter.
_NO_LATIN = "x"


@dataclass(frozen=True, kw_only=True, slots=True)
class Pool:
    """The names of one country. Each is the name as Faker writes it, and what stands for it in an address."""

    given: tuple[tuple[str, str], ...]
    family: tuple[tuple[str, str], ...]


def pick(generator: Random, items: Sequence[Item]) -> Item:
    """Pick one of the items. Only random() is used: its numbers are the same in every version of Python."""
    return items[int(generator.random() * len(items))]


class Addresses:
    """Email addresses of one company; no two people have the same."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._last: dict[str, int] = {}
        for address in taken:
            name, number = _parts(address)
            self._last[name] = max(number, self._last.get(name, 0))

    def address(self, given: str, family: str) -> str:
        """Return a free address that follows from what stands for a name.

        >>> company = Addresses()
        >>> company.address("ase", "muller-strom")
        'ase.muller-strom@example.com'
        >>> company.address("ase", "muller-strom")
        'ase.muller-strom2@example.com'
        """
        name = f"{given}.{family}"
        number = self._last.get(name, 0) + 1
        self._last[name] = number
        return f"{name}@example.com" if number == 1 else f"{name}{number}@example.com"


def _parts(address: str) -> tuple[str, int]:
    """Return what an address is made of: the name, and the number behind it.

    >>> _parts("ase.muller2@example.com")
    ('ase.muller', 2)
    """
    found = re.fullmatch(r"(.*?)(\d*)@example\.com", address)
    return (found[1], int(found[2] or 1)) if found else (address, 1)


def plain(text: str) -> str:
    """Reduce a name to what may stand in an address everywhere.

    >>> plain("Müller-Strøm"), plain("佐藤")
    ('muller-strom', 'x')
    """
    apart = unicodedata.normalize("NFKD", text.lower().translate(_PLAIN))
    return re.sub(r"[^a-z-]", "", apart) or _NO_LATIN


@cache
def pools(site: Site) -> tuple[Pool, ...]:
    """Return the pools of a site, each as often as its weight says."""
    return tuple(_pool(locale) for locale, weight in site.names for _ in range(weight))


@cache
def _pool(locale: str) -> Pool:
    try:
        provider = import_module(f"faker.providers.person.{locale}").Provider
    except ModuleNotFoundError:
        raise BadData(HERE / "sites.yaml", 0, f"Faker has no names for the locale {locale}") from None
    # Polish family names mostly follow the person's sex; Faker keeps those that do not apart.
    family = getattr(provider, "unisex_last_names", provider.last_names)
    return Pool(given=_distinct(provider.first_names), family=_distinct(family))


def _distinct(names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the names of a pool in one order; Faker keeps some pools with weights and some without."""
    return tuple((name, plain(name)) for name in sorted(set(names)))

"""Kinds of companies as data: which trades a company is made of, and where it is. One YAML file each."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

from rosterproof_sim.domain.words.changes import MAIN_ENTITY
from rosterproof_sim.domain.words.people import Code, CodeLists, Location
from rosterproof_sim.domain.words.refusals import Invalid
from rosterproof_sim.population.career import MANAGEMENT, Career, careers
from rosterproof_sim.population.data_file import HERE, BadData, line_of, read
from rosterproof_sim.population.site import Site, sites

FOLDER = HERE / "companies"


@dataclass(frozen=True, kw_only=True, slots=True)
class Company:
    """A kind of company. `careers` come with their weights, `sites` begin with the headquarters."""

    name: str
    title: str
    sites: tuple[Site, ...]
    careers: tuple[tuple[Career, int], ...]
    management: Career

    def code_lists(self) -> CodeLists:
        """Return the codes that its people have, and no others."""
        trades = [self.management, *(career for career, _ in self.careers)]
        titles = chain.from_iterable(trade.staff + trade.leaders for trade in trades)
        return CodeLists(
            job_titles=_distinct(step.title for step in titles),
            departments=_distinct(trade.department for trade in trades),
            locations=tuple(
                Location(code=site.code, name=site.name, country=site.country, time_zone=site.time_zone)
                for site in self.sites
            ),
            legal_entities=_distinct(
                [
                    Code(code=MAIN_ENTITY, name="Main company"),
                    *(Code(code=site.legal_entity, name=f"Company in {site.country}") for site in self.sites),
                ]
            ),
        )

    def at(self, career: Career) -> tuple[tuple[Site, int], ...]:
        """Return where people of a trade work in this company, with weights; at the headquarters where nowhere else."""
        known = {site.code: site for site in self.sites}
        found = tuple((known[code], weight) for code, weight in career.sites if code in known)
        return found or ((self.sites[0], 1),)


def company(name: str) -> Company:
    """Return a kind of company. Raises Invalid where there is none of the name."""
    if name not in company_names():
        raise Invalid("company", f"there is no kind of company {name[:64]!r}; there are {', '.join(company_names())}")
    return company_from(FOLDER / f"{name}.yaml")


@cache
def company_names() -> tuple[str, ...]:
    """Return the names of all kinds, in order."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.yaml")))


@cache
def company_from(file: Path) -> Company:
    """Read one kind of company. Raises BadData with file and line."""
    data = read(file, "company")
    places, trades = sites(), careers()
    here = list(dict.fromkeys([str(data["headquarters"]), *(str(code) for code in data["sites"])]))
    for code in here:
        if code not in places:
            raise BadData(file, line_of(data, ["sites"]), f"there is no site {code}; there are {', '.join(places)}")
    for name in data["careers"]:
        if name not in trades or name == MANAGEMENT:
            known = ", ".join(each for each in trades if each != MANAGEMENT)
            raise BadData(file, line_of(data, ["careers", name]), f"there is no career {name}; there are {known}")
    return Company(
        name=file.stem,
        title=str(data["name"]),
        sites=tuple(places[code] for code in here),
        careers=tuple((trades[name], int(weight)) for name, weight in data["careers"].items()),
        management=trades[MANAGEMENT],
    )


def _distinct(codes: Iterable[Code]) -> tuple[Code, ...]:
    return tuple({code.code: code for code in codes}.values())

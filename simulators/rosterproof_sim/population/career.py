"""Careers as data: the steps of one trade, and how people come, rise, move and leave. One YAML file each."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rosterproof_sim.domain.words.people import Code
from rosterproof_sim.population.data_file import HERE, BadData, line_of, read
from rosterproof_sim.population.site import sites

FOLDER = HERE / "careers"
#: The trade of those who lead whole sites and the company; every company has it.
MANAGEMENT = "management"
_ALL_YEAR = (1.0,) * 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One title of a trade. `share` is a weight among those who lead nobody, `leads` how many the others lead."""

    title: Code
    turnover: float
    share: int
    leads: int
    risen: float
    after: tuple[int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Career:
    """A trade. Shares and odds are from 0 to 1. `staff` lead nobody, `leaders` do, from the first step to the last."""

    name: str
    industry: str
    department: Code
    sites: tuple[tuple[str, int], ...]
    season: tuple[float, ...]
    contractors: float
    contract_to_hire: float
    leave: float
    leave_days: tuple[int, int]
    rehired: float
    moved: float
    staff: tuple[Step, ...]
    leaders: tuple[Step, ...]


@cache
def careers() -> dict[str, Career]:
    """Return every career of the folder by the name of its file, in order of name."""
    found = {file.stem: career_from(file) for file in sorted(FOLDER.glob("*.yaml"))}
    _check_one_name_for_a_code(found)
    return found


def career_from(file: Path) -> Career:
    """Read one career. Raises BadData with file and line."""
    data = read(file, "career")
    for code in data["sites"]:
        if code not in sites():
            raise BadData(
                file, line_of(data, ["sites", code]), f"there is no site {code}; there are {', '.join(sites())}"
            )
    steps = [_step(each) for each in data["steps"]]
    leading = [bool(step.leads) for step in steps]
    if leading != sorted(leading):
        late = leading.index(True) + leading[leading.index(True) :].index(False)
        raise BadData(file, line_of(data, ["steps", late]), "a step that leads nobody comes after one that leads")
    if not any(leading) or (all(leading) and file.stem != MANAGEMENT):
        raise BadData(file, line_of(data, ["steps"]), "a trade has a step that leads nobody and one that leads")
    return Career(
        name=file.stem,
        industry=str(data["industry"]),
        department=_code(data["department"]),
        sites=tuple((str(code), int(weight)) for code, weight in data["sites"].items()),
        season=tuple(float(each) for each in data.get("season", _ALL_YEAR)),
        contractors=float(data.get("contractors", 0)),
        contract_to_hire=float(data.get("contract_to_hire", 0)),
        leave=float(data.get("leave", 0)),
        leave_days=_pair(data.get("leave_days", (30, 90))),
        rehired=float(data.get("rehired", 0)),
        moved=float(data.get("moved", 0)),
        staff=tuple(step for step in steps if not step.leads),
        leaders=tuple(step for step in steps if step.leads),
    )


def _step(data: Any) -> Step:
    return Step(
        title=Code(code=str(data["title"]), name=str(data["name"])),
        turnover=float(data["turnover"]),
        share=int(data.get("share", 0)),
        leads=int(data.get("leads", 0)),
        risen=float(data.get("risen", 0)),
        after=_pair(data.get("after", (12, 48))),
    )


def _code(data: Any) -> Code:
    return Code(code=str(data["code"]), name=str(data["name"]))


def _pair(data: Any) -> tuple[int, int]:
    first, last = sorted(int(each) for each in data)
    return first, last


def _check_one_name_for_a_code(found: dict[str, Career]) -> None:
    """Raise where two careers give one code different names."""
    known: dict[tuple[str, str], Code] = {}
    for career in found.values():
        named = [("department", career.department), *(("title", each.title) for each in career.staff + career.leaders)]
        for kind, code in named:
            other = known.setdefault((kind, code.code), code)
            if other != code:
                what = f"the {kind} {code.code} is called {code.name} here and {other.name} elsewhere"
                raise BadData(FOLDER / f"{career.name}.yaml", 0, what)

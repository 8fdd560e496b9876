"""Who is who in a story: everybody named is hired, once, and before anything happens to them."""

from collections.abc import Iterator, Sequence

from rosterproof.document import nearest
from rosterproof.errors import Problem
from rosterproof.scenario.model import TOP, Deed, Hire, Step


def people_problems(steps: Sequence[Step]) -> Iterator[Problem]:
    """What is wrong with the people of a story."""
    hires = {step.deed.alias: step.line for step in reversed(steps) if isinstance(step.deed, Hire)}
    hired: dict[str, int] = {}
    for step in steps:
        for name in _mentioned(step.deed):
            if name not in hires:
                yield Problem(
                    line=step.line, what=f"there is no person '{name}'", hint=nearest.hint(name, hires) or _HIRE
                )
            elif name not in hired:
                what = f"'{name}' is not hired yet; the hire is on line {hires[name]}"
                yield Problem(line=step.line, what=what, hint="move the hire up, or this step down")
        if isinstance(step.deed, Hire):
            yield from _hire_problems(step.deed, step.line, hired)
            hired.setdefault(step.deed.alias, step.line)


_HIRE = "hire somebody first: - hire: {as: ada, title: nurse, department: CLN, location: OSL}"


def _hire_problems(hire: Hire, line: int, hired: dict[str, int]) -> Iterator[Problem]:
    if hire.alias == TOP:
        yield Problem(line=line, what="'top' means the head of the company", hint="give the person another name")
    if hire.alias in hired:
        what = f"'{hire.alias}' is hired twice; the first hire is on line {hired[hire.alias]}"
        yield Problem(line=line, what=what, hint="give the second person another name")


def _mentioned(deed: Deed) -> Iterator[str]:
    """The people a step is about, besides somebody it hires."""
    who = getattr(deed, "who", None)
    manager = getattr(deed, "manager", None)
    if isinstance(who, str):
        yield who
    if isinstance(manager, str) and manager != TOP:
        yield manager

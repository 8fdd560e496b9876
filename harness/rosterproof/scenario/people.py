"""Who is who in a story: everybody named is hired, once, and before anything happens to them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import get_args

from rosterproof.document import nearest
from rosterproof.errors import Problem
from rosterproof.scenario.absent import TOP
from rosterproof.scenario.biography import Biography
from rosterproof.scenario.model import STEPS, Deed, Hire, HrDeed, RescindTermination, TakeBack
from rosterproof.scenario.story import Step

#: What can be taken back: facts. A hire is rescinded instead, and what corrects is corrected by saying it again.
FACTS = [
    verb
    for verb, deed in STEPS.items()
    if deed in get_args(HrDeed) and verb not in ("hire", "rescind_hire", "take_back", "rescind_termination")
]


def people_problems(steps: Sequence[Step]) -> Iterator[Problem]:
    """What is wrong with the people of a story."""
    hires = {step.deed.alias: step.line for step in reversed(steps) if isinstance(step.deed, Hire)}
    hired: dict[str, int] = {}
    lives: dict[str, Biography] = defaultdict(Biography)
    for place, step in enumerate(steps):
        yield from _name_problems(step, hires, hired)
        if isinstance(step.deed, Hire):
            yield from _hire_problems(step.deed, step.line, hired)
            hired.setdefault(step.deed.alias, step.line)
        if isinstance(step.deed, get_args(HrDeed)):
            life = lives[str(getattr(step.deed, "who", None) or getattr(step.deed, "alias", ""))]
            yield from _correction_problems(step, life)
            life.take(step.deed, place)


_HIRE = "hire somebody first: - hire: {as: ada, title: nurse, department: CLN, location: OSL}"


def _name_problems(step: Step, hires: dict[str, int], hired: dict[str, int]) -> Iterator[Problem]:
    who, manager = getattr(step.deed, "who", None), getattr(step.deed, "manager", None)
    people = who if isinstance(who, tuple) else (who,)
    for name in (*people, manager):
        if isinstance(name, str) and name != TOP and name not in hires:
            yield Problem(line=step.line, what=f"there is no person '{name}'", hint=nearest.hint(name, hires) or _HIRE)
    # A manager may follow: in many a company reports are hired before whoever will lead them.
    for name in people:
        if isinstance(name, str) and name in hires and name not in hired:
            what = f"'{name}' is not hired yet; the hire is on line {hires[name]}"
            yield Problem(line=step.line, what=what, hint="move the hire up, or this step down")


def _hire_problems(hire: Hire, line: int, hired: dict[str, int]) -> Iterator[Problem]:
    if hire.alias == TOP:
        yield Problem(line=line, what="'top' means the head of the company", hint="give the person another name")
    if hire.alias in hired:
        what = f"'{hire.alias}' is hired twice; the first hire is on line {hired[hire.alias]}"
        yield Problem(line=line, what=what, hint="give the second person another name, or use rehire")


def _correction_problems(step: Step, life: Biography) -> Iterator[Problem]:
    deed: Deed = step.deed
    if isinstance(deed, TakeBack) and deed.step not in FACTS:
        what = f"'{deed.step}' is nothing that can be taken back"
        yield Problem(line=step.line, what=what, hint=nearest.hint(deed.step, FACTS) or f"one of {', '.join(FACTS)}")
    elif isinstance(deed, TakeBack | RescindTermination) and life.corrected(deed) is None:
        verb = deed.step if isinstance(deed, TakeBack) else "terminate"
        what = f"there is no {verb} of '{deed.who}' before this that still stands"
        yield Problem(line=step.line, what=what, hint="write first what is to be corrected")

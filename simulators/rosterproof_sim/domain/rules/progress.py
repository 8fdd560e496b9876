"""How far somebody has come on a path."""

from datetime import date

from rosterproof_sim.domain.rules.assignment import Transcript
from rosterproof_sim.domain.rules.certification import met
from rosterproof_sim.domain.rules.curriculum import Curriculum
from rosterproof_sim.domain.words.catalog import Path
from rosterproof_sim.domain.words.learning import PathProgress, PathStep


def progress(path: Path, curriculum: Curriculum, has: Transcript, today: date) -> list[PathProgress]:
    """Return how far somebody is on a path today, for each instance in which there is anything of it, or for none."""
    keys = {(each.course, each.instance) for each in has.live} | set(has.newest)
    instances = sorted({instance for course, instance in keys if course in path.courses}) or [""]
    found = []
    for instance in instances:
        steps = tuple(_step(code, instance, curriculum, has, today) for code in path.courses)
        found.append(
            PathProgress(
                path=path.path,
                title=path.title,
                instance=instance,
                ordered=path.ordered,
                completed=all(each.state == "met" for each in steps),
                steps=steps,
            )
        )
    return found


def _step(code: str, instance: str, curriculum: Curriculum, has: Transcript, today: date) -> PathStep:
    # A renewal may be open in the short course that does for this one.
    codes = (code, *(each.code for each in curriculum.short_courses(code)))
    live = next((each for each in has.live if each.course in codes and each.instance == instance), None)
    if live is not None:
        ready = all(_met(each, instance, curriculum, has, today) for each in curriculum.requires(live.course))
        return PathStep(
            course=code,
            state="open" if ready else "waiting",
            enrollment_id=live.enrollment_id,
            due_on=live.due_on,
        )
    done = met(curriculum.course(code), instance, has.newest, today)
    return PathStep(course=code, state="met" if done else "not_enrolled", enrollment_id=None, due_on=None)


def _met(code: str, instance: str, curriculum: Curriculum, has: Transcript, today: date) -> bool:
    return any(met(curriculum.course(code), each, has.newest, today) for each in {"", instance})

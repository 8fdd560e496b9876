"""What many runs of the same come to: how often each verdict, and what was not the same in all of them.

A connector that passes nineteen times of twenty is not certified: it is broken, now and then.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rosterproof.verdict import Outcome, RunVerdict, Standing

#: The verdict on many runs is the first of these that one of them got.
_WEIGHT = (Standing.BROKEN, Standing.INCONCLUSIVE, Standing.CERTIFIED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Unsteady:
    """A check in a story that did not come out alike in every run."""

    scenario: str
    check: str
    outcomes: Counter[Outcome]
    #: The first run, counted from 1, in which it came out otherwise than mostly.
    first: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Distribution:
    """The runs, in the order in which they were played."""

    runs: tuple[RunVerdict, ...]

    @property
    def standing(self) -> Standing:
        """What all of them come to: the worst of them."""
        return min((run.standing for run in self.runs), key=_WEIGHT.index)

    @property
    def verdicts(self) -> dict[Standing, int]:
        """How many runs got which verdict."""
        counted = Counter(run.standing for run in self.runs)
        return {standing: counted[standing] for standing in Standing}

    @property
    def unsteady(self) -> tuple[Unsteady, ...]:
        """What was not the same in every run."""
        return tuple(_unsteady(self.runs))

    @property
    def story_digests(self) -> int:
        """How many different stories were told; 1 where all is well."""
        return len({run.story_digest for run in self.runs})

    @property
    def wire_digests(self) -> int:
        """How many different ways the connector had; 1 for a serial one."""
        return len({run.wire_digest for run in self.runs})


def render(found: Distribution) -> str:
    """The distribution as text."""
    many = len(found.runs)
    counted = " · ".join(f"{standing} {count}" for standing, count in found.verdicts.items() if count)
    told = [
        f"verdicts  {counted}, of {many} runs",
        f"digests   {_different(found.story_digests, 'story')} · {_different(found.wire_digests, 'wire')}",
    ]
    told += [
        f"unsteady  {each.scenario}  {each.check}  "
        f"{' · '.join(f'{outcome} {count}' for outcome, count in each.outcomes.most_common())}  (see run {each.first})"
        for each in found.unsteady
    ]
    if not found.unsteady:
        told.append("unsteady  nothing: every check came out alike in every run")
    return "\n".join([*told, f"{found.standing.upper()}  in {found.verdicts[found.standing]} of {many} runs", ""])


def as_data(found: Distribution) -> dict[str, Any]:
    """The distribution for programs."""
    return {
        "verdict": found.standing.value,
        "runs": len(found.runs),
        "verdicts": {standing.value: count for standing, count in found.verdicts.items()},
        "story_digests": found.story_digests,
        "wire_digests": found.wire_digests,
        "unsteady": [
            {
                "scenario": each.scenario,
                "check": each.check,
                "outcomes": {outcome.value: count for outcome, count in each.outcomes.items()},
                "first": each.first,
            }
            for each in found.unsteady
        ],
    }


def _different(many: int, what: str) -> str:
    return f"one {what}" if many == 1 else f"{many} different {what} digests"


def _unsteady(runs: Sequence[RunVerdict]) -> Iterator[Unsteady]:
    said: dict[tuple[str, str], list[Outcome]] = {}
    for run in runs:
        for story in run.scenarios:
            for result in story.results:
                said.setdefault((story.scenario, result.check), []).append(result.outcome)
    for (scenario, check), outcomes in said.items():
        counted = Counter(outcomes)
        if len(counted) > 1:
            usual = counted.most_common(1)[0][0]
            first = next(number for number, outcome in enumerate(outcomes, start=1) if outcome is not usual)
            yield Unsteady(scenario=scenario, check=check, outcomes=counted, first=first)

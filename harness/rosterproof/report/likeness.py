"""Which mutant a broken connector behaves most like, so that whoever mends it knows what kind of mistake to look for.

`rosterproof prove --save` plays mutants and keeps what each broke in which story, in `kills.json` beside this file. A
run is held against it, story by story that both played: how much of what either broke did both break. A likeness is a
hint and no finding: the verdict does not depend on it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import orjson

from rosterproof.verdict import CheckResult, Outcome, RunVerdict, ScenarioVerdict

KILLS = Path(__file__).with_name("kills.json")

#: Story -> check -> the kinds of finding, in words that are the same for everybody.
Kills = Mapping[str, Mapping[str, tuple[str, ...]]]

#: What differs from person to person, or from seed to seed: what stands in quotes or brackets, and words with digits.
_PARTICULAR = re.compile(r"'[^']*'|\([^)]*\)|\S*\d\S*")
#: Below this two connectors have too little in common to be named together.
_ENOUGH = 0.5
#: Mutants named where several are equally like.
_NAMED = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """A mutant: what it does wrong, in plain words, and what that is known to break."""

    title: str
    kills: Kills


@dataclass(frozen=True, kw_only=True, slots=True)
class Likeness:
    """A mutant, and how much of what it and the connector broke was broken by both, from 0 to 1."""

    mutant: str
    title: str
    score: float
    stories: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """In plain words."""
        told = ", ".join(story.rpartition("/")[2] for story in self.stories)
        return f"{self.mutant}, which {self.title} ({self.score:.0%} alike in {told})"


def likeness(verdict: RunVerdict) -> tuple[Likeness, ...]:
    """The mutants that the connector behaves most like, in the most stories; none where nothing is like enough."""
    judged = {story.scenario for story in verdict.scenarios if not story.obstacles}
    broke = kills(verdict.scenarios)
    found = [
        Likeness(mutant=mutant, title=known.title, score=score, stories=tuple(sorted(both)))
        for mutant, known in saved().items()
        if (both := judged & known.kills.keys())
        and (score := _alike({s: broke[s] for s in both}, {s: known.kills[s] for s in both})) >= _ENOUGH
    ]
    best = max(((each.score, len(each.stories)) for each in found), default=None)
    return tuple(each for each in found if (each.score, len(each.stories)) == best)[:_NAMED]


def kills(scenarios: Iterable[ScenarioVerdict]) -> Kills:
    """What was broken in the stories that could be judged."""
    return {story.scenario: _broken(story.results) for story in scenarios if not story.obstacles}


@cache
def saved() -> Mapping[str, Known]:
    """Every mutant whose kills were kept, by id; the connectors that do nothing are among them."""
    content = orjson.loads(KILLS.read_bytes())
    return {mutant: Known(title=kept["title"], kills=_as_tuples(kept["kills"])) for mutant, kept in content.items()}


def kind(expected: str) -> str:
    """What a finding expected, without what is particular to a person.

    >>> kind("job_title 'team-leader' in the LMS, as the HRIS has it in title")
    'job_title in the LMS, as the HRIS has it in title'
    >>> kind("to be enrolled in PSM-200 (by rule psm, due 2026-05-31)")
    'to be enrolled in'
    """
    return " ".join(_PARTICULAR.sub(" ", expected).split())


def _as_tuples(stories: Mapping[str, Mapping[str, list[str]]]) -> Kills:
    return {story: {check: tuple(kinds) for check, kinds in checks.items()} for story, checks in stories.items()}


def _broken(results: Iterable[CheckResult]) -> Mapping[str, tuple[str, ...]]:
    return {
        result.check: tuple(sorted({kind(finding.expected) for finding in result.findings}))
        for result in results
        if result.outcome in {Outcome.BROKEN, Outcome.WARNING}
    }


def _alike(one: Kills, other: Kills) -> float:
    """How alike in the checks that they broke, and in the kinds of finding: the mean of both, by Jaccard."""
    return (_jaccard(_checks(one), _checks(other)) + _jaccard(_kinds(one), _kinds(other))) / 2


def _checks(broke: Kills) -> set[tuple[str, ...]]:
    return {(story, check) for story, checks in broke.items() for check in checks}


def _kinds(broke: Kills) -> set[tuple[str, ...]]:
    return {
        (story, check, said) for story, checks in broke.items() for check, kinds in checks.items() for said in kinds
    }


def _jaccard(one: set[tuple[str, ...]], other: set[tuple[str, ...]]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0

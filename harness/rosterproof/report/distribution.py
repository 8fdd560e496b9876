"""What many runs come to: how often each verdict, what each check saw, and what was not the same in all of them.

A connector that passes nineteen times of twenty is not certified: it is broken, now and then. Of a correct one, every
finding would be a false alarm, and a check without witnesses in some run would say nothing there.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from rosterproof.verdict import CheckRollup, Outcome, RunVerdict, Standing

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
class Seen:
    """What one check came to, over all runs."""

    check: str
    #: Runs in which it passed.
    passed: int
    findings: int
    witnesses: int
    #: Witnesses in the run that had the fewest.
    fewest: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Distribution:
    """The runs, in the order in which they were played."""

    runs: tuple[RunVerdict, ...]
    #: The seed of each, where they are different; none where the same was played again and again.
    seeds: tuple[int, ...] = ()

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
    def checks(self) -> tuple[Seen, ...]:
        """What each check came to."""
        return tuple(_seen(self.runs))

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
    lines = list(_table(found.checks))
    lines.append(f"verdicts  {counted}, of {many} {'seeds' if found.seeds else 'runs'}")
    if not found.seeds:
        lines.append(f"digests   {_different(found.story_digests, 'story')} · {_different(found.wire_digests, 'wire')}")
    lines += [_unsteadily(found, each) for each in found.unsteady]
    if not found.unsteady:
        lines.append("unsteady  nothing: every check came out alike in every run")
    return "\n".join([*lines, f"{found.standing.upper()}  {_headline(found)}", ""])


def told(verdict: RunVerdict) -> RunVerdict:
    """The verdict on a run without its witnesses one by one, of which many runs would hold too many."""
    bare = (
        replace(story, results=tuple(replace(result, witnesses=()) for result in story.results))
        for story in verdict.scenarios
    )
    return replace(verdict, scenarios=tuple(bare))


def _headline(found: Distribution) -> str:
    findings = sum(seen.findings for seen in found.checks)
    witnesses = sum(seen.witnesses for seen in found.checks)
    many = f"{len(found.runs)} {'seeds' if found.seeds else 'runs'}"
    return f"in {found.verdicts[found.standing]} of {many}: {findings:,} findings, {witnesses:,} witnesses"


def _table(checks: Sequence[Seen]) -> Iterator[str]:
    yield f"{'check':<28}{'passed in':>10}{'findings':>10}{'witnesses':>12}{'fewest in a run':>17}"
    for each in checks:
        yield f"{each.check:<28}{each.passed:>10,}{each.findings:>10,}{each.witnesses:>12,}{each.fewest:>17,}"


def _unsteadily(found: Distribution, each: Unsteady) -> str:
    outcomes = " · ".join(f"{outcome} {count}" for outcome, count in each.outcomes.most_common())
    return f"unsteady  {each.scenario}  {each.check}  {outcomes}  (see {_named(found, each.first)})"


def _named(found: Distribution, number: int) -> str:
    return f"seed {found.seeds[number - 1]}" if found.seeds else f"run {number}"


def as_data(found: Distribution) -> dict[str, Any]:
    """The distribution for programs."""
    return {
        "verdict": found.standing.value,
        "runs": len(found.runs),
        **({"seeds": _by_seed(found)} if found.seeds else {}),
        "verdicts": {standing.value: count for standing, count in found.verdicts.items()},
        "story_digests": found.story_digests,
        "wire_digests": found.wire_digests,
        "checks": [asdict(each) for each in found.checks],
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


def _by_seed(found: Distribution) -> list[dict[str, Any]]:
    return [
        {
            "seed": seed,
            "verdict": run.standing.value,
            "story_digest": run.story_digest,
            "wire_digest": run.wire_digest,
            "witnesses": sum(check.witnesses for check in run.checks),
            "findings": sum(check.findings for check in run.checks),
        }
        for seed, run in zip(found.seeds, found.runs, strict=True)
    ]


def _different(many: int, what: str) -> str:
    return f"one {what}" if many == 1 else f"{many} different {what} digests"


def _seen(runs: Sequence[RunVerdict]) -> Iterator[Seen]:
    by_check: dict[str, list[CheckRollup]] = {}
    for run in runs:
        for check in run.checks:
            by_check.setdefault(check.check, []).append(check)
    for name, said in by_check.items():
        yield Seen(
            check=name,
            passed=sum(each.outcome is Outcome.PASSED for each in said),
            findings=sum(each.findings for each in said),
            witnesses=sum(each.witnesses for each in said),
            fewest=min(each.witnesses for each in said),
        )


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

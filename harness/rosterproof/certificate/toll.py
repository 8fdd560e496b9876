"""What the findings of a run cost together, in plain numbers: people, and how long.

People of different stories are different people, whatever they are called: each story is a company of its own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from rosterproof.duration import in_words
from rosterproof.verdict import Harm, ScenarioVerdict

#: Who it happened to, one and many, and what happened.
_TOLD = {
    Harm.ACCESS: ("leaver", "leavers", "with access after leaving"),
    Harm.NO_ACCOUNT: ("person", "people", "employed without an account"),
    Harm.UNTRAINED: ("person", "people", "not assigned training that they need"),
    Harm.UNKNOWN: ("person", "people", "with training that the HRIS does not know of"),
    Harm.WRONG: ("person", "people", "with training that is wrong in the HRIS"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Toll:
    """One harm over a whole run."""

    harm: Harm
    people: int
    #: The longest that it was so for one person, and for all of them together.
    longest: timedelta
    together: timedelta

    @property
    def sentence(self) -> str:
        """In plain words: `4 leavers with access after leaving, for up to 16 h`."""
        one, many, what = _TOLD[self.harm]
        who = f"{self.people:,} {one if self.people == 1 else many} {what}"
        if not self.longest:
            return who
        if self.people == 1:
            return f"{who}, for {in_words(self.longest)}"
        return f"{who}, for up to {in_words(self.longest)} each, {in_words(self.together)} together"


def toll(scenarios: Iterable[ScenarioVerdict]) -> tuple[Toll, ...]:
    """The toll of a run by harm, of stories that could be judged. A person's time counts once, the longest of it."""
    spans: dict[Harm, dict[tuple[str, str], timedelta]] = {}
    for scenario, harm, who, lasted in _exposures(scenarios):
        people = spans.setdefault(harm, {})
        people[scenario, who] = max(lasted, people.get((scenario, who), timedelta()))
    return tuple(
        Toll(
            harm=harm,
            people=len(spans[harm]),
            longest=max(spans[harm].values()),
            together=sum(spans[harm].values(), timedelta()),
        )
        for harm in Harm
        if harm in spans
    )


def _exposures(scenarios: Iterable[ScenarioVerdict]) -> Iterator[tuple[str, Harm, str, timedelta]]:
    for verdict in scenarios:
        for result in verdict.results if not verdict.obstacles else ():
            for finding in result.findings:
                if finding.exposure is not None:
                    who = finding.employee_id or finding.subject
                    yield verdict.scenario, finding.exposure.harm, who, finding.exposure.lasted

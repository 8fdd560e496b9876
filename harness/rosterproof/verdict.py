"""What a judgment is made of, and how many judgments become one verdict.

It stands below evidence and checks and knows neither: checks fill these shapes, reports print them, and the few rules
by which results add up to *certified*, *broken* or *inconclusive* are read here and nowhere else:

* Nothing passes by absence. A check passes only with a witness; without one it was not exercised.
* A story is certified if nothing stood in the way of judging it, no must-check is broken or could not be judged, and
  at least one must-check passed.
* A run is broken as soon as one story is: a broken requirement stays broken whatever else could not be judged. A story
  that the profile does not make a must is shown as it came out, and does not break the run.
* A run of a whole profile is certified only if, besides, every must-check of the profile passed in some story or was
  openly omitted. A run of a part of it is judged on that part, and says that it is no certificate of the profile.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Literal, Protocol

from rosterproof.duration import in_words
from rosterproof.errors import NothingSelected

Severity = Literal["must", "should", "info"]


class Outcome(StrEnum):
    """What one check says about one story, or about a whole run."""

    PASSED = "passed"
    #: A must-check with findings, in a story that is a must.
    BROKEN = "broken"
    #: A should- or info-check with findings, or a must-check in a story that weighs less.
    WARNING = "warning"
    #: Nothing that the check looks for came about in the story.
    NOT_EXERCISED = "not exercised"
    #: The connector does not claim it, and says why.
    OMITTED = "omitted"
    #: It could not be judged, and that is not the connector's doing as far as anyone can tell.
    INCONCLUSIVE = "inconclusive"


class Standing(StrEnum):
    """The verdict on a story and on a run."""

    CERTIFIED = "certified"
    BROKEN = "broken"
    INCONCLUSIVE = "inconclusive"


class Blame(StrEnum):
    """Who is to be looked at where no verdict on the connector could be reached."""

    CONNECTOR = "connector"
    SIMULATOR = "simulator"
    HARNESS = "harness"
    STORY = "story"


class ProfileFacts(Protocol):
    """What the verdict needs to know of a profile; `rosterproof.scenario.profile.Profile` is one."""

    @property
    def name(self) -> str: ...  # noqa: D102 - the class says it

    @property
    def title(self) -> str: ...  # noqa: D102

    @property
    def scenarios(self) -> Sequence[str]: ...  # noqa: D102

    @property
    def severities(self) -> Mapping[str, Severity]: ...  # noqa: D102

    @property
    def weights(self) -> Mapping[str, Severity]: ...  # noqa: D102


@dataclass(frozen=True, kw_only=True, slots=True)
class Witness:
    """A subject that a check really examined, with its precondition seen true."""

    subject: str
    seen: str


class Harm(StrEnum):
    """What a requirement not kept does to people, as far as it can be counted in people and time."""

    ACCESS = "access after leaving"
    NO_ACCOUNT = "no account"
    UNTRAINED = "training not assigned"
    UNKNOWN = "training unknown to the HRIS"
    WRONG = "training record wrong"


#: How one finding tells its harm.
_TOLD = {
    Harm.ACCESS: "kept access {} after leaving",
    Harm.NO_ACCOUNT: "without an account for {}",
    Harm.UNTRAINED: "without this training for {}",
    Harm.UNKNOWN: "unknown to the HRIS for {}",
    Harm.WRONG: "wrong in the HRIS for {}",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Exposure:
    """What a finding cost: from when until when it was so for certain, in the world's time."""

    harm: Harm
    since: datetime
    until: datetime

    @property
    def lasted(self) -> timedelta:
        """How long it was so; nothing ends before it began."""
        return max(self.until - self.since, timedelta())

    @property
    def words(self) -> str:
        """The cost in words: `kept access 25 h after leaving`; none where it was seen at one instant only."""
        return _TOLD[self.harm].format(in_words(self.lasted)) if self.lasted else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One requirement not kept, in words that a stranger understands."""

    #: Who or what, as it is shown: `E0000021 (Ada Berg)`.
    subject: str
    expected: str
    observed: str
    #: The instant at which it was seen first, in the world's time.
    at: datetime
    #: The checkpoint or step at which it was seen first.
    where: str
    #: The employee it is about, where it is about one; reports draw the timeline of that person.
    employee_id: str | None = None
    #: What it cost, where that is known.
    exposure: Exposure | None = None
    #: Where to begin looking.
    look_at: str = ""
    #: Numbers of the exchanges that show it.
    exchanges: tuple[int, ...] = ()
    #: Later checkpoints at which it was still so.
    still_at: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The finding as one sentence."""
        cost = f" ({self.cost})" if self.cost else ""
        return f"{self.subject}: expected {self.expected}; observed {self.observed}{cost}"

    @property
    def cost(self) -> str:
        """What it cost, in words; empty where that is not known."""
        return self.exposure.words if self.exposure else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckResult:
    """What one check says about one story."""

    check: str
    requirement: str
    cites: tuple[str, ...]
    invariant: str | None
    severity: Severity
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    #: Why it is omitted, inconclusive or not exercised; empty otherwise.
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Obstacle:
    """Something that keeps a story from being judged, and who is to be looked at."""

    blame: Blame
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ScenarioVerdict:
    """The verdict on one story."""

    scenario: str
    title: str
    standing: Standing
    obstacles: tuple[Obstacle, ...]
    results: tuple[CheckResult, ...]
    #: Alike for every correct connector with this seed and version.
    story_digest: str
    #: Of what went over the wire, without ports, tokens and wall time.
    wire_digest: str
    #: How much the story weighs in the profile.
    weight: Severity = "must"


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckRollup:
    """What one check says about a whole run."""

    check: str
    requirement: str
    cites: tuple[str, ...]
    severity: Severity
    outcome: Outcome
    witnesses: int
    findings: int
    #: The stories in which it was exercised, and how it came out.
    by_scenario: Mapping[str, Outcome] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class RunVerdict:
    """The verdict on a run."""

    profile: str
    title: str
    standing: Standing
    #: Why it is not certified; one sentence each.
    reasons: tuple[str, ...]
    #: Stories of the profile that were not played. Where there are any, the run is no certificate of the profile.
    not_played: tuple[str, ...]
    #: Stories of the profile that the wires cannot carry -> why. They count neither for nor against the connector.
    left_out: Mapping[str, str]
    scenarios: tuple[ScenarioVerdict, ...]
    checks: tuple[CheckRollup, ...]

    @property
    def partial(self) -> bool:
        """Whether only a part of the profile was played."""
        return bool(self.not_played)

    @property
    def noted(self) -> tuple[str, ...]:
        """What was not kept in stories that are no must, and so does not count; one sentence each."""
        lesser = (story for story in self.scenarios if story.standing is Standing.BROKEN and story.weight != "must")
        return tuple(
            f"{_why_broken(story)} The story weighs {story.weight}, so this does not count." for story in lesser
        )

    @property
    def story_digest(self) -> str:
        """Of the stories' digests; alike for every correct connector with this seed, version and selection."""
        return _digest(verdict.story_digest for verdict in self.scenarios)

    @property
    def wire_digest(self) -> str:
        """Of the stories' wire digests."""
        return _digest(verdict.wire_digest for verdict in self.scenarios)

    @property
    def left_out_by_reason(self) -> Mapping[str, tuple[str, ...]]:
        """Why stories are left out -> which."""
        reasons = dict.fromkeys(self.left_out.values())
        return {why: tuple(name for name, each in self.left_out.items() if each == why) for why in reasons}

    @property
    def omissions(self) -> tuple[CheckRollup, ...]:
        """The checks that the connector does not claim, or the wires cannot carry, anywhere in the run."""
        return tuple(check for check in self.checks if check.outcome is Outcome.OMITTED)


def scenario_standing(obstacles: Sequence[Obstacle], results: Iterable[CheckResult]) -> Standing:
    """The verdict on a story from what stood in the way and what its checks said."""
    must = {result.outcome for result in results if result.severity == "must"}
    if obstacles:
        return Standing.INCONCLUSIVE
    # A must-check with findings is a warning where the story weighs less; the story is broken all the same.
    if must & {Outcome.BROKEN, Outcome.WARNING}:
        return Standing.BROKEN
    if Outcome.INCONCLUSIVE in must or Outcome.PASSED not in must:
        return Standing.INCONCLUSIVE
    return Standing.CERTIFIED


def run_verdict(
    scenarios: Sequence[ScenarioVerdict], profile: ProfileFacts, left_out: Mapping[str, str] | None = None
) -> RunVerdict:
    """The verdict on a run; `left_out` are stories that the wires cannot carry, and why.

    Raises:
        NothingSelected: no story was played, or the profile asks for no check.
    """
    if not scenarios:
        raise NothingSelected(f"no story of profile {profile.name} was played", hint="a verdict needs at least one")
    if not profile.severities:
        raise NothingSelected(f"profile {profile.name} asks for no check", hint="name checks under `severities`")
    played = {verdict.scenario for verdict in scenarios}
    omitted = {name: why for name, why in (left_out or {}).items() if name in profile.scenarios and name not in played}
    not_played = tuple(name for name in profile.scenarios if name not in played and name not in omitted)
    checks = tuple(_rollups(scenarios))
    standing, reasons = _run_standing(scenarios, checks, whole=not not_played)
    return RunVerdict(
        profile=profile.name,
        title=profile.title,
        standing=standing,
        reasons=reasons,
        not_played=not_played,
        left_out=omitted,
        scenarios=tuple(scenarios),
        checks=checks,
    )


def _run_standing(
    scenarios: Sequence[ScenarioVerdict], checks: Sequence[CheckRollup], *, whole: bool
) -> tuple[Standing, tuple[str, ...]]:
    broken = tuple(_why_broken(s) for s in scenarios if s.standing is Standing.BROKEN and s.weight == "must")
    unclear = tuple(_why_inconclusive(s) for s in scenarios if s.standing is Standing.INCONCLUSIVE)
    if broken:
        return Standing.BROKEN, broken + unclear
    absent = [c.check for c in checks if c.severity == "must" and not _held(c)]
    if whole and absent and not unclear:
        unclear = (f"Passed in no story, though the profile makes it a must: {', '.join(absent)}.",)
    return (Standing.INCONCLUSIVE, unclear) if unclear else (Standing.CERTIFIED, ())


def _held(check: CheckRollup) -> bool:
    """Whether a check passed somewhere, was openly omitted, or was broken, which is told elsewhere."""
    said = {check.outcome, *check.by_scenario.values()}
    return bool(said & {Outcome.PASSED, Outcome.OMITTED, Outcome.BROKEN})


def _why_broken(verdict: ScenarioVerdict) -> str:
    failed = {Outcome.BROKEN, Outcome.WARNING}
    names = [r.check for r in verdict.results if r.severity == "must" and r.outcome in failed]
    return f"{verdict.scenario}: {', '.join(names)} broken."


def _why_inconclusive(verdict: ScenarioVerdict) -> str:
    if verdict.obstacles:
        return f"{verdict.scenario}: {verdict.obstacles[0].reason.partition(chr(10))[0]}"
    unclear = [r for r in verdict.results if r.severity == "must" and r.outcome is Outcome.INCONCLUSIVE]
    if unclear:
        return f"{verdict.scenario}: {unclear[0].check} could not be judged: {unclear[0].reason}"
    return f"{verdict.scenario}: no must-check was exercised; nothing passes by absence."


def _digest(parts: Iterable[str]) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()


#: What a check says about a run is the first of these that it said about a story.
_WEIGHT = (
    Outcome.BROKEN,
    Outcome.INCONCLUSIVE,
    Outcome.WARNING,
    Outcome.PASSED,
    Outcome.OMITTED,
    Outcome.NOT_EXERCISED,
)


def weightiest(outcomes: Iterable[Outcome]) -> Outcome:
    """What several outcomes come to: the one that weighs most."""
    return min(outcomes, key=_WEIGHT.index)


def _rollups(scenarios: Sequence[ScenarioVerdict]) -> Iterable[CheckRollup]:
    by_check: dict[str, list[tuple[str, CheckResult]]] = {}
    for verdict in scenarios:
        for result in verdict.results:
            by_check.setdefault(result.check, []).append((verdict.scenario, result))
    for check, said in by_check.items():
        outcome = weightiest(result.outcome for _, result in said)
        decisive = next(result for _, result in said if result.outcome is outcome)
        yield CheckRollup(
            check=check,
            requirement=decisive.requirement,
            cites=decisive.cites,
            severity=decisive.severity,
            outcome=outcome,
            witnesses=sum(len(result.witnesses) for _, result in said),
            findings=sum(len(result.findings) for _, result in said),
            by_scenario={name: r.outcome for name, r in said if r.outcome is not Outcome.NOT_EXERCISED},
            reason=decisive.reason,
        )

"""Judge one story: have every selected check look at the evidence, and say what it all comes to."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from rosterproof.checks.blame import obstacles
from rosterproof.checks.case import Case
from rosterproof.checks.digest import story_digest, wire_digest
from rosterproof.checks.registry import Check, Omission, Said, selected
from rosterproof.checks.soundness import simulator_faults
from rosterproof.errors import NothingSelected
from rosterproof.evidence.record import Evidence
from rosterproof.verdict import (
    Blame,
    CheckResult,
    Exposure,
    Finding,
    Obstacle,
    Outcome,
    ProfileFacts,
    ScenarioVerdict,
    Severity,
    Witness,
    scenario_standing,
)


def judge(evidence: Evidence, profile: ProfileFacts) -> ScenarioVerdict:
    """Judge one story by the checks of a profile. Pure: the same evidence gives the same verdict, anywhere.

    Raises:
        NothingSelected: the profile asks for no check.
        UnknownCheck: it asks for one that there is not.
    """
    asked = selected(profile)
    if not asked:
        raise NothingSelected(f"profile {profile.name} asks for no check", hint="name checks under `severities`")
    in_the_way = list(obstacles(evidence))
    story = ""
    weight = _weight(evidence, profile)
    try:
        case = Case(evidence)
        in_the_way += simulator_faults(case)
        story = story_digest(case)
        results = [_result(case, check, severity, weight) for check, severity in asked]
    except Exception as crash:
        in_the_way.append(Obstacle(blame=Blame.HARNESS, reason=f"the oracle could not work it out: {_told(crash)}."))
        results = [_silent(check, severity) for check, severity in asked]
    if in_the_way:
        results = [_withheld(result, in_the_way, evidence.connector.omits) for result in results]
    return ScenarioVerdict(
        scenario=evidence.scenario,
        title=evidence.title,
        standing=scenario_standing(in_the_way, results),
        obstacles=tuple(in_the_way),
        results=tuple(results),
        story_digest=story,
        wire_digest=wire_digest(evidence),
        weight=weight,
    )


def _weight(evidence: Evidence, profile: ProfileFacts) -> Severity:
    """How much a story weighs, by the first of its tags that the profile weighs; a must where none is."""
    return next((profile.weights[tag] for tag in evidence.tags if tag in profile.weights), "must")


def _result(case: Case, check: Check, severity: Severity, weight: Severity) -> CheckResult:
    silent = _silent(check, severity)
    lacks = case.evidence.lacks
    cannot = next((lacks[each] for each in check.asks if each in lacks), None)
    declared = case.evidence.connector.omits.get(check.id, cannot)
    if declared is not None:
        return replace(silent, outcome=Outcome.OMITTED, reason=declared)
    try:
        said = list(check.judge(case))
    except Exception as crash:
        return replace(silent, outcome=Outcome.INCONCLUSIVE, reason=f"the check itself failed: {_told(crash)}")
    return _outcome(silent, weight, _actors_first(said, frozenset(case.evidence.people.values())))


def _actors_first(said: Sequence[Said], actors: Container[str | None]) -> list[Said]:
    """What is said of the people whom the story is about comes first: that is what its reader looks for."""
    return sorted(said, key=lambda one: isinstance(one, Finding) and one.employee_id not in actors)


def _outcome(silent: CheckResult, weight: Severity, said: Sequence[Said]) -> CheckResult:
    findings = _merged(one for one in said if isinstance(one, Finding))
    witnesses = tuple({one: None for one in said if isinstance(one, Witness)})
    omissions = [one for one in said if isinstance(one, Omission)]
    if findings:
        outcome = Outcome.BROKEN if silent.severity == weight == "must" else Outcome.WARNING
    elif omissions:
        outcome = Outcome.OMITTED
    else:
        outcome = Outcome.PASSED if witnesses else Outcome.NOT_EXERCISED
    reason = omissions[0].reason if outcome is Outcome.OMITTED else ""
    return replace(silent, outcome=outcome, findings=findings, witnesses=witnesses, reason=reason)


def _merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """One finding for what was seen at several checkpoints, with the exposure that it came to in the end."""
    first: dict[tuple[str, str, str], Finding] = {}
    for finding in findings:
        key = (finding.subject, finding.expected, finding.observed)
        if key in first:
            still = f"{finding.where}, {finding.at:%Y-%m-%d %H:%M}"
            seen = (*first[key].still_at, still)
            first[key] = replace(first[key], exposure=_grown(first[key], finding), still_at=seen)
        else:
            first[key] = finding
    return tuple(first.values())


def _grown(first: Finding, again: Finding) -> Exposure | None:
    """The exposure of what was seen again: from when it began at first until now."""
    if first.exposure is None or again.exposure is None:
        return again.exposure
    return replace(again.exposure, since=min(first.exposure.since, again.exposure.since))


def _silent(check: Check, severity: Severity) -> CheckResult:
    return CheckResult(
        check=check.id,
        requirement=check.requirement,
        cites=check.cites,
        invariant=check.invariant,
        severity=severity,
        outcome=Outcome.NOT_EXERCISED,
    )


def _withheld(result: CheckResult, in_the_way: Sequence[Obstacle], declared: Container[str]) -> CheckResult:
    """What a check said in a story that cannot be judged counts neither for nor against the connector.

    What it found missing on the way there says nothing either; only what the connector omits by its own word stands.
    """
    if result.outcome is Outcome.NOT_EXERCISED or result.check in declared:
        return result
    if result.outcome is Outcome.OMITTED:
        return replace(result, outcome=Outcome.NOT_EXERCISED, reason="")
    return replace(result, outcome=Outcome.INCONCLUSIVE, reason=in_the_way[0].reason)


def _told(crash: Exception) -> str:
    return f"{type(crash).__name__}: {crash}"

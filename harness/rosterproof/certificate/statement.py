"""What a certificate states. All of it follows from the folder of the run, so all of it can be worked out again."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from rosterproof.certificate.canonical import digest
from rosterproof.certificate.ledger import LEDGER, Head
from rosterproof.certificate.tested import Tested
from rosterproof.certificate.toll import toll
from rosterproof.evidence.record import Evidence
from rosterproof.verdict import RunVerdict, ScenarioVerdict, Standing

#: Findings of one check in one story that a certificate quotes; it counts them all.
_QUOTED = 3

Statement = Mapping[str, Any]


def statement(
    verdict: RunVerdict, evidence: Sequence[Evidence], tested: Tested, *, version: str, issued_at: datetime, head: Head
) -> Statement:
    """State what was tested and what came of it. `version` is that of Rosterproof, which the stories come with."""
    return {
        "rosterproof": version,
        "issued_at": _instant(issued_at),
        "valid_until": _instant(issued_at + timedelta(days=tested.valid_days)) if _is_certificate(verdict) else None,
        "verdict": verdict.standing.value,
        "reasons": list(verdict.reasons),
        "connector": _connector(evidence[0], tested),
        "profile": _profile(verdict),
        "catalog": {"version": version, "stories": len(evidence), "digest": _stories(evidence)},
        "training": _training(evidence),
        "seed": evidence[0].seed,
        "stories": [_story(*each, tested) for each in zip(verdict.scenarios, evidence, strict=True)],
        "checks": _checks(verdict),
        "omitted": [{"check": c.check, "severity": c.severity, "reason": c.reason} for c in verdict.omissions],
        "findings": list(_findings(verdict.scenarios)),
        "exposure": _exposure(verdict.scenarios),
        "story_digest": verdict.story_digest,
        "wire_digest": verdict.wire_digest,
        "evidence": {"ledger": LEDGER, "files": head.files, "records": head.records, "head": head.head},
    }


def _is_certificate(verdict: RunVerdict) -> bool:
    """Whether there is anything to be valid: a certified run of a whole profile."""
    return verdict.standing is Standing.CERTIFIED and not verdict.partial


def _connector(evidence: Evidence, tested: Tested) -> dict[str, Any]:
    facts, build = evidence.connector, tested.build
    return {
        "name": facts.name,
        "version": facts.version,
        "kind": facts.kind,
        "build": {"files": build.files, "digest": build.digest} if build else None,
        "file": tested.file,
        "hris": tested.hris,
        "lms": tested.lms,
        "policy": dict(tested.policy),
        "mapping": {"fields": len(evidence.mapping["fields"]), "digest": digest(evidence.mapping)},
    }


def _profile(verdict: RunVerdict) -> dict[str, Any]:
    weights = {check.check: check.severity for check in verdict.checks}
    lesser = {story.scenario: story.weight for story in verdict.scenarios if story.weight != "must"}
    stories = sorted([*(story.scenario for story in verdict.scenarios), *verdict.not_played, *verdict.left_out])
    return {
        "name": verdict.profile,
        "title": verdict.title,
        "digest": digest([stories, weights, lesser]),
        "not_played": list(verdict.not_played),
        "left_out": [{"scenario": name, "reason": why} for name, why in verdict.left_out.items()],
    }


def _stories(evidence: Sequence[Evidence]) -> str:
    """A digest of the stories as they were compiled: what happens, under which policy."""
    return digest([[e.scenario, e.title, e.size, _instant(e.started_at), list(e.plan)] for e in evidence])


def _training(evidence: Sequence[Evidence]) -> list[dict[str, Any]]:
    catalogs = {digest(e.catalog): e.catalog for e in evidence}
    return [
        {"courses": len(found["courses"]), "rules": len(found["rules"]), "digest": of}
        for of, found in sorted(catalogs.items())
    ]


def _story(verdict: ScenarioVerdict, evidence: Evidence, tested: Tested) -> dict[str, Any]:
    return {
        "scenario": verdict.scenario,
        "verdict": verdict.standing.value,
        "weight": verdict.weight,
        "policy": {knob: choice for knob, choice in evidence.policy.items() if tested.policy.get(knob) != choice},
        "story_digest": verdict.story_digest,
        "wire_digest": verdict.wire_digest,
    }


def _checks(verdict: RunVerdict) -> list[dict[str, Any]]:
    return [
        {
            "check": check.check,
            "severity": check.severity,
            "outcome": check.outcome.value,
            "witnesses": check.witnesses,
            "findings": check.findings,
        }
        for check in verdict.checks
    ]


def _findings(scenarios: Iterable[ScenarioVerdict]) -> Iterable[dict[str, Any]]:
    for verdict in scenarios:
        for result in verdict.results if not verdict.obstacles else ():
            if result.findings:
                yield {
                    "scenario": verdict.scenario,
                    "check": result.check,
                    "severity": result.severity,
                    "count": len(result.findings),
                    "quoted": [finding.sentence for finding in result.findings[:_QUOTED]],
                }


def _exposure(scenarios: Iterable[ScenarioVerdict]) -> list[dict[str, Any]]:
    return [
        {
            "harm": each.harm.value,
            "people": each.people,
            "longest_minutes": round(each.longest.total_seconds() / 60),
            "together_minutes": round(each.together.total_seconds() / 60),
            "sentence": each.sentence,
        }
        for each in toll(scenarios)
    ]


def _instant(at: datetime) -> str:
    """An instant as certificates write it, to the second.

    >>> _instant(datetime(2026, 3, 2, 9, 30, 0, 999, tzinfo=UTC))
    '2026-03-02T09:30:00Z'
    """
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"

"""The verdict for programs. `report.schema.json` beside this file says what it looks like."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson

from rosterproof.evidence.record import Evidence
from rosterproof.report.figures import figures
from rosterproof.report.likeness import likeness
from rosterproof.report.run import RunReport
from rosterproof.verdict import CheckResult, Finding, ScenarioVerdict

FORMAT = "rosterproof.report/1"
SCHEMA = Path(__file__).with_name("report.schema.json")

#: A passed check over a thousand people has a thousand witnesses; a few show what kind they are.
_SHOWN_WITNESSES = 5


def render(run: RunReport) -> str:
    """The report as JSON."""
    verdict = run.verdict
    content = {
        "format": FORMAT,
        "rosterproof": run.version,
        "issued_at": run.issued_at,
        "verdict": verdict.standing,
        "reasons": verdict.reasons,
        "noted": verdict.noted,
        "profile": {
            "name": verdict.profile,
            "title": verdict.title,
            "not_played": verdict.not_played,
            "left_out": verdict.left_out,
        },
        "connector": _connector(run),
        "seed": run.seed,
        "story_digest": verdict.story_digest,
        "wire_digest": verdict.wire_digest,
        "behaves_like": [asdict(each) for each in likeness(verdict)],
        "checks": [asdict(check) for check in verdict.checks],
        "stories": [_story(run, story, evidence) for story, evidence in run.stories],
    }
    return orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_UTC_Z).decode() + "\n"


def _connector(run: RunReport) -> dict[str, Any]:
    facts = run.connector
    return {"name": facts.name, "version": facts.version, "kind": facts.kind, "omits": dict(facts.omits)}


def _story(run: RunReport, verdict: ScenarioVerdict, evidence: Evidence) -> dict[str, Any]:
    return {
        "scenario": verdict.scenario,
        "title": verdict.title,
        "why": evidence.why,
        "requirements": evidence.requirements,
        "verdict": verdict.standing,
        "weight": verdict.weight,
        "obstacles": [asdict(obstacle) for obstacle in verdict.obstacles],
        "started_at": evidence.started_at,
        "size": evidence.size,
        "seed": evidence.seed,
        "policy": evidence.policy,
        "plan": evidence.plan,
        "figures": asdict(figures(evidence)),
        "seconds": (run.seconds or {}).get(verdict.scenario),
        "story_digest": verdict.story_digest,
        "wire_digest": verdict.wire_digest,
        "results": [_result(result) for result in verdict.results],
    }


def _result(result: CheckResult) -> dict[str, Any]:
    examples = [asdict(witness) for witness in result.witnesses[:_SHOWN_WITNESSES]]
    return {
        "check": result.check,
        "severity": result.severity,
        "outcome": result.outcome,
        "reason": result.reason,
        "findings": [_finding(finding) for finding in result.findings],
        "witnesses": {"count": len(result.witnesses), "examples": examples},
    }


def _finding(finding: Finding) -> dict[str, Any]:
    exposure = finding.exposure
    told = {"exposure": finding.cost, "exposed": asdict(exposure) if exposure else None}
    return {**asdict(finding), **told, "sentence": finding.sentence}

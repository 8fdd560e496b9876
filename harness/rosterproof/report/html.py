"""The verdict as one page that opens from disk: no script, nothing fetched, light and dark.

Everything that came from outside is escaped by the template engine; the page's own policy forbids whatever would slip
through: no script runs, no style but the page's own applies, nothing is loaded.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from rosterproof.certificate.toll import toll
from rosterproof.checks.case import Case
from rosterproof.evidence.record import Evidence
from rosterproof.reference.mutants import discover
from rosterproof.report.actors import actors
from rosterproof.report.excerpt import Excerpt, excerpt
from rosterproof.report.figures import figures, tally
from rosterproof.report.guide import answers
from rosterproof.report.likeness import likeness
from rosterproof.report.plain import plain
from rosterproof.report.run import RunReport
from rosterproof.report.timeline import Timeline, timeline
from rosterproof.report.trace import back
from rosterproof.scenario.guide import guide
from rosterproof.verdict import CheckResult, Finding, Outcome, RunVerdict, ScenarioVerdict, Standing, Witness

_HYPHENATED = re.compile(r"\d{4}-\d\d-\d\d|[A-Z]{2,5}-\d{3}")
#: Findings of one check in one story that are shown in full.
_SHOWN = 3
#: Outcome of a check in a story -> the sign in the matrix.
_SIGNS = {
    Outcome.PASSED: "✓",
    Outcome.BROKEN: "✕",
    Outcome.WARNING: "!",
    Outcome.INCONCLUSIVE: "?",
    Outcome.OMITTED: "-",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """A finding shown in full."""

    story: ScenarioVerdict
    result: CheckResult
    finding: Finding
    timeline: Timeline | None
    exchanges: tuple[Excerpt, ...]
    open: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOver:
    """Findings of one check in one story that are only listed."""

    scenario: str
    result: CheckResult
    findings: tuple[Finding, ...]


def render(run: RunReport) -> str:
    """The report as one HTML page."""
    environment = Environment(
        loader=PackageLoader("rosterproof.report", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printable,
    )
    environment.filters["unbroken"] = _unbroken
    style = files("rosterproof.report").joinpath("page", "style.css").read_text(encoding="utf-8")
    cards = tuple(_cards(run))
    numbers = [figures(evidence) for evidence in run.evidence]
    return environment.get_template("report.html").render(
        run=run,
        verdict=run.verdict,
        connector=run.connector,
        style=style,
        style_hash=_hash(style),
        lead=_lead(run),
        toll=toll(run.verdict.scenarios),
        like=likeness(run.verdict),
        certified=sum(story.standing is Standing.CERTIFIED for story in run.verdict.scenarios),
        tally=", ".join(f"{count} {outcome}" for outcome, count in tally(run.verdict).items() if count),
        witnesses=sum(check.witnesses for check in run.verdict.checks),
        exchanges=sum(number.exchanges for number in numbers),
        deliveries=sum(number.deliveries for number in numbers),
        cards=cards,
        left_over=tuple(_left_over(run.verdict.scenarios)),
        answers=answers(run),
        criteria={row.id: row.asks for row in guide()},
        traced=back(check.check for check in run.verdict.checks),
        mutants={mutant.id: mutant for mutant in discover()},
        stories=[_story(run, verdict, evidence) for verdict, evidence in run.stories],
        outcomes=list(Outcome),
        telling=_telling,
        css=lambda outcome: str(outcome or "none").replace(" ", "-"),
        sign=lambda outcome: _SIGNS.get(outcome, "·"),
    )


def _printable(value: Any) -> Any:
    """What is printed by a template: text without what could mislead a reader."""
    return value if hasattr(value, "__html__") or not isinstance(value, str) else plain(value)


def _unbroken(text: str) -> Markup:
    """The text, escaped, with its dates and course codes kept from being broken at their hyphens."""
    return Markup(_HYPHENATED.sub(r'<span class="whole">\g<0></span>', str(escape(plain(text)))))  # noqa: S704 - escaped


def _hash(style: str) -> str:
    return "sha256-" + b64encode(sha256(style.encode()).digest()).decode()


def _lead(run: RunReport) -> str:
    verdict = run.verdict
    match verdict.standing:
        case Standing.CERTIFIED:
            carried = " that these wires carry" if verdict.left_out else ""
            return f"Kept the learning side true in {_played(verdict)} of profile {verdict.profile}{carried}."
        case Standing.BROKEN:
            broken = sum(check.outcome is Outcome.BROKEN for check in verdict.checks)
            many = "requirement was" if broken == 1 else "requirements were"
            return f"{broken} {many} not kept in {_played(verdict)} of profile {verdict.profile}."
        case Standing.INCONCLUSIVE:
            return "Could not be judged. This is no verdict on the connector."


def _played(verdict: RunVerdict) -> str:
    played, whole = len(verdict.scenarios), len(verdict.scenarios) + len(verdict.not_played)
    if verdict.partial:
        return f"{played} of {whole} stories"
    return "the story" if whole == 1 else f"all {whole} stories"


def _story(run: RunReport, verdict: ScenarioVerdict, evidence: Evidence) -> dict[str, Any]:
    seconds = (run.seconds or {}).get(verdict.scenario)
    return {
        "verdict": verdict,
        "evidence": evidence,
        "figures": figures(evidence),
        "actors": actors(evidence),
        "seconds": seconds,
    }


def _telling(result: CheckResult, evidence: Evidence) -> Witness:
    """The witness to be shown: the last one about somebody whom the story is about, or else the first."""
    actors = tuple(evidence.people.values())
    return next((one for one in reversed(result.witnesses) if one.subject.startswith(actors)), result.witnesses[0])


def _told(verdict: ScenarioVerdict) -> Iterable[CheckResult]:
    return (result for result in verdict.results if result.outcome in {Outcome.BROKEN, Outcome.WARNING})


def _cards(run: RunReport) -> Iterator[Card]:
    is_open = True
    for verdict, evidence in run.stories:
        case: Case | None = None
        for result in _told(verdict):
            for finding in result.findings[:_SHOWN]:
                case = case or Case(evidence)
                yield Card(
                    story=verdict,
                    result=result,
                    finding=finding,
                    timeline=_timeline(case, finding) if finding.employee_id else None,
                    exchanges=tuple(excerpt(case.rows[n]) for n in finding.exchanges if n in case.rows),
                    open=is_open,
                )
                is_open = False


def _timeline(case: Case, finding: Finding) -> Timeline | None:
    shown = timeline(
        case, finding.employee_id or "", finding.exchanges, case.views[-1].at if case.views else finding.at
    )
    return shown if shown.instants else None


def _left_over(scenarios: Iterable[ScenarioVerdict]) -> Iterator[LeftOver]:
    for verdict in scenarios:
        for result in _told(verdict):
            if len(result.findings) > _SHOWN:
                yield LeftOver(scenario=verdict.scenario, result=result, findings=result.findings[_SHOWN:])

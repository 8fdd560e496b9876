"""The verdict as JUnit XML, for every CI server: a suite per story, a case per check.

Broken is a failure, inconclusive an error; not exercised and omitted are skipped. A warning passes and says so.
"""

from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from rosterproof.evidence.record import Evidence
from rosterproof.report.plain import plain
from rosterproof.report.run import RunReport
from rosterproof.verdict import CheckResult, Finding, Outcome, ScenarioVerdict


def render(run: RunReport) -> str:
    """The report as JUnit XML."""
    document = JUnitXml(name=plain(f"Rosterproof {run.verdict.profile}: {run.connector.name}"))
    for verdict, evidence in run.stories:
        document.add_testsuite(_suite(run, verdict, evidence))
    text = document.tostring().decode()  # type: ignore[no-untyped-call] # the library's own types stop here
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _suite(run: RunReport, verdict: ScenarioVerdict, evidence: Evidence) -> TestSuite:
    suite = TestSuite(verdict.scenario)
    for name, value in (
        ("verdict", verdict.standing.value),
        ("seed", str(evidence.seed)),
        ("connector", f"{run.connector.name} {run.connector.version}"),
        ("story_digest", verdict.story_digest),
        ("wire_digest", verdict.wire_digest),
    ):
        suite.add_property(name, plain(value))
    for result in verdict.results:
        suite.add_testcase(_case(verdict, result))
    return suite


def _case(verdict: ScenarioVerdict, result: CheckResult) -> TestCase:
    row = TestCase(result.check, classname=verdict.scenario)
    told = plain("\n".join(_told(finding) for finding in result.findings))
    reason = plain(result.reason)
    match result.outcome:
        case Outcome.BROKEN:
            row.result = [_with_text(Failure(plain(result.requirement), result.check), told)]
        case Outcome.INCONCLUSIVE:
            row.result = [_with_text(Error(reason, "inconclusive"), told)]
        case Outcome.OMITTED:
            row.result = [Skipped(f"omitted: {reason}")]
        case Outcome.NOT_EXERCISED:
            row.result = [Skipped("not exercised in this story")]
        case Outcome.WARNING:
            row.system_out = told
        case Outcome.PASSED:
            pass
    return row


def _with_text(element: Failure | Error, text: str) -> Failure | Error:
    element.text = text
    return element


def _told(finding: Finding) -> str:
    cited = ", ".join(str(number) for number in finding.exchanges)
    return f"{finding.sentence} [{finding.where}; exchanges {cited or 'none'}] {finding.look_at}".rstrip()

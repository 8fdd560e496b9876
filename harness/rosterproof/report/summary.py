"""The verdict in Markdown, for the summary of a CI job or a comment: what it is, what it cost, what to look at first.

Names come from strangers, so every letter that could mean something in Markdown is escaped.
"""

import re
from collections.abc import Iterator

from rosterproof.certificate.toll import toll
from rosterproof.report.figures import tally
from rosterproof.report.likeness import likeness
from rosterproof.report.plain import plain
from rosterproof.report.run import RunReport
from rosterproof.verdict import Finding, Outcome, RunVerdict, Standing

_SIGNS = {
    Standing.CERTIFIED: "✅",
    Standing.BROKEN: "❌",
    Standing.INCONCLUSIVE: "❔",
    Outcome.PASSED: "✅",
    Outcome.BROKEN: "❌",
    Outcome.WARNING: "⚠️",
    Outcome.INCONCLUSIVE: "❔",
    Outcome.OMITTED: "⏭️",
    Outcome.NOT_EXERCISED: "⬜",
}
_MEANINGFUL = re.compile(r"([\\`*_\[\]<>#|~@&$])")
#: Findings told of one check in one story; the other reports have all of them.
_SHOWN = 3


def render(run: RunReport) -> str:
    """The report as Markdown."""
    return "\n".join(_lines(run)) + "\n"


def text(raw: str) -> str:
    r"""Text that Markdown shows as it is, on one line.

    >>> text("<b>a|b</b>\n# c")
    '\\<b\\>a\\|b\\</b\\> \\# c'
    """
    return _MEANINGFUL.sub(r"\\\1", " ".join(plain(raw).split()))


def _lines(run: RunReport) -> Iterator[str]:
    verdict = run.verdict
    yield f"## {_SIGNS[verdict.standing]} {text(run.connector.name)} {text(run.connector.version)}: {verdict.standing}"
    yield ""
    yield _headline(run)
    for each in toll(verdict.scenarios):
        yield f"- **{text(each.sentence)}**"
    yield from (f"- {text(reason)}" for reason in (*verdict.reasons, *verdict.noted))
    yield from (f"- Behaves most like {text(each.sentence)}" for each in likeness(verdict))
    yield from (f"- Omitted: `{c.check}`, {text(c.reason)}" for c in verdict.omissions)
    yield from _left_out(verdict)
    yield from _stories(run)
    yield from _findings(verdict)
    yield from _checks(verdict)
    yield ""
    yield f"Digests: story `{verdict.story_digest[:16]}`, wire `{verdict.wire_digest[:16]}`, seed {run.seed}."
    yield from _signed(run)


def _left_out(verdict: RunVerdict) -> Iterator[str]:
    for why, stories in verdict.left_out_by_reason.items():
        yield f"- Left out, as the wire cannot carry it: {', '.join(f'`{name}`' for name in stories)}. {text(why)}"


def _headline(run: RunReport) -> str:
    verdict = run.verdict
    counted = ", ".join(f"{count} {outcome}" for outcome, count in tally(verdict).items() if count)
    whole = len(verdict.scenarios) + len(verdict.not_played)
    stories = f"{len(verdict.scenarios)} of {whole} stories" if verdict.partial else f"{whole} stories"
    part = " This is no certificate of the profile." if verdict.partial else ""
    return f"Profile **{text(verdict.profile)}**, {stories}; checks: {counted}. Rosterproof {run.version}.{part}\n"


def _stories(run: RunReport) -> Iterator[str]:
    yield from ("", "| story | verdict | what happens | seconds |", "|---|---|---|---:|")
    for story in run.verdict.scenarios:
        seconds = (run.seconds or {}).get(story.scenario)
        took = f"{seconds:.1f}" if seconds is not None else ""
        sign = _SIGNS[story.standing]
        yield f"| {text(story.scenario)} | {sign} {story.standing} | {text(story.title)} | {took} |"


def _findings(verdict: RunVerdict) -> Iterator[str]:
    found = [
        (story, result)
        for story in verdict.scenarios
        for result in story.results
        if result.outcome in {Outcome.BROKEN, Outcome.WARNING}
    ]
    if found:
        yield from ("", "### What was found")
    for story, result in found:
        yield ""
        sign = _SIGNS[result.outcome]
        yield f"{sign} **`{result.check}`** ({result.severity}) in {text(story.scenario)}: {text(result.requirement)}"
        yield ""
        yield from (line for finding in result.findings[:_SHOWN] for line in _finding(finding))
        left = len(result.findings) - _SHOWN
        if left > 0:
            yield f"- and {left} more"


def _finding(finding: Finding) -> Iterator[str]:
    yield f"- **{text(finding.subject)}**: expected {text(finding.expected)}; observed {text(finding.observed)}"
    cost = f"{text(finding.cost)}; " if finding.cost else ""
    cited = f"; exchanges {', '.join(map(str, finding.exchanges))}" if finding.exchanges else ""
    yield f"  - {cost}first seen at {text(finding.where)}, {finding.at:%Y-%m-%d %H:%M} UTC{cited}"
    if finding.look_at:
        yield f"  - {text(finding.look_at)}"


def _checks(verdict: RunVerdict) -> Iterator[str]:
    yield from ("", "<details><summary>Every check</summary>", "")
    yield from ("| check | weight | outcome | witnesses |", "|---|---|---|---:|")
    for check in verdict.checks:
        sign = _SIGNS[check.outcome]
        yield f"| `{check.check}` | {check.severity} | {sign} {check.outcome} | {check.witnesses:,} |"
    yield from ("", "</details>")


def _signed(run: RunReport) -> Iterator[str]:
    if run.certificate is not None:
        until = run.certificate.valid_until
        valid = f"valid until {until:%Y-%m-%d}, " if until else ""
        yield f"Certificate: {valid}signed with `{run.certificate.public_key}`."

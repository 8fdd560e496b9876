"""The verdict for people at a terminal: the stories, what broke and why, and one line to take away."""

import os
import sys
from io import StringIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from rosterproof.report.figures import tally
from rosterproof.report.plain import plain
from rosterproof.report.run import RunReport
from rosterproof.verdict import CheckResult, Finding, Outcome, RunVerdict, ScenarioVerdict, Standing

_STYLE = {
    Standing.CERTIFIED: "green",
    Standing.BROKEN: "red",
    Standing.INCONCLUSIVE: "yellow",
    Outcome.BROKEN: "red",
    Outcome.WARNING: "yellow",
    Outcome.INCONCLUSIVE: "yellow",
}
#: Of one check in one story; the other reports have all of them.
_SHOWN = 3
_WIDTH = 110


def render(run: RunReport, *, color: bool | None = None) -> str:
    """The report as text. Colors where the terminal has them and NO_COLOR is not set, unless told."""
    out = StringIO()
    console = Console(
        file=out,
        width=_WIDTH,
        highlight=False,
        force_terminal=_colored() if color is None else color,
        no_color=not (_colored() if color is None else color),
        legacy_windows=False,
    )
    console.print(_stories(run))
    for verdict in run.verdict.scenarios:
        _details(console, verdict)
    _close(console, run)
    return out.getvalue()


def _colored() -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def _stories(run: RunReport) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    for column in ("story", "verdict"):
        table.add_column(column, no_wrap=True)
    table.add_column("title", ratio=1)
    table.add_column("passed", justify="right", no_wrap=True)
    table.add_column("took", justify="right", no_wrap=True)
    for verdict in run.verdict.scenarios:
        passed = sum(result.outcome is Outcome.PASSED for result in verdict.results)
        seconds = (run.seconds or {}).get(verdict.scenario)
        table.add_row(
            verdict.scenario,
            Text(verdict.standing, style=_STYLE[verdict.standing]),
            Text(plain(verdict.title)),
            f"{passed} passed",
            f"{seconds:.1f} s" if seconds is not None else "",
        )
    return table


def _details(console: Console, verdict: ScenarioVerdict) -> None:
    told = [result for result in verdict.results if result.outcome in {Outcome.BROKEN, Outcome.WARNING}]
    if not told and not verdict.obstacles:
        return
    console.print()
    console.print(Text(f"{verdict.scenario}  {plain(verdict.title)}", style="bold"))
    for obstacle in verdict.obstacles:
        console.print(Text(f"  not judged  {plain(obstacle.reason)}", style="yellow"))
        console.print(Text(f"  look at     the {obstacle.blame}"))
    for result in told:
        _result(console, result)


def _result(console: Console, result: CheckResult) -> None:
    severity = Text(result.severity.upper(), style=_STYLE[result.outcome])
    console.print(
        Text("  ").append(f"{result.check}  ", style="bold").append(severity).append(f"  {result.requirement}")
    )
    for finding in result.findings[:_SHOWN]:
        _finding(console, finding)
    left = len(result.findings) - _SHOWN
    if left > 0:
        console.print(Text(f"    and {left} more like this; the JSON and HTML reports list all of them", style="dim"))


def _finding(console: Console, finding: Finding) -> None:
    still = f", still so at {finding.still_at[-1]}" if finding.still_at else ""
    cited = ", ".join(str(number) for number in finding.exchanges)
    console.print(Text(f"    {plain(finding.subject)}"))
    for name, text in (
        ("expected", finding.expected),
        ("observed", finding.observed),
        ("exposure", finding.exposure),
        ("seen at", f"{finding.where}, {finding.at:%Y-%m-%d %H:%M}{still}"),
        ("exchanges", cited),
        ("look at", finding.look_at),
    ):
        if text:
            console.print(_line(name, plain(text)))


def _line(name: str, text: str) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(width=16, justify="right", style="dim")
    table.add_column(ratio=1)
    table.add_row(name, Text(text))
    return table


def _close(console: Console, run: RunReport) -> None:
    verdict = run.verdict
    console.print()
    for reason in verdict.reasons:
        console.print(Text(f"  {plain(reason)}"))
    for omitted in verdict.omissions:
        console.print(Text(f"  omitted  {omitted.check}: {plain(omitted.reason)}"))
    counted = " · ".join(f"{count} {outcome}" for outcome, count in tally(verdict).items() if count)
    console.print(Text(f"checks   {counted}"))
    console.print(
        Text(f"digests  story {verdict.story_digest[:16]} · wire {verdict.wire_digest[:16]} · seed {run.seed}")
    )
    headline = Text(verdict.standing.upper(), style=f"bold {_STYLE[verdict.standing]}")
    console.print(headline.append(f"  {_sentence(run, verdict)}", style="default"))


def _sentence(run: RunReport, verdict: RunVerdict) -> str:
    whom = plain(f"{run.connector.name} {run.connector.version}".strip())
    if verdict.partial:
        part = f"{len(verdict.scenarios)} of {len(verdict.scenarios) + len(verdict.not_played)} stories"
        return f"{whom} on {part} of profile {verdict.profile}; not a certificate of the profile"
    return f"{whom} on profile {verdict.profile} (Rosterproof {run.version})"

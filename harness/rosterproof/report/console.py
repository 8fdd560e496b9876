"""The verdict for people at a terminal: the stories, what broke and why, and one line to take away."""

import os
import sys
from io import StringIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rosterproof.certificate.toll import toll
from rosterproof.report.figures import tally
from rosterproof.report.likeness import likeness
from rosterproof.report.plain import plain
from rosterproof.report.run import RunReport
from rosterproof.verdict import Finding, Obstacle, Outcome, RunVerdict, ScenarioVerdict, Standing

_STYLE = {
    Standing.CERTIFIED: "green",
    Standing.BROKEN: "red",
    Standing.INCONCLUSIVE: "yellow",
    Outcome.BROKEN: "red",
    Outcome.WARNING: "yellow",
    Outcome.INCONCLUSIVE: "yellow",
}
#: Findings told of a check where it is first broken, and in each story after that; the other reports have all of them.
_SHOWN, _SHOWN_AGAIN = 3, 1
_WIDTH = 110
#: Stories named where one thing kept several from being judged.
_NAMED = 3


def render(run: RunReport, *, color: bool | None = None, width: int = _WIDTH) -> str:
    """The report as text. Colors where the terminal has them and NO_COLOR is not set, unless told."""
    out = StringIO()
    console = Console(
        file=out,
        width=min(width, _WIDTH),
        highlight=False,
        force_terminal=_colored() if color is None else color,
        no_color=not (_colored() if color is None else color),
        legacy_windows=False,
    )
    console.print(_stories(run))
    _not_judged(console, run.verdict)
    told: set[str] = set()
    for verdict in run.verdict.scenarios:
        _findings(console, verdict, told)
    _close(console, run)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


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
    # Of one width whatever it took, so that titles break alike in every run.
    table.add_column("took", justify="right", no_wrap=True, min_width=7)
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


def _not_judged(console: Console, verdict: RunVerdict) -> None:
    """The stories that could not be judged, together where the same thing kept them from it."""
    kept: dict[tuple[Obstacle, ...], list[ScenarioVerdict]] = {}
    for story in verdict.scenarios:
        if story.obstacles:
            kept.setdefault(story.obstacles, []).append(story)
    for obstacles, stories in kept.items():
        names = [story.scenario for story in stories]
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        title = f"  {plain(stories[0].title)}" if len(stories) == 1 else ""
        console.print()
        console.print(Text(", ".join(names[:_NAMED]) + more + title, style="bold"))
        for obstacle in obstacles:
            console.print(_line("not judged", plain(obstacle.reason), indent=2, style="yellow"))
            console.print(_line("look at", f"the {obstacle.blame}", indent=2))


def _findings(console: Console, verdict: ScenarioVerdict, told: set[str]) -> None:
    found = [result for result in verdict.results if result.outcome in {Outcome.BROKEN, Outcome.WARNING}]
    if found:
        console.print()
        console.print(Text(f"{verdict.scenario}  {plain(verdict.title)}", style="bold"))
    for result in found:
        head = Text(f"{result.check}  ", style="bold").append(result.severity.upper(), style=_STYLE[result.outcome])
        console.print(Padding(head.append(f"  {result.requirement}", style="not bold"), (0, 0, 0, 2)))
        shown = _SHOWN_AGAIN if result.check in told else _SHOWN
        told.add(result.check)
        for finding in result.findings[:shown]:
            _finding(console, finding)
        left = len(result.findings) - shown
        if left > 0:
            console.print(Text(f"    and {left} more like this, in the other reports", style="dim"))


def _finding(console: Console, finding: Finding) -> None:
    still = f", still so at {finding.still_at[-1]}" if finding.still_at else ""
    cited = ", ".join(str(number) for number in finding.exchanges)
    console.print(Text(f"    {plain(finding.subject)}"))
    for name, text in (
        ("expected", finding.expected),
        ("observed", finding.observed),
        ("exposure", finding.cost),
        ("seen at", f"{finding.where}, {finding.at:%Y-%m-%d %H:%M}{still}"),
        ("exchanges", cited),
        ("look at", finding.look_at),
    ):
        if text:
            console.print(_line(name, plain(text), indent=6))


def _line(name: str, text: str, *, indent: int, style: str = "") -> Padding:
    """A name and what is said of it, hanging under itself where it is long."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=10, style="dim")
    table.add_column(ratio=1)
    table.add_row(name, Text(text, style=style))
    return Padding(table, (0, 0, 0, indent))


def _close(console: Console, run: RunReport) -> None:
    verdict = run.verdict
    console.print()
    told = {story.scenario for story in verdict.scenarios if story.obstacles}
    for reason in verdict.reasons:
        if reason.partition(":")[0] not in told:
            console.print(Padding(Text(plain(reason)), (0, 0, 0, 2)))
    for noted in verdict.noted:
        console.print(_line("noted", plain(noted), indent=2))
    for cost in toll(verdict.scenarios):
        console.print(_line("exposure", cost.sentence, indent=2))
    for mutant in likeness(verdict):
        console.print(_line("like", plain(mutant.sentence), indent=2))
    for omitted in verdict.omissions:
        console.print(_line("omitted", f"{omitted.check}: {plain(omitted.reason)}", indent=2))
    for why, stories in verdict.left_out_by_reason.items():
        console.print(_line("left out", f"{', '.join(stories)}: {plain(why)}", indent=2))
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
    if verdict.standing is Standing.INCONCLUSIVE:
        return f"{whom} on profile {verdict.profile}; this is no verdict on the connector"
    return f"{whom} on profile {verdict.profile} (Rosterproof {run.version})"

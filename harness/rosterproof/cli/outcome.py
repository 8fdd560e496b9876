"""From a judged run to what a shell, a colleague and a CI server get: exit code, reports, and the verdict in words."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from rosterproof.cli import terminal
from rosterproof.errors import SetupError
from rosterproof.exit_code import ExitCode
from rosterproof.report import RunReport
from rosterproof.verdict import Blame, RunVerdict, Standing

if TYPE_CHECKING:
    from rosterproof.series import Played

#: What the shell is told of a verdict.
CODES = {
    Standing.CERTIFIED: ExitCode.CERTIFIED,
    Standing.BROKEN: ExitCode.BROKEN,
    Standing.INCONCLUSIVE: ExitCode.INCONCLUSIVE,
}


def exit_code(run: RunReport) -> ExitCode:
    """What the shell is told."""
    return CODES[run.verdict.standing]


def publish(
    run: RunReport,
    out: Path | None,
    *,
    junit: Path | None,
    html: Path | None,
    summary: Path | None,
    as_json: bool,
    no_color: bool,
) -> None:
    """Write the reports into `out` and wherever else they were asked for, and print the verdict."""
    from rosterproof.certificate import CERTIFICATE
    from rosterproof.report import as_json as json_report
    from rosterproof.report import console as console_report

    write(run, out, junit=junit, html=html, summary=summary)
    if as_json:
        terminal.data(json_report.render(run))
    else:
        terminal.data(console_report.render(run, color=terminal.colors(unwanted=no_color), width=terminal.width()))
    if out is not None:
        for line in _where_to_look(run, out):
            terminal.say(line)
        terminal.say(f"report   {out / 'report.html'}")
        if run.certificate is not None:
            terminal.say(f"signed   {out / CERTIFICATE}, with {run.certificate.public_key}")


def write(
    run: RunReport,
    out: Path | None,
    *,
    junit: Path | None = None,
    html: Path | None = None,
    summary: Path | None = None,
) -> None:
    """Write the reports into `out`, and wherever else they were asked for."""
    from rosterproof.report import as_json, badge
    from rosterproof.report import html as html_report
    from rosterproof.report import junit as junit_report
    from rosterproof.report import summary as markdown

    page, tests, told = html_report.render(run), junit_report.render(run), markdown.render(run)
    wanted = [(html, page), (junit, tests), (summary, told)]
    if out is not None:
        wanted += [(out / "report.html", page), (out / "report.json", as_json.render(run)), (out / "junit.xml", tests)]
        wanted += [(out / "summary.md", told), (out / "badge.svg", badge.render(run))]
    for file, content in wanted:
        if file is not None:
            _write(file, content)


def let_go(played: "Played") -> bool:
    """Let go of the evidence of a run that is certified; whether it was."""
    if played.report.verdict.standing is not Standing.CERTIFIED:
        return False
    shutil.rmtree(played.place)
    return True


def distributed(verdicts: Sequence[RunVerdict], out: Path, *, seeds: Sequence[int] | None, as_json: bool) -> Standing:
    """Say how the verdicts of many runs are distributed, on stdout and in `out`; what they come to."""
    from rosterproof.certify import REPEATS
    from rosterproof.report.distribution import Distribution, as_data, render

    found = Distribution(runs=tuple(verdicts), seeds=tuple(seeds or ()))
    data = orjson.dumps(as_data(found), option=orjson.OPT_INDENT_2).decode() + "\n"
    _write(out / REPEATS, data)
    terminal.data(data if as_json else render(found))
    return found.standing


def many_runs(out: Path) -> None:
    """Make room for many runs, each in a folder of its own."""
    from rosterproof.certify import REPEATS, prepare
    from rosterproof.recheck import MANIFEST

    prepare(out)
    (out / REPEATS).write_text("{}", encoding="utf-8")
    (out / MANIFEST).unlink(missing_ok=True)


def matrix(verdicts: Mapping[tuple[str, str], RunVerdict], out: Path, *, as_json: bool) -> Standing:
    """Show how a connector came out over every pair of dialects, on stdout and in `out`; what they come to."""
    from rosterproof.certify import MATRIX
    from rosterproof.report import pairs

    data = orjson.dumps(pairs.as_data(verdicts), option=orjson.OPT_INDENT_2).decode() + "\n"
    for name, content in zip(MATRIX, (data, pairs.markdown(verdicts)), strict=True):
        _write(out / name, content)
    terminal.data(data if as_json else pairs.render(verdicts))
    return pairs.standing(verdicts)


def _where_to_look(run: RunReport, out: Path) -> Iterator[str]:
    """The command that shows the first exchange of a finding, and what the connector printed where it failed."""
    from rosterproof.evidence.folder import LOG
    from rosterproof.recheck import evidence_folder

    cited = (
        f"{verdict.scenario.rpartition('/')[2]}:{finding.exchanges[-1]}"
        for verdict in run.verdict.scenarios
        for result in verdict.results
        for finding in result.findings
        if finding.exchanges and not verdict.obstacles
    )
    failed = (
        evidence_folder(out, verdict.scenario) / LOG
        for verdict in run.verdict.scenarios
        if any(obstacle.blame is Blame.CONNECTOR for obstacle in verdict.obstacles)
    )
    yield from (f"look at  rosterproof show {out} {item}" for item in islice(cited, 1))
    yield from (f"log      {file}" for file in islice((file for file in failed if file.is_file()), 1))


def _write(file: Path, content: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    except OSError as problem:
        raise SetupError(f"cannot be written: {problem.strerror}", where=str(file)) from None

"""`rosterproof rules test`: try the assignment rules of a catalog on sample employees before they mean anybody real."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import click

from rosterproof.cli import options, terminal
from rosterproof.exit_code import ExitCode

if TYPE_CHECKING:
    from rosterproof.rehearsal import Result, SampleFile

Apart = Mapping[str, list[str]]


@click.group()
def command() -> None:
    """Try assignment rules on sample employees."""


@command.command("test")
@click.argument("samples", default="compliance")
@click.option("--catalog", metavar="NAME|FILE", help="Try this catalog instead of the one that the samples name.")
@click.option("--lms", "ask_lms", is_flag=True, help="Ask a simulated LMS too, and show where it assigns otherwise.")
@options.as_json
@options.examples(
    "rosterproof rules test                           the shipped samples",
    "rosterproof rules test my/samples.yaml --lms     yours, by the LMS too",
)
def test(samples: str, *, catalog: str | None, ask_lms: bool, as_json: bool) -> int:
    """Say what would be assigned to sample employees, and why.

    SAMPLES is a file of profiles with expected courses and due dates, or a shipped one by its name. Exits 1 when
    something else comes out than is expected, and 3 when the oracle and the LMS disagree.
    """
    from rosterproof.rehearsal import read_samples, rehearse

    file = read_samples(samples, catalog=catalog)
    results = rehearse(file)
    apart: Apart = {}
    if ask_lms:
        from rosterproof.rehearsal.second_opinion import differences

        apart = differences(file, results)
    if as_json:
        terminal.data(_json(file, results, apart if ask_lms else None))
    else:
        terminal.data(terminal.inert("\n".join(_lines(file, results, apart if ask_lms else None)) + "\n"))
    if apart:
        return ExitCode.INCONCLUSIVE
    return ExitCode.CERTIFIED if all(result.passed for result in results) else ExitCode.BROKEN


def _lines(file: "SampleFile", results: "list[Result]", apart: Apart | None) -> Iterator[str]:
    yield f"{file.title}: catalog {file.catalog_name}, as of {file.on}"
    for result in results:
        yield ""
        yield f"{'as expected' if result.passed else 'NOT AS EXPECTED'}  {result.sample.name}"
        for each in result.assigned:
            due = f"due {each.due_on}" if each.due_on else "no due date"
            yield f"  {each.course:<14} {due:<15} {each.why}"
        for miss in result.misses:
            yield f"  ! {miss.course}: expected {miss.expected}, found {miss.found}"
            yield f"      {miss.why}"
        for difference in (apart or {}).get(result.sample.name, ()):
            yield f"  ? {difference}"
    yield ""
    good = sum(result.passed for result in results)
    yield f"{good} of {len(results)} samples as expected"
    if apart is not None:
        said = f"assigns something else to {len(apart)} of them; one of the two is wrong" if apart else "agrees on all"
        yield f"the simulated LMS {said}"


def _json(file: "SampleFile", results: "list[Result]", apart: Apart | None) -> str:
    import orjson

    content = {
        "title": file.title,
        "catalog": file.catalog_name,
        "on": file.on,
        "passed": all(result.passed for result in results),
        "lms_agrees": None if apart is None else not apart,
        "samples": [
            {
                "sample": result.sample.name,
                "passed": result.passed,
                "assigned": result.assigned,
                "misses": result.misses,
                "lms_differs": (apart or {}).get(result.sample.name, []),
            }
            for result in results
        ],
    }
    return orjson.dumps(content, option=orjson.OPT_INDENT_2).decode() + "\n"

"""One item of a stored run as text: a story, an exchange, or what a check found."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from rosterproof.document import nearest
from rosterproof.errors import SetupError
from rosterproof.evidence.record import Evidence, JournalRow
from rosterproof.report import RunReport
from rosterproof.verdict import Finding, Outcome


def show(run: RunReport, item: str) -> str:
    """The item of this name.

    Raises:
        SetupError: the run holds no such thing.
    """
    story, _, number = item.rpartition(":")
    if number.isdigit():
        return _exchange(_story(run, story), int(number))
    checks = [check.check for check in run.verdict.checks]
    if item in checks:
        return "\n".join(_findings(run, item)) + "\n"
    return "\n".join(_told(_story(run, item, also=checks))) + "\n"


def _story(run: RunReport, name: str, also: list[str] | None = None) -> Evidence:
    """The story of this id or last part of an id; without a name, the only one there is."""
    found = [one for one in run.evidence if name in (one.scenario, one.scenario.rpartition("/")[2])]
    if not name and len(run.evidence) == 1:
        return run.evidence[0]
    if len(found) == 1:
        return found[0]
    known = [one.scenario.rpartition("/")[2] for one in run.evidence]
    if not name:
        raise SetupError("exchanges are numbered per story", hint=f"write {known[0]}:1 for the first one of {known[0]}")
    raise SetupError(f"the run holds no '{name}'", hint=nearest.hint(name, [*known, *(also or ())]))


def _told(evidence: Evidence) -> Iterator[str]:
    yield f"{evidence.scenario}  {evidence.title}"
    yield from (f"  {line}" for line in evidence.plan)
    yield "people"
    yield from (f"  {alias}  {employee_id}" for alias, employee_id in evidence.people.items())
    yield "cycles"
    for cycle in evidence.cycles:
        exchanges = [row for row in _exchanges(evidence) if cycle.from_sequence < row.sequence <= cycle.to_sequence]
        how = "" if cycle.ok else f"  FAILED: {cycle.detail}"
        numbers = f"{exchanges[0].data['exchange']}-{exchanges[-1].data['exchange']}" if exchanges else "none"
        yield f"  {cycle.number:>3}  {cycle.at:%Y-%m-%d %H:%M}  exchanges {numbers}{how}"
    for incident in evidence.incidents:
        yield f"incident  {incident.kind}: {incident.detail}"


def _exchanges(evidence: Evidence) -> list[JournalRow]:
    return [row for row in evidence.journal if row.kind == "exchange"]


def _exchange(evidence: Evidence, number: int) -> str:
    rows = _exchanges(evidence)
    found = next((row for row in rows if row.data["exchange"] == number), None)
    if found is None:
        hint = f"it has exchanges 1 to {rows[-1].data['exchange']}" if rows else "it has none"
        raise SetupError(f"{evidence.scenario} has no exchange {number}", hint=hint)
    return "\n".join(_written_out(evidence, found)) + "\n"


def _written_out(evidence: Evidence, row: JournalRow) -> Iterator[str]:
    data: Mapping[str, Any] = row.data
    query = f"?{urlencode(data['query'])}" if data.get("query") else ""
    yield f"exchange {data['exchange']} of {evidence.scenario}, {row.at:%Y-%m-%d %H:%M:%S}, by the {data['caller']}"
    yield f"{data['system'].upper()} {data.get('operation') or '(no operation)'}"
    yield f"  {data['method']} {data['path']}{query}"
    yield from _body((data.get("request") or {}).get("body"))
    yield f"  {'the answer was dropped; it would have been ' if data.get('dropped') else ''}{data['status']}"
    yield from _body((data.get("response") or {}).get("body"))
    for note in ("faults", "contract", "replayed", "honest"):
        if data.get(note):
            yield f"  {note}: {json.dumps(data[note], ensure_ascii=False)}"


def _body(body: Any) -> Iterator[str]:
    if body is not None:
        yield from (f"    {line}" for line in json.dumps(body, indent=2, ensure_ascii=False).splitlines())


def _findings(run: RunReport, check: str) -> Iterator[str]:
    for verdict in run.verdict.scenarios:
        for result in verdict.results:
            if result.check == check and result.outcome is not Outcome.NOT_EXERCISED:
                yield f"{verdict.scenario}  {result.outcome}  {result.reason}".rstrip()
                for finding in result.findings:
                    yield from _finding(verdict.scenario.rpartition("/")[2], finding)
                yield from (f"  witness {one.subject}: {one.seen}" for one in result.witnesses[:20])


def _finding(story: str, finding: Finding) -> Iterator[str]:
    yield f"  {finding.sentence}"
    still = f"; still so at {', '.join(finding.still_at)}" if finding.still_at else ""
    yield f"    seen at {finding.where}, {finding.at:%Y-%m-%d %H:%M}{still}"
    if finding.look_at:
        yield f"    {finding.look_at}"
    if finding.exchanges:
        yield f"    exchanges: {', '.join(f'{story}:{number}' for number in finding.exchanges)}"

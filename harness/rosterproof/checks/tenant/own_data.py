"""tenant.own-data."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from rosterproof.checks.case import Case
from rosterproof.checks.registry import Said, check
from rosterproof.checks.trail import writes
from rosterproof.evidence.record import JournalRow
from rosterproof.oracle.answer import request_body
from rosterproof.verdict import Finding, Witness

#: What of a body says who or what it is about; names may be shared, these may not.
_NAMING = ("external_id", "manager_external_id", "email", "source_id")
_EMPLOYEE = re.compile(r"/(E[0-9]{7})(?=/|$)")


@check("tenant.own-data", cites=("BEN-4", "BEN-5", "CHK-MAP"), invariant="I10")
def own_data(case: Case) -> Iterator[Said]:
    """Whatever is written about people is about people of this company: no id and no email comes from another one.

    Every id, email and completion in the connector's writes must be one that this company's own systems have given
    out. A witness are writes in which all of them are.
    """
    known = _given_out(case)
    clean = 0
    for row in case.acts:
        if row.kind != "exchange" or not writes(row):
            continue
        foreign = [(name, value) for name, value in _named(row) if value.casefold() not in known]
        for name, value in foreign:
            yield _finding(row, name, value)
        clean += not foreign
    if clean:
        yield Witness(
            subject="the connector's writes", seen=f"{clean} of them name nobody and nothing of another company"
        )


def _named(row: JournalRow) -> Iterator[tuple[str, str]]:
    body = request_body(row)
    yield from ((name, body[name]) for name in _NAMING if isinstance(body.get(name), str))
    yield from (("path", found) for found in _EMPLOYEE.findall(row.data["path"]))
    yield from (("id", found) for found in row.data.get("about", ()) if found.startswith("E"))


def _given_out(case: Case) -> set[str]:
    """Every text in the HR log, the ids of what the LMS recorded, and what administrators of the LMS wrote."""
    evidence = case.evidence
    said = {text.casefold() for logged in evidence.changes for text in _texts(logged.change)}
    edits = (row.data["fields"] for row in evidence.journal if row.data.get("event") == "profile_edited")
    said |= {text.casefold() for fields in edits for text in _texts(fields)}
    for checkpoint in evidence.checkpoints[-1:]:
        said |= {completion["completion_id"].casefold() for completion in checkpoint.state["lms"]["completions"]}
    return said


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def _finding(row: JournalRow, name: str, value: str) -> Finding:
    return Finding(
        subject=f"exchange {row.data['exchange']}",
        expected="an id or email that this company's systems have given out",
        observed=f"{row.data['operation']} with {name} {value!r}, which none of them knows",
        at=row.at,
        where=f"{row.data['method']} {row.data['path']}",
        look_at="Look for a cache, a file or a variable that is not kept for each company by itself.",
        exchanges=(row.data["exchange"],),
    )

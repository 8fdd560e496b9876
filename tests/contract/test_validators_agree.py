"""The compiled table and openapi-core say the same of thousands of messages, valid and broken.

One thing had to be decided. Python's `$` lets a line feed follow, so openapi-core would take `"E0000001\\n"` for an
id; JSON Schema's regular expressions are ECMA's, where `$` is the end. The contract means the end: the line feed is
refused, and openapi-core is given `\\Z` so that it refuses it too (dialect/contract/authority.py).
"""

from collections import Counter
from typing import Any

import pytest
from contract.mutations import answers, requests

from rosterproof_sim.dialect.contract.compiled import Compiled
from rosterproof_sim.dialect.contract.contract import contract
from rosterproof_sim.dialect.contract.openapi import OpenApi
from rosterproof_sim.dialect.message import Asked
from rosterproof_sim.web.problem import Problem
from rosterproof_sim.web.reading import read

NAMES = ("hris/core.yaml", "lms/core.yaml", "control.yaml")


def requests_compared(kept: OpenApi, compiled: Any) -> tuple[Counter[str], list[Any]]:
    """How many requests were taken and refused, and where the two validators differ."""
    tally, disputes = Counter[str](), []
    for operation in kept.operations().values():
        for request, path in requests(kept, operation):
            try:
                asked: Asked[None] = read(request, operation, None, path)
            except Problem:
                # Refused while reading, before either validator is asked: not JSON, not a number, not a parameter.
                tally["unreadable"] += 1
                continue
            ours, theirs = compiled.request(operation, asked), kept.authority.request(operation, asked)
            tally["refused" if ours else "taken"] += 1
            if bool(ours) != bool(theirs):
                disputes.append((operation.id, asked.raw_path, asked.raw_query, asked.body, ours, theirs))
    return tally, disputes


def answers_compared(kept: OpenApi, compiled: Any) -> tuple[Counter[str], list[Any]]:
    """The same of answers."""
    tally, disputes = Counter[str](), []
    for operation in kept.operations().values():
        asked = _anything(operation.method, operation.path)
        for answer in answers(kept, operation):
            ours, theirs = compiled.response(operation, answer), kept.authority.response(operation, asked, answer)
            tally["refused" if ours else "taken"] += 1
            if bool(ours) != bool(theirs):
                disputes.append((operation.id, answer.status, answer.body, ours, theirs))
    return tally, disputes


@pytest.mark.parametrize("name", NAMES)
def test_they_agree_on_requests(name: str) -> None:
    kept = contract(name)
    tally, disputes = requests_compared(kept, Compiled(kept.document))
    assert disputes == []
    assert tally["refused"] > 200
    assert tally["taken"] > 100


@pytest.mark.parametrize("name", NAMES)
def test_they_agree_on_answers(name: str) -> None:
    kept = contract(name)
    tally, disputes = answers_compared(kept, Compiled(kept.document))
    assert disputes == []
    assert tally["refused"] > 500
    assert tally["taken"] > 200


class Lax:
    """A validator with one thing wrong: it knows nothing of a contract's formats and takes any date."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled

    def request(self, operation: Any, asked: Any) -> Any:
        return [one for one in self._compiled.request(operation, asked) if '"date"' not in one.what]

    def response(self, operation: Any, answer: Any) -> Any:
        return [one for one in self._compiled.response(operation, answer) if '"date"' not in one.what]


@pytest.mark.parametrize("compared", [requests_compared, answers_compared])
def test_a_validator_that_takes_any_date_is_noticed(compared: Any) -> None:
    kept = contract("hris/core.yaml")
    tally, disputes = compared(kept, Lax(Compiled(kept.document)))
    assert disputes
    assert sum(tally.values()) > 1000


def test_a_line_feed_after_an_id_is_refused_by_both() -> None:
    kept = contract("hris/core.yaml")
    operation = kept.operations()["getJobHistory"]
    asked = _anything("GET", operation.path, employee_id="E0000001\n")
    assert Compiled(kept.document).request(operation, asked)
    assert kept.authority.request(operation, asked)


def _anything(method: str, path: str, **parameters: str) -> Asked[Any]:
    return Asked(
        place=None,
        operation="",
        method=method,
        path=parameters,
        query={},
        headers={},
        media_type=None,
        body=None,
        raw_path=path,
        raw_query="",
        raw_body=b"",
    )

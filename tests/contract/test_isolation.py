"""Two worlds in one server share nothing, and the proof of it can fail.

`make bench ONLY=isolation` asks 100,000 times; here it is asked 2,000 times.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from contract.isolation import CANARIES, PEOPLE, prove
from contract.playground import Playground, playground

from rosterproof_sim.hris.hris import Hris
from rosterproof_sim.launch import Server
from rosterproof_sim.web.tenant import Tenant

REQUESTS = 2000


@pytest.fixture
def twins(server: Server) -> Iterator[tuple[Playground, Playground]]:
    with playground(server, size=PEOPLE, ports="shared") as one, playground(server, size=PEOPLE, ports="shared") as two:
        yield one, two


def test_mixed_requests_to_two_companies_alike_see_their_own_rows_only(twins: tuple[Playground, Playground]) -> None:
    assert twins[0].state() == twins[1].state(), "they are alike before they are marked"
    report = prove(twins, REQUESTS)
    assert report.leaks == []
    assert report.wrong == []
    assert report.requests == REQUESTS
    assert report.foreign_refused == REQUESTS / 16
    assert min(report.shown) > REQUESTS / 5, "most answers show no canary, so that silence would prove little"


def test_the_proof_sees_a_cache_that_forgets_the_world(
    twins: tuple[Playground, Playground], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Hris, "employee", _remembering(Hris.employee))
    report = prove(twins, 1000)
    assert report.leaks
    assert any(canary in leak for leak in report.leaks for canary in CANARIES)


def test_the_proof_sees_a_key_that_opens_both(
    twins: tuple[Playground, Playground], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Tenant, "takes_key", lambda *_: True)
    report = prove(twins, 200)
    assert report.foreign_refused == 0
    assert report.wrong


def _remembering(read: Callable[..., Any]) -> Callable[..., Any]:
    """A cache by id, as somebody might add it for speed."""
    known: dict[str, Any] = {}

    def employee(self: Hris, employee_id: str, **when: Any) -> Any:
        found = read(self, employee_id, **when)
        # Marking reads each person before it writes; that must not be kept.
        marked = any(canary in found.given_name for canary in CANARIES)
        return known.setdefault(employee_id, found) if marked else found

    return employee

"""`rosterproof audit` does as it is asked where an HRIS wants patience, and reads on."""

from collections.abc import Iterator

import pytest
from contract.playground import Playground, playground

from rosterproof.audit.source import LONGEST_WAIT, Address, read_company
from rosterproof.errors import SetupError
from rosterproof_sim.launch import start


@pytest.fixture(scope="module")
def world() -> Iterator[Playground]:
    with start() as server, playground(server, size=30) as made:
        yield made


def address(world: Playground) -> Address:
    access = world.made["systems"]["hris"]
    return Address(url=access["base_url"], api_key=access["api_key"])


def test_it_waits_and_reads_on(world: Playground) -> None:
    world.post("/faults", {"kind": "throttle", "system": "hris", "operation": "listEmployees", "times": 2})
    company = read_company(address(world))
    assert len(company.employees) >= 30
    said = [row["data"]["status"] for row in world.rows("exchange", operation="listEmployees")]
    assert said[:3] == [429, 429, 200]
    world.control.delete(world.url("/faults"))


def test_it_does_not_wait_for_ever(world: Playground) -> None:
    late = {"times": 9, "retry_after": LONGEST_WAIT + 1}
    world.post("/faults", {"kind": "throttle", "system": "hris", "operation": "listFields", **late})
    with pytest.raises(SetupError, match="is asked too much still"):
        read_company(address(world))

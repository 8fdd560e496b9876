"""Views and contract match, or nothing is served. A fault in the making says what is missing, and where."""

from dataclasses import replace
from pathlib import Path

import pytest

from rosterproof_sim.dialect import Answer, Asked, ContractMismatch, Dialect, Views, ok
from rosterproof_sim.dialect.contract.contract import Contract, contract
from rosterproof_sim.dialect.contract.document import find
from rosterproof_sim.dialect.contract.openapi import OpenApi
from rosterproof_sim.dialect.discovery import discover
from rosterproof_sim.web.app import make_app


def core() -> Dialect:
    return discover("hris")["core"]


def view(asked: Asked[None]) -> Answer:
    return ok({})


def served(kept: Contract, views: Views) -> None:
    make_app(kept, views, lambda *_: ok({}), lambda *_: ok({}))


def test_what_matches_is_served() -> None:
    served(contract("hris/core.yaml"), core().wires[0].views)


def test_an_operation_without_a_view_stops_the_start() -> None:
    document = {**core().load().document}
    document["paths"] = {
        **document["paths"],
        "/v1/payslips": {"get": {"operationId": "listPayslips", "responses": {"204": {"description": "None"}}}},
    }
    with pytest.raises(ContractMismatch, match=r"x\.yaml and its views do not match: no view answers listPayslips"):
        served(OpenApi("x.yaml", Path("x.yaml"), document), core().wires[0].views)


def test_a_view_without_an_operation_stops_the_start() -> None:
    views = Views(core().wires[0].views)
    views.view("listPayslips")(view)
    with pytest.raises(ContractMismatch, match="no operation names the view listPayslips"):
        served(contract("hris/core.yaml"), views)


def test_both_are_said_at_once() -> None:
    views = Views()
    views.view("listPayslips")(view)
    with pytest.raises(ContractMismatch, match=r"no view answers issueToken; .*names the view listPayslips"):
        served(contract("hris/core.yaml"), views)


def test_two_views_of_one_operation_stop_the_start() -> None:
    views = Views(core().wires[0].views)
    with pytest.raises(ContractMismatch, match="two views answer getEmployee"):
        views.view("getEmployee")(view)


def test_a_security_scheme_that_no_caller_reads_stops_the_start() -> None:
    found = core()
    wire = found.wires[0]
    deaf = Dialect(
        system="hris",
        name="deaf",
        title="Takes API keys only",
        wires=(replace(wire, callers={"apiKey": wire.callers["apiKey"]}),),
        credentials=("API key",),
        announce=found.announce,
    )
    with pytest.raises(ContractMismatch, match="names the security scheme oauth, and no caller reads it"):
        deaf.load()


def test_a_contract_that_is_not_there_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"there is no contract hris/none\.yaml in"):
        find("hris/none.yaml")


@pytest.mark.parametrize("system", ["hris", "lms"])
def test_every_dialect_is_found_by_its_folder_and_tells_its_quirks_in_its_readme(system: str) -> None:
    import rosterproof_sim.dialects

    folder = Path(rosterproof_sim.dialects.__path__[0]) / system
    folders = {each.name for each in folder.iterdir() if each.is_dir() and not each.name.startswith("_")}
    found = discover(system)  # type: ignore[arg-type]
    assert set(found) == folders
    for name, dialect in found.items():
        assert dialect.system == system
        readme = (folder / name / "README.md").read_text(encoding="utf-8")
        assert [quirk.what for quirk in dialect.quirks if quirk.what not in readme] == []

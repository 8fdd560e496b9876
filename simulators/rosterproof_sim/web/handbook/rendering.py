"""The handbook as a page. Rendered once for each contract; only the server's address is filled in each time."""

from functools import cache
from html import escape
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from rosterproof_sim.dialect.contract.contract import Contract
from rosterproof_sim.dialect.message import Answer
from rosterproof_sim.web.handbook.curl import command
from rosterproof_sim.web.handbook.handbook import read_handbook
from rosterproof_sim.web.sealed import sealed_headers

#: Stands for the address until it is known. No YAML text can hold it.
_ROOT = "\0"
_STYLE = "style.css"
_SCRIPTS = ("reading.js", "trial.js")


def answer(contract: Contract, root: str) -> Answer:
    """Answer the page of a contract, as it is served at an address."""
    return Answer(body=page(contract, root), media_type="text/html", headers=_headers())


def page(contract: Contract, root: str) -> str:
    """Render the page."""
    return _rendered(contract).replace(_ROOT, escape(root))


@cache
def _rendered(contract: Contract) -> str:
    handbook = read_handbook(contract.document)
    environment = Environment(
        loader=PackageLoader("rosterproof_sim.web.handbook", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    described = contract.operations().get("getContract")
    return environment.get_template("page.html").render(
        handbook=handbook,
        root=_ROOT,
        contract_path=described.path.lstrip("/") if described else "",
        curl=lambda entry: command(_ROOT, entry, handbook.schemes),
        style=_asset(_STYLE),
        scripts=[_asset(name) for name in _SCRIPTS],
    )


@cache
def _headers() -> dict[str, str]:
    return sealed_headers(_asset(_STYLE), (_asset(name) for name in _SCRIPTS))


@cache
def _asset(name: str) -> str:
    return files("rosterproof_sim.web.handbook").joinpath("page", name).read_text(encoding="utf-8")

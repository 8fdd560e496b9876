"""The ways to prove who is asking, in words, for a command line and for trying out."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from rosterproof_sim.web.handbook.prose import block, line

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Blank:
    """One field to fill in: its name, its label, and whether what stands in it is for nobody to see."""

    name: str
    label: str
    is_secret: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Scheme:
    """`carrier` is how credentials travel: header, query, bearer, basic, or nothing that a web page could send."""

    id: str
    title: str
    how: Markup
    description: Markup
    carrier: str
    #: Name of the header or of the query parameter.
    slot: str = ""
    blanks: tuple[Blank, ...] = ()
    token_url: str = ""

    @property
    def variable(self) -> str:
        """The shell variable that stands for the credentials on a command line."""
        name = _CAMEL.sub("_", self.id).strip("_").upper()
        return f"{name}_TOKEN" if self.carrier == "bearer" else name


def read_schemes(document: Mapping[str, Any]) -> Iterator[Scheme]:
    """Read the security schemes of a contract, in the order written."""
    for name, node in document.get("components", {}).get("securitySchemes", {}).items():
        yield _scheme(name, node)


def easiest(security: Iterable[tuple[str, ...]], schemes: Mapping[str, Scheme]) -> tuple[Scheme, ...]:
    """Return the alternative that is easiest to write on a command line: a key before a token that must be fetched."""
    alternatives = [tuple(schemes[each] for each in alternative if each in schemes) for alternative in security]
    return min(alternatives, key=lambda each: sum(bool(scheme.token_url) for scheme in each), default=())


def _scheme(name: str, node: Mapping[str, Any]) -> Scheme:
    make = partial(Scheme, id=name, description=block(node.get("description")))
    token = Blank(name="value", label="Token")
    match node["type"], node.get("scheme", "").lower():
        case "apiKey", _ if node["in"] in {"header", "query"}:
            return make(
                title="API key",
                how=line(f"A key in the {node['in']} `{node['name']}`."),
                carrier=node["in"],
                slot=node["name"],
                blanks=(Blank(name="value", label=node["name"]),),
            )
        case "http", "basic":
            return make(
                title="User and password",
                how=line("User and password in the header `Authorization: Basic …`."),
                carrier="basic",
                blanks=(Blank(name="user", label="User", is_secret=False), Blank(name="value", label="Password")),
            )
        case "oauth2", _ if "clientCredentials" in node["flows"]:
            flow = node["flows"]["clientCredentials"]
            return make(
                title="OAuth 2.0 client credentials",
                how=line(_exchanged(flow)),
                carrier="bearer",
                blanks=(
                    Blank(name="client_id", label="Client id", is_secret=False),
                    Blank(name="client_secret", label="Client secret"),
                    token,
                ),
                token_url=flow["tokenUrl"],
            )
        case (("http" | "oauth2" | "openIdConnect"), _):
            how = line("A token in the header `Authorization: Bearer …`.")
            return make(title="Bearer token", how=how, carrier="bearer", blanks=(token,))
    return make(title=str(node["type"]), how=line("Not something that a web page can send."), carrier="")


def _exchanged(flow: Mapping[str, Any]) -> str:
    scopes = ", ".join(
        f"`{scope}` ({what})" if what else f"`{scope}`" for scope, what in flow.get("scopes", {}).items()
    )
    asked_for = f" Scopes: {scopes}." if scopes else ""
    return (
        f"Client id and secret are exchanged for a token at `POST {flow['tokenUrl']}`; the token goes into the header "
        f"`Authorization: Bearer …`.{asked_for}"
    )

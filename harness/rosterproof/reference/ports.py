"""Which wire each system speaks to us: our own, or that of a vendor, behind the questions of our own."""

from collections.abc import Mapping
from dataclasses import dataclass

from rosterproof.reference import bamboohr, scim, workday
from rosterproof.reference.settings import NotConfigured
from rosterproof.reference.signature import Reader
from rosterproof.reference.wire import Wire


@dataclass(frozen=True, kw_only=True, slots=True)
class Port:
    """How a dialect is spoken. `reader` reads its webhooks where they are not signed as Standard Webhooks are."""

    wire: type[Wire]
    reader: Reader | None = None


HRIS: Mapping[str, Port] = {
    "core": Port(wire=Wire),
    "bamboohr": Port(wire=bamboohr.BambooHr, reader=bamboohr.taken),
    "workday": Port(wire=workday.Workday),
}
LMS: Mapping[str, Port] = {"core": Port(wire=Wire), "scim": Port(wire=scim.Scim)}


def port(ports: Mapping[str, Port], dialect: str) -> Port:
    """The port of a dialect.

    Raises:
        NotConfigured: we do not speak it.
    """
    try:
        return ports[dialect]
    except KeyError:
        raise NotConfigured(f"the dialect {dialect!r} is none of {', '.join(ports)}") from None

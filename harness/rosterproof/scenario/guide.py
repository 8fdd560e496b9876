"""The guide: what an integration must prove, row by row. Stories and checks cite its ids; certificates answer it."""

from dataclasses import dataclass
from functools import cache

from rosterproof.document import check_shape, read
from rosterproof.scenario.library import root, schema


@dataclass(frozen=True, kw_only=True, slots=True)
class Requirement:
    """One row. At most one of `attested` and `open` says why nothing can be broken by which it would fail."""

    id: str
    asks: str
    red_flag: str = ""
    #: Why no test can show it.
    attested: str = ""
    #: Why none does yet.
    open: str = ""


@cache
def guide() -> tuple[Requirement, ...]:
    """Every requirement, in the order of the guide."""
    document = read(root() / "guide" / "requirements.yaml", what="guide")
    check_shape(document, schema("guide"))
    return tuple(Requirement(**row) for row in document.data["requirements"])

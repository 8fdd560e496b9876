"""M53 reads the first page of a list and takes it for the whole."""

from collections.abc import Iterable, Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts
from rosterproof.reference.wire import Wire


def first_page(wire: Wire, path: str, **query: str | int) -> Iterable[Mapping[str, Any]]:
    """The rows of the first page."""
    rows: list[Mapping[str, Any]] = wire.get(path, limit=200, **query).body["data"]
    return rows


def change(parts: Parts) -> None:
    """Never turn the page."""
    parts.whole_list = first_page


MUTANT = Mutant(
    id="M53", title="reads the first page only", caught_by="account.present", scenario="smoke/pr-01", change=change
)

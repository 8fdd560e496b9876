"""Lists that can be filtered, sorted and cut down to some fields, a page at a time by keyset cursor.

A cursor names the row that a page ended with, never a count of rows: people may come and go between two pages, and
whoever was there all the time is met once. Under a sort by a field that changes, a row that moved may be met twice or
in neither place, as on any moving belt; the rows that stayed are met once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Protocol, TypeVar

import orjson

from rosterproof_sim.dialect import Answer, Asked, ok
from rosterproof_sim.dialect.contract.violation import violation
from rosterproof_sim.domain.words.criteria import Criteria, Order, named
from rosterproof_sim.domain.words.written import value_written
from rosterproof_sim.web.conditional import etag
from rosterproof_sim.web.cursor import Cursors
from rosterproof_sim.web.fields import Field, fields_of, nearest
from rosterproof_sim.web.filter import read_filter
from rosterproof_sim.web.problem import Problem, invalid
from rosterproof_sim.web.tenant import Tenant

RowT = TypeVar("RowT")
RowT_co = TypeVar("RowT_co", covariant=True)
#: Cuts a row down to the fields asked for.
Cut = Callable[[dict[str, Any]], dict[str, Any]]


class Fetch(Protocol[RowT_co]):
    """Reads the rows behind one that meet the criteria, in order, at most so many."""

    def __call__(
        self, *, after: str | None, limit: int, criteria: Criteria | None, order: Order | None
    ) -> Sequence[RowT_co]:
        """Read them."""


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A list of one kind of word, and the field that names each."""

    word: type
    key: str
    #: Fields inside another one, as `custom.shift` is inside `custom`; null where they cannot be filtered by.
    inside: Mapping[str, Field | None] = field(default_factory=dict)
    #: Fields, of either kind, that the caller may not see.
    hidden: frozenset[str] = frozenset()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every field that can be asked for."""
        return (*self.word.__dataclass_fields__, *self.inside)  # type: ignore[attr-defined]

    def criteria(self, asked: Asked[Any]) -> Criteria | None:
        """Read the filter, if there is one."""
        text = asked.query.get("filter")
        if text is None:
            return None
        inside = {name: each for name, each in self.inside.items() if each is not None}
        criteria = read_filter(text, {**fields_of(self.word), **inside})
        self._refuse_hidden(named(criteria))
        return criteria

    def order(self, asked: Asked[Any]) -> Order | None:
        """Read the order, if there is one; the contract knows which there are."""
        text = asked.query.get("sort")
        if text is None:
            return None
        self._refuse_hidden([text.removeprefix("-")])
        return Order(field=text.removeprefix("-"), descending=text.startswith("-"))

    def cut(self, asked: Asked[Any]) -> Cut | None:
        """Read which fields are wanted; None where all are."""
        text = asked.query.get("fields")
        if text is None:
            return None
        wanted = text.split(",")
        unknown = [name for name in wanted if name not in self.names]
        if unknown:
            words = [f"there is no field {name[:40]!r}; {nearest(name, self.names)}" for name in unknown[:5]]
            raise invalid(violation("query", ["fields"], each) for each in words)
        self._refuse_hidden(wanted)
        return lambda row: _cut(row, wanted)

    def _refuse_hidden(self, names: Iterable[str]) -> None:
        for name in names:
            if name in self.hidden:
                raise Problem(403, "insufficient-scope", f"The scopes of these credentials do not allow {name}.")


def listed(
    asked: Asked[Tenant], listing: Listing, fetch: Fetch[RowT], to_wire: Callable[[RowT], dict[str, Any]]
) -> Answer:
    """Answer one page of a list, and the cursor of the next."""
    cursors = Cursors(asked.place.cursor_key, asked.operation, asked.query)
    criteria, order, cut = listing.criteria(asked), listing.order(asked), listing.cut(asked)
    after = cursors.open(asked.query.get("cursor"))
    if order is not None and after is not None:
        value, after = orjson.loads(after)
        reached = value if not isinstance(value, str) else fields_of(listing.word)[order.field].read(value)
        order = replace(order, reached=reached)
    limit = asked.query["limit"]
    rows = fetch(after=after, limit=limit + 1, criteria=criteria, order=order)
    shown = rows[:limit]
    following = cursors.seal(_ended(shown[-1], listing, order)) if len(rows) > limit else None
    written = [to_wire(row) for row in shown]
    return ok({"data": written if cut is None else [cut(row) for row in written], "next_cursor": following})


def one(asked: Asked[Any], listing: Listing, row: dict[str, Any]) -> Answer:
    """Answer one row. Its tag is that of the whole row, whatever fields are shown, so that it holds for a write."""
    cut = listing.cut(asked)
    return ok(row) if cut is None else Answer(body=cut(row), headers={"ETag": etag(row)})


def _cut(row: dict[str, Any], wanted: Sequence[str]) -> dict[str, Any]:
    """Keep the fields that are wanted; of an outer field only what is wanted of its inside, unless all of it is."""
    kept = {name: value for name, value in row.items() if name in wanted}
    for name in wanted:
        outer, _, inner = name.partition(".")
        if inner and outer not in wanted:
            kept.setdefault(outer, {})[inner] = row[outer][inner]
    return kept


def _ended(last: Any, listing: Listing, order: Order | None) -> str:
    """Write where a page ended: by id, or by the value it is sorted by and the id."""
    number: str = getattr(last, listing.key)
    if order is None:
        return number
    return orjson.dumps([value_written(getattr(last, order.field)), number]).decode()

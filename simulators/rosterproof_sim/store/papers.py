"""What a dialect alone keeps, in its own words: things that its vendor has and the domain knows nothing of.

A paper is named by its system, its kind and a number. It is in the world's database, so a snapshot brings it back.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from rosterproof_sim.domain.words.notices import System
from rosterproof_sim.domain.words.refusals import NotFound
from rosterproof_sim.store import paper_tables
from rosterproof_sim.store.database import Store

_PAPERS = paper_tables.papers
_KIND = (_PAPERS.c.system == bindparam("whose")) & (_PAPERS.c.kind == bindparam("which"))
_ALL = select(_PAPERS.c.number, _PAPERS.c.content).where(_KIND).order_by(_PAPERS.c.number)
_REMOVE = delete(_PAPERS).where(_KIND & (_PAPERS.c.number == bindparam("one")))
_PUT = insert(_PAPERS)
_PUT = _PUT.on_conflict_do_update(index_elements=["system", "kind", "number"], set_={"content": _PUT.excluded.content})


class Papers:
    """The papers of one world."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self, system: System, kind: str) -> dict[int, dict[str, Any]]:
        """Return those of a kind by number, in order."""
        with self._store.transaction() as db:
            rows = db.execute(_ALL, {"whose": system, "which": kind})
            return {row.number: row.content for row in rows}

    def find(self, system: System, kind: str, number: int) -> dict[str, Any]:
        """Return one, or raise NotFound."""
        found = self.all(system, kind)
        if number not in found:
            raise NotFound(f"{kind} {number}")
        return found[number]

    def add(self, system: System, kind: str, content: Mapping[str, Any]) -> int:
        """Keep a new one, and return its number."""
        with self._store.transaction():
            number = self._store.counters.next(f"{system} {kind}")
            self.put(system, kind, number, content)
            return number

    def put(self, system: System, kind: str, number: int, content: Mapping[str, Any]) -> None:
        """Keep one under its number, instead of what was there."""
        with self._store.transaction() as db:
            db.execute(_PUT, {"system": system, "kind": kind, "number": number, "content": dict(content)})

    def remove(self, system: System, kind: str, number: int) -> None:
        """Drop one, if it is there."""
        with self._store.transaction() as db:
            db.execute(_REMOVE, {"whose": system, "which": kind, "one": number})

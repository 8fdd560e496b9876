"""Content that was imported for courses, and the packages that were refused."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, insert, select

from rosterproof_sim.domain.words.content import ContentImport, Launchable, Objection, Package
from rosterproof_sim.domain.words.written import written
from rosterproof_sim.store import content_tables
from rosterproof_sim.store.columns import row_of
from rosterproof_sim.store.connection import Connection
from rosterproof_sim.store.keyset import find_page

_IMPORTS = content_tables.content_imports
_ADD = insert(_IMPORTS)
_ONE = select(_IMPORTS).where(_IMPORTS.c.import_id == bindparam("which"))
_IN_ORDER = select(_IMPORTS).order_by(_IMPORTS.c.import_id)
_NEWEST = (
    select(_IMPORTS)
    .where(_IMPORTS.c.course == bindparam("which"), _IMPORTS.c.state == "done")
    .order_by(_IMPORTS.c.import_id.desc())
    .limit(1)
)


def add(db: Connection, made: ContentImport) -> None:
    """Append an import."""
    package = None if made.package is None else written(made.package)
    errors = {"errors": [written(each) for each in made.errors]}
    db.execute(_ADD, {**row_of(made), "package": package, "errors": errors})


def find(db: Connection, import_id: str) -> ContentImport | None:
    """Return an import."""
    row = db.execute(_ONE, {"which": import_id}).mappings().first()
    return None if row is None else _import(row)


def newest(db: Connection, course: str) -> ContentImport | None:
    """Return the content that a course has now: what was imported last."""
    row = db.execute(_NEWEST, {"which": course}).mappings().first()
    return None if row is None else _import(row)


def page(db: Connection, *, course: str | None, after: str | None, limit: int | None) -> list[ContentImport]:
    """Return imports in order of id, from behind `after`."""
    c = _IMPORTS.c
    found = find_page(db, _IN_ORDER, c.import_id, after=after, limit=limit, wanted={c.course: course})
    return [_import(row) for row in found.mappings()]


def _import(row: Mapping[str, Any]) -> ContentImport:
    package = None if row["package"] is None else _package(row["package"])
    errors = tuple(Objection(**each) for each in row["errors"]["errors"])
    return ContentImport(**{**row, "package": package, "errors": errors})


def _package(values: Mapping[str, Any]) -> Package:
    launchables = tuple(Launchable(**each) for each in values["launchables"])
    return Package(**{**values, "launchables": launchables})

"""What a world was made from, its present time, and its code lists."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from rosterproof_sim.domain.words.people import Code, CodeList, CodeLists, Location
from rosterproof_sim.store import tables
from rosterproof_sim.store.connection import Connection

_MOVE = update(tables.world).values(now=bindparam("to"))
_RUN = update(tables.world).values(scale=bindparam("pace"))
_RENAME = update(tables.world).values(spec=bindparam("written"))
_POSITION = select(tables.codes.c.position).where(
    tables.codes.c.list == bindparam("name"), tables.codes.c.code == bindparam("code")
)
_LENGTH = select(func.count()).select_from(tables.codes).where(tables.codes.c.list == bindparam("name"))
_CODES = select(tables.codes).order_by(tables.codes.c.list, tables.codes.c.position)


@dataclass(frozen=True, kw_only=True, slots=True)
class Founding:
    """How a world began, and its present time; `made_at` is on the wall clock, `scale` is None for a stopped clock."""

    spec: Mapping[str, Any]
    now: datetime
    made_at: float
    scale: float | None = None


def found(db: Connection, founding: Founding, lists: CodeLists) -> None:
    """Write what the world is made from."""
    spec = json.dumps(founding.spec, ensure_ascii=False)
    db.execute(insert(tables.world), {"only": 1, "spec": spec, "now": founding.now, "made_at": founding.made_at})
    rows = [
        _row(name, position, code)
        for name in CodeLists.__dataclass_fields__
        for position, code in enumerate(getattr(lists, name))
    ]
    db.execute(insert(tables.codes), rows)


def founding(db: Connection) -> Founding | None:
    """Return how the world began, or None where none was made."""
    row = db.execute(select(tables.world)).first()
    if row is None:
        return None
    return Founding(spec=json.loads(row.spec), now=row.now, made_at=row.made_at, scale=row.scale)


def move_clock(db: Connection, to: datetime) -> None:
    """Keep the world's present time."""
    db.execute(_MOVE, {"to": to})


def run_clock(db: Connection, scale: float | None) -> None:
    """Keep how fast the world's clock runs; None for a stopped one."""
    db.execute(_RUN, {"pace": scale})


def rename(db: Connection, spec: Mapping[str, Any]) -> None:
    """Keep what the world is made from under its new name."""
    db.execute(_RENAME, {"written": json.dumps(spec, ensure_ascii=False)})


def code_lists(db: Connection) -> CodeLists:
    """Return the lists that employees refer to."""
    lists: dict[str, list[Any]] = {name: [] for name in CodeLists.__dataclass_fields__}
    for row in db.execute(_CODES).mappings():
        kind = Location if row["list"] == "locations" else Code
        lists[row["list"]].append(kind(**{name: row[name] for name in kind.__dataclass_fields__}))
    return CodeLists(**{name: tuple(codes) for name, codes in lists.items()})


def put_code(db: Connection, name: CodeList, code: Code) -> None:
    """Add a code to a list, or replace the one of the same code."""
    found = db.execute(_POSITION, {"name": name, "code": code.code}).scalar()
    if found is not None:
        db.execute(delete(tables.codes).where(tables.codes.c.list == name, tables.codes.c.position == found))
    position = found if found is not None else db.execute(_LENGTH, {"name": name}).scalar_one()
    db.execute(insert(tables.codes), [_row(name, position, code)])


def _row(name: str, position: int, code: Code) -> dict[str, Any]:
    row = {each: getattr(code, each) for each in code.__dataclass_fields__}
    return {"country": None, "time_zone": None, **row, "list": name, "position": position}

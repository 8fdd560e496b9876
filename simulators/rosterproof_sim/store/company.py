"""What a world was made from, its present time, and its code lists."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from rosterproof_sim.domain.words.people import Code, CodeLists
from rosterproof_sim.store import tables

_MOVE = update(tables.world).values(now=bindparam("to"))
_CODES = select(tables.codes).order_by(tables.codes.c.list, tables.codes.c.position)


@dataclass(frozen=True, kw_only=True, slots=True)
class Founding:
    """How a world began, and its present time; `made_at` is on the wall clock."""

    spec: Mapping[str, Any]
    now: datetime
    made_at: float


def found(db: Connection, founding: Founding, lists: CodeLists) -> None:
    """Write what the world is made from."""
    spec = json.dumps(founding.spec, ensure_ascii=False)
    db.execute(insert(tables.world), {"only": 1, "spec": spec, "now": founding.now, "made_at": founding.made_at})
    rows = [
        {"list": name, "position": position, "code": code.code, "name": code.name}
        for name in CodeLists.__dataclass_fields__
        for position, code in enumerate(getattr(lists, name))
    ]
    db.execute(insert(tables.codes), rows)


def founding(db: Connection) -> Founding | None:
    """Return how the world began, or None where none was made."""
    row = db.execute(select(tables.world)).first()
    return None if row is None else Founding(spec=json.loads(row.spec), now=row.now, made_at=row.made_at)


def move_clock(db: Connection, to: datetime) -> None:
    """Keep the world's present time."""
    db.execute(_MOVE, {"to": to})


def code_lists(db: Connection) -> CodeLists:
    """Return the lists that employees refer to."""
    lists: dict[str, list[Code]] = {name: [] for name in CodeLists.__dataclass_fields__}
    for row in db.execute(_CODES):
        lists[row.list].append(Code(code=row.code, name=row.name))
    return CodeLists(**{name: tuple(codes) for name, codes in lists.items()})

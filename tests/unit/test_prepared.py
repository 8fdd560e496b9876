"""What is prepared finds what SQLAlchemy finds, value by value; and only what a module keeps is prepared."""

import gc
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import bindparam, delete, insert, select, text, update
from unit.small_world import a_world, hire

from rosterproof_sim.domain.words.learning import Certification
from rosterproof_sim.store import connection as module
from rosterproof_sim.store import tables
from rosterproof_sim.store.connection import Connection
from rosterproof_sim.store.past import METADATA
from rosterproof_sim.store.prepared import Prepared
from rosterproof_sim.world import World

_HELD = tables.certifications
_NOW = datetime(2026, 3, 2, 9, 30, 0, 5, UTC)
_ROW: dict[str, Any] = {
    "certification_id": "crt-1",
    "user_id": "usr-1",
    "course": "FRK-210",
    "instance": "",
    "status": "active",
    "issued_on": date(2026, 3, 2),
    "expires_on": date(2029, 3, 1),
    "window_opens_on": None,
}


@pytest.fixture
def world() -> Iterator[World]:
    with closing(a_world()) as made:
        yield made


def _prepared(db: Connection, statement: Any, *names: str) -> Prepared:
    found = Prepared.of(statement, names, db._alchemy.dialect)
    assert found is not None
    return found


@pytest.mark.parametrize("table", METADATA.sorted_tables, ids=lambda table: table.name)
def test_every_table_is_read_as_sqlalchemy_reads_it(table: Any) -> None:
    with closing(a_world()) as world:
        for _ in range(2):
            hire(world)
        world.lms.create_user({"external_id": "E0000001", "given_name": "Ada", "department": "Warehouse"})
        with world.store.transaction() as db:
            query = select(table)
            theirs = [dict(row) for row in db._alchemy.execute(query).mappings()]
            ours = _prepared(db, query)
            assert ours.result(db.driver.execute(ours.sql, ours.bound({}))).mappings().all() == theirs


def test_what_is_written_is_what_sqlalchemy_writes(world: World) -> None:
    row = _complete(_HELD, _ROW)
    with world.store.transaction() as db:
        put = insert(_HELD)
        db._alchemy.execute(put, row)
        theirs = db.driver.execute("SELECT * FROM certifications").fetchall()
        db.driver.execute("DELETE FROM certifications")
        ours = _prepared(db, put, *row)
        db.driver.execute(ours.sql, ours.bound(row))
        assert db.driver.execute("SELECT * FROM certifications").fetchall() == theirs


def test_values_that_stand_in_a_statement_are_bound(world: World) -> None:
    query = (
        select(_HELD.c.certification_id)
        .where(_HELD.c.status.in_(("active", "renewal_due")), _HELD.c.user_id == bindparam("whom"))
        .where(_HELD.c.issued_on > date(2026, 1, 1))
        .order_by(_HELD.c.certification_id.desc())
        .limit(2)
    )
    with world.store.transaction() as db:
        rows = [_complete(_HELD, {**_ROW, "certification_id": f"crt-{place}"}) for place in range(4)]
        rows[3]["status"] = "renewed"
        db.execute(insert(_HELD), rows)
        for _ in range(3):
            assert list(db.execute(query, {"whom": "usr-1"}).scalars()) == ["crt-2", "crt-1"]
            assert list(db.execute(query, {"whom": "usr-2"}).scalars()) == []
        assert module._SEEN[query][("whom",)] is not None


def test_a_row_that_comes_again_is_the_same_word_and_a_changed_one_is_not(world: World) -> None:
    columns = [_HELD.c[name] for name in Certification.__dataclass_fields__ if name in _HELD.c]
    query = select(*columns, _HELD.c.user_id.label("external_id"))
    move = update(_HELD).where(_HELD.c.certification_id == bindparam("which")).values(status=bindparam("to"))
    with world.store.transaction() as db:
        db.execute(insert(_HELD), _complete(_HELD, _ROW))

        def read() -> Certification:
            (found,) = db.execute(query).words(Certification)
            assert isinstance(found, Certification)
            return found

        read()
        first = read()
        assert read() is first
        for to in ("expired", "renewed"):
            db.execute(move, {"which": "crt-1", "to": to})
            assert read().status == to
        assert first.status == "active"


def test_only_what_comes_a_second_time_is_kept_and_no_longer_than_its_statement(world: World) -> None:
    with world.store.transaction() as db:
        kept = len(module._SEEN)
        query = select(_HELD.c.course)
        db.execute(query)
        assert module._SEEN[query] == {}
        db.execute(query)
        assert module._SEEN[query].keys() == {()}
        del query
        for _ in range(100):
            db.execute(select(_HELD.c.course).where(_HELD.c.user_id == "usr-1"))
        # SQLAlchemy itself keeps the first of either kind with what it compiled.
        gc.collect()
        assert len(module._SEEN) <= kept + 2


def test_what_cannot_be_prepared_is_left_to_sqlalchemy(world: World) -> None:
    among = delete(_HELD).where(_HELD.c.user_id.in_(bindparam("those", expanding=True)))
    bare = text("SELECT 1 AS one")
    with world.store.transaction() as db:
        for _ in range(3):
            db.execute(among, {"those": ["a", "b"]})
            assert db.execute(bare).one().one == 1
        assert module._SEEN[among] == {("those",): None}


def test_one_answer_is_one_answer(world: World) -> None:
    query = select(_HELD.c.certification_id)
    with world.store.transaction() as db:
        for count in range(3):
            if count != 1:
                with pytest.raises(ValueError, match="values to unpack"):
                    db.execute(query).scalar_one()
                with pytest.raises(ValueError, match="values to unpack"):
                    db.execute(query).one()
            else:
                assert db.execute(query).scalar_one() == db.execute(query).first().certification_id == "crt-0"
            db.execute(insert(_HELD), _complete(_HELD, {**_ROW, "certification_id": f"crt-{count}"}))


def _complete(table: Any, row: dict[str, Any]) -> dict[str, Any]:
    """Fill in what a row of this table needs besides."""
    made: dict[str, Any] = {"String": "x", "Integer": 1, "Instant": _NOW, "Boolean": True, "Date": date(2026, 1, 2)}
    return {each.name: row.get(each.name, made.get(type(each.type).__name__)) for each in table.columns} | row

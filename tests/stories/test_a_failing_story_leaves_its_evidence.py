"""Stories are played side by side in worlds of their own: one that fails leaves all it has, and no other is harmed."""

import json
from pathlib import Path

import pytest
from stories.runs import Ran, rosterproof

from rosterproof.checks.chain import first_altered
from rosterproof.evidence import folder
from rosterproof.reference import __file__ as reference

#: The reference connector, giving up when it is to write its first completion back: in lc-12, and never in lc-01.
DIES = """
import os, sys
from rosterproof.reference import __main__ as reference, company

def give_up(*_):
    print("giving up", flush=True)
    os._exit(7)

def change(parts, wanted):
    parts.training_record = give_up

company.mutate = change
sys.exit(reference.main())
"""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("run") / "out"


@pytest.fixture(scope="module")
def ran(out: Path) -> Ran:
    here = out.parent
    (here / "dies.py").write_text(DIES)
    (here / "mapping.json").write_bytes(Path(reference).with_name("mapping.json").read_bytes())
    declared = Path(reference).with_name("connector.yaml").read_text(encoding="utf-8")
    lines = (line for line in declared.splitlines(keepends=True) if not line.startswith("build:"))
    started = '["{python}", "-m", "rosterproof.reference"]'
    assert started in declared
    (here / "connector.yaml").write_text("".join(lines).replace(started, '["{python}", "{here}/dies.py"]'))
    return rosterproof("certify", here / "connector.yaml", "-k", "lc-12", "-k", "lc-01", "--json", "--out", out)


def test_the_one_that_fails_is_inconclusive_and_the_other_certified(ran: Ran) -> None:
    verdicts = {story["scenario"]: story["verdict"] for story in ran.report["stories"]}
    assert verdicts == {"smoke/lc-12": "inconclusive", "smoke/lc-01": "certified"}
    assert ran.code == 3


def test_it_leaves_everything_up_to_where_it_failed(ran: Ran, out: Path) -> None:
    place = out / "smoke-lc-12"
    left = folder.read(place)
    assert [incident.kind for incident in left.incidents] == ["connector-failed"]
    assert "giving up" in left.incidents[0].detail
    assert left.changes
    assert left.checkpoints
    assert first_altered(left.journal) is None
    assert {"change", "exchange", "delivery", "clock", "learning"} <= {row.kind for row in left.journal}
    assert b"giving up" in (place / folder.LOG).read_bytes()


def test_its_report_is_signed_and_verified_all_the_same(ran: Ran, out: Path) -> None:
    found = rosterproof("verify", out)
    assert found.code == 3
    assert "VERIFIED" in found.out
    assert "NOT VERIFIED" not in found.out
    stated = json.loads((out / "certificate.json").read_text())["statement"]
    assert (stated["verdict"], stated["valid_until"]) == ("inconclusive", None)

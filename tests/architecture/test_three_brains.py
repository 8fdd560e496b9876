"""The oracle may know the words of the simulators and nothing else of them: the linter's list must name every room."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
SIM = ROOT / "simulators" / "rosterproof_sim"


def test_the_import_law_forbids_the_oracle_every_room_but_the_words() -> None:
    laws = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    law = next(each for each in laws if each["id"] == "three-brains")
    assert "rosterproof.oracle" in law["source_modules"]
    rooms = {path.stem for path in SIM.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    ought = {f"rosterproof_sim.{room}" for room in rooms - {"__init__", "domain"}} | {"rosterproof_sim.domain.rules"}
    assert ought <= set(law["forbidden_modules"])
    assert law.get("allow_indirect_imports") is not True
    assert not law.get("ignore_imports")

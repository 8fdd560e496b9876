"""Design law 5: seed and story decide everything; wall time, ports and tokens decide nothing."""

import json
from pathlib import Path

import pytest
from stories.runs import rosterproof

STORIES = ("-k", "smoke/lc-01-faults", "-k", "smoke/lc-15", "-k", "smoke/wb-01")


def certified(out: Path, seed: int) -> dict[str, str]:
    ran = rosterproof("certify", "--json", "--seed", str(seed), "--out", out, *STORIES)
    assert ran.code == 0, ran.err
    return {"story": ran.report["story_digest"], "wire": ran.report["wire_digest"]}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, dict[str, str]]]:
    folder = tmp_path_factory.mktemp("seeds")
    return {name: (folder / name, certified(folder / name, seed)) for name, seed in (("a", 7), ("b", 7), ("c", 8))}


def names(folder: Path) -> set[str]:
    evidence = json.loads((folder / "smoke-lc-15" / "evidence.json").read_text(encoding="utf-8"))
    return {
        person["given_name"] + str(person["family_name"])
        for person in evidence["checkpoints"][0]["state"]["hris"]["employees"]
    }


def test_two_runs_with_one_seed_have_the_same_digests(runs: dict[str, tuple[Path, dict[str, str]]]) -> None:
    assert runs["a"][1] == runs["b"][1]


def test_another_seed_is_another_company_and_certified_too(runs: dict[str, tuple[Path, dict[str, str]]]) -> None:
    assert names(runs["a"][0]) == names(runs["b"][0])
    assert len(names(runs["a"][0]) & names(runs["c"][0])) < 5
    assert runs["a"][1]["story"] != runs["c"][1]["story"]

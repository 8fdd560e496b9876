"""`--repeat`: many runs of the same, each with its own evidence, and how their verdicts are distributed."""

import json
from pathlib import Path

from stories.runs import rosterproof


def test_repeated_runs_are_told_together_and_kept_apart(tmp_path: Path) -> None:
    out = tmp_path / "runs"
    ran = rosterproof("certify", "-k", "lc-01", "--repeat", "2", "--out", out, "--json")
    assert ran.code == 0, ran.err
    assert ran.report["verdicts"] == {"certified": 2, "broken": 0, "inconclusive": 0}
    assert (ran.report["story_digests"], ran.report["wire_digests"], ran.report["unsteady"]) == (1, 1, [])
    assert json.loads((out / "repeats.json").read_text()) == ran.report
    for place in ("run-1", "run-2"):
        assert (out / place / "smoke-lc-01" / "journal.jsonl").is_file()
        assert (out / place / "report.html").is_file()
        assert "VERIFIED" in rosterproof("verify", out / place).out
    again = rosterproof("certify", "-k", "lc-01", "--out", out)
    assert again.code == 0, again.err
    assert not (out / "run-1").exists()
    assert not (out / "repeats.json").exists()


def test_each_seed_is_a_company_of_its_own_and_only_what_is_not_certified_is_kept(tmp_path: Path) -> None:
    out = tmp_path / "runs"
    ran = rosterproof("certify", "-k", "lc-12", "--seeds", "3-5", "--out", out, "--json")
    assert ran.code == 0, ran.err
    assert [(one["seed"], one["verdict"]) for one in ran.report["seeds"]] == [(n, "certified") for n in (3, 4, 5)]
    assert len({one["story_digest"] for one in ran.report["seeds"]}) == 3
    assert all(check["findings"] == 0 for check in ran.report["checks"])
    assert not list(out.glob("run-*"))
    assert json.loads((out / "repeats.json").read_text()) == ran.report


def test_seeds_go_from_one_to_another(tmp_path: Path) -> None:
    for wrong in ("5", "5-3", "1-20000", "a-b"):
        ran = rosterproof("certify", "--seeds", wrong, "--out", tmp_path / "runs")
        assert ran.code == 2
        assert "is not the first and the last of at most 10,000 seeds" in ran.err


def test_one_seed_again_or_many_once(tmp_path: Path) -> None:
    ran = rosterproof("certify", "--seeds", "1-3", "--repeat", "2", "--out", tmp_path / "runs")
    assert (ran.code, "choose one of them" in ran.err) == (2, True)


def test_reports_of_one_run_cannot_be_asked_of_many(tmp_path: Path) -> None:
    ran = rosterproof("certify", "--repeat", "2", "--junit", tmp_path / "junit.xml", "--out", tmp_path / "runs")
    assert ran.code == 2
    assert "with --repeat and --seeds each run has its own reports" in ran.err
    assert not (tmp_path / "runs").exists()

"""The reference connector over every pair of dialects that it speaks: the same stories, the same oracle."""

import json
from pathlib import Path

import pytest
from stories.runs import rosterproof

from rosterproof import certify
from rosterproof.settings import lacking, read_connector_file
from rosterproof.verdict import Outcome, Standing

#: A hire through a bad network, a leaver, a renewal, a pass that is written back and a hire ahead of time.
STORIES = ("smoke/lc-01-faults", "smoke/lc-27", "smoke/as-09", "smoke/wb-01", "lifecycle/lc-02")
PAIRS = [pair for pair in read_connector_file(certify.REFERENCE).spoken.pairs if pair != ("core", "core")]


@pytest.mark.parametrize(("hris", "lms"), PAIRS, ids=[f"{hris}-{lms}" for hris, lms in PAIRS])
def test_a_pair_is_certified_and_says_what_its_wires_cannot_carry(hris: str, lms: str, tmp_path: Path) -> None:
    run = certify.plan(certify.REFERENCE, profile="full", wanted=STORIES, hris=hris, lms=lms)
    verdict = certify.certify(run, tmp_path).verdict
    assert verdict.standing is Standing.CERTIFIED, verdict.reasons
    assert {story.scenario for story in verdict.scenarios} == set(STORIES)
    lacks = lacking(hris, lms)
    omitted = {check.check: check.reason for check in verdict.checks if check.outcome is Outcome.OMITTED}
    assert ("write-back.compliance-status" in omitted) == ("compliance-status" in lacks)
    assert set(omitted.values()) <= set(lacks.values())


def test_what_a_wire_cannot_carry_is_left_out_and_stands_on_the_certificate(tmp_path: Path) -> None:
    run = certify.plan(
        certify.REFERENCE, profile="full", wanted=["lifecycle/lc-11", "smoke/lc-01"], hris="bamboohr", lms="core"
    )
    report = certify.certify(run, tmp_path)
    assert report.verdict.left_out == {
        "lifecycle/lc-11": "BambooHR cannot carry several jobs at a time: jobInfo has one row for each date"
    }
    assert [story.scenario for story in report.verdict.scenarios] == ["smoke/lc-01"]
    assert "lifecycle/lc-11" not in report.verdict.not_played


def test_every_pair_is_shown_in_a_matrix(tmp_path: Path) -> None:
    out = tmp_path / "runs"
    ran = rosterproof("certify", "-k", "smoke/lc-01", "--matrix", "--out", out)
    assert ran.code == 0, ran.err
    rows = ran.out.splitlines()
    assert rows[0].split() == ["HRIS", "\\", "LMS", *dict.fromkeys(lms for _, lms in (("core", "core"), *PAIRS))]
    assert ran.out.count("certified, 1 stories") == len(PAIRS) + 1
    assert f"{len(PAIRS) + 1} of {len(PAIRS) + 1} pairs certified" in rows[-1]
    told = json.loads((out / "matrix.json").read_text())
    assert [(each["hris"], each["lms"]) for each in told["pairs"]] == [("core", "core"), *PAIRS]
    assert "| HRIS" in (out / "matrix.md").read_text()
    assert "VERIFIED" in rosterproof("verify", out / "run-bamboohr-core").out


def test_a_matrix_is_of_all_pairs() -> None:
    ran = rosterproof("certify", "--matrix", "--hris", "bamboohr")
    assert (ran.code, "--matrix plays every pair once" in ran.err) == (2, True)

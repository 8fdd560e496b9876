"""The reference connector over every pair of dialects that it speaks: the same stories, the same oracle."""

from pathlib import Path

import pytest

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
    assert report.verdict.left_out == {"lifecycle/lc-11": "BambooHR: jobInfo has one row for each date"}
    assert [story.scenario for story in report.verdict.scenarios] == ["smoke/lc-01"]
    assert "lifecycle/lc-11" not in report.verdict.not_played

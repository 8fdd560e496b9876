"""A connector that serves several companies at once is one process for all, and is found out where it mixes them."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from rosterproof import certify
from rosterproof.errors import InvalidFile
from rosterproof.evidence.record import Evidence
from rosterproof.reference.mutants.m67_one_cache_for_all_companies import LEFT
from rosterproof.report import RunReport
from rosterproof.settings import Service, read_connector_file
from rosterproof.verdict import Standing

STORIES = ("smoke/lc-15", "smoke/lc-12", "smoke/wb-01")


def played(out: Path, *arguments: str) -> RunReport:
    run = certify.plan(certify.REFERENCE, wanted=STORIES)
    connector = replace(run.connector, run=replace(run.connector.run, command=(*run.connector.run.command, *arguments)))
    return certify.certify(replace(run, connector=connector), out)


def hooks(evidence: Evidence) -> set[str]:
    rows = [row for row in evidence.journal if row.data.get("operation") == "createWebhookSubscription"]
    return {row.data["request"]["body"]["url"] for row in rows}


def test_one_process_serves_every_story_each_at_an_address_of_its_own(tmp_path: Path) -> None:
    report = played(tmp_path)
    assert report.verdict.standing is Standing.CERTIFIED, report.verdict.reasons
    addresses = [urlsplit(url) for evidence in report.evidence for url in sorted(hooks(evidence))]
    assert len({each.port for each in addresses}) == 1
    assert {each.path for each in addresses} == {
        f"/companies/smoke.{story}/webhooks/{system}"
        for story in ("lc-15", "lc-12", "wb-01")
        for system in ("hris", "lms")
    }


def test_what_it_knows_of_one_company_and_writes_for_another_is_found(tmp_path: Path) -> None:
    report = played(tmp_path, "M67")
    assert report.verdict.standing is Standing.BROKEN
    emails = {str(log.change.get("email")) for evidence in report.evidence for log in evidence.changes}
    foreign = [
        finding.observed
        for story in report.verdict.scenarios
        for result in story.results
        if result.check == "tenant.own-data"
        for finding in result.findings
    ]
    mixed = [each for each in foreign if LEFT not in each]
    assert mixed, "no company was told what belongs to another"
    assert all(any(email in each for email in emails) for each in mixed)


def test_a_stream_of_errors_cannot_be_told_apart_by_company(tmp_path: Path) -> None:
    text = certify.REFERENCE.read_text(encoding="utf-8").replace("errors: {url: /errors}", "errors: {stream: stdout}")
    (tmp_path / "connector.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidFile, match="cannot be told apart by company"):
        read_connector_file(tmp_path / "connector.yaml")


def test_the_reference_connector_declares_it() -> None:
    run = read_connector_file(certify.REFERENCE).run
    assert isinstance(run, Service)
    assert run.companies == "/companies"

"""The whole product at once: a real HRIS, a real LMS, a real connector, a company, nine stories, a certificate."""

from pathlib import Path

import pytest
from stories.runs import ROOT, Ran, rosterproof


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("run") / "smoke"


@pytest.fixture(scope="module")
def certificate(folder: Path) -> Ran:
    return rosterproof("certify", "--json", "--out", folder)


def test_the_reference_connector_is_certified(certificate: Ran) -> None:
    assert certificate.code == 0
    assert certificate.report["verdict"] == "certified"
    assert certificate.report["reasons"] == []


def test_every_story_of_the_profile_was_played_and_certified(certificate: Ran) -> None:
    verdicts = {story["scenario"]: story["verdict"] for story in certificate.report["stories"]}
    stories = (Path(__file__).parents[2] / "scenarios" / "smoke").glob("*.yaml")
    assert verdicts == {f"smoke/{path.stem}": "certified" for path in stories}


def test_every_check_passed_with_a_witness(certificate: Ran) -> None:
    unproven = {
        check["check"]: check["outcome"]
        for check in certificate.report["checks"]
        if check["outcome"] != "passed" or not check["witnesses"]
    }
    assert not unproven


def test_all_1003_people_and_the_hire_were_seen(certificate: Ran) -> None:
    (pages,) = [story for story in certificate.report["stories"] if story["scenario"] == "smoke/pr-01"]
    (present,) = [result for result in pages["results"] if result["check"] == "account.present"]
    assert present["witnesses"]["count"] == 1004


def test_stdout_is_data_only_and_the_story_goes_to_stderr(certificate: Ran) -> None:
    assert certificate.out.startswith("{")
    assert "smoke/lc-12" in certificate.err


def test_a_recheck_says_the_same_offline(certificate: Ran, folder: Path) -> None:
    again = rosterproof("recheck", folder, "--json")
    assert again.code == 0
    for part in ("verdict", "story_digest", "wire_digest", "checks"):
        assert again.report[part] == certificate.report[part], part


def test_its_certificate_is_verified_offline(certificate: Ran, folder: Path) -> None:
    found = rosterproof(
        "verify", folder, "--json", "--connector", ROOT / "harness/rosterproof/reference/connector.yaml"
    )
    assert found.code == 0, found.out
    assert [answer["asked"] for answer in found.report["answers"] if answer["good"]] == [
        "signature",
        "validity",
        "connector",
        "evidence",
        "judgment",
    ]
    assert found.report["statement"]["story_digest"] == certificate.report["story_digest"]


def test_one_byte_of_its_evidence_is_missed(certificate: Ran, folder: Path, tmp_path: Path) -> None:
    import shutil

    copy = shutil.copytree(folder, tmp_path / "copy")
    journal = copy / "smoke-lc-12" / "journal.jsonl"
    content = journal.read_bytes()
    line = content.count(b"\n", 0, len(content) // 2) + 1
    journal.write_bytes(content[: len(content) // 2] + b"~" + content[len(content) // 2 + 1 :])
    found = rosterproof("verify", copy)
    assert found.code == 3
    assert f"NO: smoke-lc-12/journal.jsonl:{line} is altered" in found.out
    assert "NOT VERIFIED  evidence" in found.out


def test_a_recheck_needs_the_evidence(certificate: Ran, folder: Path, tmp_path: Path) -> None:
    import shutil

    copy = shutil.copytree(folder, tmp_path / "copy")
    (copy / "smoke-lc-12" / "journal.jsonl").unlink()
    again = rosterproof("recheck", copy)
    assert again.code == 2
    assert "journal.jsonl" in again.err

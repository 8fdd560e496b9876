"""The certificate states what was tested and what it came to; verifying it finds whatever was altered, and names it."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from judge.certified_run import ISSUED, KEY, answers, bad, certified
from judge.story_evidence import Story, all_well

from rosterproof import notary
from rosterproof.certificate import CERTIFICATE, Certificate
from rosterproof.certificate.document import SCHEMA
from rosterproof.certificate.key import SigningKey
from rosterproof.certificate.ledger import LEDGER, first_altered, write
from rosterproof.errors import SetupError
from rosterproof.exit_code import ExitCode
from rosterproof.recheck import MANIFEST, files
from rosterproof.settings import read_connector_file

SOMEBODY = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(32)))
EVIDENCE = (MANIFEST, "tiny-story/evidence.json", "tiny-story/journal.jsonl", "tiny-story/connector.log")


def test_it_states_what_was_tested_and_what_it_came_to(tmp_path: Path) -> None:
    said = certified(tmp_path, all_well()).statement
    assert (said["verdict"], said["seed"], said["rosterproof"]) == ("certified", 7, "0.1.0")
    assert said["connector"]["name"] == "Tiny connector"
    assert said["connector"]["build"] == {"files": 2, "digest": "b" * 64}
    assert (said["connector"]["hris"], said["connector"]["lms"]) == ("core", "core")
    assert (said["issued_at"], said["valid_until"]) == ("2026-11-24T12:00:00Z", "2026-12-24T12:00:00Z")
    assert said["checks"][0] == {
        "check": "account.present",
        "severity": "must",
        "outcome": "passed",
        "witnesses": 1,
        "findings": 0,
    }


def test_it_keeps_its_published_schema(tmp_path: Path) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    for name, story in (("good", all_well()), ("bad", bad())):
        (tmp_path / name).mkdir()
        certified(tmp_path / name, story)
        content = json.loads((tmp_path / name / CERTIFICATE).read_text())
        jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(content)


def test_exposure_is_told_in_people_and_time(tmp_path: Path) -> None:
    said = certified(tmp_path, bad()).statement
    assert [each["sentence"] for each in said["exposure"]] == [
        "2 people employed without an account, for up to 11 days each, 22 days together"
    ]
    assert said["exposure"][0]["longest_minutes"] == 11 * 24 * 60
    assert said["valid_until"] is None
    assert said["findings"][0]["count"] == 2


def test_an_omission_stands_on_it_with_its_reason(tmp_path: Path) -> None:
    story = all_well()
    story.omits = {"error.reported": "Errors go to a queue of our own."}
    said = certified(tmp_path, story).statement
    assert said["omitted"] == [
        {"check": "error.reported", "severity": "should", "reason": "Errors go to a queue of our own."}
    ]
    assert said["verdict"] == "certified"


def test_what_was_not_altered_is_verified(tmp_path: Path) -> None:
    certificate = certified(tmp_path, all_well())
    found = notary.verify(tmp_path, at=ISSUED, trusted=[KEY.public])
    assert [answer.asked for answer in found.answers if answer.good] == [
        "signature",
        "validity",
        "evidence",
        "judgment",
    ]
    assert found.answers[-1].told == "judged again: certified, and every word the same"
    assert (found.certificate, found.exit_code) == (certificate, ExitCode.CERTIFIED)


@pytest.mark.parametrize("name", EVIDENCE)
def test_one_byte_flipped_in_any_file_of_the_evidence_is_found_and_its_record_named(tmp_path: Path, name: str) -> None:
    head = certified(tmp_path, bad()).head
    file = tmp_path / name
    content = file.read_bytes()
    for place in {*range(0, len(content), max(1, len(content) // 97)), len(content) - 1}:
        file.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        told = first_altered(tmp_path, head)
        assert told is not None
        named = re.fullmatch(rf"{re.escape(name)}:(\d+) is altered( \(.*\))?", told)
        assert named is not None, told
        line, flipped = int(named[1]), content[:place].count(b"\n") + 1
        assert line <= flipped
        if not name.endswith(".json"):
            assert line == flipped
    file.write_bytes(content)
    assert first_altered(tmp_path, head) is None


def test_a_row_of_a_state_is_a_record_and_is_named_by_where_it_stands(tmp_path: Path) -> None:
    head = certified(tmp_path, bad()).head
    file = tmp_path / "tiny-story" / "evidence.json"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    place = [n for n, line in enumerate(lines) if line.strip() == '"employee_id": "E0000002",'][-1]
    file.write_text("".join([*lines[:place], lines[place].replace("2", "3"), *lines[place + 1 :]]), encoding="utf-8")
    told = first_altered(tmp_path, head)
    assert told == f"tiny-story/evidence.json:{place} is altered (checkpoints, state, hris, employees)"


@pytest.mark.parametrize("name", EVIDENCE)
def test_a_file_taken_away_cut_short_or_added_to_is_named(tmp_path: Path, name: str) -> None:
    head = certified(tmp_path, all_well()).head
    file = tmp_path / name
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines) + b"more\n")
    assert (first_altered(tmp_path, head) or "").startswith(f"{name}:")
    file.write_bytes(b"".join(lines[:-1]))
    assert (first_altered(tmp_path, head) or "").startswith(f"{name}:")
    file.unlink()
    assert first_altered(tmp_path, head) == f"{name} is missing"


def test_an_altered_ledger_is_named_by_its_entry(tmp_path: Path) -> None:
    head = certified(tmp_path, all_well()).head
    file = tmp_path / LEDGER
    lines = file.read_bytes().splitlines(keepends=True)
    for number in range(len(lines)):
        file.write_bytes(
            b"".join([*lines[:number], lines[number].replace(b'"size":', b'"size": '), *lines[number + 1 :]])
        )
        assert first_altered(tmp_path, head) == f"{LEDGER}:{number + 1} is altered"
    file.write_bytes(b"".join(lines[1:]))
    assert first_altered(tmp_path, head) == f"{LEDGER}:1 is missing"
    file.unlink()
    assert first_altered(tmp_path, head) == f"{LEDGER} is missing"


def test_a_ledger_cannot_send_the_reader_outside_of_the_run(tmp_path: Path) -> None:
    run = tmp_path / "run"
    certified(run, all_well())
    (tmp_path / "secret").write_text("not yours")
    assert first_altered(run, write(run, ["../secret"])) == "../secret lies outside of the run"


def test_no_byte_of_a_certificate_can_be_flipped(tmp_path: Path) -> None:
    certified(tmp_path, all_well())
    file = tmp_path / CERTIFICATE
    content = file.read_bytes()
    for place in range(0, len(content) - 1, 3):
        file.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        try:
            found = Certificate.read(file)
        except SetupError:
            continue
        assert not found.genuine, content[place - 20 : place + 20]


def test_evidence_rewritten_with_its_hashes_does_not_fit_the_signature(tmp_path: Path) -> None:
    certificate = certified(tmp_path, bad())
    log = tmp_path / "tiny-story" / "connector.log"
    log.write_bytes(b"nothing to see here\n")
    write(tmp_path, files(tmp_path, ["tiny/story"]))
    assert first_altered(tmp_path, certificate.head) == f"{LEDGER}:4 is altered"


def test_a_statement_that_its_evidence_does_not_bear_out_is_refused_whoever_signs_it(tmp_path: Path) -> None:
    honest = certified(tmp_path, bad())
    forged = {**honest.statement, "verdict": "certified", "reasons": []}
    Certificate.signed(forged, KEY).write(tmp_path / CERTIFICATE)
    assert answers(tmp_path)["judgment"] == (False, "judged again, this differs: reasons, verdict")


def test_a_verdict_of_another_version_counts_where_it_is_the_same(tmp_path: Path) -> None:
    honest = certified(tmp_path, all_well())
    older = {**honest.statement, "rosterproof": "0.0.9"}
    Certificate.signed(older, KEY).write(tmp_path / CERTIFICATE)
    good_still, told = answers(tmp_path)["judgment"]
    assert good_still
    assert told.startswith("Rosterproof 0.1.0 judges otherwise than 0.0.9 did.")
    Certificate.signed({**older, "verdict": "broken"}, KEY).write(tmp_path / CERTIFICATE)
    assert not answers(tmp_path)["judgment"][0]


def test_only_a_trusted_key_counts_where_one_is_named(tmp_path: Path) -> None:
    honest = certified(tmp_path, all_well())
    Certificate.signed(honest.statement, SOMEBODY).write(tmp_path / CERTIFICATE)
    assert answers(tmp_path)["signature"][0]
    found = notary.verify(tmp_path, at=ISSUED, trusted=[KEY.public])
    assert not found.genuine
    assert found.exit_code is ExitCode.INCONCLUSIVE
    assert "which is none of the trusted keys" in found.answers[0].told


def test_a_certificate_under_anothers_key_is_not_genuine(tmp_path: Path) -> None:
    honest = certified(tmp_path, all_well())
    replace(honest, public_key=SOMEBODY.public).write(tmp_path / CERTIFICATE)
    assert answers(tmp_path)["signature"] == (
        False,
        f"what it states is not what was signed with {SOMEBODY.public}",
    )


@pytest.mark.parametrize(
    ("days", "good_then", "told"),
    [
        (-1, False, "not yet valid on 2026-11-23"),
        (0, True, "valid from 2026-11-24 12:00 to 2026-12-24 12:00 UTC"),
        (29.99, True, "valid from"),
        (30, False, "expired: valid from 2026-11-24 12:00 to 2026-12-24 12:00 UTC"),
    ],
)
def test_it_is_valid_for_the_days_that_its_profile_says(
    tmp_path: Path, days: float, good_then: bool, told: str
) -> None:
    certified(tmp_path, all_well())
    found = answers(tmp_path, at=ISSUED + timedelta(days=days))["validity"]
    assert found[0] is good_then
    assert told in found[1]


@pytest.mark.parametrize(
    ("story", "whole", "code", "told"),
    [
        (all_well, False, ExitCode.INCONCLUSIVE, "only a part of the profile was played"),
        (bad, True, ExitCode.BROKEN, "broken"),
        (Story, True, ExitCode.INCONCLUSIVE, "inconclusive"),
    ],
)
def test_a_run_that_earned_no_certificate_is_verified_as_what_it_is(
    tmp_path: Path, story: type[Story], whole: bool, code: ExitCode, told: str
) -> None:
    certified(tmp_path, story(), whole=whole)
    found = notary.verify(tmp_path, at=ISSUED + timedelta(days=1000))
    assert found.genuine
    assert found.exit_code is code
    assert found.answers[1].told == f"no certificate, but a report of 2026-11-24: {told}"


def test_it_is_verified_without_its_evidence_too(tmp_path: Path) -> None:
    certified(tmp_path, all_well())
    alone = (tmp_path / CERTIFICATE).rename(tmp_path / "received.json")
    found = notary.verify(alone, at=ISSUED)
    assert [answer.asked for answer in found.answers] == ["signature", "validity"]
    assert found.exit_code is ExitCode.CERTIFIED


def test_no_certificate_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="there is no certificate here"):
        notary.verify(tmp_path, at=ISSUED)
    (tmp_path / CERTIFICATE).write_text("{}")
    with pytest.raises(SetupError, match="this is not a certificate"):
        notary.verify(tmp_path, at=ISSUED)


CONNECTOR = """
name: Tiny connector
version: "1"
run: {command: {command: [node, sync.mjs]}}
systems: {hris: core, lms: core}
mapping: mapping.json
"""


@pytest.mark.parametrize(
    ("declared", "alter", "good_then", "told"),
    [
        ("build: [sync.mjs]", "", True, "Tiny connector 1, build "),
        ("build: [sync.mjs]", "// one more line", False, "not the one that was certified: build "),
        ("", "", False, "not the one that was certified: build none declared, certified was "),
    ],
)
def test_another_build_than_the_one_certified_is_refused(
    tmp_path: Path, declared: str, alter: str, good_then: bool, told: str
) -> None:
    (tmp_path / "sync.mjs").write_text("sync()\n")
    (tmp_path / "mapping.json").write_text(
        json.dumps(
            {"key": {"hris": "employee_id", "lms": "external_id"}, "fields": [{"hris": "email", "lms": "email"}]}
        )
    )
    file = tmp_path / "connector.yaml"
    file.write_text(f"{CONNECTOR}build: [sync.mjs]\n")
    run = tmp_path / "run"
    certified(run, all_well(), build=read_connector_file(file).build)
    file.write_text(f"{CONNECTOR}{declared}\n")
    (tmp_path / "sync.mjs").write_text(f"sync()\n{alter}")
    found = answers(run, connector=read_connector_file(file))["connector"]
    assert found[0] is good_then
    assert found[1].startswith(told)

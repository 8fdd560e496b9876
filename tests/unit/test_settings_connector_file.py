"""The connector file and the knobs: what is written, what is filled in."""

import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from rosterproof.certify import REFERENCE
from rosterproof.errors import InvalidFile, SetupError
from rosterproof.policy import KNOBS, Policy, read_policy
from rosterproof.settings import Command, ErrorsStream, Service, lacking, read_connector_file
from rosterproof_sim.domain.words.wires import LACKS

SMALL = """
name: Mine
run: {command: {command: ["{python}", "{here}/sync.py", "{other}"]}}
systems: {hris: core, lms: core}
errors: {stream: stderr}
mapping: sub/mapping.json
"""


def written(folder: Path, text: str = SMALL) -> Path:
    (folder / "sub").mkdir()
    (folder / "sub" / "mapping.json").write_text('{"fields": [{"hris": "title", "lms": "job_title"}]}')
    (folder / "connector.yaml").write_text(text)
    return folder / "connector.yaml"


def test_a_small_file_gets_its_defaults(tmp_path: Path) -> None:
    file = read_connector_file(written(tmp_path))
    assert file.run == Command(command=(sys.executable, f"{tmp_path}/sync.py", "{other}"), timeout=60)
    assert (file.version, file.cycle_minutes, file.serial, file.tick) == ("unknown", 15, False, None)
    assert file.errors == ErrorsStream(name="stderr")
    assert file.mapping == {"fields": [{"hris": "title", "lms": "job_title"}]}
    assert file.here == tmp_path


def test_a_service_may_leave_out_everything_but_its_command(tmp_path: Path) -> None:
    text = SMALL.replace("{command: {command:", "{service: {command:")
    file = read_connector_file(written(tmp_path, text))
    assert isinstance(file.run, Service)
    assert (file.run.ready, file.run.start_timeout) == (None, 20)


def test_the_reference_connector_declares_what_the_design_says() -> None:
    file = read_connector_file(REFERENCE)
    assert (file.tick, file.status, file.serial) == ("/tick", "/status", True)
    assert file.omits == {}


def test_a_mapping_may_not_fill_a_field_twice(tmp_path: Path) -> None:
    file = written(tmp_path)
    twice = '{"fields": [\n{"hris": "title", "lms": "job_title"},\n{"hris": "department", "lms": "job_title"}\n]}'
    (tmp_path / "sub" / "mapping.json").write_text(twice)
    with pytest.raises(InvalidFile, match="the LMS field 'job_title' is filled twice"):
        read_connector_file(file)


def test_the_policy_is_the_knobs_with_their_defaults() -> None:
    assert asdict(Policy()) == {name: knob.default for name, knob in KNOBS.items()}


def test_a_knob_that_is_turned_leaves_the_others(tmp_path: Path) -> None:
    file = read_connector_file(written(tmp_path, SMALL + "policy: {writeback_on: any}\n"))
    policy = Policy().with_(read_policy(file.document))
    assert (policy.writeback_on, policy.leaver_grace_minutes) == ("any", 1440)


def test_a_connector_may_speak_several_dialects_and_is_tried_with_the_first(tmp_path: Path) -> None:
    text = SMALL.replace("hris: core", "hris: [bamboohr, core]").replace(
        "mapping: sub/mapping.json", "mapping: {bamboohr: sub/mapping.json, core: sub/core.json}"
    )
    file = written(tmp_path, text)
    (tmp_path / "sub" / "core.json").write_text('{"fields": [{"hris": "email", "lms": "email"}]}')
    first, other = read_connector_file(file), read_connector_file(file, hris="core")
    assert (first.hris, first.lms, first.mapping_file.name) == ("bamboohr", "core", "mapping.json")
    assert (other.hris, other.mapping_file.name) == ("core", "core.json")
    assert first.spoken.pairs == (("bamboohr", "core"), ("core", "core"))
    with pytest.raises(SetupError, match=r"does not speak 'core2' with the HRIS"):
        read_connector_file(file, hris="core2")


def test_a_dialect_that_there_is_not_is_told_with_its_line(tmp_path: Path) -> None:
    text = SMALL.replace("hris: core", "hris: [core, bambohr]")
    with pytest.raises(InvalidFile, match=r":4: there is no HRIS dialect 'bambohr'\s+hint: did you mean 'bamboohr'"):
        read_connector_file(written(tmp_path, text))


def test_each_hris_needs_its_mapping(tmp_path: Path) -> None:
    text = SMALL.replace("hris: core", "hris: bamboohr").replace(
        "mapping: sub/mapping.json", "mapping: {core: sub/mapping.json}"
    )
    with pytest.raises(InvalidFile, match="no mapping is named for the HRIS dialect 'bamboohr'"):
        read_connector_file(written(tmp_path, text))


def test_a_pair_lacks_what_its_dialects_declare() -> None:
    assert lacking("core", "core") == {}
    found = lacking("bamboohr", "core")
    assert found["compliance-status"] == (
        "BambooHR cannot carry overall compliance status: the wire has no place for it"
    )
    assert set(found) <= set(LACKS)

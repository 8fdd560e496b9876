"""A boolean and a date among the custom fields, mapped, carried by a real connector, and judged by profile.true."""

import json
from pathlib import Path

from stories.runs import check_of, rosterproof

REFERENCE = Path(__file__).parents[2] / "harness" / "rosterproof" / "reference"
MAPPED = [
    {"hris": "custom.safety_critical", "lms": "custom.safety_critical"},
    {"hris": "custom.medical_valid_until", "lms": "custom.medical_until"},
]
#: The reference connector, which turns what is not text into text, as many a connector does.
AS_TEXT = """
import sys
from rosterproof.reference import __main__ as reference, company
from rosterproof.reference.profile import value_for

def as_text(rule, value):
    made = value_for(rule, value)
    return str(made).lower() if isinstance(made, bool) else made

def change(parts, wanted):
    parts.translate = as_text

company.mutate = change
sys.exit(reference.main())
"""


def connector(folder: Path, *command: str) -> Path:
    mapping = json.loads((REFERENCE / "mapping.json").read_text())
    mapping["fields"] += MAPPED
    (folder / "mapping.json").write_text(json.dumps(mapping))
    file = folder / "connector.yaml"
    declared = (REFERENCE / "connector.yaml").read_text()
    whole = '["{python}", "-m", "rosterproof.reference"]'
    assert whole in declared
    # Its files are not here, so it declares no build.
    elsewhere = "".join(line for line in declared.splitlines(keepends=True) if not line.startswith("build:"))
    file.write_text(elsewhere.replace(whole, json.dumps(["{python}", *command])))
    return file


def test_they_are_kept_true(tmp_path: Path) -> None:
    file = connector(tmp_path, "-m", "rosterproof.reference")
    ran = rosterproof("certify", file, "--scenario", "smoke/lc-12", "--json", "--out", tmp_path / "run")
    assert ran.code == 0, ran.out + ran.err
    kept = check_of(ran.report, "profile.true")
    assert kept["outcome"] == "passed"
    told = "".join(file.read_text().replace(" ", "") for file in (tmp_path / "run").rglob("journal.jsonl"))
    assert '"medical_until":"2026' in told
    assert '"safety_critical":true' in told


def test_a_connector_that_makes_text_of_a_boolean_is_found_out(tmp_path: Path) -> None:
    (tmp_path / "as_text.py").write_text(AS_TEXT)
    file = connector(tmp_path, str(tmp_path / "as_text.py"))
    ran = rosterproof("certify", file, "--scenario", "smoke/lc-12", "--json", "--out", tmp_path / "run")
    assert ran.code == 1, ran.out + ran.err
    broken = check_of(ran.report, "profile.true")
    assert broken["outcome"] == "broken"
    assert "custom.safety_critical" in json.dumps(ran.report)

"""What stories need and what dialects lack are said in one vocabulary."""

import json
from pathlib import Path

from rosterproof.checks import discover
from rosterproof.scenario.library import stories
from rosterproof.scenario.parse import read_story
from rosterproof_sim.domain.words.wires import LACKS

SCHEMA = Path(__file__).parents[2] / "scenarios" / "scenario.schema.json"


def test_the_schema_of_scenarios_knows_every_word() -> None:
    told = json.loads(SCHEMA.read_text(encoding="utf-8"))["properties"]["needs"]["items"]["enum"]
    assert tuple(told) == LACKS


def test_no_word_is_idle() -> None:
    """Each is needed by a story, asked for by a check, or read where a record is judged."""
    needed = {need for story in stories().values() for need in read_story(story).needs}
    asked = {word for check in discover() for word in check.asks}
    read = {"completion-time", "completion-score", "completion-result", "completion-expiry"}
    assert set(LACKS) - needed - asked - read == {"idempotency-keys", "time-zones", "webhooks"}

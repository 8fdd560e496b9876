"""Every mistake in a file gets a message that says what, where and what to do. One golden file per mistake.

`ROSTERPROOF_WRITE_GOLDEN=1` writes the expected messages anew; read them before keeping them.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from rosterproof.certify import plan
from rosterproof.errors import InvalidFile
from rosterproof.policy import read_policy
from rosterproof.scenario.catalog import read_catalog
from rosterproof.scenario.library import at_path
from rosterproof.scenario.parse import read_story
from rosterproof.settings import read_connector_file

GOLDEN = Path(__file__).parents[1] / "golden" / "errors"


def connector(file: Path) -> object:
    read_policy(read_connector_file(file).document)
    return plan(file)


READ: dict[str, Callable[[Path], object]] = {
    "scenario": lambda file: read_story(at_path(file)),
    "connector": connector,
    "catalog": read_catalog,
    "profile": lambda file: plan(Path("mine.yaml"), profile=str(file)),
}


@pytest.mark.parametrize("name", sorted(file.stem for file in GOLDEN.glob("*.yaml") if file.stem != "mine"))
def test_the_message_of(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(GOLDEN)
    with pytest.raises(InvalidFile) as raised:
        READ[name.partition("-")[0]](Path(f"{name}.yaml"))
    told = str(raised.value).replace(str(GOLDEN.resolve()), "FOLDER") + "\n"
    expected = GOLDEN / f"{name}.txt"
    if os.environ.get("ROSTERPROOF_WRITE_GOLDEN"):
        expected.write_text(told, encoding="utf-8")
    assert told == expected.read_text(encoding="utf-8")


def test_no_expected_message_is_left_without_its_mistake() -> None:
    assert {file.stem for file in GOLDEN.glob("*.txt")} <= {file.stem for file in GOLDEN.glob("*.yaml")}

"""What README.md shows as output is what the commands print: only times and digests may differ.

`ROSTERPROOF_WRITE_GOLDEN=1` writes both blocks anew; read them before keeping them.
"""

import os
import re
from pathlib import Path

import pytest
from stories.runs import ROOT, rosterproof

from rosterproof import certify
from rosterproof.prove.trial import trials

README = ROOT / "README.md"


def block(name: str) -> re.Pattern[str]:
    return re.compile(rf"(<!-- {name}:begin -->\n```text\n)(.*?)(```\n<!-- {name}:end -->)", re.DOTALL)


def shown(name: str) -> str:
    found = block(name).search(README.read_text(encoding="utf-8"))
    assert found is not None, f"README.md has no block {name}"
    return found[2]


def alike(text: str) -> str:
    """The text without what differs from run to run, or with every change of a contract."""
    text = re.sub(r" +\d+\.\d s$", " N.N s", text, flags=re.MULTILINE)
    return re.sub(r"story [0-9a-f]{16} · wire [0-9a-f]{16}", "story … · wire …", text)


def compared(name: str, printed: str) -> None:
    if os.environ.get("ROSTERPROOF_WRITE_GOLDEN"):
        text = README.read_text(encoding="utf-8")
        README.write_text(block(name).sub(lambda m: m[1] + printed + m[3], text), encoding="utf-8")
    assert shown(name).strip(), f"block {name} of README.md is empty"
    assert alike(shown(name)) == alike(printed)


def test_the_certificate_is_what_certify_prints(tmp_path: Path) -> None:
    ran = rosterproof("certify", "--out", tmp_path / "run")
    assert ran.code == 0, ran.err
    compared("certify", ran.out)


def test_the_broken_connector_is_what_show_prints_of_a_proof(tmp_path: Path) -> None:
    (trial,) = [one for one in trials("smoke", 7) if one.id == "M47"]
    certify.certify(trial.run, tmp_path / "M47")
    compared("broken", rosterproof("show", tmp_path / "M47").out)


@pytest.mark.parametrize("name", ["certify", "broken"])
def test_the_blocks_hold_digests_and_a_verdict(name: str) -> None:
    assert re.search(r"digests  story [0-9a-f]{16} · wire [0-9a-f]{16} · seed 7\n(CERTIFIED|BROKEN)  ", shown(name))


def test_the_exchange_that_the_prose_names_is_the_one_of_the_finding() -> None:
    (named,) = re.findall(r"rosterproof show runs/proof/M47 lc-27:(\d+)", README.read_text(encoding="utf-8"))
    assert re.search(rf"exchanges +(\d+, )*{named}\n", shown("broken"))

"""A mistake in a data file of the population is told with its file and line."""

from pathlib import Path

import pytest

from rosterproof_sim.population.career import career_from
from rosterproof_sim.population.company import company_from
from rosterproof_sim.population.data_file import BadData

GOOD = """name: Mining
industry: chemicals
department: {code: MIN, name: Mine}
sites: {CHI: 1}
steps:
  - {title: miner, name: Miner, share: 1, turnover: 0.2}
  - {title: shift-boss, name: Shift Boss, leads: 8, turnover: 0.1, risen: 0.5}
"""

COMPANY = """name: A mine
headquarters: CHI
sites: [CHI]
careers:
  warehouse: 1
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "mining.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_career_is_read(tmp_path: Path) -> None:
    career = career_from(written(tmp_path, GOOD))
    assert [step.title.code for step in career.staff + career.leaders] == ["miner", "shift-boss"]
    assert career.season == (1.0,) * 12


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        ("industry: chemicals", "industry: magic", "mining.yaml:2: industry: 'magic' is not one of"),
        ("turnover: 0.2", "turnover: often", "mining.yaml:6: steps.0.turnover: 'often' is not of type 'number'"),
        ("sites: {CHI: 1}", "sites: {MOON: 1}", "mining.yaml:4: there is no site MOON; there are CHI, HOU"),
        ("share: 1", "leads: 8", "mining.yaml:5: a trade has a step that leads nobody and one that leads"),
        ("name: Mining", "name: Mining\nmotto: x", "mining.yaml:1: the file: Additional properties are not allowed"),
        ("steps:", "steps: [", "mining.yaml:6: expected the node content"),
    ],
)
def test_a_mistake_in_a_career_is_told_with_its_line(tmp_path: Path, wrong: str, right: str, told: str) -> None:
    with pytest.raises(BadData) as error:
        career_from(written(tmp_path, GOOD.replace(wrong, right)))
    assert str(error.value).startswith(told)


def test_leaders_come_after_those_they_lead(tmp_path: Path) -> None:
    lines = GOOD.splitlines()
    with pytest.raises(BadData, match=r"mining\.yaml:7: a step that leads nobody comes after one that leads"):
        career_from(written(tmp_path, "\n".join([*lines[:5], lines[6], lines[5], ""])))


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        ("warehouse: 1", "warehousing: 1", "mining.yaml:5: there is no career warehousing; there are assembly"),
        ("sites: [CHI]", "sites: [CHI, MOON]", "mining.yaml:3: there is no site MOON"),
        ("  warehouse: 1", "  management: 1", "mining.yaml:5: there is no career management"),
    ],
)
def test_a_mistake_in_a_company_is_told_with_its_line(tmp_path: Path, wrong: str, right: str, told: str) -> None:
    with pytest.raises(BadData) as error:
        company_from(written(tmp_path, COMPANY.replace(wrong, right)))
    assert str(error.value).startswith(told)

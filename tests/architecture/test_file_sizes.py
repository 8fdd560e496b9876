"""A module is one concept; a file that grows past 400 lines holds two."""

from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    path for top in ("simulators", "harness") for path in (ROOT / top).rglob("*.py") if "__pycache__" not in path.parts
)
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager", "models"}


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_file_is_longer_than_400_lines() -> None:
    long = {str(path.relative_to(ROOT)): lines(path) for path in SOURCES if lines(path) > 400}
    assert not long


def test_the_median_file_is_short() -> None:
    assert median(lines(path) for path in SOURCES if path.name != "__init__.py") <= 140


def test_every_name_says_what_is_inside() -> None:
    assert not [str(path.relative_to(ROOT)) for path in SOURCES if path.stem in VAGUE or path.parent.name in VAGUE]

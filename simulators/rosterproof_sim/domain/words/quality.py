"""Dirt in a company's data: what is wrong, in whose record, and what would be right."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

DefectKind = Literal[
    "missing_department",
    "wrong_title",
    "inconsistent_location",
    "letter_case",
    "spaces",
    "unicode_form",
    "impossible_date",
    "duplicate_number",
    "duplicate_person",
]
DEFECT_KINDS: tuple[DefectKind, ...] = get_args(DefectKind)
QualityLevel = Literal["clean", "light", "messy", "filthy"]
#: Level -> of each kind of dirt, how many in a hundred records have it; at least one where any can.
LEVELS: Mapping[QualityLevel, int] = {"clean": 0, "light": 2, "messy": 8, "filthy": 25}


@dataclass(frozen=True, kw_only=True, slots=True)
class Defect:
    """One field of one record that is not what it should be.

    Of a `duplicate_person` the field is `employee_id`: `dirty` is the second record, `clean` the one it repeats.
    """

    employee_id: str
    field: str
    kind: DefectKind
    dirty: str | None
    clean: str | None

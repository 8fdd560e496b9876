"""M144 credits what the HRIS does not know to a course that it knows."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, course_in_hris

#: The course that everybody has.
DEFAULT = "ORI-100"


def change(parts: Parts) -> None:
    """Remember what was refused, and try the default next."""
    refused: set[str] = set()
    owed = parts.owed

    def note_and_owe(completions: Any) -> Any:
        refused.update(completion["course"] for completion in completions)
        return owed(completions)

    def in_hris_or_default(mapping: Mapping[str, Any], course: str) -> str:
        return DEFAULT if course in refused else course_in_hris(mapping, course)

    parts.owed = note_and_owe
    parts.course = in_hris_or_default


MUTANT = Mutant(
    id="M144",
    title="credits an unknown course to a default one",
    caught_by="write-back.exact",
    scenario="write-back/wb-13",
    change=change,
)

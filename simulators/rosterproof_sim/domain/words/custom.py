"""Custom fields: what a company has added to the record of a person, each with its type.

A value is kept as JSON has it: true is true, a whole number has no quotes, a day is a text like `2026-03-02`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

CustomType = Literal["text", "integer", "decimal", "boolean", "date", "choice"]
CustomValue = str | int | float | bool | None
#: Field id -> value; what nobody ever filled in is left out.
CustomValues = Mapping[str, CustomValue]


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomField:
    """A field as it was defined. `options` are the values of a choice.

    `required`: a hire needs a value, and none may clear it. `sensitive`: shown to those only whose scope allows it.
    `since` is the day on which it was defined; null where the company has had it from the beginning.
    """

    field_id: str
    label: str
    type: CustomType
    options: tuple[str, ...] = ()
    required: bool = False
    sensitive: bool = False
    since: date | None = None

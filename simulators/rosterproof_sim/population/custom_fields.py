"""The custom fields of every simulated company, and what stands in them for the people it comes with."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from hashlib import blake2b

from rosterproof_sim.domain.words.changes import Hired, LoggedChange
from rosterproof_sim.domain.words.custom import CustomField, CustomValue

CUSTOM_FIELDS = (
    CustomField(field_id="birth_date", label="Date of birth", type="date", sensitive=True),
    CustomField(field_id="annual_salary", label="Annual salary", type="decimal", sensitive=True),
    CustomField(field_id="safety_critical", label="Safety-critical work", type="boolean"),
    CustomField(field_id="shift", label="Shift", type="choice", options=("day", "evening", "night")),
    CustomField(field_id="medical_valid_until", label="Medical valid until", type="date"),
    #: Text, because HR types it by hand: what the clean company has in it is a date all the same.
    CustomField(field_id="work_permit_until", label="Work permit until", type="text"),
)
_SHIFTS = ("day", "day", "evening", "night")
_YEAR = 365


def with_values(history: Iterable[LoggedChange], seed: int, start: date) -> Iterator[LoggedChange]:
    """Let HR have filled in the custom fields with every hire. A person's values follow from the seed and the id."""
    for logged in history:
        change = logged.change
        if isinstance(change, Hired) and change.employee_id is not None:
            custom = values(seed, change.employee_id, change.effective_on, start)
            yield replace(
                logged, change=replace(change, custom=custom, national_id=change.national_id or _national_id(custom))
            )
        else:
            yield logged


def _national_id(custom: Mapping[str, CustomValue]) -> str:
    """Make up a number of no country, which begins with the birth date as many do."""
    digest = blake2b(repr(sorted(custom.items())).encode(), digest_size=4).digest()
    return f"{custom['birth_date']}-{int.from_bytes(digest, 'big') % 100_000:05d}"


def values(seed: int, employee_id: str, hired_on: date, start: date) -> dict[str, CustomValue]:
    """Make up what stands in a person's custom fields."""
    lots = blake2b(f"{seed}\0custom\0{employee_id}".encode(), digest_size=12).digest()
    age = 18 * _YEAR + 5 + int.from_bytes(lots[:4], "big") % (40 * _YEAR)
    made: dict[str, CustomValue] = {
        "birth_date": (hired_on - timedelta(days=age)).isoformat(),
        "annual_salary": 28_000.0 + int.from_bytes(lots[4:6], "big") % 9_000 * 10.5,
        "safety_critical": lots[6] % 3 == 0,
        "shift": _SHIFTS[lots[7] % len(_SHIFTS)],
        "medical_valid_until": (start + timedelta(days=30 + lots[8] * 3)).isoformat(),
    }
    if lots[9] % 6 == 0:
        made["work_permit_until"] = (start + timedelta(days=90 + lots[10] * 7)).isoformat()
    return made

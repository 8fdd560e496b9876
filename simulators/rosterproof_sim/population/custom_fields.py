"""The custom fields of every simulated company, and what stands in them for the people it comes with."""

from datetime import date, timedelta
from functools import lru_cache
from hashlib import blake2b

from rosterproof_sim.domain.words.custom import CustomField

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
_JSON = ("false", "true")
_YEAR = 365


def values(seed: int, employee_id: str, hired: int, start: date) -> tuple[str, str]:
    """Make up what stands in a person's custom fields, as JSON, and a national id of no country.

    `hired` is the ordinal of the first day. The id begins with the birth date, as many do.
    """
    lots = blake2b(f"{seed}\0custom\0{employee_id}".encode(), digest_size=16).digest()
    birth_date = hired - 18 * _YEAR - 5 - int.from_bytes(lots[:4], "big") % (40 * _YEAR)
    born = date.fromordinal(birth_date).isoformat()
    permit = f',"work_permit_until":"{_day(start, 90 + lots[10] * 7)}"' if lots[9] % 6 == 0 else ""
    # In the order of their names, and no text in it that would have to be escaped.
    custom = (
        f'{{"annual_salary":{28_000.0 + int.from_bytes(lots[4:6], "big") % 9_000 * 10.5},"birth_date":"{born}",'
        f'"medical_valid_until":"{_day(start, 30 + lots[8] * 3)}","safety_critical":{_JSON[lots[6] % 3 == 0]},'
        f'"shift":"{_SHIFTS[lots[7] % len(_SHIFTS)]}"{permit}}}'
    )
    return custom, f"{born}-{int.from_bytes(lots[12:], 'big') % 100_000:05d}"


@lru_cache(maxsize=4096)
def _day(start: date, days: int) -> str:
    return (start + timedelta(days=days)).isoformat()

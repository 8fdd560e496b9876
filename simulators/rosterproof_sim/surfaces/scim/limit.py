"""What fits the LMS: its profile is the same on every wire, so what one wire takes every other can show."""

import re
from collections.abc import Mapping
from typing import Any

from rosterproof_sim.dialect.contract.formats import is_email
from rosterproof_sim.domain.words.refusals import Invalid

#: Something that people can see: not only spaces, control characters and the like.
_VISIBLE = re.compile("[^\x00-\x20\xa0\u2000-\u200b\u3000]")
_LONGEST = {"username": 128, "external_id": 64, "email": 320, "time_zone": 64}
_SEEN = ("username", "external_id", "given_name")
_MOST_CUSTOM = 200


def fitting(fields: Mapping[str, Any]) -> None:
    """Raise Invalid where a value is too long or of the wrong kind for the profile."""
    for name, value in fields.items():
        if isinstance(value, str):
            longest = _LONGEST.get(name, 255)
            if len(value) > longest:
                raise Invalid(name, f"is longer than {longest} characters")
            if name in _SEEN and _VISIBLE.search(value) is None:
                raise Invalid(name, "needs something visible in it")
    if not is_email(fields.get("email")):
        raise Invalid("email", "is no address with one @ and no line break")
    if len(fields.get("custom") or ()) > _MOST_CUSTOM:
        raise Invalid("custom", f"has more than {_MOST_CUSTOM} fields")

"""Reading the values of a manifest, and gathering what is wrong with them."""

import re
from typing import Any

from rosterproof_sim.content.refusal import Refusal
from rosterproof_sim.domain.words.content import Objection

#: More than these nobody reads.
_MOST = 100
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)", re.ASCII)


class Reading:
    """What was found to be wrong so far."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._found: list[Objection] = []

    def no(self, code: str, where: str, what: str) -> None:
        """Note one thing."""
        if len(self._found) < _MOST:
            self._found.append(Objection(code=code, where=f"{self._file}: {where[:300]}", what=what))

    def refuse(self) -> None:
        """Raise Refusal where there was anything."""
        if self._found:
            raise Refusal(self._found)


def number(reading: Reading, where: str, name: str, text: str | None, *, lowest: float, highest: float) -> float | None:
    """Read a decimal number that may be absent; Python's own reader would take `1e3`, `nan` and `1_0`."""
    if text is None or not text.strip():
        return None
    trimmed = text.strip()
    if _NUMBER.fullmatch(trimmed) and lowest <= float(trimmed) <= highest:
        return float(trimmed)
    reading.no("value-not-allowed", where, f"its {name} is {trimmed[:64]!r}, no number from {lowest} to {highest}")
    return None


def one_of(reading: Reading, where: str, name: str, text: str | None, allowed: tuple[str, ...], default: str) -> Any:
    """Read a word of a fixed list; absent, it is the default."""
    if text is None:
        return default
    if text in allowed:
        return text
    reading.no("value-not-allowed", where, f"its {name} is {text[:64]!r}, none of {', '.join(allowed)}")
    return default

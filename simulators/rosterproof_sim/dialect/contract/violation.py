"""How a message breaks a contract, in words that the sender can act on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

_LONGEST = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Violation:
    """`where` it stands, as in `body.hire_date`, and `what` is wrong with it."""

    where: str
    what: str


def violation(place: str, path: Sequence[str | int], what: str) -> Violation:
    """Word one violation. Text from outside is kept short.

    >>> violation("body", ["audience", "job_titles", 0], "too long")
    Violation(where='body.audience.job_titles[0]', what='too long')
    """
    where = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return Violation(where=_short(place + where), what=_short(what))


def worded(place: str, errors: Iterable[Any]) -> list[Violation]:
    """Word what jsonschema-rs found."""
    return [violation(place, each.instance_path, each.message) for error in errors for each in _meant(error)]


def _meant(error: Any) -> list[Any]:
    """Say what is wrong with the alternative that was meant, not that none of them fits.

    The one that was meant is the one whose constants hold. Where there is none, what the constants ask for is said.
    """
    if error.kind.name not in {"oneOf", "anyOf"} or not error.kind.context:
        return [error]
    branches: list[list[Any]] = error.kind.context
    fitting = [branch for branch in branches if branch and not any(each.kind.name == "const" for each in branch)]
    if fitting:
        return min(fitting, key=len)
    return [each for branch in branches for each in branch if each.kind.name == "const"] or [error]


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"

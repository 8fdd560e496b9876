"""A row with its custom fields beside the others, as the mapping names them: `custom.shift`."""

from collections.abc import Mapping
from typing import Any

CUSTOM = "custom."


def flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """Take the custom fields of a row out of their object.

    >>> flat({"username": "ada", "custom": {"licensed": True}})
    {'username': 'ada', 'custom.licensed': True}
    """
    found = {name: value for name, value in row.items() if name != "custom"}
    return found | {f"{CUSTOM}{name}": value for name, value in row.get("custom", {}).items()}


def nested(row: Mapping[str, Any]) -> dict[str, Any]:
    """Put custom fields into their object, as the LMS is written to.

    >>> nested({"username": "ada", "custom.licensed": True})
    {'username': 'ada', 'custom': {'licensed': True}}
    """
    found = {name: value for name, value in row.items() if not name.startswith(CUSTOM)}
    custom = {name.removeprefix(CUSTOM): value for name, value in row.items() if name.startswith(CUSTOM)}
    return {**found, "custom": custom} if custom else found


def differ(one: object, other: object) -> bool:
    """Whether two values are not the same, type and all: true is not 1, though Python says so.

    >>> differ(True, 1), differ("true", True), differ(5, 5.0)
    (True, True, False)
    """
    return one != other or isinstance(one, bool) is not isinstance(other, bool)

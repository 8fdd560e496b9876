"""Reading the words back from plain JSON values, with errors that say where and what.

Writing them is `domain.words.written`; what is written there is read back here as the same word.
"""

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from rosterproof_sim.domain.rules.catalog_reading import catalog_from
from rosterproof_sim.domain.rules.custom_value import check_fields
from rosterproof_sim.domain.rules.reading import day_from, instant_from, made
from rosterproof_sim.domain.words.changes import Change, Transferred, Unchanged
from rosterproof_sim.domain.words.company import WorldSpec
from rosterproof_sim.domain.words.conduct import Conduct, HrisManners, Keep, Limit, Manners
from rosterproof_sim.domain.words.custom import CustomField
from rosterproof_sim.domain.words.learning import LearningPolicy
from rosterproof_sim.domain.words.quality import LEVELS
from rosterproof_sim.domain.words.refusals import Invalid

_KINDS: Mapping[str, type[Change]] = {each.kind: each for each in get_args(Change)}
_DAYS = ("effective_on", "expected_return")
_MOVED = ("department", "location", "manager_id", "legal_entity")


def change_from(values: Mapping[str, Any]) -> Change:
    """Read an HR change."""
    kind = _KINDS.get(values.get("kind", ""))
    if kind is None:
        raise Invalid("kind", f"{values.get('kind')!r} is not one of {', '.join(_KINDS)}")
    given = {name: value for name, value in values.items() if name != "kind"}
    for name in _DAYS:
        if given.get(name) is not None:
            given[name] = day_from(name, given[name])
    change = made(kind, given, "")
    if isinstance(change, Transferred) and all(isinstance(getattr(change, name), Unchanged) for name in _MOVED):
        raise Invalid("department", f"a transfer changes at least one of {', '.join(_MOVED)}")
    return change


def policy_from(values: Mapping[str, Any]) -> LearningPolicy:
    """Read the LMS's settings."""
    return made(LearningPolicy, values, "policy.")


def conduct_from(values: Mapping[str, Any]) -> Conduct:
    """Read how the systems are to behave; what is left out is as it is at first."""
    return Conduct(
        hris=made(HrisManners, _manners_parts(values.get("hris", {}), "hris."), "hris."),
        lms=made(Manners, _manners_parts(values.get("lms", {}), "lms."), "lms."),
    )


def _manners_parts(values: Mapping[str, Any], where: str) -> dict[str, Any]:
    parts = _whole(values)
    for name, part in (("limit", Limit), ("feed", Keep)):
        if parts.get(name) is not None:
            parts[name] = made(part, _whole(parts[name]), f"{where}{name}.")
    return parts


def _whole(values: Mapping[str, Any]) -> dict[str, Any]:
    """JSON's 20.0 is a whole number too."""
    return {name: int(value) if isinstance(value, float) else value for name, value in values.items()}


def spec_from(values: Mapping[str, Any]) -> WorldSpec:
    """Read what a world is made from."""
    given = dict(values)
    if "start" in given:
        given["start"] = instant_from("start", given["start"])
    given["catalog"] = catalog_from(given.get("catalog", {}))
    given["policy"] = policy_from(given.get("policy", {}))
    if given.get("custom_fields") is not None:
        given["custom_fields"] = custom_fields_from(given["custom_fields"])
    if "hris_scopes" in given:
        given["hris_scopes"] = tuple(given["hris_scopes"])
    if isinstance(given.get("data_quality"), Mapping):
        given["data_quality"] = LEVELS[given["data_quality"]["level"]]
    return made(WorldSpec, given, "")


def custom_fields_from(fields: Sequence[Mapping[str, Any]]) -> tuple[CustomField, ...]:
    """Read the definitions of custom fields, and raise Invalid where they contradict themselves."""
    found = tuple(custom_field_from(each, where=f"custom_fields[{number}].") for number, each in enumerate(fields))
    check_fields(found)
    return found


def custom_field_from(values: Mapping[str, Any], *, where: str = "") -> CustomField:
    """Read the definition of a custom field."""
    given = {**values, "options": tuple(values.get("options", ()))}
    if given.get("since") is not None:
        given["since"] = day_from(f"{where}since", given["since"])
    return made(CustomField, given, where)

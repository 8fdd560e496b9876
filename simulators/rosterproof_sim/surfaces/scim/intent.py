"""What a request to write means before anything is done, in the words of our own contract: also where it is refused."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from scim2_models import SCIMException

from rosterproof_sim.dialect import Asked, Deed
from rosterproof_sim.domain.words.refusals import Invalid
from rosterproof_sim.surfaces.scim.mapping import CORE, LEARNER_FIELDS, from_scim
from rosterproof_sim.surfaces.scim.shape import ENTERPRISE, LEARNER, LmsUser, provider

#: Path of an attribute, in small letters -> field of the profile.
_FIELDS: Mapping[str, str] = {
    "username": "username",
    "externalid": "external_id",
    "name.givenname": "given_name",
    "name.familyname": "family_name",
    "title": "job_title",
    f"{ENTERPRISE}:department".lower(): "department",
    **{f"{LEARNER}:{name}".lower(): field for name, field in LEARNER_FIELDS.items()},
}


def creation_meant(asked: Asked[Any]) -> Deed | None:
    """An account is to be opened."""
    fields = _profile(asked.body)
    if fields is None:
        return None
    return Deed(operation="createUser", body=fields, about=(fields["external_id"],))


def replacement_meant(asked: Asked[Any]) -> Deed | None:
    """A profile is to be written."""
    fields = _profile(asked.body)
    return None if fields is None else Deed(operation="updateUser", body=fields, about=(asked.path["id"],))


def patch_meant(asked: Asked[Any]) -> Deed | None:
    """A profile is to be changed; or an account closed or opened, where nothing else is asked."""
    said = {path: value for operation in _operations(asked.body) for path, value in _written(operation)}
    about = (asked.path["id"],)
    if set(said) == {"active"}:
        opening = str(said["active"]).lower() == "true"
        return Deed(operation="reactivateUser" if opening else "deactivateUser", body={}, about=about)
    fields = {_FIELDS[path]: value for path, value in said.items() if path in _FIELDS}
    return Deed(operation="updateUser", body=fields, about=about)


def removal_meant(asked: Asked[Any]) -> Deed | None:
    """An account is to be closed for good."""
    return Deed(operation="deactivateUser", body={}, about=(asked.path["id"],))


def _profile(body: Any) -> dict[str, Any] | None:
    """Read what was sent as it would be read; None where it would be refused."""
    try:
        with provider(lenient=True):
            user = LmsUser.model_validate(body)
        read = from_scim(user.model_dump(), {})
    except (ValidationError, SCIMException, Invalid):
        return None
    return {name: value for name, value in read.fields.items() if value not in (None, {})}


def _operations(body: Any) -> list[Any]:
    found = body.get("Operations", body.get("operations")) if isinstance(body, Mapping) else None
    return found if isinstance(found, list) else []


def _written(operation: Any) -> Iterator[tuple[str, Any]]:
    """Yield what an operation writes, by path; None where it takes something away."""
    if not isinstance(operation, Mapping):
        return
    path, value = operation.get("path"), operation.get("value")
    if isinstance(path, str):
        plain = path.lower().removeprefix(f"{CORE.lower()}:")
        yield plain, None if str(operation.get("op")).lower() == "remove" else value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            if isinstance(each, Mapping):
                joint = ":" if name.lower().startswith("urn:") else "."
                yield from ((f"{name}{joint}{inner}".lower(), one) for inner, one in each.items())
            else:
                yield name.lower(), each

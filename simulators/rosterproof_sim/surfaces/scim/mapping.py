"""Between an account of the LMS and a User of the standard.

The LMS uses a part of what the standard has. The rest is kept beside the profile as it was sent, and given back. What
the LMS needs and nobody said (an external id, a given name) is assumed, and not told as if it had been said.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from rosterproof_sim.domain.words.calendar import instant_text
from rosterproof_sim.domain.words.learning import User
from rosterproof_sim.domain.words.provisioning import Account
from rosterproof_sim.domain.words.refusals import Invalid
from rosterproof_sim.domain.words.written import value_written
from rosterproof_sim.surfaces.scim.custom import custom_from_scim, custom_to_scim
from rosterproof_sim.surfaces.scim.limit import fitting
from rosterproof_sim.surfaces.scim.shape import ENTERPRISE, LEARNER

CORE = "urn:ietf:params:scim:schemas:core:2.0:User"
#: Attribute of our own extension -> field of the profile.
LEARNER_FIELDS: Mapping[str, str] = {
    "location": "location",
    "hireDate": "hire_date",
    "employmentStatus": "employment_status",
    "country": "country",
    "workerType": "worker_type",
    "positionStartDate": "position_start_date",
    "timeZone": "time_zone",
}
Body = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Around:
    """Who and what an account points to: managers by external id, groups by user id as (id, name)."""

    managers: Mapping[str, User] = field(default_factory=dict)
    groups: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """A User as the LMS understands it: every field of the profile, what is kept beside it, and whether it is open."""

    fields: Mapping[str, Any]
    kept: Mapping[str, Any]
    active: bool | None


def to_scim(account: Account, around: Around) -> Body:
    """Write an account as a User, without the URLs, which the request knows."""
    user, kept = account.user, account.beside
    body: Body = deepcopy(kept.get("said", {}))
    assumed = kept.get("assumed", {})
    body |= {"id": user.user_id, "userName": user.username, "meta": _meta(user)}
    if user.external_id != assumed.get("external_id"):
        body["externalId"] = user.external_id
    if not kept.get("active_unsaid", False):
        body["active"] = user.active
    given = None if user.given_name == assumed.get("given_name") else user.given_name
    _put(body, "name", {"givenName": given, "familyName": user.family_name})
    _put_value(body, "title", user.job_title)
    _put_email(body, user.email)
    manager = _manager(user.manager_external_id, kept.get("manager", {}), around.managers)
    _put(body, ENTERPRISE, {"department": user.department, "manager": manager})
    learner: Body = {name: value_written(getattr(user, at)) for name, at in LEARNER_FIELDS.items()}
    _put(body, LEARNER, {**learner, "customFields": custom_to_scim(user.custom)})
    joined = around.groups.get(user.user_id, ())
    _put_value(body, "groups", [_group(*each) for each in joined] or None)
    return {"schemas": [CORE, *(each for each in (ENTERPRISE, LEARNER) if each in body)], **body}


def from_scim(body: Mapping[str, Any], manager_of: Mapping[str, str]) -> Read:
    """Read a User. `manager_of` has the external ids of those managers that are named by the id of their account.

    Raises:
        Invalid: a value does not fit the LMS.
    """
    said: Body = deepcopy(dict(body))
    for each in ("schemas", "id", "meta", "groups", "password"):
        said.pop(each, None)
    active = said.pop("active", None)
    name, enterprise, learner = _part(said, "name"), _part(said, ENTERPRISE), _part(said, LEARNER)
    fields: Body = {
        "username": said.pop("userName", None),
        "external_id": said.pop("externalId", None) or None,
        "given_name": name.pop("givenName", None) or None,
        "family_name": name.pop("familyName", None) or None,
        "email": _email(said),
        "job_title": said.pop("title", None) or None,
        "department": enterprise.pop("department", None) or None,
        **{at: learner.pop(each, None) or None for each, at in LEARNER_FIELDS.items()},
        "custom": custom_from_scim(learner.pop("customFields", None) or ()),
    }
    named = _named(enterprise.pop("manager", None) or {})
    fields["manager_external_id"] = manager_of.get(named, named) if named else None
    assumed = _assume(fields, said.get("displayName"))
    said |= {each: rest for each, rest in (("name", name), (ENTERPRISE, enterprise), (LEARNER, learner)) if rest}
    kept: Body = {"said": said} if said else {}
    if assumed:
        kept["assumed"] = assumed
    if named:
        kept["manager"] = {"value": named, "external_id": fields["manager_external_id"]}
    fitting(fields)
    return Read(fields=fields, kept=kept, active=active)


def manager_named(body: Mapping[str, Any]) -> str | None:
    """Return by what a User names the manager."""
    return _named((body.get(ENTERPRISE) or {}).get("manager") or {})


def _part(said: Body, name: str) -> Body:
    part: Body = said.pop(name, None) or {}
    return part


def _assume(fields: Body, display_name: str | None) -> Body:
    """Fill in what the LMS needs and nobody said; return what it was."""
    if not fields["username"]:
        raise Invalid("userName", "is required")
    assumed: Body = {}
    if fields["external_id"] is None:
        assumed["external_id"] = fields["external_id"] = fields["username"][:64]
    if fields["given_name"] is None:
        assumed["given_name"] = fields["given_name"] = (display_name or "").strip()[:255] or fields["username"]
    return assumed


def _named(manager: Mapping[str, Any]) -> str | None:
    reference = manager.get("$ref") or ""
    return manager.get("value") or reference.rpartition("/")[2] or None


def _manager(external_id: str | None, sent: Mapping[str, Any], managers: Mapping[str, User]) -> Body | None:
    """Write whom somebody reports to: as it was sent, or by account, or by external id where there is no account."""
    if external_id is None:
        return None
    user = managers.get(external_id)
    known = sent.get("value") if sent.get("external_id") == external_id else None
    if user is None:
        return {"value": known or external_id}
    return {"value": known or user.user_id, "$ref": f"Users/{user.user_id}"}


def _group(group: str, title: str) -> Body:
    return {"value": group, "$ref": f"Groups/{group}", "display": title, "type": "direct"}


def _chosen(emails: Sequence[Mapping[str, Any]]) -> int | None:
    """Return which of the addresses the LMS writes to: the primary one, or the first for work, or the first."""
    valued = [place for place, each in enumerate(emails) if each.get("value")]
    best = [place for place in valued if emails[place].get("primary")]
    best += [place for place in valued if emails[place].get("type") == "work"]
    return next(iter([*best, *valued]), None)


def _email(said: Body) -> str | None:
    emails = said.get("emails") or []
    place = _chosen(emails)
    return None if place is None else str(emails[place]["value"])


def _put_email(body: Body, email: str | None) -> None:
    """Have the address among those that were sent be the one that the profile has now."""
    emails = body.get("emails") or []
    place = _chosen(emails)
    if email is None and place is not None:
        emails = [each for at, each in enumerate(emails) if at != place]
    elif email is not None and place is not None:
        emails[place]["value"] = email
    elif email is not None:
        emails = [*emails, {"value": email, "type": "work", "primary": True}]
    _put_value(body, "emails", emails or None)


def _put(body: Body, name: str, values: Mapping[str, Any]) -> None:
    merged = {**(body.get(name) or {}), **{key: value for key, value in values.items() if value is not None}}
    _put_value(body, name, merged or None)


def _put_value(body: Body, name: str, value: Any) -> None:
    if value is None:
        body.pop(name, None)
    else:
        body[name] = value


def _meta(user: User) -> Body:
    return {
        "resourceType": "User",
        "created": instant_text(user.created_at),
        "lastModified": instant_text(user.updated_at),
        "version": f'W/"{user.version}"',
    }

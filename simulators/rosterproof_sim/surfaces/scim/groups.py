"""Between a group of the LMS and a Group of the standard. Its members are those who were put into it."""

from collections.abc import Mapping
from typing import Any

from scim2_models import ResponseParameters

from rosterproof_sim.domain.words.calendar import instant_text
from rosterproof_sim.domain.words.provisioning import ManagedGroup
from rosterproof_sim.domain.words.refusals import Invalid, NotFound
from rosterproof_sim.lms.provisioning import Provisioning

NAME = "Group"
SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Group"
_LONGEST = 255


def members_shown(wanted: ResponseParameters[Any] | None) -> bool:
    """Whether the members of a group are to be read at all: there may be thousands, and most readers leave them out."""
    left_out = {str(each).lower().rpartition(":")[2] for each in (wanted and wanted.excluded_attributes) or ()}
    return "members" not in left_out


def listed(accounts: Provisioning, *, members: bool) -> list[dict[str, Any]]:
    """Write every group."""
    return [to_scim(each, accounts, members=members) for each in accounts.groups()]


def to_scim(group: ManagedGroup, accounts: Provisioning, *, members: bool = True) -> dict[str, Any]:
    """Write a group, without the URLs, which the request knows."""
    joined = [
        {"value": user.user_id, "$ref": f"Users/{user.user_id}", "type": "User"}
        for user in (accounts.members(group.group) if members else ())
    ]
    return {
        "schemas": [SCHEMA],
        "id": group.group,
        **({} if group.external_id is None else {"externalId": group.external_id}),
        "displayName": group.title,
        **({"members": joined} if joined else {}),
        "meta": {
            "resourceType": NAME,
            "created": instant_text(group.created_at),
            "lastModified": instant_text(group.updated_at),
            "version": f'W/"{group.version}"',
        },
    }


def read(body: Mapping[str, Any], accounts: Provisioning) -> tuple[str, str | None, list[str]]:
    """Read a group: its name, the sender's id of it, and the user ids of its members.

    Raises:
        Invalid: there is no name, or a member is no user.
    """
    title = body.get("displayName") or ""
    if not title.strip() or len(title) > _LONGEST:
        raise Invalid("displayName", f"needs something visible in it, and at most {_LONGEST} characters")
    members = [_member(each) for each in body.get("members") or ()]
    for each in members:
        try:
            accounts.account(each)
        except NotFound:
            raise Invalid("members", f"{each[:64]!r} is the id of no user") from None
    return title, body.get("externalId") or None, list(dict.fromkeys(members))


def _member(member: Mapping[str, Any]) -> str:
    if member.get("type") not in (None, "User"):
        raise Invalid("members", "a member is a User; a group in a group is not known")
    value = member.get("value") or (member.get("$ref") or "").rpartition("/")[2]
    if not value:
        raise Invalid("members", "each needs the id of a user in `value`")
    return str(value)

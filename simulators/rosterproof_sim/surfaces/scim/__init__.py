"""SCIM 2.0 (RFC 7643, RFC 7644) over the accounts and groups of an LMS, beneath `/scim/v2`; `/v2` may be left out."""

from typing import Any

from rosterproof_sim.dialect import KnownClient, Quirk, Reached, Reading, Switch, Wire
from rosterproof_sim.dialect.contract.operation import Operation
from rosterproof_sim.surfaces.scim import meaning, views
from rosterproof_sim.surfaces.scim.callers import by_bearer_key
from rosterproof_sim.surfaces.scim.refusal import MEDIA_TYPE, refused
from rosterproof_sim.web.callers import by_session, by_token
from rosterproof_sim.web.json_text import read_json
from rosterproof_sim.web.problem import Problem

PREFIX = "/scim"
_LARGEST = 1 << 63


def reach(path: str) -> Reached | None:
    """Return where a path leads.

    >>> reach("/scim/Users/U0000001").path, reach("/scim/v2/").path, reach("/v1/users")
    ('/v2/Users/U0000001', '/v2', None)
    """
    if path != PREFIX and not path.startswith(f"{PREFIX}/"):
        return None
    rest = path.removeprefix(PREFIX).rstrip("/")
    versioned = rest == views.VERSION or rest.startswith(f"{views.VERSION}/")
    return Reached(prefix=PREFIX, path=rest if versioned else f"{views.VERSION}{rest}")


def _media_type(operation: Operation, sent: str, raw: bytes) -> str:
    """JSON is the default format: a body that does not say what it is is read as that (RFC 7644, section 3.8)."""
    del operation, raw
    named = sent.partition(";")[0].strip().lower()
    return MEDIA_TYPE if named in ("", "application/json") else named


def _hide_password(body: dict[str, Any]) -> None:
    """Take out a password, wherever it is written: it is not kept, and has no place in the journal either."""
    for name, value in body.items():
        if isinstance(value, str) and (name.lower() == "password" or _is_password(body, name)):
            body[name] = "***"


def _is_password(operation: dict[str, Any], name: str) -> bool:
    """Whether a member is the value of a PATCH of the password."""
    paths = [str(value).lower() for key, value in operation.items() if key.lower() == "path"]
    return name.lower() == "value" and any(each.endswith("password") for each in paths)


def _read(raw: bytes) -> Any:
    """Read a body. No attribute holds a number that takes more than 64 bits, and a text in its place says so early."""
    body = read_json(raw)
    waiting: list[Any] = [body]
    while waiting:
        each = waiting.pop()
        if isinstance(each, int) and abs(each) >= _LARGEST:
            raise Problem(400, "invalidValue", f"The number {str(each)[:20]}… is larger than any attribute holds.")
        if isinstance(each, dict):
            _hide_password(each)
        waiting += each.values() if isinstance(each, dict) else each if isinstance(each, list) else ()
    return body


WIRE = Wire(
    contract="lms/scim.yaml",
    views=views.VIEWS,
    callers={"oauth": by_token, "bearer": by_bearer_key, "session": by_session},
    reach=reach,
    reading=Reading(unknown_query="ignored", media_type=_media_type, bodies={MEDIA_TYPE: _read}),
    refusal=refused,
    stands_for=meaning.STANDS_FOR,
    intents=meaning.INTENTS,
)

QUIRKS = (
    Quirk(what="a SCIM DELETE", how="closes the account, frees its userName and hides it; learning records are kept"),
    Quirk(what="SCIM active", how="opens and closes the account at once, with sessions, rules and licenses"),
    Quirk(what="a SCIM manager", how="is named by the id of an account, or by the externalId of somebody without one"),
    Quirk(what="what SCIM says and the LMS does not use", how="is kept and given back"),
    Quirk(what="a SCIM PATCH", how="is answered 200 with the resource"),
    Quirk(what="members of a SCIM group", how="are those put into it, not those whom its audience means"),
)

SWITCHES = (
    Switch(
        name=views.SWITCH,
        choices=("lenient", "strict"),
        why="whether a PATCH is taken as Entra ID sends it and what is unknown left out, or neither is taken",
    ),
)

CLIENTS = (
    KnownClient(
        name="scim2-cli",
        line="SCIM_CLI_HEADERS='Authorization: Bearer {key}' scim2 --url {base_url}/scim/v2 query user",
    ),
    KnownClient(
        name="scim2-client",
        line="SyncSCIMClient(httpx2.Client(base_url='{base_url}/scim/v2', headers=dict(Authorization='Bearer {key}')))",
    ),
    KnownClient(name="Okta, Entra ID", line="tenant URL {base_url}/scim/v2, secret token {key}"),
)

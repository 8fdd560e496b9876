"""How the standard says no: an Error message, under the status that it names (RFC 7644, section 3.12)."""

from typing import Any

from scim2_models import SCIMException
from scim2_server.errors import MethodNotAllowedException

from rosterproof_sim.dialect import Answer, Seen, Trouble
from rosterproof_sim.web.problem import Problem

MEDIA_TYPE = "application/scim+json"
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"
#: What breaks the contract is a bad request; there is no 422 in the standard, nor a foreign Host.
_STATUS = {422: 400, 421: 404}
#: Our own codes -> the keyword of the standard.
_KEYWORDS = {"invalid": "invalidValue", "malformed": "invalidSyntax", "username-taken": "uniqueness"}
_TYPES = frozenset(
    {
        "invalidFilter",
        "tooMany",
        "uniqueness",
        "mutability",
        "invalidSyntax",
        "invalidPath",
        "noTarget",
        "invalidValue",
        "invalidVers",
        "sensitive",
    }
)


def refused(place: Any, seen: Seen, trouble: Trouble) -> Answer:
    """Answer a request that is refused."""
    del place, seen
    status = _STATUS.get(trouble.status, trouble.status)
    keyword = trouble.code if trouble.code in _TYPES else _KEYWORDS.get(trouble.code)
    headers = dict(trouble.headers)
    if status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="SCIM"'
    body: dict[str, Any] = {"schemas": [ERROR], "status": str(status), "detail": trouble.detail}
    if keyword is not None and status in (400, 409):
        body["scimType"] = keyword
    return Answer(status=status, body=body, media_type=MEDIA_TYPE, headers=headers)


def problem_of(no: SCIMException) -> Problem:
    """Return what the toolkit refuses, as every wire's refusals are raised."""
    headers = {"Allow": ", ".join(no.allowed)} if isinstance(no, MethodNotAllowedException) else {}
    error = no.to_error()
    return Problem(error.status or 400, error.scim_type or "refused", error.detail or str(no), headers=headers)

"""Who is asking, by the schemes that the core wires know. A dialect names the ones it takes."""

from collections.abc import Mapping

from rosterproof_sim.dialect.contract.operation import Operation
from rosterproof_sim.dialect.wire import Seen, Wire
from rosterproof_sim.web.problem import unauthorized
from rosterproof_sim.web.tenant import Tenant

CONNECTOR = "connector"
LEARNER = "learner"
ANONYMOUS = "anonymous"
CONTENT = "content"


def by_token(tenant: Tenant, seen: Seen) -> str | None:
    """Take a bearer token from the token endpoint."""
    token = bearer(seen.headers)
    return CONNECTOR if token is not None and tenant.takes_token(token) else None


def by_key(tenant: Tenant, seen: Seen) -> str | None:
    """Take an API key from its header."""
    key = seen.headers.get("x-api-key")
    return CONNECTOR if key is not None and tenant.takes_key(key) else None


def by_session(tenant: Tenant, seen: Seen) -> str | None:
    """Take the token of a learner's session; raises NotAdmitted where it has ended."""
    token = bearer(seen.headers)
    if token is None:
        return None
    tenant.world.lms.session(token)
    return LEARNER


def by_launch(tenant: Tenant, seen: Seen) -> str | None:
    """Take the token of launched content; raises NotAdmitted where its session has ended."""
    token = basic(seen.headers)
    if token is None:
        return None
    tenant.world.lms.player.current(token)
    return CONTENT


def basic(headers: Mapping[str, str]) -> str | None:
    """Return the credentials of HTTP Basic, as they came."""
    scheme, _, credentials = headers.get("authorization", "").partition(" ")
    return credentials.strip() or None if scheme.lower() == "basic" else None


def bearer(headers: Mapping[str, str]) -> str | None:
    """Return the bearer token of a request."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def admit(tenant: Tenant, wire: Wire, operation: Operation, seen: Seen) -> str:
    """Return who is asking, or raise the 401."""
    if not operation.security:
        return ANONYMOUS
    known = wire.callers
    for alternative in operation.security:
        proven = [known[scheme](tenant, seen) for scheme in alternative]
        if all(proven):
            return str(proven[0])
    if "authorization" in seen.headers or "x-api-key" in seen.headers:
        detail = "These credentials do not hold here: wrong, of another system, or a token past its life."
    else:
        detail = "This request carries no credentials. Send Authorization: Bearer <token>, or X-Api-Key."
    raise unauthorized(tenant.system, detail)

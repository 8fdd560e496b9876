"""Who asks: the API key of the LMS as a bearer token, one long-lived secret as provisioning services want it."""

from rosterproof_sim.dialect import Seen
from rosterproof_sim.web.callers import CONNECTOR, bearer
from rosterproof_sim.web.tenant import Tenant


def by_bearer_key(tenant: Tenant, seen: Seen) -> str | None:
    """Take the API key as a bearer token."""
    token = bearer(seen.headers)
    return CONNECTOR if token is not None and tenant.takes_key(token) else None

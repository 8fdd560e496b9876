"""Who asks: an API key as the user of HTTP Basic, whatever the password; or a bearer token."""

import base64
import binascii

from rosterproof_sim.dialect import Seen
from rosterproof_sim.web.callers import CONNECTOR, basic
from rosterproof_sim.web.tenant import Tenant


def by_basic_key(tenant: Tenant, seen: Seen) -> str | None:
    """Take the API key; clients send `x`, `foobar` or nothing as the password."""
    try:
        user, _, _ = base64.b64decode(basic(seen.headers) or "", validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    if seen.raw_path == "/v1/employees" and seen.method == "GET" and tenant.switch("list_auth") == "oauth":
        return None
    return CONNECTOR if tenant.takes_key(user) else None

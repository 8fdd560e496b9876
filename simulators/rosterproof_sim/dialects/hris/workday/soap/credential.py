"""Who asks: a UsernameToken of WS-Security in the header of the envelope, with its password as it is.

Nonce, Created and Timestamp, which some clients send along, are ignored, and so is what the Type of the password says:
one client has a line break within it.
"""

from rosterproof_sim.dialect import Seen
from rosterproof_sim.dialect.contract.wsdl.envelope import SOAP, opened
from rosterproof_sim.dialects.hris.workday.soap.address import tenant_of
from rosterproof_sim.web.callers import CONNECTOR
from rosterproof_sim.web.tenant import Tenant

_WSSE = "{http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd}"
_TOKEN = f"{SOAP}Header/{_WSSE}Security/{_WSSE}UsernameToken"


def by_username_token(tenant: Tenant, seen: Seen) -> str | None:
    """Take the connector's own user, written `user@tenant`, with its secret."""
    try:
        token = opened(seen.raw_body).find(_TOKEN)
    except ValueError:
        return None
    if token is None:
        return None
    user, _, company = (token.findtext(f"{_WSSE}Username") or "").strip().partition("@")
    password = (token.findtext(f"{_WSSE}Password") or "").strip()
    known = company == tenant_of(seen.root) and tenant.proves(user, password)
    return CONNECTOR if known else None

"""Credentials in an address: refused, and kept out of the journal.

Addresses end up in logs, histories and Referer headers, so no wire here takes a secret in one (RFC 6750, section 2.3).
"""

from collections.abc import Mapping

from werkzeug.wrappers import Request

from rosterproof_sim.web.problem import malformed

#: As names are written in queries, without case, hyphen and underscore.
_SECRETS = frozenset(
    {"accesstoken", "apikey", "authorization", "bearer", "clientsecret", "password", "secret", "token", "xapikey"}
)


def refuse_leaked(request: Request) -> None:
    """Raise the 400 for a request whose query carries a credential, right or wrong."""
    for name in request.args:
        if _is_secret(name):
            raise malformed(
                f"The query has {name}: a credential in an address ends up in logs. "
                "Send Authorization: Bearer <token>, or X-Api-Key, and take a new one in place of this."
            )


def unleaked(query: Mapping[str, str]) -> dict[str, str]:
    """Return a query for the journal, without the credentials that should not have been in it."""
    return {name: "***" if _is_secret(name) else value for name, value in query.items()}


def _is_secret(name: str) -> bool:
    return name.lower().replace("_", "").replace("-", "") in _SECRETS

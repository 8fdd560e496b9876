"""OAuth 2.0 by code: the page that grants, and the endpoint that exchanges a code or a refresh token."""

from typing import Any
from urllib.parse import urlencode

from rosterproof_sim.dialect import Answer, Asked, Views
from rosterproof_sim.web.callers import CONNECTOR
from rosterproof_sim.web.problem import Problem, malformed
from rosterproof_sim.web.tenant import CLIENT_ID, TOKEN_LIFE, Tenant

VIEWS = Views()

_GRANT = "oauth grant"
#: Without this scope there is no refresh token.
_OFFLINE = "offline_access"


@VIEWS.view("authorize")
def authorize(asked: Asked[Tenant]) -> Answer:
    """Grant at once what a customer's administrator would grant on a page, and lead back with a code."""
    query, tenant = asked.query, asked.place
    if query["client_id"] != CLIENT_ID:
        raise malformed("There is no client of that client_id.")
    code = _granted(tenant, {"kind": "code", "redirect_uri": query["redirect_uri"], "scope": query.get("scope", "")})
    more = {"code": code} | ({"state": query["state"]} if "state" in query else {})
    joint = "&" if "?" in query["redirect_uri"] else "?"
    return Answer(
        status=302, media_type="text/html", headers={"Location": query["redirect_uri"] + joint + urlencode(more)}
    )


@VIEWS.view("issueToken")
def issue_token(asked: Asked[Tenant]) -> Answer:
    """Exchange a code, once, or a refresh token."""
    form, tenant = asked.body, asked.place
    if not tenant.proves(form.get("client_id", ""), form.get("client_secret", "")):
        raise Problem(401, "invalid-client", "The client_id or the client_secret is wrong.")
    kind = {"authorization_code": "code", "refresh_token": "refresh"}.get(form.get("grant_type", ""))
    if kind is None:
        raise malformed("grant_type is neither authorization_code nor refresh_token.")
    sent = form.get("code" if kind == "code" else "refresh_token", "")
    grants = tenant.world.papers.all("hris", _GRANT)
    found = next(
        ((number, each) for number, each in grants.items() if (each["token"], each["kind"]) == (sent, kind)), None
    )
    if found is None or (kind == "code" and found[1]["redirect_uri"] != form.get("redirect_uri")):
        raise malformed("The grant is not known here, was used before, or was made for another redirect_uri.")
    tenant.world.papers.remove("hris", _GRANT, found[0])
    scope = found[1]["scope"]
    body: dict[str, Any] = {
        "access_token": tenant.issue_token(tenant.scopes),
        "token_type": "Bearer",
        "expires_in": TOKEN_LIFE,
        "scope": scope,
        "companyDomain": "acme",
    }
    if kind == "refresh" or _OFFLINE in scope.split():
        body["refresh_token"] = _granted(tenant, {"kind": "refresh", "redirect_uri": "", "scope": scope})
    return Answer(body=body, headers={"Cache-Control": "no-store"}, caller=CONNECTOR)


def _granted(tenant: Tenant, content: dict[str, str]) -> str:
    token = tenant.world.credential("ticket", tenant.world.store.counters.next("ticket"))
    tenant.world.papers.add("hris", _GRANT, {**content, "token": token})
    return token

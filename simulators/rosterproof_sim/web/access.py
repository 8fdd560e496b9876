"""Getting in, and reading what there is: the views that both core wires answer alike."""

from rosterproof_sim.dialect import Answer, Asked, Views
from rosterproof_sim.web.callers import CONNECTOR
from rosterproof_sim.web.handbook import rendering
from rosterproof_sim.web.problem import Problem, unauthorized
from rosterproof_sim.web.tenant import TOKEN_LIFE, Tenant

VIEWS = Views()


@VIEWS.view("issueToken")
def issue_token(asked: Asked[Tenant]) -> Answer:
    """Exchange client credentials for a token (RFC 6749, section 4.4)."""
    client_id, tenant = asked.body["client_id"], asked.place
    tenant.lockout.enter(client_id)
    if not tenant.proves(client_id, asked.body["client_secret"]):
        tenant.lockout.failed(client_id)
        raise unauthorized(tenant.system, "The client_id or the client_secret is wrong.")
    scopes = _scopes(tenant, asked.body.get("scope", ""))
    body = {"access_token": tenant.issue_token(scopes), "token_type": "Bearer", "expires_in": TOKEN_LIFE}
    if scopes:
        body["scope"] = " ".join(sorted(scopes))
    return Answer(body=body, headers={"Cache-Control": "no-store"}, caller=CONNECTOR)


@VIEWS.view("getContract")
def get_contract(asked: Asked[Tenant]) -> Answer:
    """Show the contract that is kept here."""
    return Answer(body=asked.place.contract.text, media_type="application/yaml")


@VIEWS.view("getDocs")
def get_docs(asked: Asked[Tenant]) -> Answer:
    """Show the same contract as a page to read."""
    return rendering.answer(asked.place.contract, asked.root)


def _scopes(tenant: Tenant, wanted: str) -> frozenset[str]:
    """Read which scopes are asked for; all that the client has where the wire knows none, or none is named."""
    named = frozenset(wanted.split())
    if not tenant.scopes or not named:
        return tenant.scopes
    if beyond := named - tenant.scopes:
        raise Problem(
            400,
            "invalid-scope",
            f"This client has no {', '.join(sorted(beyond))}; it has {', '.join(sorted(tenant.scopes))}.",
        )
    return named

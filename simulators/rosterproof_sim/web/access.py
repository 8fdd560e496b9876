"""Getting in, and reading what there is: the views that both core wires answer alike."""

from rosterproof_sim.dialect import Answer, Asked, Views
from rosterproof_sim.web.callers import CONNECTOR
from rosterproof_sim.web.problem import unauthorized
from rosterproof_sim.web.tenant import TOKEN_LIFE, Tenant

VIEWS = Views()


@VIEWS.view("issueToken")
def issue_token(asked: Asked[Tenant]) -> Answer:
    """Exchange client credentials for a token (RFC 6749, section 4.4)."""
    client_id = asked.body["client_id"]
    asked.place.lockout.enter(client_id)
    token = asked.place.issue_token(client_id, asked.body["client_secret"])
    if token is None:
        asked.place.lockout.failed(client_id)
        raise unauthorized(asked.place.system, "The client_id or the client_secret is wrong.")
    body = {"access_token": token, "token_type": "Bearer", "expires_in": TOKEN_LIFE}
    return Answer(body=body, headers={"Cache-Control": "no-store"}, caller=CONNECTOR)


@VIEWS.view("getContract")
def get_contract(asked: Asked[Tenant]) -> Answer:
    """Show the contract that is kept here."""
    return Answer(body=asked.place.contract.text, media_type="application/yaml")

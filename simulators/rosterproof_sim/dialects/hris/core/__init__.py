"""Our own documented HRIS: plain REST and JSON, OAuth client credentials or an API key, Standard Webhooks."""

from rosterproof_sim.dialect import Dialect, KnownClient, Quirk, Wire, one_for_each_event
from rosterproof_sim.dialects.hris.core import announce, views
from rosterproof_sim.web.callers import by_key, by_token

DIALECT = Dialect(
    system="hris",
    name="core",
    title="Rosterproof HRIS core",
    wires=(
        Wire(
            contract="hris/core.yaml",
            views=views.VIEWS,
            callers={"oauth": by_token, "apiKey": by_key},
        ),
    ),
    credentials=("OAuth 2.0 client credentials", "API key"),
    announce=one_for_each_event(announce.employee_changed),
    quirks=(
        Quirk(what="employee_number", how="is text with leading zeros; read as a number it is another one"),
        Quirk(what="family_name", how="is null for people with one name"),
        Quirk(what="a date", how="begins at midnight in the time zone of the employee's location, not in UTC"),
        Quirk(what="status", how="is discarded for somebody whose hire was rescinded, also after the first day"),
        Quirk(what="manager_id", how="may name somebody who is not on record yet"),
        Quirk(what="an email, an employee number", how="may be that of somebody else"),
        Quirk(what="a hire entered ahead", how="is announced twice: when it is entered, and on the first day of work"),
        Quirk(what="training records", how="are not recognized when they come twice, but by their Idempotency-Key"),
    ),
    clients=(KnownClient(name="curl", line="curl -H 'X-Api-Key: {key}' '{base_url}/v1/employees?limit=3'"),),
)

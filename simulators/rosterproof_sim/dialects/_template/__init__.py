"""A dialect to copy: say here in one line what the wire is, as `BambooHR: REST and JSON, an API key as basic user`."""

from rosterproof_sim.dialect import Dialect, KnownClient, Omission, Quirk, Switch, Wire, one_for_each_event
from rosterproof_sim.dialects._template import announce, mapping, views
from rosterproof_sim.web.callers import by_key

DIALECT = Dialect(
    system="hris",
    name="template",
    title="Template",
    wires=(
        Wire(
            contract="_template.yaml",
            views=views.VIEWS,
            callers={"apiKey": by_key},
            stands_for={"getEmployee": ("getEmployee",)},
            spelling=mapping.spelling,
        ),
    ),
    credentials=("API key",),
    announce=one_for_each_event(announce.employee_changed),
    quirks=(Quirk(what="employee id", how="is a number in a text"),),
    switches=(
        Switch(
            name="bad_key", choices=("401", "403"), why="what a key that does not hold is answered", unconfirmed=True
        ),
    ),
    omissions=(Omission(what="write-back of completions", why="the wire has no training records"),),
    clients=(KnownClient(name="curl", line="curl -H 'X-Api-Key: {key}' {base_url}/employees/1"),),
)

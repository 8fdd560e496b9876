"""Our own documented LMS: plain REST and JSON, OAuth client credentials or an API key, Standard Webhooks."""

from rosterproof_sim.dialect import Dialect, KnownClient, Quirk, Wire, elsewhere, one_for_each_event
from rosterproof_sim.dialects.lms.core import announce, views
from rosterproof_sim.surfaces import scim
from rosterproof_sim.web.callers import by_key, by_launch, by_session, by_token

#: What a learner, and whoever reads learning, speaks to.
LEARNING = Wire(
    contract="lms/core.yaml",
    views=views.VIEWS,
    callers={"oauth": by_token, "apiKey": by_key, "session": by_session, "launch": by_launch},
    reach=elsewhere(scim.PREFIX),
)

DIALECT = Dialect(
    system="lms",
    name="core",
    title="Rosterproof LMS core",
    wires=(LEARNING, scim.WIRE),
    credentials=("OAuth 2.0 client credentials", "API key"),
    announce=one_for_each_event(announce.learning_happened),
    quirks=(
        *scim.QUIRKS,
        Quirk(what="external_id", how="is not held unique; two users with one are the integration's mistake to avoid"),
        Quirk(
            what="employment_status", how="is only data; an account is closed by deactivating it, and by nothing else"
        ),
        Quirk(what="null in a PATCH", how="clears a field; a field that is left out stays as it is"),
        Quirk(what="packed content", how="is read and not served; results of SCORM are told by whoever plays it"),
        Quirk(what="an enrollment made by hand", how="is never touched by the assignment rules"),
        Quirk(what="a full class", how="puts the learner on its waitlist: 201 with `waitlisted`, no error"),
        Quirk(
            what="a closed account",
            how="what is in it can be read and changes no more; its profile can be written, and it can be opened again",
        ),
    ),
    switches=scim.SWITCHES,
    clients=(KnownClient(name="curl", line="curl -H 'X-Api-Key: {key}' '{base_url}/v1/users?limit=3'"), *scim.CLIENTS),
)

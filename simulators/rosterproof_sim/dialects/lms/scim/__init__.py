"""An LMS that is provisioned by SCIM 2.0, and whose learning is read and told as our own LMS does it.

The learning wire comes first: it is the one that words webhooks. Both wires are those of lms/core; here is only said by
which of them people come.
"""

from rosterproof_sim.dialect import Dialect, Omission, one_for_each_event
from rosterproof_sim.dialects.lms.core import LEARNING, announce
from rosterproof_sim.surfaces import scim

DIALECT = Dialect(
    system="lms",
    name="scim",
    title="SCIM 2.0",
    wires=(LEARNING, scim.WIRE),
    credentials=("API key as a bearer token", "OAuth 2.0 client credentials"),
    announce=one_for_each_event(announce.learning_happened),
    quirks=scim.QUIRKS,
    switches=scim.SWITCHES,
    omissions=(
        Omission(
            what="why an account was closed",
            why="`active` is true or false; the standard has no place for a reason",
            lacks=("closing-reasons",),
        ),
        Omission(
            what="idempotency keys",
            why="the standard has none; userName is unique, and a connector looks after a 409",
            lacks=("idempotency-keys",),
        ),
    ),
    clients=scim.CLIENTS,
)

"""Workday: web services over SOAP 1.1, WS-Security, one address for each service and version."""

from collections.abc import Iterable
from datetime import datetime

from rosterproof_sim.dialect import Dialect, Omission, Said
from rosterproof_sim.dialects.hris.workday.soap.wire import CLIENTS, QUIRKS, SWITCHES, WIRES
from rosterproof_sim.domain.words.notices import Notice, Subscription


def _silent(notice: Notice, subscription: Subscription, at: datetime) -> Iterable[Said]:
    """Nobody is told of anything: there is no way to subscribe."""
    del notice, subscription, at
    return ()


DIALECT = Dialect(
    system="hris",
    name="workday",
    title="Workday",
    wires=WIRES,
    credentials=("user and password by WS-Security",),
    announce=_silent,
    quirks=QUIRKS,
    switches=SWITCHES,
    omissions=(
        Omission(
            what="webhooks",
            why="the vendor has none; a connector asks for what was entered since it last asked",
            lacks=("webhooks",),
        ),
        Omission(
            what="time and result of a completion",
            why="a certification has days, and whoever has one has passed",
            lacks=("completion-time", "completion-result"),
        ),
        Omission(
            what="what a certification said before",
            why="it is changed in place, and nothing tells that it was",
            lacks=("completion-correction",),
        ),
        Omission(what="overall compliance status", why="the wire has no place for it", lacks=("compliance-status",)),
        Omission(
            what="idempotency keys",
            why="the wire has none; a connector looks before it writes",
            lacks=("idempotency-keys",),
        ),
        Omission(
            what="custom fields",
            why="calculated fields are told by the tenant's own reports, which are not spoken here",
            lacks=("custom-fields",),
        ),
        Omission(
            what="a field called otherwise",
            why="elements are the vendor's, and no customer renames them",
            lacks=("renamed-fields",),
        ),
        Omission(what="a national id", why="it is not for an integration of learning to read", lacks=("national-ids",)),
    ),
    clients=CLIENTS,
)

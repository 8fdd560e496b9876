"""The control plane as an application: its token, contract and views. It keeps no journal; its effects are in one."""

import logging
from collections.abc import Mapping

from flask import Flask
from werkzeug.wrappers import Request

from rosterproof_sim.dialect.contract.contract import Contract, contract
from rosterproof_sim.dialect.contract.operation import Operation
from rosterproof_sim.dialect.message import Answer
from rosterproof_sim.dialect.views import View, Views
from rosterproof_sim.domain.words.refusals import Invalid, NotAdmitted, NotFound, Refused
from rosterproof_sim.web.app import make_app
from rosterproof_sim.web.callers import bearer
from rosterproof_sim.web.control import (
    audit,
    clock,
    company,
    conduct,
    evidence,
    feeds,
    learning,
    play,
    webhooks,
    worlds,
)
from rosterproof_sim.web.house import House
from rosterproof_sim.web.leak import refuse_leaked
from rosterproof_sim.web.problem import Problem, broken, refused, simulator_fault, unauthorized
from rosterproof_sim.web.reading import read
from rosterproof_sim.web.tenant import same

_log = logging.getLogger(__name__)
_REALM = "control"

VIEWS = Views(
    audit.VIEWS,
    worlds.VIEWS,
    conduct.VIEWS,
    play.VIEWS,
    company.VIEWS,
    learning.VIEWS,
    clock.VIEWS,
    evidence.VIEWS,
    feeds.VIEWS,
    webhooks.VIEWS,
)


def control_app(house: House, token: str) -> Flask:
    """Make the application that directs a house."""
    kept = contract("control.yaml")

    def serve(request: Request, operation: Operation, view: View, path: Mapping[str, str]) -> Answer:
        try:
            refuse_leaked(request)
            _admit(request, operation, token)
            return _done(kept, request, operation, view, path)
        except Problem as problem:
            return problem.answer(request.path)
        except (Refused, NotFound, Invalid, NotAdmitted) as no:
            return refused(no, _REALM).answer(request.path)
        except Exception:
            _log.exception("control.failed operation=%s", operation.id)
            return simulator_fault().answer(request.path)

    def _done(kept: Contract, request: Request, operation: Operation, view: View, path: Mapping[str, str]) -> Answer:
        asked = read(request, operation, house, path)
        verdict = kept.check_request(operation, asked, "audited", 0)
        if verdict.violations:
            raise broken(verdict.violations)
        house.catch_up(asked.path.get("world"))
        answer = view(asked)
        wrong = kept.check_response(operation, asked, answer, "audited", 0)
        for each in wrong.violations:
            _log.error("control.answer-breaks-contract operation=%s %s: %s", operation.id, each.where, each.what)
        if wrong.violations:
            raise simulator_fault()
        return answer

    def refuse(request: Request, problem: Problem) -> Answer:
        return problem.answer(request.path)

    return make_app(kept, VIEWS, serve, refuse)


def _admit(request: Request, operation: Operation, token: str) -> None:
    headers = {"authorization": request.headers.get("Authorization", "")}
    if operation.security and not same(bearer(headers) or "", token):
        raise unauthorized(
            _REALM,
            "The control token is missing or wrong. Send Authorization: Bearer <token>, as printed at the start.",
        )

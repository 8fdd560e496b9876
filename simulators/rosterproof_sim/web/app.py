"""A Flask application made from a contract: one route for each operation, and nothing that is not in the contract."""

from collections.abc import Callable, Mapping
from functools import cache

from flask import Flask, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.wrappers import Request, Response

from rosterproof_sim.dialect import Dialect
from rosterproof_sim.dialect.contract.contract import Contract
from rosterproof_sim.dialect.contract.operation import Operation
from rosterproof_sim.dialect.message import Answer
from rosterproof_sim.dialect.views import View, Views
from rosterproof_sim.web.exchange import Exchange
from rosterproof_sim.web.gate import TENANT, rendered
from rosterproof_sim.web.near_miss import nearest
from rosterproof_sim.web.problem import Problem, malformed, simulator_fault

#: Answers a request for an operation.
Serve = Callable[[Request, Operation, View, Mapping[str, str]], Answer]
#: Answers a request for anything else.
Refuse = Callable[[Request, Problem], Answer]


def make_app(contract: Contract, views: Views, serve: Serve, refuse: Refuse) -> Flask:
    """Bind every operation to its view; raises ContractMismatch where one stands alone."""
    views.matched(contract)
    app = Flask(f"rosterproof {contract.name}", static_folder=None)
    # An address is spelled one way only; none is redirected to another.
    app.url_map.merge_slashes = False
    app.url_map.redirect_defaults = False
    operations = contract.operations()
    for operation in operations.values():
        app.add_url_rule(
            operation.path.replace("{", "<").replace("}", ">"),
            endpoint=operation.id,
            view_func=_endpoint(operation, views[operation.id], serve),
            methods=[operation.method],
            provide_automatic_options=False,
        )

    def unmatched(error: HTTPException) -> Response:
        found = request._get_current_object()  # type: ignore[attr-defined]
        return rendered(refuse(found, _unmatched(found, error, operations)))

    app.register_error_handler(HTTPException, unmatched)
    return app


@cache
def dialect_app(dialect: Dialect) -> Flask:
    """Make the one application of a dialect. Which world is meant comes with each request."""
    return make_app(dialect.load(), dialect.views, _serve, _refuse)


def _endpoint(operation: Operation, view: View, serve: Serve) -> Callable[..., Response]:
    def endpoint(**path: str) -> Response:
        return rendered(serve(request._get_current_object(), operation, view, path))  # type: ignore[attr-defined]

    return endpoint


def _serve(asked: Request, operation: Operation, view: View, path: Mapping[str, str]) -> Answer:
    return Exchange(asked.environ[TENANT], asked).answer(operation, view, path)


def _refuse(asked: Request, problem: Problem) -> Answer:
    return Exchange(asked.environ[TENANT], asked).refuse(problem)


def _unmatched(asked: Request, error: HTTPException, operations: Mapping[str, Operation]) -> Problem:
    if isinstance(error, MethodNotAllowed):
        allowed = ", ".join(sorted(error.valid_methods or ()))
        return Problem(
            405, "method-not-allowed", f"{asked.path} takes {allowed}, not {asked.method}.", headers={"Allow": allowed}
        )
    if error.code is not None and error.code >= 500:
        return simulator_fault()
    if error.code != 404:
        return malformed(f"The request cannot be read: {error.name}.")
    near = nearest(asked.method, asked.path, operations.values())
    return Problem(
        404, "not-found", f"There is no {asked.method} {asked.path[:200]}. The nearest is {near.method} {near.path}."
    )

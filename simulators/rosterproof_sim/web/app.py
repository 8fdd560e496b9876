"""A Flask application made from a contract: one route for each address in it, and nothing that is not in the contract.

A dialect is served by one application for each of its wires, told apart by where the path leads.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from flask import Flask, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.wrappers import Request, Response

from rosterproof_sim.dialect import Dialect
from rosterproof_sim.dialect.contract.contract import Contract
from rosterproof_sim.dialect.contract.operation import Operation
from rosterproof_sim.dialect.message import Answer
from rosterproof_sim.dialect.views import View, Views
from rosterproof_sim.dialect.wire import Meant, Wire, the_only_one
from rosterproof_sim.web.exchange import Exchange
from rosterproof_sim.web.gate import TENANT, WIRE, Application, Environ, rendered
from rosterproof_sim.web.near_miss import nearest
from rosterproof_sim.web.problem import Problem, malformed, simulator_fault
from rosterproof_sim.web.reading import arrived

#: Answers a request for an operation.
Serve = Callable[[Request, Operation, View, Mapping[str, str]], Answer]
#: Answers a request for anything else.
Refuse = Callable[[Request, Problem], Answer]


def make_app(contract: Contract, views: Views, serve: Serve, refuse: Refuse, meant: Meant = the_only_one) -> Flask:
    """Bind every operation to its view; raises ContractMismatch where one stands alone."""
    views.matched(contract)
    app = Flask(f"rosterproof {contract.name}", static_folder=None)
    # An address is spelled one way only; none is redirected to another.
    app.url_map.merge_slashes = False
    app.url_map.redirect_defaults = False
    operations = contract.operations()
    sharing: dict[tuple[str, str], dict[str, Operation]] = {}
    for operation in operations.values():
        sharing.setdefault((operation.path, operation.method), {})[operation.id] = operation
    for (path, method), shared in sharing.items():
        app.add_url_rule(
            path.replace("{", "<").replace("}", ">"),
            endpoint=next(iter(shared)),
            view_func=_endpoint(shared, views, serve, refuse, meant),
            methods=[method],
            provide_automatic_options=False,
        )

    def unmatched(error: HTTPException) -> Response:
        found = request._get_current_object()  # type: ignore[attr-defined]
        return rendered(refuse(found, _unmatched(found, error, operations)))

    app.register_error_handler(HTTPException, unmatched)
    return app


@cache
def wire_app(wire: Wire) -> Flask:
    """Make the one application of a wire. Which world is meant comes with each request."""
    return make_app(wire.load(), wire.views, _serve, _refuse, wire.meant)


@cache
def dialect_app(dialect: Dialect) -> Application:
    """Make the one application of a dialect: each request goes to the first wire to which its path leads."""
    apps = [(wire, wire_app(wire)) for wire in dialect.wires]

    def application(environ: Environ, start_response: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        led = ((wire, app, reached) for wire, app in apps if (reached := wire.reach(path)) is not None)
        wire, app, reached = next(led, (*apps[0], None))
        environ[WIRE] = wire
        if reached is not None:
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + reached.prefix
            environ["PATH_INFO"] = reached.path
        return app(environ, start_response)

    return application


def _endpoint(
    shared: Mapping[str, Operation], views: Views, serve: Serve, refuse: Refuse, meant: Meant
) -> Callable[..., Response]:
    def endpoint(**path: str) -> Response:
        asked: Request = request._get_current_object()  # type: ignore[attr-defined]
        operation = meant(arrived(asked), shared)
        if operation is None:
            among = ", ".join(shared)
            return rendered(refuse(asked, malformed(f"The message is none of those that go to this address: {among}.")))
        return rendered(serve(asked, operation, views[operation.id], path))

    return endpoint


def _serve(asked: Request, operation: Operation, view: View, path: Mapping[str, str]) -> Answer:
    return Exchange(asked.environ[TENANT], asked.environ[WIRE], asked).answer(operation, view, path)


def _refuse(asked: Request, problem: Problem) -> Answer:
    return Exchange(asked.environ[TENANT], asked.environ[WIRE], asked).refuse(problem)


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

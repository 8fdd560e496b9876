"""From an address to what is served there, before any route is looked at.

The address names the world and the system: a port of its own for each, or `/w/<world>/<system>` on the shared one.
Nothing is served under a foreign Host: a web page that has its own name resolve to this machine gets nothing.
"""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from werkzeug.wrappers import Request, Response
from werkzeug.wsgi import ClosingIterator

from rosterproof_sim.dialect.message import Answer
from rosterproof_sim.web.exchange import Exchange
from rosterproof_sim.web.problem import Problem
from rosterproof_sim.web.tenant import Tenant

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]

#: Where a request finds the tenant it was sent to.
TENANT = "rosterproof.tenant"
#: And the wire on which it is asked.
WIRE = "rosterproof.wire"
_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


def own_address(tenant: Tenant, application: Application) -> Application:
    """Serve one system on a listener of its own."""

    def gate(environ: Environ, start_response: Any) -> Iterable[bytes]:
        return _enter(tenant, application, environ, start_response)

    return gate


def shared_address(find: Callable[[str, str], tuple[Tenant, Application] | None]) -> Application:
    """Serve every system of every world on one listener, told apart by the path."""

    def gate(environ: Environ, start_response: Any) -> Iterable[bytes]:
        parts = environ["PATH_INFO"].split("/", 4)
        found = find(parts[2], parts[3]) if len(parts) > 3 and parts[1] == "w" else None
        if found is None:
            problem = foreign_host(environ) or Problem(
                404, "not-found", "There is no such world or system. Addresses here begin with /w/<world>/<system>."
            )
            return rendered(problem.answer(environ["PATH_INFO"]))(environ, start_response)
        environ["SCRIPT_NAME"] = "/".join(parts[:4])
        environ["PATH_INFO"] = "/" + (parts[4] if len(parts) > 4 else "")
        return _enter(*found, environ, start_response)

    return gate


def local_only(application: Application) -> Application:
    """Serve the control plane: to this machine, and to no web page."""

    def gate(environ: Environ, start_response: Any) -> Iterable[bytes]:
        problem = foreign_host(environ) or _foreign_origin(environ)
        if problem is not None:
            return rendered(problem.answer(environ["PATH_INFO"]))(environ, start_response)
        return application(environ, start_response)

    return gate


def rendered(answer: Answer) -> Response:
    """Make an answer a response."""
    content = answer.content
    return Response(
        content,
        status=answer.status,
        headers=dict(answer.headers),
        content_type=answer.media_type if content and "Content-Type" not in answer.headers else None,
    )


def foreign_host(environ: Environ) -> Problem | None:
    """Return the problem with the Host of a request, if there is one."""
    host = environ.get("HTTP_HOST", "")
    if not host:
        return Problem(400, "malformed", "The request has no Host header.")
    if _is_local(f"//{host}"):
        return None
    return Problem(421, "misdirected", "This server answers to 127.0.0.1, localhost and [::1] only.")


def _enter(tenant: Tenant, application: Application, environ: Environ, start_response: Any) -> Iterable[bytes]:
    environ[TENANT] = tenant
    traffic = tenant.stage.traffic
    traffic.enter()
    try:
        problem = foreign_host(environ)
        if problem is not None:
            answer = Exchange(tenant, tenant.dialect.wires[0], Request(environ)).refuse(problem)
            return ClosingIterator(rendered(answer)(environ, start_response), traffic.leave)
        return ClosingIterator(application(environ, start_response), traffic.leave)
    except BaseException:
        traffic.leave()
        raise


def _foreign_origin(environ: Environ) -> Problem | None:
    origin = environ.get("HTTP_ORIGIN")
    if origin is None or _is_local(origin):
        return None
    return Problem(403, "foreign-origin", "The control plane does not answer to web pages of other sites.")


def _is_local(url: str) -> bool:
    try:
        return urlsplit(url).hostname in _LOCAL
    except ValueError:
        return False

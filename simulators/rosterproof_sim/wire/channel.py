"""A connection that can be closed in place of an answer.

A WSGI application cannot leave a request unanswered, so the server offers it the means: calling
`environ["rosterproof.drop"]()` closes the connection once the application has returned, without a byte of the answer.
Answers that the server itself gives before any application is asked are problem documents like all others.
"""

import json

from waitress.channel import HTTPChannel  # type: ignore[import-untyped]
from waitress.server import TcpWSGIServer  # type: ignore[import-untyped]
from waitress.task import ErrorTask, WSGITask  # type: ignore[import-untyped]

#: Name of the callable in the WSGI environment.
DROP = "rosterproof.drop"

_TYPES = {400: "malformed", 413: "too-large", 431: "headers-too-large", 500: "simulator-fault", 501: "not-implemented"}
_DETAILS = {
    400: "This is not an HTTP request that can be read.",
    413: "The body is larger than 10 MiB. Send less at a time.",
    431: "The headers are larger than 64 KiB.",
    500: "The simulator failed to answer. This is not the caller's fault; its log says more.",
    501: "The transfer encoding is not known here. Use chunked, or a Content-Length.",
}


class DroppingTask(WSGITask):  # type: ignore[misc]
    """Runs the application; writes nothing when it asked for that."""

    dropped = False

    def get_environment(self) -> dict[str, object]:
        """Offer the application the means to drop its answer."""
        environ: dict[str, object] = super().get_environment()
        environ[DROP] = self.drop
        return environ

    def drop(self) -> None:
        """Answer nothing, and close the connection."""
        self.dropped = True
        self.close_on_finish = True

    def write(self, data: bytes) -> None:
        """Write to the connection, unless the answer is dropped."""
        if self.dropped:
            self.wrote_header = True
            self.content_bytes_written += len(data)
        else:
            super().write(data)


class ProblemTask(ErrorTask):  # type: ignore[misc]
    """Answers what cannot be read, or is too large, with a problem document."""

    def execute(self) -> None:
        """Write the problem and close."""
        error = self.request.error
        problem = {
            "type": f"urn:rosterproof:problem:{_TYPES.get(error.code, 'malformed')}",
            "title": error.reason,
            "status": error.code,
            "detail": _DETAILS.get(error.code, error.reason),
        }
        body = json.dumps(problem).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers.append(("Content-Type", "application/problem+json"))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection of ours."""

    task_class = DroppingTask
    error_task_class = ProblemTask


class Server(TcpWSGIServer):  # type: ignore[misc]
    """A waitress server with such connections."""

    channel_class = Channel

"""One POST to a receiver: to an address that was judged, never on to where it redirects, never for longer than 15 s."""

import http.client
import re
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from threading import Lock, Timer

from rosterproof_sim.clock import wall_seconds
from rosterproof_sim.delivery.guard import Destination, Guard
from rosterproof_sim.domain.words.refusals import Invalid

TIMEOUT = 15.0
_LARGEST_ANSWER = 64 * 1024
#: A receiver may say when to come again with these (RFC 9110, 10.2.3).
_BUSY = frozenset({429, 503})
_SECONDS = re.compile(r"[0-9]{1,12}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Attempt:
    """The status answered, or None and the reason why there was none."""

    status: int | None
    reason: str = ""
    #: Seconds that the receiver asks us to wait.
    retry_after: int | None = None


class Line:
    """The connection of one attempt, which another thread may hang up: then, or as soon as there is one."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._connection: socket.socket | None = None
        self._ended = False

    def hold(self, connection: socket.socket) -> None:
        """Talk over this connection from now on. Raises TimeoutError where the line was hung up."""
        with self._lock:
            self._connection = connection
            if self._ended:
                raise TimeoutError("it took too long")

    def hang_up(self) -> None:
        """End the conversation, in the middle of a word if need be."""
        with self._lock:
            self._ended = True
            if self._connection is not None:
                try:
                    self._connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    return


def post(url: str, headers: Mapping[str, str], body: bytes, guard: Guard, line: Line) -> Attempt:
    """Send a body and return how it was answered. Every failure is an answer too; none is raised."""
    # A receiver that sends a byte now and then resets the timeout of the socket, but not this one.
    deadline = Timer(TIMEOUT, line.hang_up)
    deadline.daemon = True
    deadline.start()
    try:
        destination = guard.admit(url)
        return _sent(destination, guard.resolve(destination), headers, body, line)
    except Invalid as refused:
        return Attempt(status=None, reason=refused.what)
    except OSError as unknown:
        return Attempt(status=None, reason=f"cannot look up the host of {url}: {unknown.strerror or unknown}")
    finally:
        deadline.cancel()


def _sent(
    destination: Destination, addresses: list[str], headers: Mapping[str, str], body: bytes, line: Line
) -> Attempt:
    try:
        connection = _connected(destination, addresses)
    except OSError as nobody:
        return Attempt(status=None, reason=f"cannot connect to {destination.netloc}: {nobody.strerror or nobody}")
    try:
        with connection:
            return _exchange(connection, destination, headers, body, line)
    except (OSError, http.client.HTTPException) as broken:
        words = str(broken) or type(broken).__name__
        return Attempt(status=None, reason=f"{destination.netloc} did not answer: {words}")


def _connected(destination: Destination, addresses: list[str]) -> socket.socket:
    """Connect to the first address where somebody listens. A name is not looked up again."""
    for address in addresses[:-1]:
        try:
            return socket.create_connection((address, destination.port), timeout=TIMEOUT / len(addresses))
        except OSError:
            continue
    return socket.create_connection((addresses[-1], destination.port), timeout=TIMEOUT / len(addresses))


def _exchange(
    connection: socket.socket, destination: Destination, headers: Mapping[str, str], body: bytes, line: Line
) -> Attempt:
    connection.settimeout(TIMEOUT)
    line.hold(connection)
    if destination.scheme == "https":
        context = ssl.create_default_context()
        connection = context.wrap_socket(connection, server_hostname=destination.host, do_handshake_on_connect=False)
        line.hold(connection)
        connection.do_handshake()
    client = http.client.HTTPConnection(destination.netloc)
    client.sock = connection
    client.request("POST", destination.target, body, {**headers, "Connection": "close"})
    with client.getresponse() as answer:
        # Hung up in the middle of its headers, an answer looks as if it had come to its end.
        line.hold(connection)
        attempt = Attempt(
            status=answer.status,
            retry_after=_seconds(answer.headers.get("Retry-After", "")) if answer.status in _BUSY else None,
        )
        try:
            answer.read(_LARGEST_ANSWER)
        except (OSError, http.client.HTTPException):
            # The status is the acknowledgment; what follows is read only so that the receiver can finish writing.
            return attempt
        return attempt


def _seconds(text: str) -> int | None:
    """Read a Retry-After: seconds, or a date by our own wall clock; None for anything else.

    >>> _seconds("120"), _seconds("Mon, 02 Mar 2026 09:00:00 GMT"), _seconds("soon"), _seconds("-1")
    (120, 0, None, None)
    """
    if _SECONDS.fullmatch(text):
        return int(text)
    try:
        return max(0, int(parsedate_to_datetime(text).timestamp() - wall_seconds()))
    except (ValueError, OverflowError):
        return None

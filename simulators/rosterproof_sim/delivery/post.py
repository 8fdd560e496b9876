"""One POST to a receiver: on the loopback only, never on to where it redirects, never for longer than 15 s."""

import http.client
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from threading import Timer
from urllib.parse import SplitResult, urlsplit

TIMEOUT = 15.0
_LARGEST_ANSWER = 64 * 1024
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, kw_only=True, slots=True)
class Attempt:
    """The status answered, or None and the reason why there was none."""

    status: int | None
    reason: str = ""


def post(url: str, headers: Mapping[str, str], body: bytes) -> Attempt:
    """Send a body and return how it was answered. Every failure is an answer too; none is raised."""
    parts = urlsplit(url)
    try:
        address = _loopback(parts)
        if address is None:
            return Attempt(status=None, reason=f"{parts.hostname} is not this machine; webhooks stay on the loopback")
        connection = socket.create_connection(address, timeout=TIMEOUT)
    except OSError as refused:
        return Attempt(status=None, reason=f"cannot connect to {parts.netloc}: {refused.strerror or refused}")
    # A receiver that sends a byte now and then resets the timeout of the socket, but not this one.
    deadline = Timer(TIMEOUT, _hang_up, [connection])
    deadline.daemon = True
    deadline.start()
    try:
        with connection:
            return Attempt(status=_exchange(connection, parts, headers, body))
    except (OSError, http.client.HTTPException) as broken:
        return Attempt(status=None, reason=f"{parts.netloc} did not answer: {str(broken) or type(broken).__name__}")
    finally:
        deadline.cancel()


def _loopback(parts: SplitResult) -> tuple[str, int] | None:
    """Resolve the receiver once; the address that was judged is the one that is used."""
    port = parts.port or _PORTS[parts.scheme]
    found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    addresses = [str(each[4][0]) for each in found]
    return (addresses[0], port) if all(ip_address(each).is_loopback for each in addresses) else None


def _exchange(connection: socket.socket, parts: SplitResult, headers: Mapping[str, str], body: bytes) -> int:
    if parts.scheme == "https":
        connection = ssl.create_default_context().wrap_socket(connection, server_hostname=parts.hostname)
    client = http.client.HTTPConnection(parts.netloc)
    client.sock = connection
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    client.request("POST", target, body, {**headers, "Connection": "close"})
    answer = client.getresponse()
    try:
        answer.read(_LARGEST_ANSWER)
    except (OSError, http.client.HTTPException):
        # The status is the acknowledgment; what follows it is read only so that the receiver can finish writing.
        return answer.status
    return answer.status


def _hang_up(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return

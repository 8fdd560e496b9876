"""A free port for a connector to listen on.

It lies outside the range from which the system gives ports to outgoing connections: between the moment at which it was
tested and the one at which the connector binds it, no connection can take it.
"""

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

from rosterproof.errors import SetupError

LOWEST = 10_240
HIGHEST = 65_535
#: Where the range cannot be read, Linux's own default.
EPHEMERAL = (32_768, 60_999)

_lock = threading.Lock()
_handed_out: set[int] = set()


def free_port() -> int:
    """A port on 127.0.0.1 that nobody listens on and that this process has not handed out before.

    Raises:
        SetupError: there is none.
    """
    with _lock:
        for port in _candidates():
            if port not in _handed_out and _can_be_bound(port):
                _handed_out.add(port)
                return port
    raise SetupError("no port is free for the connector", hint="end some of the servers on this machine")


def _candidates() -> Iterator[int]:
    """Every port outside the range, beginning at a place of this process's own so that runs do not meet."""
    low, high = _ephemeral()
    outside = [port for port in range(LOWEST, HIGHEST + 1) if not low <= port <= high]
    begin = os.getpid() * 97 % len(outside) if outside else 0
    yield from outside[begin:]
    yield from outside[:begin]


def _ephemeral() -> tuple[int, int]:
    try:
        low, high = Path("/proc/sys/net/ipv4/ip_local_port_range").read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return EPHEMERAL
    return int(low), int(high)


def _can_be_bound(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True

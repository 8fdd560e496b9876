"""A WSGI application on a port of the loopback, with threads of its own."""

import threading
from collections.abc import Callable, Iterable
from typing import Any

from waitress import wasyncore  # type: ignore[import-untyped]
from waitress.adjustments import Adjustments  # type: ignore[import-untyped]
from waitress.task import ThreadedTaskDispatcher  # type: ignore[import-untyped]

from rosterproof_sim.wire.channel import Server

HOST = "127.0.0.1"
LARGEST_BODY = 10 * 1024 * 1024

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class PortTaken(Exception):
    """Something else listens there."""

    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} of {HOST} is taken by another process; name another port, or 0 for a free one")
        self.port = port


class Listener:
    """Bound when it is made, answering from then on, silent once it is closed."""

    def __init__(self, application: Application, *, port: int, threads: int, name: str) -> None:
        self._map: dict[int, Any] = {}
        self._tasks = ThreadedTaskDispatcher()
        adjustments = Adjustments(
            host=HOST,
            port=port,
            threads=threads,
            ident="rosterproof",
            # A body is refused once it is larger than this; waitress means "as large or larger".
            max_request_body_size=LARGEST_BODY + 1,
            max_request_header_size=64 * 1024,
            clear_untrusted_proxy_headers=False,
            asyncore_use_poll=True,
        )
        try:
            self._server = Server(
                application, map=self._map, dispatcher=self._tasks, adj=adjustments, sockinfo=adjustments.listen[0]
            )
        except OSError as refused:
            wasyncore.close_all(self._map, ignore_all=True)
            raise PortTaken(port) from refused
        self._tasks.set_thread_count(threads)
        self._thread = threading.Thread(target=self._server.run, name=f"{name}-listener", daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """The port it is bound to."""
        return int(self._server.effective_port)

    @property
    def url(self) -> str:
        """The address of its root, without a slash at the end."""
        return f"http://{HOST}:{self.port}"

    def close(self) -> None:
        """Finish the answers under way, then let the port and the threads go."""
        if not self._thread.is_alive():
            return
        self._tasks.shutdown()
        # Sockets are closed in the thread that watches them.
        self._server.trigger.pull_trigger(lambda: wasyncore.close_all(self._map, ignore_all=True))
        self._thread.join(timeout=5)

"""Starting worlds on ports: the one way to run the simulators, as a process or inside another one.

As a process: `python -m rosterproof_sim.launch`. It prints one line `READY {…}` and serves until it is told to stop.
Inside another: `with start() as server: …`.
"""

import argparse
import gc
import json
import logging
import os
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from rosterproof_sim.delivery.guard import Guard
from rosterproof_sim.domain.words.refusals import Invalid, NotFound, Refused
from rosterproof_sim.web.control.plane import control_app
from rosterproof_sim.web.gate import local_only, shared_address
from rosterproof_sim.web.house import House
from rosterproof_sim.wire.listener import Listener, PortTaken

#: Control requests may wait for a minute each, so there are enough threads for many to wait at once.
_CONTROL_THREADS = 32
_SHARED_THREADS = 16
_USAGE = 2
_WEBHOOK_HOSTS = "ROSTERPROOF_ALLOW_WEBHOOK_HOST"


class Server:
    """A running house of worlds, with a control plane. Closing it ends every world."""

    def __init__(self, house: House, control: Listener, shared: Listener, token: str) -> None:
        self._house = house
        self._control = control
        self._shared = shared
        self.token = token

    @property
    def control_url(self) -> str:
        """The root of the control plane."""
        return self._control.url

    @property
    def shared_url(self) -> str:
        """The root of the listener that worlds with shared ports are served on."""
        return self._shared.url

    @property
    def run_id(self) -> str:
        """Which run this is."""
        return self._house.run_id

    def close(self) -> None:
        """End every world, wake whoever waits, let the ports go. A second time does nothing."""
        self._house.close()
        self._shared.close()
        self._control.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def start(
    *,
    control_port: int = 0,
    shared_port: int = 0,
    token: str | None = None,
    data_dir: Path | None = None,
    webhook_hosts: Sequence[str] = (),
) -> Server:
    """Serve on the loopback. Raises PortTaken; without a token one is made up.

    With a folder every world is kept in it, and the worlds found in it are served again. Webhooks go to the loopback,
    and to the hosts named; Invalid for one that is never sent to.
    """
    # A request that waits for a free thread is no news.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    token = token or os.urandom(16).hex()
    house = House(run_id=f"r-{os.getpid()}", folder=data_dir, guard=Guard.allowing(webhook_hosts))
    shared = Listener(shared_address(house.at), port=shared_port, threads=_SHARED_THREADS, name="shared")
    house.shared_url = shared.url
    try:
        house.reopen()
        plane = local_only(control_app(house, token))
        control = Listener(plane, port=control_port, threads=_CONTROL_THREADS, name="control")
    except BaseException:
        house.close()
        shared.close()
        raise
    return Server(house, control, shared, token)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run as a process; returns the exit code."""
    options = _options(arguments)
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    stopping = threading.Event()
    _collect_seldom()
    try:
        server = start(
            control_port=options.control_port,
            shared_port=options.shared_port,
            token=options.token,
            data_dir=options.data_dir,
            webhook_hosts=options.allow_webhook_host or _hosts(os.environ.get(_WEBHOOK_HOSTS, "")),
        )
    except (PortTaken, Refused, NotFound, Invalid, OSError) as refused:
        print(f"rosterproof-sim: cannot start: {refused}", file=sys.stderr)
        return _USAGE
    with server:
        _stop_on_signals(stopping)
        if options.follow_stdin:
            threading.Thread(target=_follow_stdin, args=[stopping], name="stdin", daemon=True).start()
        ready = {
            "control_url": server.control_url,
            "shared_url": server.shared_url,
            "token": server.token,
            "run_id": server.run_id,
        }
        print("READY", json.dumps(ready), flush=True)
        stopping.wait()
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m rosterproof_sim.launch",
        description="Serve fake HRIS and LMS worlds on the loopback, directed by a control plane.",
    )
    parser.add_argument("--control-port", type=_port, default=0, help="0 takes a free one")
    parser.add_argument("--shared-port", type=_port, default=0, help="0 takes a free one")
    parser.add_argument("--token", help="what the control plane asks for; made up where none is given")
    parser.add_argument("--data-dir", type=Path, help="keep every world in a folder here, instead of in memory")
    parser.add_argument(
        "--allow-webhook-host",
        action="append",
        metavar="HOST",
        help=f"send webhooks to this host too; may be given again (or {_WEBHOOK_HOSTS}, separated by commas)",
    )
    parser.add_argument("--follow-stdin", action="store_true", help="stop when standard input ends")
    return parser.parse_args(arguments)


def _collect_seldom() -> None:
    """Look for cycles of garbage less often: there are few, and a look costs more the more there is in memory."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port number from 0 to 65535")
    return int(text)


def _hosts(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]


def _stop_on_signals(stopping: threading.Event) -> None:
    """Stop in good order on the first signal, and at once on the second."""

    def stop(number: int, _: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)


def _follow_stdin(stopping: threading.Event) -> None:
    """Stop when whoever started this process is gone. Unbuffered, so that nothing holds a lock at the end."""
    while os.read(sys.stdin.fileno(), 4096):
        pass
    stopping.set()


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # Every world is ended by now; to take the interpreter apart would only keep waiting whoever waits for our end.
    os._exit(code)

"""Start the connector: `python -m rosterproof.reference`, configured by its environment."""

import os
import sys

from rosterproof.reference.cycle import Connector
from rosterproof.reference.memory import Memory
from rosterproof.reference.mutants import NoSuchMutant, mutate
from rosterproof.reference.parts import Parts
from rosterproof.reference.ports import HRIS, LMS, port
from rosterproof.reference.service import Service
from rosterproof.reference.settings import NotConfigured, Settings
from rosterproof.reference.wire import Unreachable


def main() -> int:
    """Serve until stopped; 2 where the connector cannot start."""
    try:
        serve(*sys.argv[1:2])
    except (NotConfigured, NoSuchMutant, Unreachable, OSError) as problem:
        print(f"reference connector: cannot start: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def serve(wrong: str | None = None) -> None:
    """Subscribe to both systems, then serve; with one thing wrong where a mutant is named."""
    settings = Settings.read(os.environ)
    parts = Parts()
    mutate(parts, wrong)
    memory = Memory(settings.state)
    hris, lms = port(HRIS, settings.hris.dialect), port(LMS, settings.lms.dialect)
    connector = Connector(settings, memory, parts, hris=hris.wire, lms=lms.wire)
    # Listen first: the first webhook may come as soon as we have subscribed. It waits until we serve.
    with Service(settings.port, connector, memory) as service:
        service.readers = {"hris": hris.reader, "lms": lms.reader}
        service.secrets = connector.subscribe()
        service.serve_forever(poll_interval=0.05)


if __name__ == "__main__":
    sys.exit(main())

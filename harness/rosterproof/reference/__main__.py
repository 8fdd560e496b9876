"""Start the connector: `python -m rosterproof.reference`, configured by its environment."""

import os
import sys

from rosterproof.reference.cycle import Connector
from rosterproof.reference.memory import Memory
from rosterproof.reference.mutants import mutate
from rosterproof.reference.parts import Parts
from rosterproof.reference.service import Service
from rosterproof.reference.settings import NotConfigured, Settings


def main() -> int:
    """Subscribe to both systems, then serve until stopped."""
    try:
        settings = Settings.read(os.environ)
    except NotConfigured as problem:
        print(f"reference connector: {problem}", file=sys.stderr)
        return 2
    parts = Parts()
    mutate(parts, os.environ.get("ROSTERPROOF_MUTANT"))
    memory = Memory(settings.state)
    connector = Connector(settings, memory, parts)
    # Listen first: the first webhook may come as soon as we have subscribed.
    with Service(settings.port, connector, memory) as service:
        service.secrets = connector.subscribe()
        service.serve_forever(poll_interval=0.05)
    return 0


if __name__ == "__main__":
    sys.exit(main())

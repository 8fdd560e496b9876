"""Start the connector: `python -m rosterproof.reference`, configured by its environment."""

import os
import sys

from rosterproof.reference.company import Company
from rosterproof.reference.mutants import NoSuchMutant, mutate
from rosterproof.reference.parts import Parts
from rosterproof.reference.service import Service
from rosterproof.reference.settings import NotConfigured, Settings, port_of
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
    """Serve the company that the environment is about, or whoever is taken on; wrong in one thing if a mutant is named.

    Listen first: the first webhook may come as soon as we have subscribed. It waits until we serve.
    """
    mutate(Parts(), wrong)
    if "ROSTERPROOF_STATE_DIR" not in os.environ:
        with Service(port_of(os.environ), wrong=wrong) as service:
            service.serve_forever(poll_interval=0.05)
        return
    settings = Settings.read(os.environ)
    company = Company(settings, wrong)
    with Service(settings.port, company) as service:
        company.subscribe()
        service.serve_forever(poll_interval=0.05)


if __name__ == "__main__":
    sys.exit(main())

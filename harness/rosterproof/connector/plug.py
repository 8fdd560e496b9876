"""How a connector is plugged in: the kind of run it declares decides what stands between it and the driver."""

from rosterproof.connector.command import CommandConnector
from rosterproof.connector.crew import Crew
from rosterproof.connector.environment import Surroundings
from rosterproof.connector.hosting import Hosts
from rosterproof.connector.log import CappedLog
from rosterproof.connector.runner import Connector
from rosterproof.connector.service import ServiceConnector
from rosterproof.settings import Command, ConnectorFile


def plug_in(
    file: ConnectorFile,
    around: Surroundings,
    log: CappedLog,
    crew: Crew,
    *,
    patience: float,
    hosts: Hosts | None = None,
    name: str = "company",
) -> Connector:
    """The connector of a file, not started yet. `patience` is how long one cycle may take on the wall clock.

    A service that serves several companies is one of `hosts`, and knows this one by `name`.
    """
    if isinstance(file.run, Command):
        return CommandConnector(file, file.run, around, log, crew)
    shared = hosts or Hosts()
    return ServiceConnector(file, file.run, around, log, crew, patience=patience, hosts=shared, name=name)

"""What a vendor hands in: the connector file and its mapping, read, checked and frozen."""

from rosterproof.settings.connector_file import (
    Command,
    ConnectorFile,
    ErrorsStream,
    ErrorsUrl,
    Service,
    read_connector_file,
)

__all__ = ["Command", "ConnectorFile", "ErrorsStream", "ErrorsUrl", "Service", "read_connector_file"]

"""What a vendor hands in: the connector file and its mapping, read, checked and frozen."""

from rosterproof.settings.connector_file import (
    Command,
    ConnectorFile,
    ErrorsStream,
    ErrorsUrl,
    Service,
    read_connector_file,
)
from rosterproof.settings.mapping import field_problems, fields_schema, read_mapping, with_fields
from rosterproof.settings.spoken import lacking

__all__ = [
    "Command",
    "ConnectorFile",
    "ErrorsStream",
    "ErrorsUrl",
    "Service",
    "field_problems",
    "fields_schema",
    "lacking",
    "read_connector_file",
    "read_mapping",
    "with_fields",
]

"""The three services, made of one table: what is written here is the WSDL, what is sent, and what is taken."""

from functools import cache

from rosterproof_sim.dialect.contract.wsdl.notation import service, types_from
from rosterproof_sim.dialect.contract.wsdl.table import Call, Service
from rosterproof_sim.dialects.hris.workday.soap.tables import (
    answering,
    asking,
    certification,
    employment,
    organization,
    person,
    unserved,
)

NAMESPACE = "urn:com.workday/bsvc"
FAULTS = {"Processing_Fault": "Processing_FaultType", "Validation_Fault": "Validation_FaultType"}


def _call(name: str, request: str = "", response: str = "") -> Call:
    sent, answered = request or f"{name}_Request", response or f"{name}_Response"
    return Call(name=name, request=sent, request_type=f"{sent}Type", response=answered, response_type=f"{answered}Type")


_WORKERS = _call("Get_Workers")
_ORGANIZATIONS = _call("Get_Organizations")
#: Service -> its operations; Staffing answers the same as Human_Resources, for those who post there.
CALLS = {
    "Human_Resources": (
        _WORKERS,
        _ORGANIZATIONS,
        _call("Get_Locations"),
        _call("Get_Job_Profiles"),
        _call("Get_Server_Timestamp", "Server_Timestamp_Get", "Server_Timestamp"),
    ),
    "Staffing": (_WORKERS, _ORGANIZATIONS),
    "Talent": (_call("Manage_Certifications"),),
}
_TEXTS = (
    asking.TYPES,
    answering.TYPES,
    person.TYPES,
    employment.TYPES,
    organization.TYPES,
    certification.TYPES,
    unserved.TYPES,
)


@cache
def service_of(name: str) -> Service:
    """Return a service by its name; made once per process."""
    return service(name, NAMESPACE, CALLS[name], types_from(*_TEXTS), FAULTS)


def file_of(name: str) -> str:
    """Return the contract of a service, as a file under openapi/.

    >>> file_of("Human_Resources")
    'hris/workday-human-resources.wsdl'
    """
    return f"hris/workday-{name.lower().replace('_', '-')}.wsdl"

"""The SOAP wires of Workday, one for each service, and what the dialect has to say of them."""

from collections.abc import Mapping

from rosterproof_sim.dialect import (
    HOUSEHOLD,
    Answer,
    Asked,
    KnownClient,
    Quirk,
    Reading,
    Seen,
    Switch,
    Views,
    Wire,
    told_nothing,
)
from rosterproof_sim.dialect.contract.contract import contract
from rosterproof_sim.dialect.contract.operation import Operation
from rosterproof_sim.dialect.contract.wsdl.envelope import MEDIA_TYPE, opened, payload
from rosterproof_sim.dialect.contract.wsdl.wsdl import BEARER, DESCRIBE, USERNAME_TOKEN, body_reader, located
from rosterproof_sim.dialect.views import View
from rosterproof_sim.dialect.wire import Meant
from rosterproof_sim.dialects.hris.workday.soap.address import is_spoken, reach
from rosterproof_sim.dialects.hris.workday.soap.certification import completion_meant, manage_certifications
from rosterproof_sim.dialects.hris.workday.soap.company import number_of
from rosterproof_sim.dialects.hris.workday.soap.credential import by_username_token
from rosterproof_sim.dialects.hris.workday.soap.fault import CONTENT_TYPE, refused
from rosterproof_sim.dialects.hris.workday.soap.places import VIEWS as PLACES
from rosterproof_sim.dialects.hris.workday.soap.service import CALLS, file_of, service_of
from rosterproof_sim.dialects.hris.workday.soap.workers import get_workers
from rosterproof_sim.web.callers import by_token
from rosterproof_sim.web.tenant import Tenant

_VIEWS: Mapping[str, View] = {**PLACES, "Get_Workers": get_workers, "Manage_Certifications": manage_certifications}
_STANDS_FOR: Mapping[str, tuple[str, ...]] = {
    # Whoever looks at a worker's certifications before writing one reads the worker.
    "Get_Workers": ("listEmployees", "getEmployee"),
    "Get_Organizations": ("listDepartments", "listLegalEntities"),
    "Get_Locations": ("listLocations",),
    "Get_Job_Profiles": ("listJobTitles",),
    "Get_Server_Timestamp": HOUSEHOLD,
    "Manage_Certifications": ("createTrainingRecord",),
    DESCRIBE: HOUSEHOLD,
}
#: The last one takes what is of no service, to say so.
_LAST = "Staffing"


def _describe(asked: Asked[Tenant]) -> Answer:
    """Show the WSDL, with the address by which it was asked for."""
    text = contract(file_of(asked.raw_path.strip("/"))).text
    return Answer(body=located(text, asked.root), media_type=MEDIA_TYPE, headers={"Content-Type": CONTENT_TYPE})


def spelling(identifier: str) -> str:
    """Write one of our ids as these wires do; what is no employee's stays as it is.

    >>> spelling("E0000042"), spelling("C0000007")
    ('42', 'C0000007')
    """
    return number_of(identifier) if identifier[:1] == "E" and identifier[1:].isdigit() else identifier


def _meant(name: str) -> Meant:
    """The first element of the body says what is meant: all operations of a service are at one address."""
    service = service_of(name)

    def meant(seen: Seen, operations: Mapping[str, Operation]) -> Operation | None:
        if not is_spoken(seen.root):
            return None
        if seen.method == "GET":
            return operations[DESCRIBE]
        try:
            said = payload(opened(seen.raw_body))
        except ValueError:
            return None
        call = service.call_of(str(said.tag).removeprefix(f"{{{service.namespace}}}"))
        return None if call is None else operations[call.name]

    return meant


def _views(name: str) -> Views:
    views = Views()
    views.view(DESCRIBE)(_describe)
    for call in CALLS[name]:
        views.view(call.name)(_VIEWS[call.name])
    return views


def _an_envelope(operation: Operation, sent: str, raw: bytes) -> str:
    """Whatever a body is called, it is an envelope or it is refused."""
    del operation, sent, raw
    return MEDIA_TYPE


def _wire(name: str) -> Wire:
    operations = (DESCRIBE, *(each.name for each in CALLS[name]))
    return Wire(
        contract=file_of(name),
        views=_views(name),
        callers={USERNAME_TOKEN: by_username_token, BEARER: by_token},
        reach=reach(name, others=CALLS if name == _LAST else ()),
        meant=_meant(name),
        reading=Reading(
            unknown_query="ignored",
            media_type=_an_envelope,
            bodies={MEDIA_TYPE: body_reader(service_of(name))},
        ),
        refusal=refused,
        quotas=told_nothing,
        stands_for={each: _STANDS_FOR[each] for each in operations},
        intents={"Manage_Certifications": completion_meant} if name == "Talent" else {},
        spelling=spelling,
    )


WIRES = tuple(_wire(name) for name in ("Human_Resources", "Talent", _LAST))
QUIRKS = (
    Quirk(what="a SOAP fault", how="has status 500 whatever is wrong; bad credentials have no detail"),
    Quirk(what="an ID in SOAP", how="stands behind the WID in every reference, and says its type with the prefix wd"),
    Quirk(what="the version of a service", how="is whatever the address says, and comes back as wd:version"),
    Quirk(what="a WSDL", how="is open to everybody and holds the absolute address by which it was asked for"),
    Quirk(
        what="a page of workers",
        how="counts from 1, has 100 and at most 999, and keeps its people by As_Of_Entry_DateTime",
    ),
    Quirk(what="somebody hired ahead", how="shows as of a day to come, or by the transaction log, and not before"),
    Quirk(what="a rescinded hire", how="is a worker who is not active and has Hire_Rescinded"),
    Quirk(what="a contingent worker", how="has a Contingent_Worker_ID and no Employee_ID"),
    Quirk(what="an empty element", how="in a request says nothing, whatever its type"),
    Quirk(what="a control character", how="that XML 1.0 cannot carry is left out of what is answered"),
    Quirk(what="a certification", how="waits for approval unless Auto_Complete is set, and the answer does not tell"),
)
SWITCHES = (
    Switch(
        name="certification_approval",
        choices=("required", "none"),
        why="whether the business process of the tenant asks for an approval where Auto_Complete is not set",
        unconfirmed=True,
    ),
    Switch(
        name="soap_future_bounds",
        choices=("refused", "taken"),
        why="entry moments after now; taken helps clients that live by a clock of their own",
    ),
    Switch(
        name="soap_pages_of_nothing",
        choices=("0", "1"),
        why="Total_Pages where nothing was found",
        unconfirmed=True,
    ),
    Switch(
        name="soap_throttle",
        choices=("fault", "empty"),
        why="the body of a 429",
        unconfirmed=True,
    ),
)
CLIENTS = (
    KnownClient(
        name="zeep",
        line=(
            "client = zeep.Client('{base_url}/ccx/service/acme/Human_Resources/v44.2?wsdl', "
            "wsse=zeep.wsse.username.UsernameToken('{client_id}@acme', '{secret}'))"
        ),
    ),
    KnownClient(
        name="workday",
        line=(
            "client = workday.WorkdayClient(wsdls=dict(hr='{base_url}/ccx/service/acme/Human_Resources/v44.2'), "
            "authentication=workday.auth.WsSecurityCredentialAuthentication('{client_id}@acme', '{secret}'))"
        ),
    ),
)

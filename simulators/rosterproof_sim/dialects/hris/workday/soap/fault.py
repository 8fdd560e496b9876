"""How Workday says no over SOAP: a fault, with status 500 whatever is wrong, and never a trace.

Bad credentials have no detail, a request that breaks a rule has one Validation_Error for each, and anything else is a
Processing_Fault. What the layer beneath says - a method, a media type, too many requests - keeps its own status.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from rosterproof_sim.dialect import Answer, Seen, Trouble
from rosterproof_sim.dialect.contract.violation import Violation
from rosterproof_sim.dialect.contract.wsdl.envelope import MEDIA_TYPE, opened, payload
from rosterproof_sim.dialect.contract.wsdl.writing import message, text
from rosterproof_sim.dialects.hris.workday.soap.service import NAMESPACE, service_of
from rosterproof_sim.web.problem import Problem
from rosterproof_sim.web.tenant import Tenant

CONTENT_TYPE = "text/xml;charset=UTF-8"
_SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
_AUTHENTICATION, _VALIDATION, _PROCESSING = (
    "SOAP-ENV:Client.authenticationError",
    "SOAP-ENV:Client.validationError",
    "SOAP-ENV:Server.processingError",
)
#: Said by the layer beneath; everything else is said by SOAP, which knows one status for all that is wrong.
_OF_HTTP = frozenset({404, 405, 413, 415, 421, 429, 503})
_UNKNOWN_OPERATION = "The web service or version is invalid for the requested operation."
_BAD_LOGIN = "invalid username or password"
_ERRORS = frozenset({400, 409, 422})


def validation(said: str, where: str = "", *, spaced: str | None = None) -> Problem:
    """Refuse a value: what is said of it, and its place as the vendor writes places."""
    return Problem(422, "validation", spaced or said, errors=[Violation(where=where, what=said)])


def bad_id(value: str, kind: str, where: str) -> Problem:
    """Refuse an id that is of nothing. The vendor puts two blanks between the sentences of the fault, and one in it."""
    says = f"'{value[:80]}' is not a valid ID value for type = '{kind[:80]}'"
    return validation(f"Invalid ID value. {says}", where, spaced=f"Invalid ID value.  {says}")


def refused(place: Tenant, seen: Seen, trouble: Trouble) -> Answer:
    """Answer a request that is refused."""
    status = trouble.status if trouble.status in _OF_HTTP else 500
    if status == 429 and place.switch("soap_throttle") == "empty":
        return Answer(status=429, media_type="text/plain", headers=trouble.headers)
    headers = {**trouble.headers, "Content-Type": CONTENT_TYPE}
    headers.pop("WWW-Authenticate", None)
    if trouble.status == 401:
        said = _fault(_AUTHENTICATION, _BAD_LOGIN)
    elif trouble.status in _ERRORS:
        said = _invalid(seen, trouble)
    else:
        said = _fault(_PROCESSING, trouble.detail, "Processing_Fault", {"Detail_Message": trouble.detail})
    return Answer(status=status, body=said, media_type=MEDIA_TYPE, headers=headers)


def _invalid(seen: Seen, trouble: Trouble) -> str:
    detail, errors = trouble.detail, trouble.errors
    if trouble.code == "malformed":
        detail = (seen.method == "POST" and _unreadable(seen)) or _UNKNOWN_OPERATION
    if trouble.code == "invalid" and errors:
        detail = errors[0].what
    told = [_error(each.what, each.where) for each in errors] or [_error(detail, "")]
    return _fault(_VALIDATION, f"Validation error occurred. {detail}", "Validation_Fault", {"Validation_Error": told})


def _error(said: str, where: str) -> Mapping[str, Any]:
    place = where if where.startswith("/") else None
    return {"Message": said, "Detail_Message": said, "Xpath": place}


def _unreadable(seen: Seen) -> str | None:
    """Say why an envelope cannot be read; None where it can."""
    try:
        payload(opened(seen.raw_body))
    except ValueError as reason:
        return str(reason)
    return None


def _fault(code: str, said: str, detail: str | None = None, value: Mapping[str, Any] | None = None) -> str:
    """Write a fault. Its own elements have no namespace (SOAP 1.1, section 4.4)."""
    parts: Iterable[str] = ()
    if detail is not None and value is not None:
        written = message(service_of("Human_Resources"), detail, f"{detail}Type", value)
        parts = ("<detail>", written, "</detail>")
    return "".join(
        (
            '<?xml version="1.0" encoding="utf-8"?>',
            f'<SOAP-ENV:Envelope xmlns:SOAP-ENV="{_SOAP}"><SOAP-ENV:Body>',
            f'<SOAP-ENV:Fault xmlns:SOAP-ENV="{_SOAP}" xmlns:wd="{NAMESPACE}">',
            f"<faultcode>{code}</faultcode><faultstring>{text(said)}</faultstring>",
            *parts,
            "</SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>",
        )
    )

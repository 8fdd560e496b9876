"""Addresses of services: `/ccx/service/{tenant}/{Service}/{version}`, of whatever version, and without one.

The whole of it is where a service is found, and beneath it is nothing; so the contract has the name of the service.
"""

import re
from collections.abc import Collection

from rosterproof_sim.dialect import Reached
from rosterproof_sim.dialect.wire import Reach

_ADDRESS = re.compile(r"(/ccx/service/(?!customreport2/)[^/]+/([A-Z][A-Za-z_]*))(/[^/]+)?/?")
_PARTS = re.compile(r"/ccx/service/([^/]+)/[A-Za-z_]+(?:/([^/]+))?$")
_SPOKEN = re.compile(r"v[0-9]{1,3}(?:\.[0-9]{1,2})?")
#: Which version is spoken where nobody says one.
VERSION = "v44.2"


def reach(service: str, others: Collection[str] = ()) -> Reach:
    """Return where paths of a service lead; the last one takes what no other does, `others`, to say that it is none.

    >>> reach("Talent")("/ccx/service/acme/Talent/v41.0")
    Reached(prefix='/ccx/service/acme/Talent/v41.0', path='/Talent')
    >>> reach("Staffing")("/ccx/service/acme/Staffing/").prefix
    '/ccx/service/acme/Staffing'
    >>> reach("Talent")("/ccx/service/acme/Staffing/v44.2") is None
    True
    """

    def leads(path: str) -> Reached | None:
        found = _ADDRESS.fullmatch(path)
        if found is None or not (found[2] == service or (others and found[2] not in others)):
            return None
        return Reached(prefix=found[1] + (found[3] or ""), path=f"/{found[2]}")

    return leads


def tenant_of(root: str) -> str:
    """Return the tenant that an address names.

    >>> tenant_of("http://localhost/w/a/hris/ccx/service/acme/Talent/v41.0"), version_of("http://x/ccx/service/a/Talent")
    ('acme', None)
    """
    found = _PARTS.search(root)
    return found[1] if found else ""


def version_of(root: str) -> str | None:
    """Return the version that an address names, if it does."""
    found = _PARTS.search(root)
    return found[2] if found else None


def is_spoken(root: str) -> bool:
    """Whether an address names a version that is one, whichever; or none.

    >>> is_spoken("http://x/ccx/service/a/Talent/v41.0"), is_spoken("http://x/ccx/service/a/Talent/41")
    (True, False)
    """
    version = version_of(root)
    return version is None or _SPOKEN.fullmatch(version) is not None

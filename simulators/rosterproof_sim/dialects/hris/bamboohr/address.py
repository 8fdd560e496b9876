"""Both spellings of every address: of the official SDK, and of everybody else; with or without a slash at the end.

A redirect from one to the other would lose the body of a POST, so there is none.
"""

import re

from rosterproof_sim.dialect import Reached

#: `/api/v1/…`, and the classic `/api/gateway.php/<company>/v1/…`.
_API = re.compile(r"(/api(?:/gateway\.php/[A-Za-z0-9-]+)?)(/v[0-9](?:_[0-9])?/.+)")
#: Rows of tables are written under v1_1 as well; they are the same rows.
_SAME = ("/v1_1/employees/", "/v1/employees/")


def reach(path: str) -> Reached | None:
    """Return where a path leads.

    >>> reach("/api/gateway.php/acme/v1/employees/")
    Reached(prefix='/api/gateway.php/acme', path='/v1/employees')
    >>> reach("/api/v1_1/employees/42/tables/jobInfo").path
    '/v1/employees/42/tables/jobInfo'
    >>> reach("/token.php")
    Reached(prefix='', path='/token.php')
    """
    if (found := _API.fullmatch(path)) is not None:
        return Reached(prefix=found[1], path=found[2].replace(*_SAME, 1).rstrip("/"))
    return Reached(prefix="", path=path)

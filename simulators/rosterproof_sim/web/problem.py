"""Errors as problem documents (RFC 9457). They are raised where they are found and rendered once, at the edge."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rosterproof_sim.dialect.contract.violation import Violation
from rosterproof_sim.dialect.message import Answer
from rosterproof_sim.domain.words.refusals import Invalid, NotAdmitted, NotFound, Refused, Rejected

MEDIA_TYPE = "application/problem+json"
#: What the stable type of every problem begins with.
URN = "urn:rosterproof:problem:"


class Problem(Exception):
    """One error, for the client to read. `code` is stable; `detail` says what, where and what to do."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        errors: Iterable[Violation] = (),
        headers: Mapping[str, str] | None = None,
        also: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = tuple(errors)
        self.headers = dict(headers or {})
        #: Members of its own.
        self.also = dict(also or {})

    def answer(self, path: str) -> Answer:
        """Render it as the answer to a request for a path."""
        body: dict[str, Any] = {
            "type": URN + self.code,
            "title": self.code.replace("-", " ").capitalize(),
            "status": self.status,
            "detail": self.detail,
            "instance": path,
            **self.also,
        }
        if self.errors:
            body["errors"] = [{"where": each.where, "what": each.what} for each in self.errors]
        return Answer(status=self.status, body=body, media_type=MEDIA_TYPE, headers=self.headers)


def malformed(detail: str) -> Problem:
    """What was sent cannot be read."""
    return Problem(400, "malformed", detail)


def invalid(errors: Iterable[Violation]) -> Problem:
    """What was sent can be read, and breaks the contract."""
    found = tuple(errors)
    first = f"{found[0].where}: {found[0].what}."
    more = f" And {len(found) - 1} more, see errors." if len(found) > 1 else ""
    return Problem(422, "invalid", first + more, errors=found)


def broken(found: Sequence[Violation]) -> Problem:
    """Refuse what breaks the contract. A header that does is a malformed request: it says nothing of the content."""
    if all(each.where.partition(".")[0] == "header" for each in found):
        return Problem(400, "malformed", f"{found[0].where}: {found[0].what}.", errors=found)
    return invalid(found)


def unauthorized(realm: str, detail: str, code: str = "unauthorized") -> Problem:
    """Who asks is not known, or not let in."""
    return Problem(401, code, detail, headers={"WWW-Authenticate": f'Bearer realm="{realm}"'})


def simulator_fault() -> Problem:
    """We are wrong; the log knows why, the client is not told."""
    return Problem(
        500,
        "simulator-fault",
        "The simulator failed to answer this request. It is not the caller's fault. The simulator's log says more.",
    )


def refused(no: Refused | NotFound | Invalid | NotAdmitted | Rejected, realm: str) -> Problem:
    """Render a use case's refusal."""
    match no:
        case NotFound():
            return Problem(404, "not-found", no.detail)
        case Invalid():
            return invalid([Violation(where=f"body.{no.where}", what=no.what)])
        case NotAdmitted():
            return unauthorized(realm, no.detail, no.code)
        case Rejected():
            return Problem(403, no.code, no.detail)
        case Refused():
            return Problem(409, no.code, no.detail)

"""Conditional requests (RFC 9110, section 13): not sent again what is known, not overwritten what was never seen.

A tag is strong: it is made from the bytes of the whole representation. An operation whose contract names If-None-Match
carries one on every 200; one that names If-Match does nothing where the tag in it is not the present one.
"""

from collections.abc import Callable
from hashlib import blake2b
from typing import Any

import orjson
from werkzeug.http import parse_etags

from rosterproof_sim.dialect import Answer, Asked
from rosterproof_sim.dialect.contract.operation import Operation
from rosterproof_sim.web.problem import Problem
from rosterproof_sim.web.tenant import Tenant


def etag(body: Any) -> str:
    """Return the tag of a JSON body."""
    return _tag(orjson.dumps(body))


def tagged(body: Any) -> Answer:
    """Answer a write with what it left, and the tag of that."""
    return Answer(body=body, headers={"ETag": etag(body)})


def unless_known(operation: Operation, asked: Asked[Any], answer: Answer) -> Answer:
    """Put the tag on the answer to a read, or answer 304 to whoever has it already."""
    if answer.status != 200 or not operation.tagged:
        return answer
    tag = answer.headers.get("ETag") or _tag(answer.content)
    known = asked.headers.get("if-none-match")
    # Weak comparison, as the RFC wants it here: W/ makes no difference.
    if known is not None and parse_etags(known).contains_weak(tag[1:-1]):
        return Answer(status=304, headers={"ETag": tag})
    return answer.with_headers({"ETag": tag})


def refuse_stale(asked: Asked[Tenant], current: Callable[[], Any]) -> None:
    """Raise the 412 where If-Match names other tags only, the 428 where it has to stand; in the write's transaction."""
    wanted = asked.headers.get("if-match")
    if wanted is None:
        if asked.place.manners.if_match == "required":
            what = "This system takes no write that does not say, by If-Match, what it means to change. Read it first."
            raise Problem(428, "precondition-required", what)
        return
    body = current()
    tag = etag(body)
    if not parse_etags(wanted).contains(tag[1:-1]):
        raise Problem(
            412,
            "precondition-failed",
            f"What is here now has the tag {tag}, and If-Match names {wanted[:100]}. Read it again before writing.",
            headers={"ETag": tag},
        )


def _tag(content: bytes) -> str:
    return f'"{blake2b(content, digest_size=12).hexdigest()}"'

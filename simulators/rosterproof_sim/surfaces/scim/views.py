"""What the operations of openapi/lms/scim.yaml do: they are read and answered by the toolkit, over our use cases."""

from collections.abc import Callable
from typing import Any

import orjson
from scim2_models import SCIMException
from scim2_server.handler import ScimHandler
from scim2_server.requests import ScimRequest

from rosterproof_sim.dialect import Answer, Asked, Deed, Views
from rosterproof_sim.dialect.meaning import user_read, user_updated, users_read
from rosterproof_sim.domain.words.refusals import NotAdmitted
from rosterproof_sim.surfaces.scim.meaning import STANDS_FOR
from rosterproof_sim.surfaces.scim.quirk import bulk_read, patch_read
from rosterproof_sim.surfaces.scim.refusal import MEDIA_TYPE, problem_of
from rosterproof_sim.surfaces.scim.service import Service
from rosterproof_sim.surfaces.scim.shape import provider
from rosterproof_sim.surfaces.scim.storage import Storage
from rosterproof_sim.web.callers import bearer
from rosterproof_sim.web.problem import Problem
from rosterproof_sim.web.tenant import Tenant

VERSION = "/v2"
SWITCH = "scim_patch"
VIEWS = Views()
_MENDED: dict[str, Callable[..., Any]] = {
    "patchScimUser": patch_read,
    "patchScimGroup": patch_read,
    "bulkScim": bulk_read,
}
_ON_ONE = ("replaceScimUser", "patchScimUser")
_GUARDED = ("replaceScimUser", "patchScimUser", "deleteScimUser", "replaceScimGroup", "patchScimGroup")


def answered(asked: Asked[Tenant]) -> Answer:
    """Answer a request; raises Problem where the toolkit or the LMS refuses it."""
    _refuse_unguarded(asked)
    described = provider(lenient=asked.place.switch(SWITCH) == "lenient")
    storage = Storage(asked.place.world.lms, described)
    handler = ScimHandler(Service(described), storage)
    try:
        response = handler.handle(_request(asked))
    except SCIMException as no:
        raise problem_of(no) from None
    headers = {name: value for name, value in response.headers.items() if name != "Content-Type"}
    media_type = MEDIA_TYPE if response.body is not None else "text/plain"
    answer = Answer(status=int(response.status), body=response.body, media_type=media_type, headers=headers)
    return answer.meaning(*_meaning(asked.operation, storage))


for _operation in STANDS_FOR:
    VIEWS.view(_operation)(answered)


def _request(asked: Asked[Tenant]) -> ScimRequest:
    mend = _MENDED.get(asked.operation)
    body = asked.raw_body
    if mend is not None:
        body = orjson.dumps(mend(asked.body, lenient=asked.place.switch(SWITCH) == "lenient"))
    return ScimRequest(
        method=asked.method,
        base_url=f"{asked.root}{VERSION}",
        path=asked.raw_path.removeprefix(VERSION),
        query={name: str(value) for name, value in asked.query.items()},
        headers={**asked.headers},
        body=body,
        subject=_learner(asked),
    )


def _learner(asked: Asked[Tenant]) -> str | None:
    """Return whose session it is, where a learner asks."""
    if asked.operation != "getMe":
        return None
    try:
        return asked.place.world.lms.session(bearer(asked.headers) or "").user_id
    except NotAdmitted:
        return None


def _refuse_unguarded(asked: Asked[Tenant]) -> None:
    if asked.operation in _GUARDED and asked.place.manners.if_match == "required" and "if-match" not in asked.headers:
        what = "This system takes no write that does not say, by If-Match, what it means to change. Read it first."
        raise Problem(428, "precondition-required", what)


def _meaning(operation: str, storage: Storage) -> list[Deed]:
    stands_for = STANDS_FOR[operation]
    if stands_for == ("getUser",):
        return [user_read(each) for each in storage.read]
    if stands_for == ("listUsers",):
        return [users_read(storage.read)]
    if not storage.deeds and operation in _ON_ONE:
        # Asked for, and so already: nothing was written, which is no reason to guess what was meant.
        return [user_updated({}, each) for each in storage.read[-1:]]
    return storage.deeds

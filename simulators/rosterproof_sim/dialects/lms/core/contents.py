"""Content as a client imports it: packages for courses, and what became of each."""

from functools import partial
from operator import attrgetter
from typing import Any

from rosterproof_sim.dialect import Answer, Asked, Views, ok
from rosterproof_sim.domain.words.content import ContentImport
from rosterproof_sim.domain.words.written import value_written, written
from rosterproof_sim.web.paging import page
from rosterproof_sim.web.problem import URN
from rosterproof_sim.web.tenant import Tenant

VIEWS = Views()


@VIEWS.view("importContent")
def import_content(asked: Asked[Tenant]) -> Answer:
    """Import a package."""
    made = asked.place.world.lms.player.import_content(asked.path["code"], asked.raw_body, str(asked.media_type))
    return Answer(status=202, body=_to_wire(made))


@VIEWS.view("listContentImports")
def list_content_imports(asked: Asked[Tenant]) -> Answer:
    """Show imports a page at a time."""
    fetch = partial(asked.place.world.lms.player.content_imports, course=asked.query.get("course"))
    return page(asked, fetch, attrgetter("import_id"), _to_wire)


@VIEWS.view("getContentImport")
def get_content_import(asked: Asked[Tenant]) -> Answer:
    """Show one import."""
    return ok(_to_wire(asked.place.world.lms.player.content_import(asked.path["import_id"])))


def _to_wire(made: ContentImport) -> dict[str, Any]:
    package = made.package
    return {
        "import_id": made.import_id,
        "course": made.course,
        "state": made.state,
        "received_at": value_written(made.received_at),
        "bytes": made.bytes,
        "sha256": made.sha256,
        "standard": None if package is None else package.standard,
        "publisher_id": None if package is None else package.publisher_id,
        "title": None if package is None else package.title,
        "launchables": [] if package is None else [written(each) for each in package.launchables],
        "errors": [{"type": URN + each.code, "where": each.where, "what": each.what} for each in made.errors],
    }

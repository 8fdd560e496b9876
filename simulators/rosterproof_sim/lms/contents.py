"""Content of courses: importing a package, or saying what is wrong with it."""

from hashlib import sha256

from rosterproof_sim.content.package import read_package
from rosterproof_sim.content.refusal import Refusal
from rosterproof_sim.domain.rules.ids import numbered
from rosterproof_sim.domain.words.catalog import Course
from rosterproof_sim.domain.words.content import ContentImport, Objection, Package
from rosterproof_sim.domain.words.refusals import NotFound, Refused
from rosterproof_sim.domain.words.written import value_written
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import content as stored

#: Kinds of courses of which a learner opens nothing here.
_WITHOUT = frozenset({"classroom", "attestation", "external"})
#: Kinds that say of which standard their content is.
_OF_A_STANDARD = frozenset({"cmi5", "scorm_1.2", "scorm_2004", "xapi"})


def take_in(tenant: Tenant, code: str, content: bytes, media_type: str) -> ContentImport:
    """Import a package for a course. One that is wrong is an import that failed, with the reasons."""
    course = _open_to_content(tenant, code)
    package, errors = _read(course, content, media_type)
    with tenant.store.transaction() as db:
        made = ContentImport(
            import_id=numbered("content", tenant.store.counters.next("content")),
            course=code,
            state="failed" if package is None else "done",
            received_at=tenant.clock.now(),
            bytes=len(content),
            sha256=sha256(content).hexdigest(),
            package=package,
            errors=errors,
        )
        stored.add(db, made)
        told = {name: value_written(getattr(made, name)) for name in ("import_id", "course", "state", "sha256")}
        tenant.journal.append("learning", {"event": "content_imported", **told, "errors": [e.code for e in errors]})
        return made


def find(tenant: Tenant, import_id: str) -> ContentImport:
    """Return an import, or raise NotFound."""
    with tenant.store.transaction() as db:
        found = stored.find(db, import_id)
    if found is None:
        raise NotFound(f"content import {import_id}")
    return found


def imports(tenant: Tenant, *, course: str | None, after: str | None, limit: int | None) -> list[ContentImport]:
    """Return imports in order of id, from behind `after`."""
    with tenant.store.transaction() as db:
        return stored.page(db, course=course, after=after, limit=limit)


def _open_to_content(tenant: Tenant, code: str) -> Course:
    course = tenant.course(code)
    if course is None:
        raise NotFound(f"course {code}")
    if course.kind in _WITHOUT:
        raise Refused("course-without-content", f"{code} is of the kind {course.kind}; it has no content to open.")
    return course


def _read(course: Course, content: bytes, media_type: str) -> tuple[Package | None, tuple[Objection, ...]]:
    try:
        package = read_package(content, media_type)
    except Refusal as no:
        return None, no.objections
    if course.kind in _OF_A_STANDARD and course.kind != package.standard:
        what = f"it is of {package.standard}, and {course.code} is of {course.kind}"
        return None, (Objection(code="kind-mismatch", where="package", what=what),)
    return package, ()

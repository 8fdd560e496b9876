"""Beginning to learn from content: a registration for an enrollment, and launches of the parts of its content."""

from dataclasses import replace
from hashlib import sha256

from rosterproof_sim.domain.rules.moving_on import is_satisfied
from rosterproof_sim.domain.words.content import Launchable, Package
from rosterproof_sim.domain.words.learning import LIVE, Enrollment, User
from rosterproof_sim.domain.words.playing import Launch, LaunchMode, Registration, Standing, Statement
from rosterproof_sim.domain.words.refusals import NotFound, Refused
from rosterproof_sim.lms import saying
from rosterproof_sim.lms.accounts import find as find_user
from rosterproof_sim.lms.learning import start
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import content, learning, playing
from rosterproof_sim.store.database import Connection

#: The LMS's own names for the parts of content begin with it. The domain is one that nobody has (RFC 2606).
ACTIVITIES = "https://lms.invalid/activities"


def register(tenant: Tenant, enrollment_id: str) -> Registration:
    """Begin to learn from what the course has now, which stays with this registration."""
    with tenant.store.transaction() as db:
        enrollment, _ = open_work(db, enrollment_id)
        for each in playing.of_enrollment(db, enrollment_id):
            if each.state == "open":
                detail = f"{enrollment_id} has the registration {each.registration_id}, which is open. Go on with it."
                raise Refused("already-registered", detail)
        found = content.newest(db, enrollment.course)
        if found is None or found.package is None:
            raise Refused("no-content", f"{enrollment.course} has no content. Import it first.")
        number = tenant.store.counters.next("registration")
        made = Registration(
            registration_id=tenant.mint("registration", number),
            enrollment_id=enrollment_id,
            user_id=enrollment.user_id,
            external_id=enrollment.external_id,
            course=enrollment.course,
            import_id=found.import_id,
            standard=found.package.standard,
            state="open",
            created_at=tenant.clock.now(),
            standings=tuple(_untouched(found.package, each) for each in found.package.launchables),
        )
        playing.register(db, made, number)
        told = {"registration_id": made.registration_id, "enrollment_id": enrollment_id, "import_id": made.import_id}
        tenant.journal.append("learning", {"event": "registered", **told})
        return made


def find(tenant: Tenant, registration_id: str) -> Registration:
    """Return a registration, or raise NotFound."""
    with tenant.store.transaction() as db:
        found = playing.registration(db, registration_id)
    if found is None:
        raise NotFound(f"registration {registration_id}")
    return found


def of_enrollment(tenant: Tenant, enrollment_id: str) -> list[Registration]:
    """Return the registrations of an enrollment, oldest first, or raise NotFound."""
    with tenant.store.transaction() as db:
        if learning.enrollment(db, enrollment_id) is None:
            raise NotFound(f"enrollment {enrollment_id}")
        return playing.of_enrollment(db, enrollment_id)


def statements(tenant: Tenant, registration_id: str, after: int, limit: int) -> list[Statement]:
    """Return what was said in a registration, from behind a sequence, or raise NotFound."""
    with tenant.store.transaction() as db:
        find(tenant, registration_id)
        return playing.statements(db, registration_id, after, limit)


def session(tenant: Tenant, session_id: str) -> Launch:
    """Return a launch, or raise NotFound."""
    with tenant.store.transaction() as db:
        found = playing.session(db, session_id)
    if found is None:
        raise NotFound(f"session {session_id}")
    return found


def launch(
    tenant: Tenant, registration_id: str, launch_id: str | None, mode: LaunchMode, return_url: str | None
) -> tuple[Launch, Launchable, str | None]:
    """Launch a part, by default the first; returns the ticket of a cmi5 launch besides. What was open is abandoned."""
    with tenant.store.transaction() as db:
        registration = find(tenant, registration_id)
        package = package_of(db, registration)
        place = _place(package, launch_id)
        if mode == "Normal":
            _begin(tenant, db, registration)
        for earlier in playing.sessions(db, registration_id):
            if earlier.ended_at is None and earlier.launch_id == package.launchables[place].launch_id:
                abandon(tenant, db, registration, earlier)
        number = tenant.store.counters.next("launch")
        made = Launch(
            session_id=tenant.mint("launch", number),
            registration_id=registration_id,
            launch_id=package.launchables[place].launch_id,
            activity_id=activity_of(registration_id, place),
            mode=mode,
            state="launched",
            launched_at=tenant.clock.now(),
            ended_at=None,
            return_url=return_url,
        )
        ticket = tenant.mint("ticket", number) if registration.standard == "cmi5" else None
        playing.launch(db, made, number, None if ticket is None else digest(ticket))
        if ticket is not None:
            saying.launched(tenant, db, registration, made, package.launchables[place])
        return made, package.launchables[place], ticket


def open_work(db: Connection, enrollment_id: str) -> tuple[Enrollment, User]:
    """Return an open enrollment of an open account. Raises NotFound, Refused."""
    enrollment = learning.enrollment(db, enrollment_id)
    if enrollment is None:
        raise NotFound(f"enrollment {enrollment_id}")
    if enrollment.status not in LIVE:
        raise Refused(
            "enrollment-closed", f"{enrollment_id} is {enrollment.status}; nothing is learned in it any more."
        )
    user = find_user(db, enrollment.user_id)
    if not user.active:
        raise Refused("account-closed", f"The account of {user.user_id} is closed. Reactivate it first.")
    return enrollment, user


def package_of(db: Connection, registration: Registration) -> Package:
    """Return the content that a registration began with."""
    found = content.find(db, registration.import_id)
    if found is None or found.package is None:
        raise NotFound(f"content import {registration.import_id}")
    return found.package


def activity_of(registration_id: str, place: int) -> str:
    """Return the LMS's own name for a part, by its place in the content."""
    return f"{ACTIVITIES}/{registration_id}/{place + 1}"


def abandon(tenant: Tenant, db: Connection, registration: Registration, earlier: Launch) -> None:
    """End a session whose content will not tell its end."""
    playing.move(db, replace(earlier, state="abandoned", ended_at=tenant.clock.now()))
    if registration.standard == "cmi5":
        saying.abandoned(tenant, db, registration, earlier)


def digest(secret: str) -> str:
    """Return what is kept of a ticket or a token: whoever reads the database cannot use it."""
    return sha256(secret.encode()).hexdigest()


def _untouched(package: Package, part: Launchable) -> Standing:
    standing = Standing(launch_id=part.launch_id)
    satisfied = package.standard == "cmi5" and is_satisfied(part, standing)
    return replace(standing, satisfied=satisfied)


def _place(package: Package, launch_id: str | None) -> int:
    if launch_id is None:
        return 0
    for place, each in enumerate(package.launchables):
        if each.launch_id == launch_id:
            return place
    raise NotFound(f"part {launch_id!r} of this content")


def _begin(tenant: Tenant, db: Connection, registration: Registration) -> None:
    """Let the enrollment be in progress; refuse what leads to no result any more."""
    enrollment, user = open_work(db, registration.enrollment_id)
    if registration.state != "open":
        detail = f"{registration.registration_id} is {registration.state}. Launch to review, or register again."
        raise Refused("registration-closed", detail)
    if enrollment.status != "in_progress":
        start(tenant, db, user, enrollment)

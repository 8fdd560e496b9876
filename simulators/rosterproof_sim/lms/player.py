"""Content and learning from it, as the use cases of an LMS. How each is done stands in the modules beside this one."""

from collections.abc import Mapping, Sequence
from typing import Any

from rosterproof_sim.domain.words.content import ContentImport, Launchable
from rosterproof_sim.domain.words.playing import Launch, LaunchMode, Registration, Statement
from rosterproof_sim.lms import contents, playing, registering
from rosterproof_sim.lms.tenant import Tenant


class Player:
    """Raises Refused, Rejected, NotFound, Invalid or NotAdmitted; nothing has changed then."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant

    def import_content(self, course: str, content: bytes, media_type: str) -> ContentImport:
        """Import a package for a course. One that is wrong is an import that failed."""
        return contents.take_in(self._tenant, course, content, media_type)

    def content_import(self, import_id: str) -> ContentImport:
        """Return one import."""
        return contents.find(self._tenant, import_id)

    def content_imports(
        self, *, after: str | None = None, limit: int | None = 50, course: str | None = None
    ) -> list[ContentImport]:
        """Return imports in order of id, from behind `after`; without a limit, all."""
        return contents.imports(self._tenant, course=course, after=after, limit=limit)

    def register(self, enrollment_id: str) -> Registration:
        """Begin to learn in an enrollment from what its course has now. Refused("already-registered")."""
        return registering.register(self._tenant, enrollment_id)

    def registrations(self, enrollment_id: str) -> list[Registration]:
        """Return the registrations of an enrollment, oldest first."""
        return registering.of_enrollment(self._tenant, enrollment_id)

    def registration(self, registration_id: str) -> Registration:
        """Return one registration."""
        return registering.find(self._tenant, registration_id)

    def statements(self, registration_id: str, after: int = 0, limit: int = 50) -> list[Statement]:
        """Return what was said in a registration, from behind a sequence."""
        return registering.statements(self._tenant, registration_id, after, limit)

    def launch(
        self,
        registration_id: str,
        launch_id: str | None = None,
        *,
        mode: LaunchMode = "Normal",
        return_url: str | None = None,
    ) -> tuple[Launch, Launchable, str | None]:
        """Launch a part of the content, by default the first; returns the ticket of a cmi5 launch besides."""
        return registering.launch(self._tenant, registration_id, launch_id, mode, return_url)

    def session(self, session_id: str) -> Launch:
        """Return one launch."""
        return registering.session(self._tenant, session_id)

    def commit(self, session_id: str, values: Mapping[str, str], *, terminate: bool) -> Launch:
        """Keep what a SCO has set; once it ends, draw the result from it."""
        return playing.commit(self._tenant, session_id, values, terminate=terminate)

    def fetch(self, ticket: str) -> str:
        """Change the ticket of a cmi5 launch for a token, once; raises NoToken."""
        return playing.fetch(self._tenant, ticket)

    def current(self, token: str) -> Launch:
        """Return the open session of a token, or raise NotAdmitted("session-ended")."""
        return playing.current(self._tenant, token)

    def launch_data(self, token: str, activity_id: str, registration_id: str) -> dict[str, Any]:
        """Return what content has to know of its launch."""
        return playing.launch_data(self._tenant, token, activity_id, registration_id)

    def say(self, token: str, statements: Sequence[Mapping[str, Any]]) -> list[str]:
        """Take statements in their order, all or none; returns their ids."""
        return playing.say(self._tenant, token, statements)

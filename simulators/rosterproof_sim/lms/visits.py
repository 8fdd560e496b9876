"""What a learner's browser does: signing in, being someone, signing out."""

import hmac

from rosterproof_sim.domain.rules.ids import numbered
from rosterproof_sim.domain.words.learning import Session
from rosterproof_sim.domain.words.refusals import NotAdmitted
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import accounts


def sign_in(tenant: Tenant, username: str, password: str) -> tuple[Session, str]:
    """Open a session. The refusal does not say which of name, password and closed account it was."""
    with tenant.store.transaction() as db:
        user = accounts.by_username(db, username)
        expected = tenant.mint("learner", 1)
        known = hmac.compare_digest(password.encode(errors="replace"), expected.encode())
        if user is None or not user.active or not known:
            raise NotAdmitted("sign-in-refused", "The username or the password is wrong, or the account is closed.")
        number = tenant.store.counters.next("session")
        session = Session(
            session_id=numbered("session", number),
            user_id=user.user_id,
            opened_at=tenant.clock.now(),
            ended_at=None,
            ended_by=None,
        )
        token = tenant.mint("session", number)
        accounts.open_session(db, session, token)
        return session, token


def current(tenant: Tenant, token: str) -> Session:
    """Return the open session of a token."""
    with tenant.store.transaction() as db:
        session = accounts.session_by_token(db, token)
        if session is None or session.ended_at is not None:
            raise NotAdmitted("session-ended", "This session has ended, or never began. Sign in again.")
        return session


def sign_out(tenant: Tenant, token: str) -> None:
    """End the open session of a token."""
    with tenant.store.transaction() as db:
        session = current(tenant, token)
        accounts.end_session(db, session.session_id, tenant.clock.now(), "sign_out")

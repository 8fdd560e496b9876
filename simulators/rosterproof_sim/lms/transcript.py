"""What people have: open enrollments, newest certifications, waivers; of one at a time, or of many at once."""

from collections.abc import Mapping, Sequence

from rosterproof_sim.domain.rules.assignment import Transcript
from rosterproof_sim.domain.words.learning import User
from rosterproof_sim.lms.subject import MANY
from rosterproof_sim.store import certifications, learning
from rosterproof_sim.store.database import Connection


def transcripts(db: Connection, users: Sequence[User]) -> Mapping[str, Transcript]:
    """Return the transcript of each, by user id."""
    if len(users) < MANY:
        return {each.user_id: transcript(db, each.user_id) for each in users}
    user_ids = [each.user_id for each in users]
    live = learning.live_of_many(db, user_ids)
    newest = certifications.newest_of_many(db, user_ids)
    waived = learning.waived_of_many(db, user_ids)
    return {
        each.user_id: Transcript(
            live=live.get(each.user_id, ()),
            newest=newest.get(each.user_id, {}),
            waived=waived.get(each.user_id, frozenset()),
        )
        for each in users
    }


def transcript(db: Connection, user_id: str) -> Transcript:
    """Return what one account has."""
    return Transcript(
        live=learning.live(db, user_id),
        newest=certifications.newest_of(db, user_id),
        waived=learning.waived(db, user_id),
    )

"""Two ways to ask about another time: how it was on a day, and how it was known at an instant.

"As it was on that day" counts what is known now, also what was recorded late. "As we knew it then" counts only what
HR had recorded by then. Together they say what HR would have answered then about a day.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from rosterproof_sim.domain.rules.employment import job_history, record_at
from rosterproof_sim.domain.rules.unfolding import unfold
from rosterproof_sim.domain.words.calendar import instant_text
from rosterproof_sim.domain.words.changes import LoggedChange
from rosterproof_sim.domain.words.people import Employee, JobStretch
from rosterproof_sim.domain.words.refusals import Invalid, NotFound
from rosterproof_sim.hris.office import Office


class View:
    """A look at people on a day, by what was known at an instant; without one of them, it is the present."""

    def __init__(self, office: Office, *, as_of: date | None, known_at: datetime | None) -> None:
        now = office.clock.now()
        if known_at is not None and known_at > now:
            raise Invalid("known_at", f"{instant_text(known_at)} is after {instant_text(now)}, where the clock is")
        self._places = office.places
        self._known_at = known_at or now
        self._as_of = as_of

    def record(self, history: Sequence[LoggedChange]) -> Employee:
        """Return one person's record; NotFound where nothing was known of the person then.

        Its version and `updated_at` are those of the record that was current at the instant of knowing.
        """
        known = self._known(history)
        if not known:
            raise self._unknown(history)
        current, _ = unfold(known, self._known_at, self._places)
        if self._as_of is None:
            return current
        return record_at(self._as_of, known, self._places, updated_at=current.updated_at, version=current.version)

    def records(self, histories: Iterable[Sequence[LoggedChange]]) -> Iterator[Employee]:
        """Return the records of those of whom something was known then."""
        return (self.record(history) for history in histories if self._known(history))

    def jobs(self, history: Sequence[LoggedChange]) -> list[JobStretch]:
        """Return the jobs held up to the day or the instant."""
        known = self._known(history)
        if not known:
            raise self._unknown(history)
        return job_history(known, self._as_of or self._known_at, self._places)

    def _known(self, history: Sequence[LoggedChange]) -> list[LoggedChange]:
        return [logged for logged in history if logged.recorded_at <= self._known_at]

    def _unknown(self, history: Sequence[LoggedChange]) -> NotFound:
        return NotFound(f"employee {history[0].change.employee_id} known at {instant_text(self._known_at)}")

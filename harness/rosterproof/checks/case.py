"""One story laid out for judgment: at each checkpoint what was observed beside what was expected.

Checks read this and nothing else. It decides nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from rosterproof.checks.refused import Refusals
from rosterproof.checks.trail import Trail
from rosterproof.evidence.record import Checkpoint, Evidence, JournalRow, LoggedChange, Probe
from rosterproof.oracle.acts import acts
from rosterproof.oracle.catalog import Catalog, Course
from rosterproof.oracle.learning import LIVE
from rosterproof.oracle.mapping import Translation
from rosterproof.oracle.people import Person, Roll
from rosterproof.oracle.places import Places
from rosterproof.oracle.timeline import change_rows
from rosterproof.oracle.truth import Expected, Truth, truth
from rosterproof.oracle.wire import Wire, wire
from rosterproof.oracle.write_back import in_force
from rosterproof.verdict import Exposure, Finding

Row = Mapping[str, Any]


@dataclass(frozen=True)
class View:
    """One checkpoint: what both systems showed, and what ought to hold."""

    case: "Case"
    checkpoint: Checkpoint
    expected: Expected

    @property
    def at(self) -> datetime:
        """The instant of the checkpoint."""
        return self.checkpoint.at

    @cached_property
    def translation(self) -> Translation:
        """The mapping that held."""
        return self.case.translation_at(self.checkpoint.journal_sequence)

    @cached_property
    def people(self) -> dict[str, Person]:
        """Key of an account -> the employee it belongs to."""
        return {self.case.translation.key(person): person for person in self.expected.people.values()}

    @cached_property
    def users(self) -> dict[str, list[Row]]:
        """Key -> the LMS users that carry it, oldest first."""
        return _by(self.checkpoint.state["lms"]["users"], self.case.translation.lms_key)

    @cached_property
    def owner(self) -> dict[str, str]:
        """User id -> employee id; users who belong to nobody are absent."""
        belonging = ((person, self.users.get(key, [])) for key, person in self.people.items())
        return {user["user_id"]: person.employee_id for person, users in belonging for user in users}

    @cached_property
    def _enrollments(self) -> dict[str, list[Row]]:
        return _by((e for e in self.checkpoint.state["lms"]["enrollments"] if e["status"] in LIVE), "user_id")

    @cached_property
    def completions(self) -> dict[str, Row]:
        """Completion id -> completion, in the order recorded."""
        return {c["completion_id"]: c for c in self.checkpoint.state["lms"]["completions"]}

    @cached_property
    def wanted(self) -> frozenset[str]:
        """Ids of the completions that the policy wants in force in the HRIS."""
        revoked = {each["completion_id"] for each in self.revocations}
        return in_force(self.completions.values(), self.case.evidence.policy, revoked)

    @property
    def revocations(self) -> list[Row]:
        """What the LMS has taken back by then."""
        found: list[Row] = self.checkpoint.state["lms"].get("revocations", [])
        return found

    @cached_property
    def records(self) -> dict[str, list[Row]]:
        """Source id -> the training records in force in the HRIS that carry it, oldest first."""
        held = self.checkpoint.state["hris"]["training_records"]
        corrected = {record.get("corrects") for record in held}
        return _by((record for record in held if record["record_id"] not in corrected), "source_id")

    def users_of(self, employee_id: str) -> list[Row]:
        """The LMS users that carry the employee's key, open or closed."""
        return self.users.get(self.case.translation.key(self.expected.people[employee_id]), [])

    def open_users_of(self, employee_id: str) -> list[Row]:
        """The open ones of them."""
        return [user for user in self.users_of(employee_id) if user["active"]]

    def live_of(self, employee_id: str) -> list[Row]:
        """Open enrollments in the employee's open accounts."""
        return [e for user in self.open_users_of(employee_id) for e in self._enrollments.get(user["user_id"], ())]

    def live_in(self, user_id: str) -> list[Row]:
        """Open enrollments of one user."""
        return self._enrollments.get(user_id, [])

    def broken_since(self, began: datetime, kept: Callable[["View"], bool]) -> datetime:
        """Since when something is not as it ought to be, for certain, if it is not at this checkpoint.

        It ought to be so since `began`. Where an earlier checkpoint saw it kept, only the next one that did not counts.
        """
        since: datetime | None = began
        for view in self.case.views:
            if began <= view.at < self.at:
                since = None if kept(view) else since or view.at
        return since or self.at

    def finding(
        self,
        employee_id: str,
        *,
        expected: str,
        observed: str,
        operations: tuple[str, ...] = (),
        exposure: Exposure | None = None,
    ) -> Finding:
        """A finding about a person at this checkpoint, with the writes about the person, of these operations only."""
        until = self.checkpoint.journal_sequence
        trail = self.case.trail
        return Finding(
            subject=self.case.name(employee_id),
            expected=expected,
            observed=observed,
            at=self.at,
            where=self.checkpoint.name,
            employee_id=employee_id,
            exposure=exposure,
            look_at=trail.story_of(employee_id, until, *operations),
            exchanges=trail.writes_about(employee_id, until, *operations),
        )


class Case:
    """A story and everything worked out from it."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.translation = Translation.at(evidence, 0)
        self.truth: Truth = truth(evidence)
        self.wire: Wire = wire(evidence)
        #: The journal, with every exchange in the words of our own wires.
        self.acts = acts(evidence)
        self.trail = Trail(self.acts)
        self.refusals = Refusals(evidence, self.acts)
        self.grace = timedelta(minutes=evidence.policy.get("leaver_grace_minutes", 1440))
        pairs = zip(evidence.checkpoints, self.truth.checkpoints, strict=True)
        self.views = tuple(View(self, checkpoint, expected) for checkpoint, expected in pairs)

    @cached_property
    def _names(self) -> dict[str, str]:
        views = reversed(self.truth.checkpoints)
        return next(({who: person.name for who, person in view.people.items()} for view in views), {})

    @cached_property
    def courses(self) -> Mapping[str, Course]:
        """Course code -> the course, as the LMS was seeded with it."""
        return Catalog.of(self.evidence.catalog).courses

    @cached_property
    def rows(self) -> dict[int, JournalRow]:
        """Number of an exchange -> its row of the journal."""
        return {row.data["exchange"]: row for row in self.evidence.journal if row.kind == "exchange"}

    def translation_at(self, sequence: int) -> Translation:
        """The mapping that held at a position of the journal."""
        turns = self.evidence.remappings or any(fault.kind == "rename_field" for fault in self.evidence.faults)
        return Translation.at(self.evidence, sequence) if turns else self.translation

    def person_at(self, probe: Probe) -> Person | None:
        """The employee as HR had them when a probe was made."""
        row = self.rows.get(probe.exchange) if probe.exchange is not None else None
        sequence = (
            row.sequence if row else max((r.sequence for r in self.evidence.journal if r.at < probe.at), default=0)
        )
        return self.known(probe.employee_id, sequence, probe.at)

    def known(self, employee_id: str, sequence: int, at: datetime) -> Person | None:
        """The employee as HR had them at an instant, by what was on record at a position of the journal."""
        log = self._log.get(employee_id, ())
        changes = [c for placed, c in log if placed <= sequence and c.recorded_at <= at]
        return Roll.of(changes, self.places).person(employee_id, at)

    @cached_property
    def places(self) -> Places:
        """Where people work."""
        return Places.of(self.evidence.journal)

    @cached_property
    def _log(self) -> dict[str, list[tuple[int, LoggedChange]]]:
        journaled = change_rows(self.evidence)
        log: dict[str, list[tuple[int, LoggedChange]]] = {}
        for change in self.evidence.changes:
            log.setdefault(change.employee_id, []).append((journaled.get(change.sequence, 0), change))
        return log

    def recorded_at(self, employee_id: str, at: datetime) -> list[int]:
        """Where in the journal changes about an employee are that were recorded at this very instant."""
        return [placed for placed, change in self._log.get(employee_id, ()) if change.recorded_at == at]

    def name(self, employee_id: str) -> str:
        """The employee as findings show people: `E0000021 (Ada Berg)`."""
        known = self._names.get(employee_id)
        return f"{employee_id} ({known})" if known else employee_id


def attempt(completion: Row) -> str:
    """A completion as findings name it: `PSM-200 passed on 2026-05-16`."""
    return f"{completion['course']} {completion['result']} on {completion['completed_at'][:10]}"


def _by(rows: Iterable[Row], field: str) -> dict[str, list[Row]]:
    sorted_: dict[str, list[Row]] = {}
    for row in rows:
        sorted_.setdefault(row[field], []).append(row)
    return sorted_

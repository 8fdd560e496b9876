"""What both systems must hold after what this connector really wrote to them.

Read from the exchanges that took effect, answered or not, and from what learners and administrators did. Where the LMS
shows anything else, the LMS is wrong, and nothing can be said about the connector.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from rosterproof.evidence.record import Checkpoint, Evidence, Inquiry, JournalRow, Probe
from rosterproof.oracle.acts import acts
from rosterproof.oracle.administration import Administered, administered
from rosterproof.oracle.answer import honest, request_body, took_effect
from rosterproof.oracle.audit import role_of, told
from rosterproof.oracle.catalog import Catalog
from rosterproof.oracle.learning import Account
from rosterproof.oracle.replay import Replay
from rosterproof.oracle.timeline import Placed, Question, placed_actions, questions

#: Every field of an LMS user that a connector may write; what it never wrote is null.
_PROFILE = (
    "external_id",
    "username",
    "given_name",
    "family_name",
    "email",
    "job_title",
    "department",
    "location",
    "manager_external_id",
    "hire_date",
    "employment_status",
    "country",
    "worker_type",
    "position_start_date",
    "time_zone",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """What must hold at one instant by what was written. Accounts are named by user id."""

    at: datetime
    accounts: Mapping[str, Account]
    #: Training records as requested, with the employee and the id they were given, in the order written.
    records: tuple[Mapping[str, Any], ...]
    #: Employee id -> compliance status as last requested.
    compliance: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Wire:
    """What must hold at each checkpoint, and what the LMS allowed although it should not have."""

    checkpoints: tuple[Written, ...]
    disputes: tuple[str, ...]


def wire(evidence: Evidence) -> Wire:
    """Play again what the connector wrote and what learners did."""
    player = _Player(evidence)
    numbered = {row.data["exchange"]: row.sequence for row in evidence.journal if row.kind == "exchange"}
    moves: list[tuple[datetime, int, int, JournalRow | Administered | Placed | Probe | Checkpoint | Question]] = [
        *((row.at, row.sequence, 0, row) for row in acts(evidence) if took_effect(row)),
        *((a.at, a.sequence, 0, a) for a in administered(evidence)),
        *((p.at, numbered[p.exchange], 0, p) for p in evidence.probes if p.exchange in numbered),
        *((p.action.at, p.sequence, 0, p) for p in placed_actions(evidence)),
        *((c.at, c.journal_sequence, 1, c) for c in evidence.checkpoints),
        *((q.at, q.inquiry.journal_sequence, 2, q) for q in questions(evidence) if q.of_the_day),
    ]
    states: list[Written] = []
    for at, _, _, move in sorted(moves, key=lambda m: m[:3]):
        player.lms.advance(at)
        match move:
            case Checkpoint():
                states.append(player.state(at))
            case Administered():
                move.carry_out(player.lms, by="user_id")
            case Placed():
                player.learner(move)
            case Probe():
                player.probe(move)
            case Question():
                player.audit(move.inquiry)
            case JournalRow():
                player.exchange(move)
    return Wire(checkpoints=tuple(states), disputes=tuple(player.disputes))


class _Player:
    """Carries out on the oracle's LMS and HRIS what took effect on the real ones."""

    def __init__(self, evidence: Evidence) -> None:
        self.lms = Replay(Catalog.of(evidence.catalog), evidence.policy, evidence.started_at)
        self.disputes: list[str] = []
        self._records: list[Mapping[str, Any]] = []
        self._compliance: dict[str, Mapping[str, Any]] = {}
        self._moves = {
            "createUser": self._create_user,
            "updateUser": lambda asked, got: self.lms.update(got["user_id"], asked),
            "deactivateUser": lambda _, got: self.lms.deactivate(got["user_id"]),
            "reactivateUser": lambda _, got: self.lms.reactivate(got["user_id"]),
            "createEnrollment": lambda asked, _: self.lms.enroll(asked["user_id"], asked["course"], _due(asked)),
            "withdrawEnrollment": lambda _, got: self.lms.withdraw(
                got["user_id"], got["course"], got.get("instance", "")
            ),
            "createTrainingRecord": self._record,
            "putComplianceStatus": self._comply,
        }

    def exchange(self, row: JournalRow) -> None:
        """Carry out one exchange."""
        move = self._moves.get(row.data["operation"])
        if move is not None:
            move(request_body(row), honest(row)[1])

    def learner(self, placed: Placed) -> None:
        """Let a learner act, and note where the LMS saw the right to it otherwise."""
        action = placed.action
        who, what = action.employee_id, f"{action.action} {action.course}"
        asked = (who, action.course, action.action, action.score, action.completed_at)
        possible = self.lms.allows(*asked)
        if action.accepted and not possible:
            self.disputes.append(f"the LMS let {who} {what} at {action.at:%Y-%m-%d %H:%M}, but should have refused")
        if possible and not action.accepted:
            why = action.reason.rstrip(".")
            self.disputes.append(f"the LMS refused to let {who} {what} at {action.at:%Y-%m-%d %H:%M}: {why}")
        if action.accepted:
            self.lms.perform(*asked)

    def probe(self, probe: Probe) -> None:
        """Note where somebody was let in although no account was open that is theirs, or takes their id as username."""
        if not probe.let_in or self.lms.holder(probe.employee_id) is not None:
            return
        if not any(a.active and a.profile.get("username") == probe.employee_id for a in self.lms.accounts.values()):
            self.disputes.append(
                f"the LMS let {probe.employee_id} in at {probe.at:%Y-%m-%d %H:%M}, but should have refused"
            )

    def audit(self, inquiry: Inquiry) -> None:
        """Note where the LMS says of a day what does not follow from what was written to it until then."""
        said = inquiry.then.lms
        if said is None:
            return
        ought = told(self.lms, said["user_id"])
        courses = {row["course"] for row in said["obligations"]}
        if ought is None or ought.role != role_of(said) or not courses.issuperset(ought.required):
            self.disputes.append(
                f"the LMS says of {inquiry.employee_id} on {inquiry.on} {role_of(said)} with {sorted(courses)}, "
                f"but it should be {ought}"
            )

    def state(self, at: datetime) -> Written:
        """What must hold now."""
        return Written(
            at=at,
            accounts=self.lms.snapshot(),
            records=tuple(self._records),
            compliance=dict(self._compliance),
        )

    def _create_user(self, asked: Mapping[str, Any], got: Mapping[str, Any]) -> None:
        profile = {**dict.fromkeys(_PROFILE), "username": got["username"], **asked}
        self.lms.create(got["user_id"], profile)

    def _record(self, asked: Mapping[str, Any], got: Mapping[str, Any]) -> None:
        self._records.append({**asked, "employee_id": got["employee_id"], "record_id": got["record_id"]})

    def _comply(self, asked: Mapping[str, Any], got: Mapping[str, Any]) -> None:
        self._compliance[got["employee_id"]] = asked


def _due(asked: Mapping[str, Any]) -> date | None:
    due = asked.get("due_on")
    return date.fromisoformat(due) if due else None

"""The shapes of evidence: everything a judgment may rest on, frozen.

They stand apart from the driver that records them and from the oracle and checks that read them, so that a stored run
can be judged again without opening a socket. All instants are aware and in UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal


@dataclass(frozen=True, kw_only=True, slots=True)
class JournalRow:
    """One row of the world's journal, as the control plane gives it. `data` is as the contract of its kind says."""

    sequence: int
    kind: str
    at: datetime
    data: Mapping[str, Any]
    hash: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LoggedChange:
    """One HR fact with its two times: `change["effective_on"]` and `recorded_at`."""

    sequence: int
    recorded_at: datetime
    change: Mapping[str, Any]

    @property
    def employee_id(self) -> str:
        """Whom it is about."""
        return str(self.change["employee_id"])

    @property
    def effective_on(self) -> date:
        """The day it is effective (for a termination the last day worked)."""
        return date.fromisoformat(self.change["effective_on"])


@dataclass(frozen=True, kw_only=True, slots=True)
class LearnerAction:
    """What the story had a learner do, and whether the LMS let it."""

    at: datetime
    employee_id: str
    course: str
    action: Literal["start", "pass", "fail", "enroll", "record"]
    score: float | None
    accepted: bool
    #: Why it was refused; empty when it was not.
    reason: str = ""
    #: When it was passed, where an administrator recorded it later; otherwise it was at `at`.
    completed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Probe:
    """An attempt to get in as a learner: by password, or with a session opened earlier."""

    at: datetime
    employee_id: str
    how: Literal["sign_in", "open_session"]
    let_in: bool
    #: The exchange with the LMS that shows it, for citing.
    exchange: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditAnswer:
    """What both systems said of a day by what they knew at an instant; None where one knew nobody."""

    known_at: datetime
    hris: Mapping[str, Any] | None
    lms: Mapping[str, Any] | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Inquiry:
    """An auditor's question about a person and a day, asked at a position of the journal."""

    at: datetime
    journal_sequence: int
    employee_id: str
    on: date
    then: AuditAnswer
    now: AuditAnswer
    #: What the HRIS held of the person when it was asked.
    training_records: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cycle:
    """One sync cycle of the connector, between two positions of the journal."""

    number: int
    at: datetime
    from_sequence: int
    to_sequence: int
    ok: bool
    detail: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportedError:
    """A record that the connector said it could not process."""

    system: str
    record: str
    field: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Checkpoint:
    """What both systems held at one instant, after a cycle; `state` is the control plane's State."""

    name: str
    at: datetime
    journal_sequence: int
    state: Mapping[str, Any]
    #: None where the connector offers no errors channel.
    errors: tuple[ReportedError, ...] | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ArmedFault:
    """A fault the story armed, and how often it fired."""

    fault_id: str
    kind: str
    system: str
    times: int
    fired: int
    #: The position of the journal at which it was armed.
    since: int = 0
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Leak:
    """Something found in the connector's log that must never be there. What it was is said, not what it read."""

    what: str
    line: int


@dataclass(frozen=True, kw_only=True, slots=True)
class LogSearch:
    """What a search of the connector's log came to."""

    bytes: int
    #: For how many different secrets and personal values it was searched.
    sought: int
    leaks: tuple[Leak, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Remapping:
    """The mapping that holds from a position of the journal on."""

    journal_sequence: int
    mapping: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Incident:
    """Something that makes the run say nothing about the connector, or that stopped it from running."""

    #: connector-failed: it did not start, died or hung; simulator-failed; settle-deadline; harness-failed.
    kind: Literal["connector-failed", "simulator-failed", "settle-deadline", "harness-failed"]
    at: datetime | None
    detail: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ConnectorFacts:
    """What the connector file declares that judgment depends on."""

    name: str
    version: str
    kind: Literal["service", "command"]
    ticks: bool
    reports_status: bool
    reports_errors: bool
    serial: bool
    cycle_minutes: int
    #: check id -> reason, as declared under `omits`.
    omits: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """One scenario as it was played, whole."""

    scenario: str
    title: str
    why: str
    requirements: tuple[str, ...]
    seed: int
    started_at: datetime
    size: int
    #: alias in the story -> employee_id
    people: Mapping[str, str]
    #: The compiled story, one line of text per step, for reports.
    plan: tuple[str, ...]
    policy: Mapping[str, Any]
    mapping: Mapping[str, Any]
    #: The mappings that came after it, in order.
    remappings: tuple[Remapping, ...] = ()
    catalog: Mapping[str, Any]
    connector: ConnectorFacts
    changes: tuple[LoggedChange, ...]
    actions: tuple[LearnerAction, ...]
    probes: tuple[Probe, ...]
    inquiries: tuple[Inquiry, ...]
    cycles: tuple[Cycle, ...]
    #: The number of the cycle that had nothing to do; None where none could be run.
    idle_cycle: int | None
    checkpoints: tuple[Checkpoint, ...]
    faults: tuple[ArmedFault, ...]
    incidents: tuple[Incident, ...]
    journal: tuple[JournalRow, ...]
    #: What the story is tagged with: profiles weigh stories by it.
    tags: tuple[str, ...] = ()
    #: None where the log was not searched.
    log: LogSearch | None = None
    #: What the wires cannot carry, of what is judged -> why, as their dialects declare it.
    lacks: Mapping[str, str] = field(default_factory=dict)

"""What the driver writes down while a story is played, until it becomes evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from rosterproof.connector.runner import facts
from rosterproof.evidence.record import (
    ArmedFault,
    Checkpoint,
    Cycle,
    Evidence,
    Incident,
    Inquiry,
    JournalRow,
    LearnerAction,
    LoggedChange,
    LogSearch,
    Probe,
    Remapping,
)
from rosterproof.scenario.plan import Plan
from rosterproof.settings import ConnectorFile, lacking, with_fields


@dataclass(kw_only=True, slots=True)
class Tape:
    """Grows as the story goes on; whatever stops the story, what was written until then stays."""

    plan: Plan
    connector: ConnectorFile
    people: dict[str, str] = field(default_factory=dict)
    actions: list[LearnerAction] = field(default_factory=list)
    probes: list[Probe] = field(default_factory=list)
    inquiries: list[Inquiry] = field(default_factory=list)
    cycles: list[Cycle] = field(default_factory=list)
    idle_cycle: int | None = None
    checkpoints: list[Checkpoint] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    #: Fault -> the position of the journal at which it was armed.
    armed: dict[str, int] = field(default_factory=dict)
    remappings: list[Remapping] = field(default_factory=list)
    changes: tuple[LoggedChange, ...] = ()
    faults: tuple[ArmedFault, ...] = ()
    #: The faults that were over before the end, as the world told of them last.
    mended: list[Mapping[str, Any]] = field(default_factory=list)
    journal: tuple[JournalRow, ...] = ()
    #: Text that must never be in the connector's log -> what it is.
    secrets: dict[str, str] = field(default_factory=dict)
    log: LogSearch | None = None
    #: The world's time, as far as it is known.
    now: datetime | None = None

    @property
    def first_mapping(self) -> Mapping[str, Any]:
        """The mapping that the story begins with."""
        return with_fields(self.connector.mapping, self.plan.story.mapping)

    @property
    def mapping(self) -> Mapping[str, Any]:
        """The mapping that holds now."""
        return self.remappings[-1].mapping if self.remappings else self.first_mapping

    def remap(self, fields: Sequence[Mapping[str, Any]], sequence: int) -> None:
        """The customer has fields mapped otherwise, at a position of the journal."""
        self.remappings.append(Remapping(journal_sequence=sequence, mapping=with_fields(self.mapping, fields)))

    def incident(self, kind: Any, detail: str) -> None:
        """Something stopped the story."""
        self.incidents.append(Incident(kind=kind, at=self.now, detail=detail))

    def evidence(self) -> Evidence:
        """Everything on the tape, and what the story was to be."""
        story = self.plan.story
        return Evidence(
            scenario=story.id,
            title=story.title,
            why=story.why,
            requirements=story.requirements,
            tags=story.tags,
            seed=self.plan.seed,
            started_at=story.start,
            size=story.size,
            people=dict(self.people),
            plan=self.plan.lines,
            policy=asdict(self.plan.policy),
            mapping=self.first_mapping,
            remappings=tuple(self.remappings),
            catalog=story.catalog,
            connector=facts(self.connector),
            changes=self.changes,
            actions=tuple(self.actions),
            probes=tuple(self.probes),
            inquiries=tuple(self.inquiries),
            cycles=tuple(self.cycles),
            idle_cycle=self.idle_cycle,
            checkpoints=tuple(self.checkpoints),
            faults=self.faults,
            incidents=tuple(self.incidents),
            journal=self.journal,
            log=self.log,
            lacks=lacking(self.connector.hris, self.connector.lms),
        )

"""The walk through a story: act, let the clock run, give the connector its cycles, look.

The driver halts at every instant at which something falls due, one cycle length after anything was done, and at every
checkpoint. It never sleeps: it waits until the world and the connector are at rest, or until the deadline.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from rosterproof.connector.runner import Connector
from rosterproof.driver.cast import Cast, head_of
from rosterproof.driver.door import LearnerDoor
from rosterproof.driver.mapping_file import MappingFile
from rosterproof.driver.tape import Tape
from rosterproof.driver.world import World, written
from rosterproof.errors import ConnectorFailed, ControlRefused, NotSettled, RosterproofError
from rosterproof.evidence.record import AuditAnswer, Checkpoint, Cycle, Inquiry, LearnerAction, Probe
from rosterproof.scenario.plan import (
    Administration,
    Arm,
    AskBoth,
    Disarm,
    DismissAll,
    EditProfile,
    EnrollByHand,
    KeepCode,
    Learn,
    Look,
    OfMany,
    OpenSession,
    PlannedStep,
    PutRule,
    RecordChange,
    RecordElsewhere,
    Remap,
    Reshape,
    RunIdle,
    SeatPeople,
    TakePassBack,
)
from rosterproof.stopwatch import Deadline

#: How long a connector that can say nothing about itself must be silent to count as done, in seconds.
SILENCE = 3.0


class StoryRefused(RosterproofError):
    """A system refuses what the story wants to happen: the story is wrong, not the connector."""


class Player:
    """Plays one story in one world with one connector."""

    def __init__(
        self,
        tape: Tape,
        world: World,
        connector: Connector,
        door: LearnerDoor,
        mapping: MappingFile,
        *,
        patience: float,
    ) -> None:
        self._tape = tape
        self._world = world
        self._connector = connector
        self._door = door
        self._mapping = mapping
        self._patience = patience
        self._now = tape.plan.story.start
        self._cycle_length = timedelta(minutes=tape.connector.cycle_minutes)
        self._cycle_due: datetime | None = None
        self._sessions: dict[str, str] = {}
        self._watched: set[str] = set()

    def play(self) -> None:
        """Play the story from beginning to end.

        Raises:
            ConnectorFailed: the connector died, hung, or never did a cycle.
            SimulatorFailed: the simulators died or broke.
            NotSettled: the world did not come to rest.
            StoryRefused: what the story wants cannot be.
        """
        tape = self._tape
        tape.now = self._now
        cast = Cast(self._world.changes(), head_of(self._world.state()), tape.plan.steps)
        tape.people.update(cast.ids)
        self._connector.start()
        self._cycle()
        for at, steps in _instants(tape.plan.steps):
            if isinstance(steps[0].action, Look):
                self._reach(at, looking=True)
                self._look(steps[0].action.name)
            else:
                self._reach(at, looking=False)
                self._carry_out(steps, cast)
        if self._connector.cycles_at_will:
            self._cycle()
            tape.idle_cycle = tape.cycles[-1].number
        if not any(cycle.ok for cycle in tape.cycles):
            raise ConnectorFailed(f"no cycle of the connector succeeded; the last one {tape.cycles[-1].detail}")

    def _reach(self, target: datetime, *, looking: bool) -> None:
        """Let the clock run to `target`. A checkpoint brings its own cycle, so there is no halt for another there."""
        due = self._world.clock().next_due
        while halt := self._next_halt(due, target, looking=looking):
            self._move(halt)
            self._cycle()
            due = self._world.clock().next_due
        if target > self._now:
            self._move(target)

    def _next_halt(self, due: datetime | None, target: datetime, *, looking: bool) -> datetime | None:
        halts = [halt for halt in (due, self._cycle_due) if halt is not None and self._now < halt <= target]
        first = min(halts, default=None)
        return None if first == target and looking else first

    def _move(self, to: datetime) -> None:
        self._world.advance(to)
        self._now = self._tape.now = to

    def _cycle(self) -> None:
        begin = self._settle()
        outcome = self._connector.cycle(self._now)
        end = self._settle(silently=self._connector.must_be_silent)
        self._cycle_due = None
        number = len(self._tape.cycles) + 1
        self._tape.cycles.append(
            Cycle(
                number=number,
                at=self._now,
                from_sequence=begin,
                to_sequence=end,
                ok=outcome.ok,
                detail=outcome.detail,
            )
        )

    def _pause(self, action: AskBoth | RunIdle, cast: Cast) -> None:
        if isinstance(action, AskBoth):
            self._audit(cast.ids[action.person], action.on)
        else:
            self._idle(action.cycles)

    def _audit(self, employee_id: str, on: date) -> None:
        last = self._settle()
        said = self._world.audit(employee_id, on)
        answers = {
            name: AuditAnswer(**{**said[name], "known_at": datetime.fromisoformat(said[name]["known_at"])})
            for name in ("then", "now")
        }
        self._tape.inquiries.append(
            Inquiry(
                at=self._now,
                journal_sequence=last,
                employee_id=employee_id,
                on=on,
                **answers,
                training_records=tuple(said["training_records"]),
            )
        )

    def _idle(self, cycles: int) -> None:
        """Give the connector cycles with nothing to do; one that works when it pleases has none to be given."""
        for _ in range(cycles if self._connector.cycles_at_will else 0):
            self._cycle()

    def _settle(self, *, silently: bool = False) -> int:
        """Rest of the world and of the connector together: neither may have woken the other."""
        deadline = Deadline.after(self._patience)
        last = self._world.settle(self._patience, silence=SILENCE if silently else 0)
        while not deadline.passed:
            self._connector.rest()
            again = self._world.settle(self._patience)
            if again == last:
                return last
            last = again
        what = f"the connector and the world kept each other busy for {self._patience:g} s"
        raise NotSettled(what, seconds=self._patience)

    def _carry_out(self, steps: list[PlannedStep], cast: Cast) -> None:
        """What happens at one instant: faults first, or a connector that hears of a change would outrun them."""
        for step in sorted(steps, key=lambda step: not isinstance(step.action, Arm)):
            try:
                self._do(step, cast)
            except ControlRefused as refused:
                where = f"{self._tape.plan.story.file}:{step.line}"
                raise StoryRefused(f"the story cannot be played: {refused.what}", where=where) from None
        if self._cycle_due is None and any(_moves_the_connector(step) for step in steps):
            self._cycle_due = self._now + self._cycle_length
        self._settle()

    def _do(self, step: PlannedStep, cast: Cast) -> None:
        match step.action:
            case RecordChange() as action:
                cast.recorded(self._world.record(cast.change(action)))
                if action.change["kind"] in ("terminated", "hire_rescinded"):
                    self._watched.add(action.person)
            case Reshape() | DismissAll() | KeepCode():
                self._do_to_many(step.action)
            case Learn() as action:
                self._learn(action, cast.ids[action.person])
            case EnrollByHand() | EditProfile() | PutRule() | RecordElsewhere() | SeatPeople() | TakePassBack():
                self._administer(step.action, cast)
            case OpenSession(person=person):
                self._watched.add(person)
                token = self._sign_in(cast.ids[person], self._world.state())
                if token:
                    self._sessions[person] = token
            case AskBoth() | RunIdle():
                self._pause(step.action, cast)
            case Arm() | Disarm() | Remap():
                self._from_here_on(step.action, cast)

    def _from_here_on(self, action: Arm | Disarm | Remap, cast: Cast) -> None:
        """What holds from this position of the journal on."""
        if isinstance(action, Arm):
            self._tape.armed[self._world.arm(cast.fault(action))] = self._settle()
        elif isinstance(action, Disarm):
            self._tape.mended += self._world.faults()
            self._world.disarm()
        else:
            self._tape.remap(action.fields, self._settle())
            self._mapping.write(self._tape.mapping)

    def _do_to_many(self, action: OfMany) -> None:
        if isinstance(action, DismissAll):
            self._world.dismiss(action.department, action.effective_on)
        elif isinstance(action, KeepCode):
            self._world.keep_code(action.list, action.code, action.body)
        else:
            self._world.reshape(action.resource, action.body)

    def _administer(self, action: Administration, cast: Cast) -> None:
        match action:
            case PutRule(rule_id=rule_id, body=body):
                self._world.put_rule(rule_id, body)
            case SeatPeople(course=course, seats=seats, on=on, people=people):
                self._world.hold_class(course, seats, on, [cast.ids[person] for person in people])
            case EditProfile(person=person, fields=fields):
                self._world.edit_account(cast.ids[person], fields)
            case EnrollByHand(person=person, course=course):
                asked = {"external_id": cast.ids[person], "course": course}
                self._note(asked, "enroll", None, self._refused(self._world.enroll, asked))
            case TakePassBack(person=person, course=course, reason=reason):
                self._world.revoke({"external_id": cast.ids[person], "course": course, "reason": reason})
            case RecordElsewhere(person=alias, department=department):
                for who in [cast.ids[alias]] if alias else self._world.staff_of(department):
                    self._record_elsewhere(action, who)

    def _record_elsewhere(self, action: RecordElsewhere, employee_id: str) -> None:
        done: dict[str, Any] = {"course": action.course, "score": action.score}
        asked = {**done, "external_id": employee_id, "completed_at": written(action.completed_at)}
        reason = self._refused(self._world.record_training, asked)
        self._note(asked, "record", action.score, reason, action.completed_at)

    def _learn(self, action: Learn, employee_id: str) -> None:
        asked = {"external_id": employee_id, "course": action.course, "action": action.action, "score": action.score}
        self._note(asked, action.action, action.score, self._refused(self._world.act, asked))

    def _refused(self, ask: Any, asked: Mapping[str, Any]) -> str:
        """Why the LMS refuses; empty where it does not."""
        try:
            ask(asked)
        except ControlRefused as refused:
            if refused.status != 409:
                raise
            return refused.what
        return ""

    def _note(
        self,
        asked: Mapping[str, Any],
        action: Any,
        score: float | None,
        reason: str,
        completed_at: datetime | None = None,
    ) -> None:
        self._tape.actions.append(
            LearnerAction(
                at=self._now,
                employee_id=asked["external_id"],
                course=asked["course"],
                action=action,
                score=score,
                accepted=not reason,
                reason=reason,
                completed_at=completed_at,
            )
        )

    def _look(self, name: str) -> None:
        self._cycle()
        state = self._world.state()
        self._tape.checkpoints.append(
            Checkpoint(
                name=name,
                at=self._now,
                journal_sequence=state["journal_sequence"],
                state=state,
                errors=self._connector.errors(),
            )
        )
        for person in sorted(self._watched):
            employee_id = self._tape.people[person]
            token = self._sign_in(employee_id, state)
            if token:
                self._door.sign_out(token)
            if person in self._sessions:
                before = self._world.settle(self._patience)
                let_in = self._door.lets_in(self._sessions[person])
                self._probed(employee_id, "open_session", let_in, before, "getSession")

    def _sign_in(self, employee_id: str, state: Mapping[str, Any]) -> str | None:
        """Try every account of the person, and the employee id where there is none."""
        names = [user["username"] for user in state["lms"]["users"] if user["external_id"] == employee_id]
        token = None
        for username in names or [employee_id]:
            before = self._world.settle(self._patience)
            token = self._door.sign_in(username)
            self._probed(employee_id, "sign_in", token is not None, before, "signIn")
            if token:
                break
        return token

    def _probed(self, employee_id: str, how: Any, let_in: bool, before: int, operation: str) -> None:  # noqa: FBT001
        exchanges = [
            row.data["exchange"]
            for row in self._world.journal(before)
            if row.kind == "exchange" and row.data["operation"] == operation
        ]
        seen = exchanges[-1] if exchanges else None
        self._tape.probes.append(Probe(at=self._now, employee_id=employee_id, how=how, let_in=let_in, exchange=seen))


def _instants(steps: Iterable[PlannedStep]) -> Iterator[tuple[datetime, list[PlannedStep]]]:
    """The steps of each instant together, and each checkpoint by itself."""
    for (at, looking), together in groupby(steps, key=lambda step: (step.at, isinstance(step.action, Look))):
        found = list(together)
        yield from ((at, [step]) for step in found) if looking else ((at, found),)


def _moves_the_connector(step: PlannedStep) -> bool:
    return not isinstance(step.action, Arm | OpenSession | AskBoth | RunIdle)

"""One story from set-up to evidence: a world, a connector, the play, and an orderly end whatever happens.

Nothing that goes wrong here is raised: it is an incident on the evidence, told apart by whose doing it was.
"""

import contextlib
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rosterproof.connector.crew import Crew
from rosterproof.connector.environment import Surroundings
from rosterproof.connector.hosting import Hosts
from rosterproof.connector.log import CappedLog
from rosterproof.connector.plug import plug_in
from rosterproof.driver import leaking
from rosterproof.driver.control import ControlPlane
from rosterproof.driver.door import LearnerDoor
from rosterproof.driver.mapping_file import MappingFile
from rosterproof.driver.play import Player
from rosterproof.driver.simulators import Simulators
from rosterproof.driver.tape import Tape
from rosterproof.driver.world import World
from rosterproof.errors import ConnectorFailed, NotSettled, RosterproofError, SimulatorFailed
from rosterproof.evidence import folder as layout
from rosterproof.evidence.record import ArmedFault, Evidence
from rosterproof.scenario.plan import Plan
from rosterproof.settings import ConnectorFile

#: The knobs that the LMS itself needs to know.
LEARNING_POLICY = ("on_rule_exit", "recert_anchor", "leave_mode", "assign_by")
#: What is the connector's to do is nothing to the LMS: it keeps what is due.
NOTHING_TO_THE_LMS = {"suspend": "keep"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """Where stories are played: the simulators, who is alive, and how long anything may take."""

    simulators: Simulators
    crew: Crew
    #: The processes of connectors that serve several companies at once.
    hosts: Hosts
    #: Seconds on the wall clock that one cycle, or coming to rest after it, may take.
    patience: float


def play_story(plan: Plan, connector: ConnectorFile, stage: Stage, folder: Path) -> Evidence:
    """Play a story. `folder` gets what the connector prints."""
    tape = Tape(plan=plan, connector=connector)
    try:
        _play(tape, stage, folder)
    except RosterproofError as error:
        tape.incident(*_whose(error, stage.simulators))
    except Exception as crash:  # a crash of ours must become an incident, not a verdict
        tape.incident("harness-failed", f"the harness failed: {type(crash).__name__}: {crash}")
    tape.log = leaking.search(folder / layout.LOG, {**tape.secrets, **leaking.personal(tape.checkpoints)})
    return tape.evidence()


def not_played(plan: Plan, connector: ConnectorFile, why: str) -> Evidence:
    """The evidence of a story that was not worth playing: that it was not, and why."""
    tape = Tape(plan=plan, connector=connector)
    tape.incident("connector-failed", f"not played: {why}")
    return tape.evidence()


def never_worked(evidence: Evidence) -> bool:
    """Whether the connector did not do a single cycle, so that another story would only show the same."""
    failed = any(incident.kind == "connector-failed" for incident in evidence.incidents)
    return failed and not any(cycle.ok for cycle in evidence.cycles)


def _whose(error: RosterproofError, simulators: Simulators) -> tuple[str, str]:
    """Whose doing an error is. Where the simulators are dead, everything else only follows from that."""
    try:
        simulators.check_alive(0)
    except SimulatorFailed as death:
        error = death
    match error:
        case SimulatorFailed():
            return "simulator-failed", str(error)
        case ConnectorFailed():
            return "connector-failed", str(error)
        case NotSettled():
            return "settle-deadline", str(error)
        case _:
            return "harness-failed", str(error)


def _play(tape: Tape, stage: Stage, folder: Path) -> None:
    plan = tape.plan
    with contextlib.ExitStack() as ending:
        control = ControlPlane(stage.simulators)
        ending.callback(control.close)
        world = World.make(control, _new_world(plan, tape.connector))
        ending.enter_context(_ended(world))
        tape.secrets |= leaking.secrets(world)
        log = CappedLog(folder / layout.LOG)
        ending.callback(log.close)
        state_dir = ending.enter_context(tempfile.TemporaryDirectory(prefix="rosterproof-", ignore_cleanup_errors=True))
        mapping = MappingFile.for_story(tape, Path(ending.enter_context(tempfile.TemporaryDirectory())))
        around = Surroundings(
            hris=world.hris,
            lms=world.lms,
            state_dir=Path(state_dir),
            mapping_file=mapping.path,
            policy=plan.policy,
        )
        connector = plug_in(
            tape.connector,
            around,
            log,
            stage.crew,
            patience=stage.patience,
            hosts=stage.hosts,
            name=world_name(plan.story.id),
        )
        ending.callback(connector.end)
        door = LearnerDoor(stage.simulators, world.lms.base_url, world.learner_password)
        ending.callback(door.close)
        with _recorded(tape, world):
            Player(tape, world, connector, door, mapping, patience=stage.patience).play()


def _new_world(plan: Plan, connector: ConnectorFile) -> dict[str, Any]:
    policy = asdict(plan.policy)
    return {
        "name": world_name(plan.story.id),
        "seed": plan.seed,
        "size": plan.story.size,
        "start": plan.story.start.isoformat().replace("+00:00", "Z"),
        "hris": connector.hris,
        "lms": connector.lms,
        "catalog": plan.story.catalog,
        "policy": {name: NOTHING_TO_THE_LMS.get(policy[name], policy[name]) for name in LEARNING_POLICY},
    }


def world_name(story: str) -> str:
    """The id of a story as the control plane allows names.

    >>> world_name("smoke/lc-01")
    'smoke.lc-01'
    """
    plain = "".join(
        letter if (letter.isascii() and letter.isalnum()) or letter in ".-" else "." for letter in story.lower()
    )
    return plain.lstrip(".-")[:63] or "story"


@contextlib.contextmanager
def _ended(world: World) -> Iterator[None]:
    """End the world afterwards; where that cannot be done, the reason is known already."""
    try:
        yield
    finally:
        with contextlib.suppress(RosterproofError):
            world.end()


@contextlib.contextmanager
def _recorded(tape: Tape, world: World) -> Iterator[None]:
    """Put on the tape what the world knows, also after a failure, as far as the world can still be asked."""
    try:
        yield
    except RosterproofError:
        with contextlib.suppress(RosterproofError):
            _record(tape, world)
        raise
    _record(tape, world)


def _record(tape: Tape, world: World) -> None:
    tape.changes = tuple(world.changes())
    tape.faults = tuple(_fault(fault, tape.armed) for fault in (*tape.mended, *world.faults()))
    tape.journal = tuple(world.journal())
    tape.secrets |= world.issued()


def _fault(fault: Any, armed: Mapping[str, int]) -> ArmedFault:
    known = {name: fault[name] for name in ("fault_id", "kind", "system", "times", "fired")}
    since = armed.get(fault["fault_id"], 0)
    return ArmedFault(**known, since=since, detail={name: value for name, value in fault.items() if name not in known})

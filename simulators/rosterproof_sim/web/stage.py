"""A world on stage: the world itself, what its wire remembers, its traffic, and its dispatcher."""

from datetime import datetime

from rosterproof_sim.delivery.dispatcher import Dispatcher, Ground
from rosterproof_sim.delivery.guard import Guard
from rosterproof_sim.dialect.contract.contract import Mode
from rosterproof_sim.web.memory import Memory
from rosterproof_sim.web.traffic import Traffic
from rosterproof_sim.world import World


class Stage:
    """One world as this process serves it."""

    def __init__(self, world: World, mode: Mode, guard: Guard) -> None:
        self.world = world
        #: Where its webhooks may go.
        self.guard = guard
        self.mode: Mode = mode
        self.memory = Memory(world.journal)
        self.traffic = Traffic(world.changed)
        self.closed = False
        self.dispatcher = Dispatcher(
            Ground(
                store=world.store,
                clock=world.clock,
                outbox=world.outbox,
                journal=world.journal,
                faults=self.memory,
                wall_ms=world.wall_ms,
                guard=guard,
            ),
            world.spec.name,
        )

    def advance(self, to: datetime) -> None:
        """Let time pass, and send what falls due."""
        self.world.advance(to)
        self.dispatcher.wake()

    def reset(self) -> None:
        """Go back to the moment the world was made."""
        with self.world.store.lock:
            self.world.reset()
            self._gone_back()

    def restore(self, snapshot: str) -> None:
        """Go back to a snapshot."""
        with self.world.store.lock:
            self.world.restore(snapshot)
            self._gone_back()

    def close(self) -> None:
        """End it. Whoever waits for something is woken and told."""
        self.dispatcher.stop()
        with self.world.changed:
            if not self.closed:
                self.closed = True
                self.world.close()
                self.world.changed.notify_all()

    def _gone_back(self) -> None:
        self.dispatcher.forget()
        self.memory.recall()
        self.world.changed.notify_all()

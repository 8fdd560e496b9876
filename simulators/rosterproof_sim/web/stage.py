"""A world on stage: the world, what its wire remembers, its traffic, its dispatcher, and how time passes in it."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from threading import Lock

from rosterproof_sim.clock import Ticker, monotonic_milliseconds
from rosterproof_sim.delivery.courier import Courier
from rosterproof_sim.delivery.dispatcher import Dispatcher, Ground
from rosterproof_sim.delivery.guard import Guard
from rosterproof_sim.dialect.contract.contract import Mode
from rosterproof_sim.domain.words.conduct import Conduct, Keep, Limit
from rosterproof_sim.domain.words.notices import System
from rosterproof_sim.domain.words.refusals import Invalid, NotFound
from rosterproof_sim.web.limit import Limiter
from rosterproof_sim.web.memory import Memory
from rosterproof_sim.web.traffic import Traffic
from rosterproof_sim.world import ClockFace, World

_log = logging.getLogger(__name__)

#: For so many milliseconds in all an advance waits for receivers of webhooks; then time passes without them.
PATIENCE = 30_000


class Stage:
    """One world as this process serves it."""

    def __init__(
        self, world: World, mode: Mode, guard: Guard, ticker: Ticker, couriers: Mapping[System, Courier]
    ) -> None:
        self.world = world
        #: Where its webhooks may go.
        self.guard = guard
        self._ticker = ticker
        #: Whoever moves the world through time waits until another has finished.
        self._turn = Lock()
        self.mode: Mode = mode
        self.memory = Memory(world.journal, world.clock)
        #: Of the systems that are limited.
        self.limiters: dict[System, Limiter] = {}
        self._follow_conduct()
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
                catch_up=world.catch_up,
                couriers=couriers,
            ),
            world.spec.name,
        )
        world.moved = self.dispatcher.wake
        world.store.committed = self._look

    def start(self) -> None:
        """Begin to send, and go on with a clock that ran when the world was last served."""
        self.dispatcher.start()
        if self.world.clock.scale is not None:
            self._ticker.add(self)

    def advance(self, by: datetime | timedelta) -> ClockFace:
        """Let time pass, to an instant or by a span. What falls due happens in order, webhooks and retries too.

        The clock stops at each instant at which something is due, until what is to be sent then has been.
        """
        with self._turn:
            self._refuse_after_the_end()
            self.world.catch_up()
            to = self._instant(by)
            self.world.check_ahead(to)
            deadline = monotonic_milliseconds() + PATIENCE
            while (stop := self.world.next_due()) is not None and stop < to:
                self.world.advance(stop)
                self._await_sent(deadline)
                self._refuse_after_the_end()
            with self.world.store.lock:
                self.world.advance(max(to, self.world.clock.now()))
                return self.world.clock_face()

    def run_clock(self, scale: float | None) -> ClockFace:
        """Let the clock run with the wall, or stop it."""
        with self._turn, self.world.store.lock:
            self._refuse_after_the_end()
            self.world.run_clock(scale)
            if scale is None:
                self._ticker.remove(self)
            else:
                self._ticker.add(self)
            return self.world.clock_face()

    def tick(self) -> float | None:
        """Do what is due by a running clock. Where that fails the clock is stopped, for anybody to see."""
        with self.world.store.lock:
            if self.closed:
                return None
            try:
                return self.world.tick()
            except Exception:
                _log.exception("clock.failed world=%s", self.world.spec.name)
                self.world.run_clock(None)
                return None

    def behave(self, conduct: Conduct) -> None:
        """Behave so toward clients from now on, and note it."""
        with self.world.store.lock:
            self.memory.behave(conduct)
            self._follow_conduct()

    def reset(self) -> None:
        """Go back to the moment the world was made."""
        with self._turn, self.world.store.lock:
            self.world.reset()
            self._gone_back()

    def restore(self, snapshot: str) -> None:
        """Go back to a snapshot."""
        with self._turn, self.world.store.lock:
            self.world.restore(snapshot)
            self._gone_back()

    def close(self) -> None:
        """End it. Whoever waits for something is woken and told."""
        self._ticker.remove(self)
        self.dispatcher.stop()
        with self.world.changed:
            if not self.closed:
                self.closed = True
                self.world.close()
                self.world.changed.notify_all()

    def _instant(self, by: datetime | timedelta) -> datetime:
        if isinstance(by, datetime):
            return by
        try:
            return self.world.clock.now() + by
        except OverflowError:
            raise Invalid("seconds", "leads beyond the last day of the calendar") from None

    def _await_sent(self, deadline: int) -> None:
        """Wait until nothing is due or on its way; the world's lock is free meanwhile."""
        outbox, clock = self.world.outbox, self.world.clock
        with self.world.changed:
            while not self.closed and (self.dispatcher.busy or outbox.counts(clock.now()).due):
                left = deadline - monotonic_milliseconds()
                if left <= 0:
                    return
                self.world.changed.wait(left / 1000)

    def _look(self) -> None:
        """Something was written: what comes next by a running clock may be another thing now."""
        if self.world.clock.scale is not None:
            self._ticker.look()

    def _refuse_after_the_end(self) -> None:
        if self.closed:
            raise NotFound(f"world {self.world.spec.name}")

    def _gone_back(self) -> None:
        self._ticker.remove(self)
        self.dispatcher.forget()
        self.memory.recall()
        self._follow_conduct()
        self.world.changed.notify_all()

    def _follow_conduct(self) -> None:
        hris, lms = self.memory.conduct.hris, self.memory.conduct.lms
        limits: dict[System, Limit | None] = {"hris": hris.limit, "lms": lms.limit}
        self.limiters = {system: Limiter(limit) for system, limit in limits.items() if limit is not None}
        self.world.hris.behave(timedelta(seconds=hris.lag_seconds), hris.feed or Keep())
        self.world.lms.behave(lms.feed or Keep())

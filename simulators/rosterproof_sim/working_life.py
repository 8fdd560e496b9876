"""Letting a company live on: each day HR records what happens at the rates of its careers, and the clock moves on."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from rosterproof_sim.domain.words.changes import Hired, Rehired
from rosterproof_sim.domain.words.refusals import Refused
from rosterproof_sim.population.living import Living
from rosterproof_sim.world import World


def live(
    world: World, days: int, *, seed: int | None = None, advance: Callable[[datetime], object] | None = None
) -> Counter[str]:
    """Let a company live on for some days; returns how much of what HR recorded.

    `advance` moves the clock otherwise than the world itself does. What a history does not allow is left out.
    """
    recorded: Counter[str] = Counter()
    with world.store.lock:
        living = Living(world.hris.employees(limit=None), world.spec.seed if seed is None else seed)
    for _ in range(days):
        with world.store.lock:
            with world.store.transaction():
                for change in living.day(world.clock.today()):
                    with suppress(Refused):
                        logged = world.hris.record(change)
                        recorded[change.kind] += 1
                        if isinstance(change, Hired | Rehired):
                            living.join(world.hris.employee(str(logged.change.employee_id)), change)
            (advance or world.advance)(world.clock.now() + timedelta(days=1))
    return recorded

"""Waiting for something to happen in a world, woken by it. Nothing here looks again and again."""

from collections.abc import Callable
from typing import Any, TypeVar

from rosterproof_sim.clock import monotonic_milliseconds
from rosterproof_sim.domain.words.refusals import NotFound
from rosterproof_sim.store.journal import JournalKind, JournalRow
from rosterproof_sim.web.stage import Stage

Found = TypeVar("Found")
#: What was found; and if nothing was, after how many milliseconds to look again though nothing happens.
Look = tuple[Found | None, int | None]
Counts = dict[str, Any]


def await_rows(stage: Stage, after: int, limit: int, *, kind: JournalKind | None, wait_ms: int) -> list[JournalRow]:
    """Return the rows that follow, once one of the kind is among them; none where the deadline comes first."""
    journal = stage.world.journal

    def rows() -> Look[list[JournalRow]]:
        if journal.last_sequence() <= after or not journal.read(after, 1, kind=kind):
            return None, None
        return journal.read(after, limit), None

    return _await(stage, rows, wait_ms) or []


def await_quiet(stage: Stage, *, silence_ms: int, wait_ms: int) -> Counts:
    """Return the counts, once nothing is due or under way and no client was heard for the silence asked for."""
    traffic, outbox, clock = stage.traffic, stage.world.outbox, stage.world.clock

    def counts() -> Counts:
        deliveries = outbox.counts(clock.now())
        return {
            "quiet": traffic.in_flight == 0 and deliveries.due == 0 and not stage.dispatcher.busy,
            "in_flight": traffic.in_flight,
            "due_deliveries": deliveries.due,
            "waiting_deliveries": deliveries.waiting,
            "last_sequence": stage.world.journal.last_sequence(),
        }

    def quiet() -> Look[Counts]:
        found = counts()
        if not found["quiet"]:
            return None, None
        # Silence grows without anything happening, so its end is the one thing that nobody would wake us for.
        missing = silence_ms - traffic.silent_ms()
        return (found, None) if missing <= 0 else (None, missing)

    with stage.world.changed, traffic.watched():
        return _await(stage, quiet, wait_ms) or {**counts(), "quiet": False}


def _await(stage: Stage, look: Callable[[], Look[Found]], wait_ms: int) -> Found | None:
    """Look, and look again whenever something has happened, until there is something or the deadline has come."""
    deadline = monotonic_milliseconds() + wait_ms
    with stage.world.changed:
        while True:
            if stage.closed:
                raise NotFound(f"world {stage.world.spec.name}")
            found, soon = look()
            if found is not None:
                return found
            left = deadline - monotonic_milliseconds()
            if left <= 0:
                return None
            stage.world.changed.wait((left if soon is None else min(left, soon)) / 1000)

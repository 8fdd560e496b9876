"""A scenario file as it was read: its steps, dated, and what they are played under."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from rosterproof.scenario.model import Deed


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One line of a story, dated."""

    line: int
    at: datetime
    deed: Deed


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """A scenario file, read and checked."""

    id: str
    file: Path
    title: str
    why: str
    tags: tuple[str, ...]
    requirements: tuple[str, ...]
    #: What the wires must be able to carry for it to be played at all.
    needs: tuple[str, ...]
    size: int
    start: datetime
    #: The knobs that the story turns.
    policy: Mapping[str, Any]
    #: Rules of the mapping that go before the connector's own.
    mapping: tuple[Mapping[str, Any], ...]
    #: Courses and rules as the control plane takes them.
    catalog: Mapping[str, Any]
    steps: tuple[Step, ...]

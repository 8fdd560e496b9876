"""What a world is made from. The same specification gives the same company, byte for byte."""

from dataclasses import dataclass, field
from datetime import datetime

from rosterproof_sim.domain.words.catalog import Catalog
from rosterproof_sim.domain.words.learning import LearningPolicy


@dataclass(frozen=True, kw_only=True, slots=True)
class WorldSpec:
    """`size` is the number of people employed at `start`; `hris` and `lms` name dialects."""

    name: str
    seed: int
    size: int
    start: datetime
    hris: str = "core"
    lms: str = "core"
    catalog: Catalog = field(default_factory=Catalog)
    policy: LearningPolicy = field(default_factory=LearningPolicy)

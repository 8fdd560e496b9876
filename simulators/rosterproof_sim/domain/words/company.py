"""What a world is made from. The same specification gives the same company, byte for byte."""

from dataclasses import dataclass, field
from datetime import datetime

from rosterproof_sim.domain.words.catalog import Catalog
from rosterproof_sim.domain.words.custom import CustomField
from rosterproof_sim.domain.words.learning import LearningPolicy

#: What a client of the HRIS may see: everything but sensitive fields, and those too.
HRIS_SCOPES = ("employees.read", "employees.sensitive")


@dataclass(frozen=True, kw_only=True, slots=True)
class WorldSpec:
    """`size` is the number of people employed at `start`; `hris` and `lms` name dialects."""

    name: str
    seed: int
    size: int
    start: datetime
    #: A kind of company: which trades it is made of, and where it is.
    company: str = "plant"
    hris: str = "core"
    lms: str = "core"
    catalog: Catalog = field(default_factory=Catalog)
    policy: LearningPolicy = field(default_factory=LearningPolicy)
    #: None: those that every company has.
    custom_fields: tuple[CustomField, ...] | None = None
    hris_scopes: tuple[str, ...] = HRIS_SCOPES
    #: Of each kind of dirt, how many in a hundred records that can have it.
    data_quality: int = 0

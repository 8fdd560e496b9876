"""What was put to the test, as connector file and profile declare it, beyond what each story's evidence says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rosterproof.settings.build import Build


@dataclass(frozen=True, kw_only=True, slots=True)
class Tested:
    """Written into `run.json` before anything is played, and read back from there when a certificate is verified."""

    hris: str
    lms: str
    #: None where the connector file declares none.
    build: Build | None
    #: SHA-256 of the connector file.
    file: str
    #: The knobs as the connector declares them; a story may play variants.
    policy: Mapping[str, Any]
    #: How many days a certificate of the profile is valid.
    valid_days: int
    #: Stories of the profile that the wires cannot carry -> why.
    left_out: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, written: Mapping[str, Any]) -> "Tested":
        """Read it back."""
        build = written["build"]
        return cls(**{**written, "build": build and Build.of(build)})

"""What a connector speaks with each system, and with which pair of dialects it is tried.

Dialects are those of the simulators: their folders, and what an installed package brings.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import rosterproof_sim
from rosterproof.document import Document, nearest
from rosterproof.errors import Problem, SetupError

System = Literal["hris", "lms"]
SYSTEMS: tuple[System, System] = ("hris", "lms")
#: Our own wires can carry whatever a certification asks for, so nothing has to be asked of them.
OWN = "core"


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoken:
    """The dialects that a connector speaks, the one it is tried with first."""

    hris: tuple[str, ...]
    lms: tuple[str, ...]

    @classmethod
    def of(cls, document: Document) -> "Spoken":
        """What a connector file says."""
        return cls(**{system: _listed(document.data["systems"][system]) for system in SYSTEMS})

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every pair that can be tried."""
        return tuple((hris, lms) for hris in self.hris for lms in self.lms)

    def choose(self, system: System, wanted: str | None) -> str:
        """The dialect that is wanted, or the first.

        Raises:
            SetupError: the connector does not speak it.
        """
        spoken: tuple[str, ...] = getattr(self, system)
        if wanted is None or wanted in spoken:
            return wanted or spoken[0]
        hint = f"its connector file names {', '.join(spoken)} under systems.{system}"
        raise SetupError(f"this connector does not speak {wanted!r} with the {system.upper()}", hint=hint)


def unknown(document: Document) -> Iterator[Problem]:
    """The dialects of a connector file that there are not."""
    for system in SYSTEMS:
        said = document.data["systems"][system]
        for place, name in enumerate(_listed(said)):
            if name in _folders(system) or name in known(system):
                continue
            path = ["systems", system] if isinstance(said, str) else ["systems", system, place]
            what = f"there is no {system.upper()} dialect '{name}'"
            yield document.problem(path, what, nearest.hint(name, known(system)))


def known(system: System) -> tuple[str, ...]:
    """The names of every dialect of a system, those of installed packages too."""
    from rosterproof_sim.dialect.discovery import discover

    return tuple(discover(system))


def lacking(hris: str, lms: str) -> Mapping[str, str]:
    """What a certification asks for and this pair of wires cannot carry -> why, as their dialects declare it."""
    if hris == lms == OWN:
        return {}
    from rosterproof_sim.dialect.discovery import discover

    found: dict[str, str] = {}
    for system, name in zip(SYSTEMS, (hris, lms), strict=True):
        dialect = discover(system)[name]
        for omission in dialect.omissions:
            found |= dict.fromkeys(omission.lacks, f"{dialect.title} cannot carry {omission.what}: {omission.why}")
    return found


def _listed(said: Any) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)


def _folders(system: System) -> set[str]:
    folder = Path(rosterproof_sim.__file__).parent / "dialects" / system
    return {each.name for each in folder.iterdir() if each.is_dir() and not each.name.startswith("_")}

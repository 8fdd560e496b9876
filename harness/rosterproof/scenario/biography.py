"""What a story has recorded about somebody so far: corrections say what they correct, and here it is looked up.

A person writes "the hire is rescinded"; the HRIS wants to be told of which first day.
"""

from dataclasses import dataclass, field
from datetime import date

from rosterproof.scenario.model import HrDeed, RescindHire, RescindTermination, TakeBack, verb_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One step: its place among all that the story records about single people, its verb and its day."""

    place: int
    verb: str
    on: date


@dataclass(slots=True)
class Biography:
    """What stands recorded about one person, oldest first; what was taken back is not among it."""

    entries: list[Entry] = field(default_factory=list)

    def corrected(self, deed: HrDeed) -> Entry | None:
        """The entry that a correction is about; None where there is none, or where the step is no correction."""
        match deed:
            case TakeBack(step=verb):
                return self._last(verb)
            case RescindTermination():
                return self._last("terminate")
            case RescindHire():
                return self._last("hire", "rehire", "move_start")
        return None

    def take(self, deed: HrDeed, place: int) -> date:
        """Take in a step, recorded under a place; returns its effective day, of a correction that of the corrected."""
        entry = self.corrected(deed)
        day: date = entry.on if entry is not None else getattr(deed, "on", date.min)
        if entry is not None and not isinstance(deed, RescindHire):
            self.entries.remove(entry)
        self.entries.append(Entry(place, verb_of(type(deed)), day))
        return day

    def _last(self, *verbs: str) -> Entry | None:
        return next((entry for entry in reversed(self.entries) if entry.verb in verbs), None)

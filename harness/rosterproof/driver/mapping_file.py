"""The mapping file that a connector is given: its own, or one made for a story that maps fields otherwise."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rosterproof.driver.tape import Tape
from rosterproof.scenario.plan import Remap


class MappingFile:
    """What lies at `path` is a whole mapping at any time, also while it is exchanged for another."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def for_story(cls, tape: Tape, folder: Path) -> "MappingFile":
        """The connector's own file, where the story leaves the mapping alone; else a new one in `folder`."""
        plan = tape.plan
        if not plan.story.mapping and not any(isinstance(step.action, Remap) for step in plan.steps):
            return cls(tape.connector.mapping_file)
        made = cls(folder / "mapping.json")
        made.write(tape.mapping)
        return made

    def write(self, mapping: Mapping[str, Any]) -> None:
        """Put a mapping in the place of the one that is there."""
        aside = self.path.with_name(self.path.name + ".part")
        aside.write_text(json.dumps(mapping), encoding="utf-8")
        aside.replace(self.path)

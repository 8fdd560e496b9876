"""The JSON Schemas of the files a vendor writes, as they lie beside this module."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def schema(name: str) -> Any:
    """The schema `name`.schema.json."""
    return json.loads(files("rosterproof.settings").joinpath(f"{name}.schema.json").read_text(encoding="utf-8"))

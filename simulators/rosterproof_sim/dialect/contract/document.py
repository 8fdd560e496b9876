"""Finding and reading a contract file.

YAML is read as version 1.2, where `no` is a word and not a truth value. openapi-core's own reader speaks 1.1, so it is
never given a file.
"""

from functools import cache
from pathlib import Path
from typing import Any

import rosterproof_sim
from rosterproof_sim.dialect.contract.core_schema import read

_PACKAGE = Path(rosterproof_sim.__file__).parent
#: Beside the installed package first, else in the checkout.
_FOLDERS = (_PACKAGE / "openapi", _PACKAGE.parents[1] / "openapi")


def find(name: str) -> Path:
    """Return the file of a contract such as `hris/core.yaml`."""
    for folder in _FOLDERS:
        if (folder / name).is_file():
            return folder / name
    places = " or ".join(str(folder) for folder in _FOLDERS)
    raise FileNotFoundError(f"there is no contract {name} in {places}; reinstall Rosterproof or restore the file")


@cache
def load(path: Path) -> dict[str, Any]:
    """Read a contract once per process. The answer is shared: nobody changes it."""
    document: dict[str, Any] = read(path.read_bytes())
    return document


def resolve(document: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """Follow a local `$ref`, if the node is one.

    >>> resolve({"components": {"schemas": {"A": {"type": "string"}}}}, {"$ref": "#/components/schemas/A"})
    {'type': 'string'}
    """
    while "$ref" in node:
        target: Any = document
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        node = target
    return node

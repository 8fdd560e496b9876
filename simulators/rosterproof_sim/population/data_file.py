"""Reading a data file of the population: YAML 1.2, held against its JSON Schema; errors with file and line."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

HERE = Path(__file__).parent


class BadData(Exception):
    """A data file that cannot be used: where, and what is wrong."""

    def __init__(self, file: Path, line: int, what: str) -> None:
        super().__init__(f"{file.name if line == 0 else f'{file.name}:{line}'}: {what}")
        self.file = file
        self.line = line
        self.what = what


def read(file: Path, schema: str) -> Any:
    """Return what a file says, with lines kept, if it is as `<schema>.schema.json` wants it. Raises BadData."""
    try:
        data = YAML(typ="rt").load(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadData(file, 0, "there is no such file") from None
    except YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None)
        raise BadData(file, mark.line + 1 if mark else 0, getattr(wrong, "problem", None) or "is not YAML") from None
    errors = sorted(_validator(schema).iter_errors(data), key=lambda each: [str(part) for part in each.absolute_path])
    if errors:
        path = list(errors[0].absolute_path)
        where = ".".join(str(part) for part in path) or "the file"
        raise BadData(file, line_of(data, path), f"{where}: {errors[0].message}")
    return data


def line_of(data: Any, path: list[str | int]) -> int:
    r"""Return the line on which the value at a path begins; of a missing one, that of what it is missing in.

    >>> line_of(YAML(typ="rt").load("a:\n- b: 1\n- b: 2\n"), ["a", 1, "b"])
    3
    """
    line = 1
    for part in path:
        try:
            where = data.lc.key(part) if isinstance(part, str) else data.lc.item(part)
        except (AttributeError, KeyError, IndexError):
            break
        line, data = where[0] + 1, data[part]
    return line


@cache
def _validator(schema: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((HERE / f"{schema}.schema.json").read_text(encoding="utf-8")))

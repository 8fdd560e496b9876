"""The build of a connector: the files that it says it is made of, and one digest over all of them.

A certificate names the digest, so that it cannot be held against another program of the same name and version.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from os.path import relpath
from pathlib import Path
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Build:
    """Files, counted, and what `sha256sum` says of the list that it prints of them."""

    files: int
    digest: str

    @classmethod
    def of(cls, written: Mapping[str, Any]) -> "Build":
        """Read it back as it was written down."""
        return cls(files=written["files"], digest=written["digest"])


def build_of(here: Path, patterns: Sequence[str]) -> Build | None:
    """The build made of the files that the patterns find from a folder; None where there are no patterns.

    The digest is that of the lines `<sha256 of a file>  <its path>`, sorted by path.
    """
    if not patterns:
        return None
    found = {relpath(file, here): file for pattern in patterns for file in files_of(here, pattern)}
    named = sorted((Path(name).as_posix(), file) for name, file in found.items())
    lines = "".join(f"{sha256(file.read_bytes()).hexdigest()}  {name}\n" for name, file in named)
    return Build(files=len(named), digest=sha256(lines.encode()).hexdigest())


def files_of(here: Path, pattern: str) -> list[Path]:
    """The files that one pattern finds."""
    return [file for file in here.glob(pattern) if file.is_file()]

"""A file of evidence cut into records, so that of an altered file the first altered record can be named.

A record of a text is a line. A record of indented JSON begins at each line that opens something no deeper than the rows
of a system's state: a user, an enrollment, a change, a cycle. Nothing is parsed, so that a byte that makes a file
unreadable is found like any other.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

#: Spaces before the rows of a state in `evidence.json`: checkpoints, item, state, system, rows, row.
_DEEPEST = 12
#: Of a record's hash the ledger keeps so many characters: they find a record, and the file's whole hash holds it.
_KEPT = 16


@dataclass(frozen=True, slots=True)
class Record:
    """A piece of a file, and the line at which it begins."""

    line: int
    content: bytes

    @property
    def hash(self) -> str:
        """What the ledger keeps of it."""
        return sha256(self.content).hexdigest()[:_KEPT]


def records(name: str, content: bytes) -> Iterator[Record]:
    """Cut a file into its records; together they are the whole file."""
    lines = content.splitlines(keepends=True)
    if not name.endswith(".json"):
        yield from (Record(number, line) for number, line in enumerate(lines, start=1))
        return
    begun: list[bytes] = []
    first = 1
    for number, line in enumerate(lines, start=1):
        if begun and _begins(line):
            yield Record(first, b"".join(begun))
            begun, first = [], number
        begun.append(line)
    if begun:
        yield Record(first, b"".join(begun))


def path_to(content: bytes, line: int) -> str:
    """The keys under which a line of indented JSON stands: `checkpoints, state, lms, users`."""
    lines = content.splitlines()[: line - 1]
    keys: list[str] = []
    indent = _indent(content.splitlines()[line - 1])
    for above in reversed(lines):
        if _indent(above) < indent:
            indent = _indent(above)
            key, colon, _ = above.strip().partition(b'": ')
            keys += [key[1:].decode(errors="replace")] if colon else []
    return ", ".join(reversed(keys))


def _begins(line: bytes) -> bool:
    return _indent(line) <= _DEEPEST and line.strip()[:1] not in (b"", b"]", b"}")


def _indent(line: bytes) -> int:
    return len(line) - len(line.lstrip(b" "))

"""The ledger of a run: each file of its evidence with its hash and those of its records.

Each entry holds the one before by its hash.
The certificate signs the last hash, and with it everything. `first_altered` finds what does not fit, and names it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path

import orjson

from rosterproof.certificate.canonical import canonical
from rosterproof.certificate.records import path_to, records

LEDGER = "ledger.jsonl"
#: What stands before the first entry.
NOTHING = "0" * 64


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """What a certificate keeps of a ledger."""

    files: int
    records: int
    head: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One file of the evidence."""

    file: str
    size: int
    sha256: str
    records: tuple[str, ...]
    #: The hash of the entry before.
    before: str

    @classmethod
    def read(cls, line: bytes) -> "Entry | None":
        """Read it back; None where the line is no entry."""
        try:
            return cls(**orjson.loads(line))
        except (orjson.JSONDecodeError, TypeError):
            return None


def write(run: Path, files: Iterable[str]) -> Head:
    """Write the ledger of these files of a run's folder."""
    lines, counted, before = [], 0, NOTHING
    for name in files:
        content = (run / name).read_bytes()
        hashes = tuple(record.hash for record in records(name, content))
        entry = Entry(file=name, size=len(content), sha256=_hash(content), records=hashes, before=before)
        lines.append(canonical({each.name: getattr(entry, each.name) for each in fields(entry)}) + b"\n")
        before, counted = _hash(lines[-1]), counted + len(hashes)
    (run / LEDGER).write_bytes(b"".join(lines))
    return Head(files=len(lines), records=counted, head=before)


def first_altered(run: Path, head: Head) -> str | None:
    """The first place at which the evidence, or its ledger, is not as it was signed; None if all is well."""
    return next(_altered(run, head), None)


def _altered(run: Path, head: Head) -> Iterator[str]:
    ledger = run / LEDGER
    if not ledger.is_file():
        yield f"{LEDGER} is missing"
        return
    lines = ledger.read_bytes().splitlines(keepends=True)
    # From the end, which is signed, to the beginning: what an entry says is worth as much as the hash that holds it.
    held, entries = head.head, []
    for number in range(len(lines), 0, -1):
        entry = Entry.read(lines[number - 1]) if _hash(lines[number - 1]) == held else None
        if entry is None:
            yield f"{LEDGER}:{number} is altered"
            return
        entries.append(entry)
        held = entry.before
    if held != NOTHING:
        yield f"{LEDGER}:1 is missing"
    for entry in reversed(entries):
        yield from _altered_file(run, entry)


def _altered_file(run: Path, entry: Entry) -> Iterator[str]:
    file = run / entry.file
    if not file.resolve().is_relative_to(run.resolve()):
        yield f"{entry.file} lies outside of the run"
        return
    if not file.is_file():
        yield f"{entry.file} is missing"
        return
    content = file.read_bytes()
    if _hash(content) != entry.sha256:
        yield _first_record(entry, content)


def _first_record(entry: Entry, content: bytes) -> str:
    """The first record of an altered file that is not the one that was recorded."""
    there, kept = list(records(entry.file, content)), len(entry.records)
    for record, hash_ in zip(there, entry.records, strict=False):
        if record.hash != hash_:
            return f"{entry.file}:{record.line} is altered{_named(entry.file, content, record.line)}"
    if len(there) < kept:
        return f"{entry.file}: record {len(there) + 1} of {kept} is missing"
    return f"{entry.file}:{there[kept].line if len(there) > kept else 1} was added"


def _named(name: str, content: bytes, line: int) -> str:
    path = path_to(content, line) if name.endswith(".json") else ""
    return f" ({path})" if path else ""


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()

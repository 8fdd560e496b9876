"""A zip archive, read without unpacking it: names and sizes are judged first, and only a manifest is ever decompressed.

Nothing is written anywhere, so a name cannot escape; one that would, elsewhere, is refused all the same.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from stat import S_ISLNK, S_ISREG

from rosterproof_sim.content.refusal import Refusal, refusal
from rosterproof_sim.domain.words.content import Objection

LARGEST_MANIFEST = 4 * 1024 * 1024
MOST_ENTRIES = 10_000
LARGEST_UNPACKED = 512 * 1024 * 1024
#: Text packs ten to one, and a bomb a thousand to one. Small entries are let be: they do no harm.
LARGEST_RATIO = 100
_SMALL = 1024 * 1024
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_UNIX = 3
_UNSAFE = re.compile(r"^[/\\]|^[A-Za-z]:|\\|[\x00-\x1f\x7f]|(?:^|/)\.\.?(?:/|$)|//")
_NESTED = (".zip", ".7z", ".rar", ".gz", ".tar", ".jar")


class Archive:
    """The names in it are those of its files; folders have none."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, zlib.error, ValueError, OverflowError, NotImplementedError) as no:
            raise refusal("not-a-zip", "package", f"it cannot be read as a zip archive: {no}") from None
        entries = self._zip.infolist()
        if len(entries) > MOST_ENTRIES:
            what = f"it has {len(entries)} entries, more than {MOST_ENTRIES}"
            raise refusal("zip-too-many-entries", "package", what)
        if found := list(_wrong(entries)):
            raise Refusal(found[:100])
        self._files = {each.filename: each for each in entries if not each.is_dir()}

    @property
    def names(self) -> frozenset[str]:
        """The names of the files."""
        return frozenset(self._files)

    def read(self, name: str) -> bytes:
        """Return the content of a file that is no larger than a manifest may be."""
        entry = self._files[name]
        if entry.file_size > LARGEST_MANIFEST:
            what = f"it has {entry.file_size} bytes, more than {LARGEST_MANIFEST}"
            raise refusal("manifest-too-large", name, what)
        try:
            with self._zip.open(entry) as opened:
                # What the directory says of the size may be a lie.
                content = opened.read(LARGEST_MANIFEST + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as no:
            raise refusal("not-a-zip", name, f"it cannot be decompressed: {no}") from None
        if len(content) > LARGEST_MANIFEST:
            raise refusal("manifest-too-large", name, f"it has more than {LARGEST_MANIFEST} bytes")
        return content


def is_zip(content: bytes) -> bool:
    """Tell whether bytes begin as an archive does; an empty one is its end only."""
    return content[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def is_unsafe(name: str) -> bool:
    """Tell whether a name leads, or could lead, out of the folder that a package is unpacked into."""
    return not name or _UNSAFE.search(name) is not None


def _wrong(entries: list[zipfile.ZipInfo]) -> Iterator[Objection]:
    seen: set[str] = set()
    for entry in entries:
        # zipfile cuts a name at its first NUL and puts a slash for what the system parts names with.
        for name in {entry.filename, entry.orig_filename}:
            if is_unsafe(name.rstrip("/")):
                yield _said("zip-unsafe-name", name, "it leads out of the package, or could on some system")
                break
        folded = entry.filename.casefold()
        if folded in seen:
            yield _said("zip-duplicate-name", entry.filename, "it stands there twice, small and capital letters alike")
        seen.add(folded)
        yield from _wrong_kind(entry)
    if sum(each.file_size for each in entries) > LARGEST_UNPACKED:
        yield _said("zip-bomb", "package", f"unpacked it has more than {LARGEST_UNPACKED} bytes")


def _wrong_kind(entry: zipfile.ZipInfo) -> Iterator[Objection]:
    name = entry.filename
    kind = entry.external_attr >> 16
    if entry.create_system == _UNIX and kind and S_ISLNK(kind):
        yield _said("zip-link", name, "it is a link")
    elif entry.create_system == _UNIX and kind & 0o170000 and not S_ISREG(kind) and not entry.is_dir():
        yield _said("zip-link", name, "it is no plain file")
    if entry.flag_bits & _ENCRYPTED:
        yield _said("zip-encrypted", name, "it is encrypted")
    if entry.compress_type not in _METHODS:
        yield _said("zip-method", name, f"it is packed by method {entry.compress_type}; take deflate, or store it")
    if entry.file_size > _SMALL and entry.file_size > LARGEST_RATIO * max(1, entry.compress_size):
        what = f"its {entry.compress_size} bytes become {entry.file_size}, more than {LARGEST_RATIO} to one"
        yield _said("zip-bomb", name, what)
    if name.lower().endswith(_NESTED):
        yield _said("zip-nested", name, "it is an archive inside the archive")


def _said(code: str, name: str, what: str) -> Objection:
    return Objection(code=code, where=name[:200] or "(no name)", what=what)

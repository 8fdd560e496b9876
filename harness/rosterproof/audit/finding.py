"""What an audit can find: the kinds, and one finding of a kind."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """One kind of finding: what it is, and what to do about it."""

    name: str
    title: str
    todo: str
    #: A note is something to know, which may well be meant so; a defect is wrong.
    defect: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One field that is not as it should be, in one record or in several that share a value."""

    kind: str
    field: str
    #: Employee ids; empty where a list or the mapping is meant.
    records: tuple[str, ...] = ()
    value: str | None = None
    note: str = ""

    @property
    def defect(self) -> bool:
        """Whether it is wrong, and not only to be known."""
        return KINDS[self.kind].defect


_KINDS = (
    Kind(
        name="missing-value",
        title="A field that must be filled is empty",
        todo="Fill it in the HRIS, or the record is held.",
    ),
    Kind(
        name="unknown-code",
        title="A value is on none of the HRIS's lists",
        todo="Put the code in its place, or the code on the list.",
    ),
    Kind(
        name="unmapped-value",
        title="The mapping has no counterpart for a value that people hold",
        todo="Add it to `values`, or mend the records.",
    ),
    Kind(
        name="letter-case",
        title="A value is typed in capitals or small letters alone",
        todo="Type it as it is written; a code can be matched `folded`.",
    ),
    Kind(
        name="spaces",
        title="Spaces stand before, behind or doubled in a value",
        todo="Take them out; a code can be matched `folded`.",
    ),
    Kind(
        name="unicode-form",
        title="Accents are stored apart from their letters",
        todo="Store text in the form NFC, or two spellings of a name are two names.",
    ),
    Kind(
        name="impossible-date",
        title="A day is none, or cannot be meant",
        todo="Mend the date; due dates and access are counted from it.",
    ),
    Kind(
        name="duplicate-number",
        title="Several people have one employee number",
        todo="Give all but one of them their own; never join people on it.",
    ),
    Kind(
        name="duplicate-person",
        title="One person is on record more than once",
        todo="Decide which record is the person's, and close the others.",
    ),
    Kind(
        name="bad-key",
        title="The field that joins people is empty or shared",
        todo="Choose another `key` in the mapping, or mend the records.",
    ),
    Kind(
        name="no-such-field",
        title="The mapping names a field that the HRIS does not show",
        todo="Correct the mapping, or let these credentials see the field.",
    ),
    Kind(
        name="unmapped-code",
        title="The mapping has no counterpart for a code that nobody holds yet",
        todo="Add it to `values` before the first hire.",
        defect=False,
    ),
    Kind(
        name="merged-values",
        title="Several HRIS values become one LMS value",
        todo="Rules of the LMS cannot tell them apart.",
        defect=False,
    ),
    Kind(name="retired-code", title="A code is held that is retired", todo="Keep it in the mapping.", defect=False),
    Kind(
        name="shared-email",
        title="Several people have one email",
        todo="Never join people on it; reminders go to both.",
        defect=False,
    ),
    Kind(
        name="unmapped-field",
        title="A custom field is filled in, and the mapping leaves it out",
        todo="Map it if a rule needs it.",
        defect=False,
    ),
)
#: By name, in the order in which they are told.
KINDS: Mapping[str, Kind] = {kind.name: kind for kind in _KINDS}

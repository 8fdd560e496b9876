"""Which exchanges and webhooks were about whom, and what they say in plain words.

A finding without the exchanges that show it is an opinion. This finds them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from re import findall
from typing import Any

from rosterproof.evidence.record import JournalRow
from rosterproof.oracle.answer import honest, request_body

#: Fields that name whom a body is about. A manager's id is not among them.
_NAMING = ("employee_id", "external_id", "user_id")
_IDS = r"/([EU][0-9]{7})(?=/|$)"

#: Operations that change what a connector is there to keep true.
WRITES = frozenset(
    {
        "createUser",
        "updateUser",
        "deactivateUser",
        "reactivateUser",
        "createEnrollment",
        "withdrawEnrollment",
        "createTrainingRecord",
        "putComplianceStatus",
    }
)
#: At most so many exchanges are cited in one finding; the timeline has all of them.
_CITED = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """An exchange or a delivery that was about somebody. `exchange` is None for a delivery."""

    row: JournalRow
    exchange: int | None
    #: Whether it was about this one only, and not a page of many.
    alone: bool

    @property
    def is_write(self) -> bool:
        """Whether it was the connector's attempt to write."""
        return self.row.kind == "exchange" and writes(self.row)

    @property
    def status(self) -> int:
        """The status that the connector saw."""
        return int(self.row.data["status"])


def writes(row: JournalRow) -> bool:
    """Whether an exchange was a connector's attempt to write."""
    return bool(row.data["caller"] == "connector" and row.data["operation"] in WRITES)


class Trail:
    """The journal by person."""

    def __init__(self, acts: Iterable[JournalRow]) -> None:
        self._about: dict[str, list[Mention]] = {}
        owners = _owners(acts)
        for row in acts:
            if row.kind not in {"exchange", "delivery"}:
                continue
            alone, listed = _named(row)
            for who in {owners.get(i, i) for i in alone}:
                self._take(who, row, alone=True)
            for who in {owners.get(i, i) for i in listed - alone}:
                self._take(who, row, alone=False)

    def about(self, employee_id: str, until: int | None = None) -> list[Mention]:
        """Everything about a person, in order, up to a position of the journal."""
        mentions = self._about.get(employee_id, [])
        return [m for m in mentions if until is None or m.row.sequence <= until]

    def writes_about(self, employee_id: str, until: int | None = None, *operations: str) -> tuple[int, ...]:
        """The last exchanges in which the connector wrote, or tried to write, about a person."""
        found = [
            m.exchange
            for m in self.about(employee_id, until)
            if m.is_write and m.exchange is not None and (not operations or m.row.data["operation"] in operations)
        ]
        return tuple(found[-_CITED:])

    def story_of(self, employee_id: str, until: int | None = None, *operations: str) -> str:
        """What the connector heard, read and wrote about a person; of the writes only those by these operations."""
        mentions = self.about(employee_id, until)
        told = [m for m in mentions if m.row.kind == "delivery"]
        read = [m for m in mentions if m.row.kind == "exchange" and not m.is_write and m.row.data["system"] == "hris"]
        wrote = [m for m in mentions if m.is_write and m.row.data["operation"] in (operations or WRITES)]
        if not (told or read or wrote):
            return "No exchange mentions this person: the connector neither read nor wrote the record."
        heard = f"A webhook ({told[-1].row.data['event']}) told of it on {_when(told[-1])}. " if told else ""
        looked = f"The connector last read the record on {_when(read[-1])} ({_said(read[-1])}). " if read else ""
        kinds = f" of this kind ({', '.join(operations)})" if operations else ""
        if not wrote:
            return f"{heard}{looked}It made no write{kinds} about them."
        return f"{heard}{looked}Its last write{kinds} was on {_when(wrote[-1])} ({_said(wrote[-1])})."

    def _take(self, who: str, row: JournalRow, *, alone: bool) -> None:
        exchange = row.data["exchange"] if row.kind == "exchange" else None
        self._about.setdefault(who, []).append(Mention(row=row, exchange=exchange, alone=alone))


def _said(mention: Mention) -> str:
    data = mention.row.data
    answer = "its answer was lost on the way" if data.get("dropped") else f"answered {data['status']}"
    return f"exchange {mention.exchange}, {data['operation']}, {answer}"


def _when(mention: Mention) -> str:
    return f"{mention.row.at:%Y-%m-%d %H:%M}"


def _owners(acts: Iterable[JournalRow]) -> dict[str, str]:
    """User id -> external id, from every answer that named both."""
    owners: dict[str, str] = {}
    for row in acts:
        if row.kind == "exchange" and row.data["operation"] in {"createUser", "updateUser", "deactivateUser"}:
            body = honest(row)[1]
            if isinstance(body, Mapping) and "user_id" in body and "external_id" in body:
                owners[body["user_id"]] = body["external_id"]
    return owners


def _named(row: JournalRow) -> tuple[set[str], set[str]]:
    """Ids that a row is about alone, and ids that it lists."""
    if row.kind == "delivery":
        return set(row.data["about"]), set()
    if "means" in row.data:
        return set(row.data.get("about", ())), set(row.data.get("listed", ()))
    answer = honest(row)[1]
    alone = {*findall(_IDS, row.data["path"]), *_ids_in(request_body(row)), *_ids_in(answer)}
    page = answer.get("data") if isinstance(answer, Mapping) else None
    listed = {i for item in page for i in _ids_in(item)} if isinstance(page, list) else set()
    query = row.data.get("query")
    asked = query.get("external_id") if isinstance(query, Mapping) else None
    return alone | ({str(asked)} if asked else set()), listed


def _ids_in(body: Any) -> Iterator[str]:
    if isinstance(body, Mapping):
        yield from (str(body[name]) for name in _NAMING if body.get(name))

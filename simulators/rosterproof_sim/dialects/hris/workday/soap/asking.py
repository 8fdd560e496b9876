"""What every Get asks in the same way: which page, as of which day, by what was known when, and of which objects."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from typing import Any, Generic, TypeVar

from rosterproof_sim.dialect import Answer, Asked
from rosterproof_sim.dialect.contract.wsdl.envelope import MEDIA_TYPE
from rosterproof_sim.dialect.contract.wsdl.writing import message
from rosterproof_sim.dialects.hris.workday.soap.address import VERSION, version_of
from rosterproof_sim.dialects.hris.workday.soap.company import WID, Company, Value
from rosterproof_sim.dialects.hris.workday.soap.fault import CONTENT_TYPE, bad_id, validation
from rosterproof_sim.dialects.hris.workday.soap.service import service_of
from rosterproof_sim.web.tenant import Tenant

ThingT = TypeVar("ThingT")

#: How many there are on a page where nobody says, and at most.
FEW, MANY = 100, 999
_ECHOED = ("Request_References", "Request_Criteria", "Response_Filter", "Response_Group")


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """The parts of a request. `name` is its element, `said` all that is in it."""

    name: str
    said: Mapping[str, Any]
    version: str
    page: int
    count: int
    as_of: date | None
    known_at: datetime | None

    @property
    def criteria(self) -> Mapping[str, Any]:
        """Which objects are wanted."""
        return self.said.get("Request_Criteria") or {}

    @property
    def detail(self) -> Mapping[str, Any] | None:
        """How much is wanted of each; None where nothing is said of that."""
        found: Mapping[str, Any] | None = self.said.get("Response_Group")
        return found

    def at(self, *path: str) -> str:
        """Name a place in the request, as the vendor does."""
        return "".join(f"/bsvc:{each}" if "[" in each else f"/bsvc:{each}[1]" for each in (self.name, *path))

    def company(self, asked: Asked[Tenant]) -> Company:
        """Return the company at the time that is asked about."""
        return Company(asked, self.as_of, self.known_at)


def read_asking(asked: Asked[Tenant]) -> Asking:
    """Read what is asked, by the vendor's rules of pages and times."""
    name, said = next(iter(asked.body.items()))
    given = said.get("Response_Filter") or {}
    where = f"/bsvc:{name}[1]/bsvc:Response_Filter[1]"
    as_of, known_at = given.get("As_Of_Effective_Date"), given.get("As_Of_Entry_DateTime")
    moment, now = None if known_at is None else datetime.fromisoformat(known_at), asked.place.world.clock.now()
    if moment is not None and moment >= now:
        if moment > now and asked.place.switch("soap_future_bounds") == "refused":
            raise validation("As_Of_Entry_DateTime is in the future.", f"{where}/bsvc:As_Of_Entry_DateTime[1]")
        # What is known now is the present, which is kept; the past has to be worked out.
        moment = None
    return Asking(
        name=name,
        said=said,
        version=version_of(asked.root) or said.get("@version") or VERSION,
        page=_whole(given, "Page", 1, 10**9, where),
        count=_whole(given, "Count", FEW, MANY, where),
        as_of=None if as_of is None else date.fromisoformat(as_of),
        known_at=moment,
    )


def answered(asked: Asked[Tenant], value: Value) -> Answer:
    """Answer with the response of the operation."""
    service = service_of(asked.raw_path.strip("/"))
    call = next(each for each in service.calls if each.name == asked.operation)
    written = message(service, call.response, call.response_type, value)
    envelope = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/"><env:Body>'
        f"{written}</env:Body></env:Envelope>"
    )
    return Answer(body=envelope, media_type=MEDIA_TYPE, headers={"Content-Type": CONTENT_TYPE})


@dataclass(frozen=True, kw_only=True, slots=True)
class Page(Generic[ThingT]):
    """A page of what was found."""

    things: Sequence[ThingT]
    total: int


def paged(found: Sequence[ThingT], asking: Asking) -> Page[ThingT]:
    """Return the page that is asked for; behind the last one there is nothing."""
    start = (asking.page - 1) * asking.count
    return Page(things=found[start : start + asking.count], total=len(found))


def wrapped(asked: Asked[Tenant], asking: Asking, page: Page[Any], name: str, shown: Iterable[Value]) -> Answer:
    """Answer with a page, after everything that was asked."""
    pages = ceil(page.total / asking.count)
    if not pages and asked.place.switch("soap_pages_of_nothing") == "1":
        pages = 1
    results = {
        "Total_Results": page.total,
        "Total_Pages": pages,
        "Page_Results": len(page.things),
        "Page": asking.page,
    }
    echoed = {each: asking.said.get(each) or None for each in _ECHOED}
    data = {name: list(shown)} if page.things else None
    return answered(asked, {"@version": asking.version, **echoed, "Response_Results": results, "Response_Data": data})


def referred(asking: Asking, name: str, keys: Callable[[str], Mapping[str, str]]) -> list[str] | None:
    """Return what is asked for by name, in the order asked; None where nothing in particular is.

    `keys` gives, for a kind of id, what each id of that kind is our key of.
    """
    wanted = asking.said.get("Request_References")
    if not wanted:
        return None
    skipping = bool(wanted.get("@Skip_Non_Existing_Instances"))
    found = []
    for number, each in enumerate(wanted.get(name, ()), 1):
        where = asking.at("Request_References", f"{name}[{number}]")
        key = resolved(each, keys, where, skipping=skipping)
        if key is not None and key not in found:
            found.append(key)
    return found


def resolved(
    reference: Mapping[str, Any], keys: Callable[[str], Mapping[str, str]], where: str, *, skipping: bool = False
) -> str | None:
    """Return what a reference is of. Several ids are of one object; the first that says anything counts."""
    for kind, text in ids_of(reference):
        key = keys(kind).get(text)
        if key is None and not skipping:
            raise bad_id(text, kind, where)
        return key
    if skipping:
        return None
    raise validation("A reference has to hold an ID.", where)


def ids_of(reference: Mapping[str, Any] | None) -> Iterator[tuple[str, str]]:
    """Return the ids of a reference, with their kinds; some clients send empty ones."""
    for each in (reference or {}).get("ID", ()):
        if each["#"].strip():
            yield each.get("@type") or WID, each["#"].strip()


def _whole(given: Mapping[str, Any], name: str, otherwise: int, most: int, where: str) -> int:
    text = given.get(name)
    if text is None:
        return otherwise
    number = float(text)
    if not (1 <= number <= most and number.is_integer()):
        raise validation(f"{name} must be a whole number from 1 to {most}.", f"{where}/bsvc:{name}[1]")
    return int(number)

"""Values that several people share and nobody should: numbers, emails, and whole persons entered twice."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator

from rosterproof.audit.company import Company, Record
from rosterproof.audit.finding import Finding
from rosterproof.document.folding import folded


def twins(company: Company) -> Iterator[Finding]:
    """Who shares what."""
    # Leavers too: whoever reads the number finds both.
    for number, people in _sharing(company.employees, lambda person: person.get("employee_number")):
        yield _finding("duplicate-number", "employee_number", people, str(number))
    same: set[frozenset[str]] = set()
    for told in (_who, lambda person: person.get("national_id")):
        for _, people in _sharing(company.present, told):
            group = frozenset(person["employee_id"] for person in people)
            if group not in same:
                same.add(group)
                yield _finding("duplicate-person", "employee_id", people, _name(people[0]))
    for email, people in _sharing(company.present, lambda person: _plain(person.get("email"))):
        if len({_who(person) for person in people}) > 1:
            yield _finding("shared-email", "email", people, str(email))


def _sharing(
    people: Iterable[Record], told: Callable[[Record], Hashable | None]
) -> Iterator[tuple[Hashable, list[Record]]]:
    groups: defaultdict[Hashable, list[Record]] = defaultdict(list)
    for person in people:
        what = told(person)
        if what is not None:
            groups[what].append(person)
    return ((what, sharing) for what, sharing in groups.items() if len(sharing) > 1)


def _who(person: Record) -> Hashable | None:
    """Names and email, however they are typed; None without an email, as many people share a name."""
    email = _plain(person.get("email"))
    return None if email is None else (_plain(person.get("given_name")), _plain(person.get("family_name")), email)


def _plain(text: str | None) -> str | None:
    return None if text is None else folded(text)


def _name(person: Record) -> str:
    return " ".join(part for part in (person.get("given_name"), person.get("family_name")) if part)


def _finding(kind: str, field: str, people: list[Record], value: str) -> Finding:
    return Finding(kind=kind, field=field, records=tuple(person["employee_id"] for person in people), value=value)

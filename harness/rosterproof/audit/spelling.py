"""How names and emails are typed: accents stored apart, stray spaces, capitals only."""

from collections.abc import Iterator
from unicodedata import normalize

from rosterproof.audit.company import Company, one_space
from rosterproof.audit.finding import Finding

_TYPED = ("given_name", "family_name", "email")
#: Fewer letters say nothing about case: somebody may be called Ø.
_ENOUGH = 2


def spelling(company: Company) -> Iterator[Finding]:
    """What is wrong with how people's names and emails are typed."""
    for person in company.present:
        for field in _TYPED:
            text = person.get(field)
            kind = _wrong(field, text) if text else None
            if kind is not None:
                yield Finding(kind=kind, field=field, records=(person["employee_id"],), value=text)


def _wrong(field: str, text: str) -> str | None:
    if normalize("NFC", text) != text:
        return "unicode-form"
    if one_space(text) != text:
        return "spaces"
    letters = [letter for letter in text if letter.lower() != letter.upper()]
    capitals = sum(letter != letter.lower() for letter in letters)
    none_or_all = (len(letters),) if field == "email" else (0, len(letters))
    return "letter-case" if len(letters) >= _ENOUGH and capitals in none_or_all else None

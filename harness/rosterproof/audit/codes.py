"""Codes that people hold, against the lists of the HRIS: missing, unknown, typed otherwise, retired."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from rosterproof.audit.company import Company, Record, one_space
from rosterproof.audit.finding import Finding
from rosterproof.document.folding import folded


def codes(company: Company) -> Iterator[Finding]:
    """What is wrong with titles, departments and locations."""
    for field, rows in company.lists.items():
        known = {row["code"]: row for row in rows}
        for person in company.present:
            yield from _of(person, field, known, rows, company)


def _of(
    person: Record, field: str, known: dict[str, Record], rows: Sequence[Record], company: Company
) -> Iterator[Finding]:
    code, who = person.get(field), (person["employee_id"],)
    if code is None:
        if person["status"] != "pre_hire":  # many an HRIS shows no job before the first day
            yield Finding(kind="missing-value", field=field, records=who)
    elif code in known:
        last = known[code].get("valid_to")
        if last is not None and last < company.today.isoformat():
            yield Finding(kind="retired-code", field=field, records=who, value=code, note=f"retired since {last}")
    elif one_space(code) in known:
        yield Finding(kind="spaces", field=field, records=who, value=code, note=f"means {one_space(code)}")
    else:
        kind, note = _unknown(code, rows)
        yield Finding(kind=kind, field=field, records=who, value=code, note=note)


def _unknown(code: str, rows: Sequence[Record]) -> tuple[str, str]:
    """What a code that is on no list may be: the name of one, one in other letters, or none at all."""
    named = next((row["code"] for row in rows if row["name"] == code), None)
    if named is not None:
        return "unknown-code", f"is the name of {named}, not the code"
    alike = next((row["code"] for row in rows if folded(row["code"]) == folded(code)), None)
    if alike is not None:
        return "letter-case", f"means {alike}"
    names = {word: row["code"] for row in rows for word in (folded(row["code"]), folded(row["name"]))}
    near = get_close_matches(folded(code), names, n=1)
    return "unknown-code", f"perhaps {names[near[0]]}" if near else ""

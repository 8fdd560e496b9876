"""The mapping file: HRIS field to LMS field, as the connector declares it.

It is kept as the plain data it is: the connector reads the same file, and the oracle reads it from the evidence.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rosterproof.document import Document, check_shape, read
from rosterproof.errors import InvalidFile, Problem
from rosterproof.settings.schema import schema

#: A word of a rule that means something only beside another.
_BESIDE = {"match": "values", "default": "values", "open_end": "date"}
#: Words of a rule that say two things of one value.
_APART = ("values", "date")


def read_mapping(file: Path) -> Mapping[str, Any]:
    """Read and check a mapping file.

    Raises:
        InvalidFile: with every mistake.
    """
    document = read(file, what="mapping file")
    check_shape(document, schema("mapping"))
    problems = list(field_problems(document, ["fields"], document.data["fields"]))
    if problems:
        raise InvalidFile(file, problems)
    found: Mapping[str, Any] = document.data
    return found


def field_problems(
    document: Document, path: Sequence[str | int], fields: Sequence[Mapping[str, Any]]
) -> Iterator[Problem]:
    """What is wrong with rules that have the right shape; `path` leads to them in the document."""
    times = Counter(field["lms"] for field in fields)
    for place, field in enumerate(fields):
        if times[field["lms"]] > 1:
            yield document.problem([*path, place, "lms"], f"the LMS field '{field['lms']}' is filled twice")
        for word, other in _BESIDE.items():
            if word in field and other not in field:
                yield document.problem([*path, place, word], f"'{word}' means nothing without '{other}'")
        if all(word in field for word in _APART):
            what = "a field is looked up among 'values' or read as a 'date', not both"
            yield document.problem([*path, place, "date"], what)


def fields_schema(places: Mapping[str, Any]) -> Mapping[str, Any]:
    """JSON Schema of a document that holds rules under keys of its own, as `{"$ref": "#/$defs/fields"}`."""
    return {"type": "object", "properties": places, "$defs": schema("mapping")["$defs"]}


def with_fields(mapping: Mapping[str, Any], fields: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The mapping with some fields mapped otherwise: a rule goes before the one that fills the same LMS field.

    >>> with_fields({"fields": [{"hris": "title", "lms": "job_title"}]}, [{"hris": "location", "lms": "job_title"}])
    {'fields': [{'hris': 'location', 'lms': 'job_title'}]}
    """
    rules = {rule["lms"]: rule for rule in (*mapping["fields"], *fields)}
    return {**mapping, "fields": list(rules.values())}

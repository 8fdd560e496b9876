"""The mapping file: HRIS field to LMS field, as the connector declares it.

It is kept as the plain data it is: the connector reads the same file, and the oracle reads it from the evidence.
"""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rosterproof.document import check_shape, read
from rosterproof.errors import InvalidFile
from rosterproof.settings.schema import schema


def read_mapping(file: Path) -> Mapping[str, Any]:
    """Read and check a mapping file.

    Raises:
        InvalidFile: with every mistake.
    """
    document = read(file, what="mapping file")
    check_shape(document, schema("mapping"))
    times = Counter(field["lms"] for field in document.data["fields"])
    twice = [
        document.problem(["fields", place, "lms"], f"the LMS field '{field['lms']}' is filled twice")
        for place, field in enumerate(document.data["fields"])
        if times[field["lms"]] > 1
    ]
    if twice:
        raise InvalidFile(file, twice)
    found: Mapping[str, Any] = document.data
    return found

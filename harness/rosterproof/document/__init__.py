"""Files that people write, read strictly: YAML 1.2 or JSON to plain data, with the line of every key.

Scenarios, catalogs, profiles and connector files share it, so that every mistake is told the same way: file, line,
what is wrong, and what was probably meant.
"""

from rosterproof.document.reading import Document, read
from rosterproof.document.shape import check_shape

__all__ = ["Document", "check_shape", "read"]

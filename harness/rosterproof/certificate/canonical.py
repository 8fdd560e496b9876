"""The one way in which data is written down to be hashed or signed: JSON, keys sorted, no spaces, ASCII."""

import json
from hashlib import sha256
from typing import Any

_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def canonical(content: Any) -> bytes:
    r"""Write data down.

    >>> canonical({"b": 1, "a": "é"})
    b'{"a":"\\u00e9","b":1}'
    """
    return _CANONICAL.encode(content).encode()


def digest(content: Any) -> str:
    """The SHA-256 of data as it is written down."""
    return sha256(canonical(content)).hexdigest()

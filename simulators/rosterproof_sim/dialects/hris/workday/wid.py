"""Workday IDs: 32 hexadecimal digits for every object of a tenant, the same on each of its wires."""

import hashlib


def wid(seed: int, kind: str, key: str) -> str:
    """Return the WID of an object by what it is and what we call it, as in ("Worker", "E0000042").

    >>> wid(7, "Worker", "E0000042") == wid(7, "Worker", "E0000042") != wid(8, "Worker", "E0000042")
    True
    >>> len(wid(7, "Location", "OH-02"))
    32
    """
    return hashlib.sha256(f"{seed}\0{kind}\0{key}".encode()).hexdigest()[:32]

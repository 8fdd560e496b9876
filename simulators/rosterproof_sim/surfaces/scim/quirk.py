"""PATCH as identity providers send it, made what the standard has; or, where the switch says so, held to the standard.

Entra ID writes operations with a capital letter and true and false as texts, names a manager by a bare text, and adds
to an address that is not there. The toolkit takes the first, the second and the last by itself.
"""

from collections.abc import Mapping
from typing import Any

from rosterproof_sim.surfaces.scim.shape import ENTERPRISE
from rosterproof_sim.web.problem import Problem

_OPS = ("add", "replace", "remove")
_MANAGER = f"{ENTERPRISE}:manager".lower()
_TRUTHS = ("active", "primary")


def patch_read(body: Any, *, lenient: bool) -> Any:
    """Return a PatchOp message as the toolkit takes it.

    Raises:
        Problem: quirks are not taken, and there is one.
    """
    operations = _named(body, "operations")
    if not isinstance(operations, list):
        return body
    if not lenient:
        for each in operations:
            _refuse_quirk(each)
        return body
    return _renamed(body, "operations", [_mended(each) for each in operations])


def bulk_read(body: Any, *, lenient: bool) -> Any:
    """Return a BulkRequest message in which every PATCH is as the toolkit takes it."""
    operations = _named(body, "operations")
    if not isinstance(operations, list):
        return body
    return _renamed(body, "operations", [_bulk_mended(each, lenient=lenient) for each in operations])


def _bulk_mended(operation: Any, *, lenient: bool) -> Any:
    if str(_named(operation, "method")).upper() != "PATCH":
        return operation
    return _renamed(operation, "data", patch_read(_named(operation, "data"), lenient=lenient))


def _mended(operation: Any) -> Any:
    value = _named(operation, "value")
    if str(_named(operation, "path")).lower() == _MANAGER:
        return _renamed(operation, "value", _manager(value)) if isinstance(value, str) else operation
    return _renamed(operation, "value", _whole(value)) if isinstance(value, dict) else operation


def _whole(value: Mapping[str, Any]) -> Any:
    """Mend a manager inside a value: under the attribute's whole name, or under that of the extension."""
    mended: dict[str, Any] = {}
    for name, each in value.items():
        inside = _named(each, "manager")
        if name.lower() == _MANAGER and isinstance(each, str):
            mended[name] = _manager(each)
        elif name.lower() == ENTERPRISE.lower() and isinstance(inside, str):
            mended[name] = _renamed(each, "manager", _manager(inside))
        else:
            mended[name] = each
    return mended


def _manager(value: str) -> dict[str, str] | None:
    return {"value": value} if value else None


def _refuse_quirk(operation: Any) -> None:
    op, path, value = (_named(operation, each) for each in ("op", "path", "value"))
    if isinstance(op, str) and op not in _OPS and op.lower() in _OPS:
        raise Problem(400, "invalidSyntax", f"The operation is {op!r}; write it in small letters: {', '.join(_OPS)}.")
    named = {str(path).rpartition(":")[2].rpartition(".")[2].lower(): value} if path is not None else value
    if isinstance(named, Mapping):
        for name, each in named.items():
            if name.lower() in _TRUTHS and isinstance(each, str):
                raise Problem(400, "invalidValue", f"{name} is the text {each[:20]!r}; write true or false.")


def _named(body: Any, name: str) -> Any:
    """Return a member, whatever the case of its name (RFC 7643, section 2.1)."""
    if not isinstance(body, Mapping):
        return None
    return next((value for key, value in body.items() if key.lower() == name), None)


def _renamed(body: Mapping[str, Any], name: str, value: Any) -> dict[str, Any]:
    return {key: value if key.lower() == name else each for key, each in body.items()}

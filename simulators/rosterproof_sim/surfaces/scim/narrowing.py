"""From a filter of the standard to conditions that the store can look up, as far as there are any.

What comes back holds for everything that the filter keeps. Where it is `whole` it holds for nothing else, so the store
can count and cut the pages by itself; otherwise the filter is asked about everything that the conditions leave.
"""

from dataclasses import dataclass
from datetime import datetime

from scim2_models import SearchRequest
from scim2_models.path import Comparison, FilterNode, LogicalExpr, LogicalOperator, Not

from rosterproof_sim.domain.words import criteria
from rosterproof_sim.domain.words.criteria import All, Compare, Criteria, Operator, Order, Some
from rosterproof_sim.domain.words.provisioning import username_key
from rosterproof_sim.surfaces.scim.mapping import CORE

_INSTANTS: dict[tuple[str, str | None], str] = {
    ("meta", "created"): "created_at",
    ("meta", "lastmodified"): "updated_at",
}
_TEXTS: dict[str, Operator] = {"eq": "eq", "ne": "ne", "co": "co", "sw": "sw"}
_ORDERED: dict[str, Operator] = {"gt": "gt", "ge": "ge", "lt": "lt", "le": "le", "eq": "eq"}
#: What a list can be sorted by without reading it whole.
_SORTED: dict[tuple[str, str | None], str] = {("username", None): "username_key", ("id", None): "user_id", **_INSTANTS}


@dataclass(frozen=True, kw_only=True, slots=True)
class Narrowed:
    """Conditions, None where there are none, and whether they are all that the filter asks."""

    criteria: Criteria | None
    whole: bool


ANY = Narrowed(criteria=None, whole=False)


def narrowed(node: FilterNode | None) -> Narrowed:
    """Return what can be looked up of a filter on Users."""
    match node:
        case None:
            return Narrowed(criteria=None, whole=True)
        case Comparison():
            return _compared(node)
        case Not(expr=inner):
            found = narrowed(inner)
            if found.whole and found.criteria is not None:
                return Narrowed(criteria=criteria.Not(term=found.criteria), whole=True)
        case LogicalExpr(op=op, terms=terms):
            return _joined(op, [narrowed(each) for each in terms])
    return ANY


def sorted_by(request: SearchRequest) -> Order | None:  # type: ignore[type-arg]
    """Return the order, where the store knows it."""
    path = request.sort_by
    if path is None:
        return None
    name = str(path).lower().removeprefix(f"{CORE.lower()}:")
    first, _, second = name.partition(".")
    field = _SORTED.get((first, second or None))
    descending = request.sort_order == SearchRequest.SortOrder.descending
    return None if field is None else Order(field=field, descending=descending)


def _joined(op: LogicalOperator, terms: list[Narrowed]) -> Narrowed:
    known = tuple(each.criteria for each in terms if each.criteria is not None)
    whole = all(each.whole for each in terms)
    if op is LogicalOperator.and_:
        return Narrowed(criteria=All(terms=known), whole=whole) if known else ANY
    return Narrowed(criteria=Some(terms=known), whole=whole) if len(known) == len(terms) else ANY


def _compared(node: Comparison) -> Narrowed:
    path, op, value = node.attr_path, node.op.value, node.value
    name = (path.attr.lower(), path.sub_attr.lower() if path.sub_attr else None)
    if path.uri is None or path.uri.lower() == CORE.lower():
        return _known(name, op, value)
    return ANY


def _known(name: tuple[str, str | None], op: str, value: object) -> Narrowed:
    match name, op, value:
        case ("meta", _), _, str() if name in _INSTANTS and op in _ORDERED:
            return _instant(_INSTANTS[name], _ORDERED[op], value)
        case ("username", None), _, str() if op in _TEXTS:
            return _whole("username_key", _TEXTS[op], username_key(value))
        case ("id", None), ("eq" | "ne"), str():
            return _whole("user_id", _TEXTS[op], value)
        case ("externalid", None), "eq", str():
            # One that was assumed is not told, so it is not found by the filter either.
            return Narrowed(criteria=Compare(field="external_id", operator="eq", value=value), whole=False)
        case ("active", None), "eq", bool():
            said = Compare(field="active_unsaid", operator="eq", value=False)
            return Narrowed(criteria=All(terms=(Compare(field="active", operator="eq", value=value), said)), whole=True)
    return ANY


def _instant(field: str, operator: Operator, value: object) -> Narrowed:
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        return ANY
    return ANY if at.tzinfo is None else _whole(field, operator, at)


def _whole(field: str, operator: Operator, value: str | datetime) -> Narrowed:
    return Narrowed(criteria=Compare(field=field, operator=operator, value=value), whole=True)

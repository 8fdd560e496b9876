"""What a webhook says: an event with ids alone, or the older form with fields; signed, and sent again on 5xx only."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from rosterproof_sim.delivery.courier import Courier
from rosterproof_sim.delivery.post import Attempt
from rosterproof_sim.dialect import Said
from rosterproof_sim.dialects.hris.bamboohr.fields import fields_of
from rosterproof_sim.dialects.hris.bamboohr.mapping import id_to_wire
from rosterproof_sim.domain.words.notices import Delivery, Notice, Subscription

LEGACY = "employee_with_fields"
FAMILIES: Mapping[str, tuple[str, ...]] = {
    family: tuple(f"{family}.{what}" for what in ("created", "updated", "deleted")) for family in ("employee", LEGACY)
}
_COMPANY = "98765"
_ACTIONS = {"created": "Created", "updated": "Updated", "deleted": "Deleted"}
#: After so many minutes each, five more attempts (the vendor's contract); 4xx is final.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (5, 10, 20, 40, 80))


def employee_changed(notice: Notice, subscription: Subscription, at: datetime) -> Iterable[Said]:
    """Word one notice for one hook. Somebody new is told twice: created, then updated."""
    terms, record = subscription.terms, notice.record
    family = LEGACY if any(event.startswith(f"{LEGACY}.") for event in subscription.events) else "employee"
    changed = _changed(notice, terms["monitorFields"])
    if getattr(record, "status", "") == "discarded":
        told = ["deleted"]
    elif getattr(record, "version", 0) == 1:
        told = ["created", "updated"]
    else:
        told = ["updated"]
    for what in told:
        event = f"{family}.{what}"
        if event not in subscription.events or (what == "updated" and not changed):
            continue
        fields = changed if what == "updated" else []
        if family == "employee":
            yield Said(event=event, body=_by_id(notice, event, fields, at))
        else:
            yield _with_fields(notice, event, fields, terms, at)


def _changed(notice: Notice, monitored: Iterable[str]) -> list[str]:
    """Return the watched fields that changed, as the hook names them."""
    ours, watched = set(notice.data["changed_fields"]), set(monitored)
    return [
        each.alias if each.alias in watched else str(each.id)
        for each in fields_of({})
        if not ours.isdisjoint(each.follows) and not watched.isdisjoint({each.alias, str(each.id)})
    ]


def _by_id(notice: Notice, event: str, fields: list[str], at: datetime) -> dict[str, Any]:
    data: dict[str, Any] = {"companyId": _COMPANY, "employeeId": id_to_wire(notice.data["employee_id"])}
    if event.endswith(".updated"):
        data["changedFields"] = fields
    return {"type": event, "timestamp": _stamp(at), "data": data}


def _with_fields(notice: Notice, event: str, fields: list[str], terms: Mapping[str, Any], at: datetime) -> Said:
    what = event.partition(".")[2]
    employee: dict[str, Any] = {
        "id": id_to_wire(notice.data["employee_id"]),
        "action": _ACTIONS[what],
        "changedFields": fields,
        "fields": _values(notice.record, terms) if what == "updated" else {},
        "timestamp": _stamp(at),
    }
    body = {"employees": [employee]}
    if terms["format"] == "json":
        return Said(event=event, body=body)
    pairs = [(f"employees[0][{name}]", str(employee[name])) for name in ("id", "action", "timestamp")]
    pairs += [("employees[0][changedFields][]", each) for each in fields]
    pairs += [(f"employees[0][fields][{name}]", _bare(value)) for name, value in employee["fields"].items()]
    return Said(event=event, body=body, sent=urlencode(pairs))


def _values(record: Any, terms: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields to send under the names that the subscriber wants; list values go by their codes."""
    known = {each.alias: each for each in fields_of({})} | {str(each.id): each for each in fields_of({})}
    sent = {}
    for name, wanted in terms["postFields"].items():
        value = known[name].read(record, _NOBODY) if name in known else None
        sent[str(wanted)] = {"value": value} if terms["switches"]["hook_field_values"] == "wrapped" else value
    return sent


class _Nobody:
    """What a message is worded by: it asks for nothing that is not in the record."""

    def supervisor(self, _: str | None) -> None:
        """Nobody is looked up while a change is recorded."""

    def shown(self, _: str, code: str | None) -> str | None:
        """Show a list value by its code."""
        return code


_NOBODY: Any = _Nobody()


def _bare(value: Any) -> str:
    plain = value["value"] if isinstance(value, Mapping) else value
    return "" if plain is None else str(plain)


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}+0000"


def private_key(subscription: Subscription) -> str:
    """Return what signs, as this vendor writes keys: 32 hexadecimal digits."""
    return hashlib.sha256(subscription.secret.encode()).hexdigest()[:32]


def signature(key: str, body: bytes, timestamp: str) -> str:
    """Sign the body followed by the timestamp, with nothing between.

    >>> signature("0123456789abcdef0123456789abcdef", b"{}", "1769884920")[:16]
    '028372705253760d'
    """
    return hmac.new(key.encode(), body + timestamp.encode(), hashlib.sha256).hexdigest()


def _sealed(subscription: Subscription, delivery: Delivery, wall: float) -> Mapping[str, str]:
    unix = subscription.terms["switches"]["hook_timestamp"] == "unix"
    stamp = str(int(wall)) if unix else _stamp(datetime.fromtimestamp(wall, UTC))
    form = subscription.terms["format"] == "form-encoded" and not delivery.body.startswith(b"{")
    headers = {
        "Content-Type": "application/x-www-form-urlencoded" if form else "application/json",
        "User-Agent": "BambooHR-WebHooks/1.0 (+https://www.bamboohr.com)",
        "X-BambooHR-Timestamp": stamp,
        "X-BambooHR-Signature": signature(private_key(subscription), delivery.body, stamp),
    }
    return {**headers, "company-domain": "acme"} if subscription.terms["includeCompanyDomain"] else headers


def _again(now: datetime, tries: int, attempt: Attempt) -> datetime | None:
    """Return when to try again: whoever answers below 500 has refused; nobody there is like a 5xx."""
    refused = attempt.status is not None and attempt.status < 500
    return None if refused or tries > len(WAITS) else now + WAITS[tries - 1]


COURIER = Courier(sealed=_sealed, again=_again, gone_ends_it=False)

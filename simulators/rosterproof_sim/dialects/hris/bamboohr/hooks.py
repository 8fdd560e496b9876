"""Webhooks: who is told, of which fields, and what was sent to whom."""

from collections.abc import Mapping
from typing import Any

from rosterproof_sim.dialect import Answer, Asked, Views
from rosterproof_sim.dialects.hris.bamboohr.announce import FAMILIES, LEGACY, private_key
from rosterproof_sim.dialects.hris.bamboohr.fields import by_name, fields_of
from rosterproof_sim.dialects.hris.bamboohr.mapping import id_to_wire
from rosterproof_sim.dialects.hris.bamboohr.negotiation import HEADERS
from rosterproof_sim.domain.words.calendar import instant_text
from rosterproof_sim.domain.words.notices import Subscription
from rosterproof_sim.domain.words.refusals import Invalid, NotFound
from rosterproof_sim.store.ledger import Ledger
from rosterproof_sim.web.problem import malformed
from rosterproof_sim.web.tenant import Tenant

VIEWS = Views()

_DEFAULTS: Mapping[str, Any] = {"monitorFields": [], "postFields": {}, "includeCompanyDomain": False, "format": "json"}


@VIEWS.view("listWebhooks")
def list_webhooks(asked: Asked[Tenant]) -> Answer:
    """Show every webhook, briefly."""
    found = asked.place.world.outbox.subscriptions("hris")
    rows = [_whole(asked, each) for each in found]
    brief = ("id", "name", "created", "lastSent", "url")
    return Answer(body={"webhooks": [{name: row[name] for name in brief} for row in rows]}, headers=HEADERS)


@VIEWS.view("addWebhook")
def add_webhook(asked: Asked[Tenant]) -> Answer:
    """Make a webhook, and show its private key this once."""
    terms = _terms(asked, asked.body)
    asked.place.stage.guard.admit(asked.body["url"])
    made = asked.place.world.outbox.subscribe(
        "hris", asked.body["url"], terms["events"], terms={**terms, "created": _now(asked)}
    )
    body = {**_whole(asked, made), "privateKey": private_key(made)}
    return Answer(status=201, body=body, headers=HEADERS)


@VIEWS.view("getWebhook")
def get_webhook(asked: Asked[Tenant]) -> Answer:
    """Show one webhook."""
    return Answer(body=_whole(asked, _found(asked)), headers=HEADERS)


@VIEWS.view("updateWebhook")
def update_webhook(asked: Asked[Tenant]) -> Answer:
    """Change one webhook, all of it."""
    found, terms = _found(asked), _terms(asked, asked.body)
    asked.place.stage.guard.admit(asked.body["url"])
    fields = {
        "url": asked.body["url"],
        "events": tuple(terms["events"]),
        "terms": {**terms, "created": found.terms["created"]},
    }
    changed = asked.place.world.outbox.change_subscription("hris", found.subscription_id, fields)
    return Answer(body=_whole(asked, changed), headers=HEADERS)


@VIEWS.view("deleteWebhook")
def delete_webhook(asked: Asked[Tenant]) -> Answer:
    """End one webhook."""
    asked.place.world.outbox.unsubscribe("hris", _found(asked).subscription_id)
    headers = {"Content-Type": "text/html; charset=UTF-8"}
    return Answer(body="Web hook has been deleted.", media_type="text/html", headers=headers)


@VIEWS.view("getWebhookLog")
def get_webhook_log(asked: Asked[Tenant]) -> Answer:
    """Show what was sent, newest first."""
    found = _found(asked)
    entries = Ledger(asked.place.world.store).entries(0, 1000, subscription_id=found.subscription_id)
    rows = []
    for each in reversed([entry for entry in entries if entry.attempts]):
        last = each.attempts[-1]
        taken = [one for one in each.attempts if one.outcome == "delivered"]
        rows.append(
            {
                "webhookId": _id(found),
                "url": found.url,
                "lastAttempted": _plain(instant_text(last.at)),
                "lastSuccess": _plain(instant_text(taken[-1].at)) if taken else None,
                "statusCode": last.status,
                "format": found.terms["format"],
                "employeeIds": [],
            }
        )
    return Answer(body=rows, headers=HEADERS)


@VIEWS.view("listMonitorFields")
def list_monitor_fields(asked: Asked[Tenant]) -> Answer:
    """Show which fields can be watched."""
    watched = [each for each in _fields(asked) if each.follows]
    told = [{"id": str(each.id), "name": each.name, "alias": each.alias} for each in watched]
    return Answer(body={"fields": told}, headers=HEADERS)


@VIEWS.view("listPostFields")
def list_post_fields(asked: Asked[Tenant]) -> Answer:
    """Show which fields can be sent."""
    told = [
        {"id": each.id, "name": each.name, "alias": each.alias, "type": each.type, "pageId": 1, "tableId": None}
        for each in _fields(asked)
        if each.id is not None
    ]
    return Answer(body={"fields": told, "pages": [{"id": 1, "name": "Employee"}], "tables": []}, headers=HEADERS)


def _terms(asked: Asked[Tenant], body: Mapping[str, Any]) -> dict[str, Any]:
    """Read what is agreed. Where no events are named it is a hook of the older family."""
    terms = {name: body.get(name) or default for name, default in _DEFAULTS.items()}
    events = list(body.get("events") or FAMILIES[LEGACY])
    families = {event.partition(".")[0] for event in events} & set(FAMILIES)
    if len(families) > 1:
        raise malformed("employee.* and employee_with_fields.* cannot be mixed on one webhook.")
    known = by_name(_fields(asked))
    updates = any(event.endswith(".updated") and event.startswith("employee") for event in events)
    if updates and not terms["monitorFields"]:
        raise malformed("monitorFields is required where updates are told.")
    for name in (*terms["monitorFields"], *terms["postFields"]):
        if name not in known:
            raise Invalid("monitorFields", f"there is no field {str(name)[:64]}")
    switches = {name: asked.place.switch(name) for name in ("hook_timestamp", "hook_field_values")}
    return {**terms, "name": body["name"], "events": events, "switches": switches}


def _whole(asked: Asked[Tenant], hook: Subscription) -> dict[str, Any]:
    return {
        "id": _id(hook),
        "name": hook.terms["name"],
        "created": hook.terms["created"],
        "lastSent": _last_sent(asked, hook),
        "events": list(hook.events),
        "monitorFields": hook.terms["monitorFields"],
        "postFields": hook.terms["postFields"],
        "url": hook.url,
        "format": hook.terms["format"],
        "includeCompanyDomain": hook.terms["includeCompanyDomain"],
    }


def _last_sent(asked: Asked[Tenant], hook: Subscription) -> str | None:
    entries = Ledger(asked.place.world.store).entries(0, 1000, subscription_id=hook.subscription_id)
    sent = [attempt.at for entry in entries for attempt in entry.attempts]
    return _plain(instant_text(max(sent))) if sent else None


def _found(asked: Asked[Tenant]) -> Subscription:
    wanted = asked.path["webhookId"]
    for each in asked.place.world.outbox.subscriptions("hris"):
        if _id(each) == wanted:
            return each
    raise NotFound(f"webhook {wanted[:32]}")


def _fields(asked: Asked[Tenant]) -> list[Any]:
    return fields_of(asked.place.world.hris.custom_fields())


def _id(hook: Subscription) -> str:
    return id_to_wire(hook.subscription_id)


def _now(asked: Asked[Tenant]) -> str:
    return _plain(instant_text(asked.place.world.clock.now()))


def _plain(instant: str) -> str:
    """Write an instant as the webhooks have it: in UTC, and not saying so.

    >>> _plain("2026-05-29T14:21:14Z")
    '2026-05-29 14:21:14'
    """
    return instant[:19].replace("T", " ")

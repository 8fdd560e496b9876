"""Who is told by webhook: the views that both core wires answer alike."""

from datetime import UTC, datetime
from typing import Any

from rosterproof_sim.delivery.post import TIMEOUT
from rosterproof_sim.delivery.schedule import LONGEST, WAITS
from rosterproof_sim.dialect import Answer, Asked, Views, created, gone, ok
from rosterproof_sim.domain.words.calendar import instant_text
from rosterproof_sim.domain.words.notices import Subscription
from rosterproof_sim.web.tenant import Tenant

VIEWS = Views()

#: A day on the wall clock, to roll a new secret out.
_OVERLAP = 86_400


@VIEWS.view("getWebhookPolicy")
def get_webhook_policy(asked: Asked[Tenant]) -> Answer:
    """Show how messages are delivered."""
    return ok(
        {
            "retry_waits_seconds": [int(each.total_seconds()) for each in WAITS],
            "longest_retry_after_seconds": int(LONGEST.total_seconds()),
            "timeout_seconds": int(TIMEOUT),
            "secret_overlap_seconds": _OVERLAP,
            "allowed_hosts": sorted(asked.place.stage.guard.hosts),
        }
    )


@VIEWS.view("listWebhookSubscriptions")
def list_webhook_subscriptions(asked: Asked[Tenant]) -> Answer:
    """Show every subscription of this system."""
    found = asked.place.world.outbox.subscriptions(asked.place.system)
    return ok({"data": [to_wire(each) for each in found]})


@VIEWS.view("createWebhookSubscription")
def create_webhook_subscription(asked: Asked[Tenant]) -> Answer:
    """Subscribe, and show the secret this once."""
    body = asked.body
    asked.place.stage.guard.admit(body["url"])
    made = asked.place.world.outbox.subscribe(
        asked.place.system, body["url"], body["events"], body.get("payload", "thin")
    )
    return created({**to_wire(made), "secret": made.secret})


@VIEWS.view("getWebhookSubscription")
def get_webhook_subscription(asked: Asked[Tenant]) -> Answer:
    """Show one subscription."""
    found = asked.place.world.outbox.subscription(asked.place.system, asked.path["subscription_id"])
    return ok(to_wire(found))


@VIEWS.view("updateWebhookSubscription")
def update_webhook_subscription(asked: Asked[Tenant]) -> Answer:
    """Change where it goes, what it tells, or whether it tells anything."""
    fields = dict(asked.body)
    if "url" in fields:
        asked.place.stage.guard.admit(fields["url"])
    if "events" in fields:
        fields["events"] = tuple(fields["events"])
    outbox = asked.place.world.outbox
    return ok(to_wire(outbox.change_subscription(asked.place.system, asked.path["subscription_id"], fields)))


@VIEWS.view("rotateWebhookSecret")
def rotate_webhook_secret(asked: Asked[Tenant]) -> Answer:
    """Make a new secret, and show it this once."""
    overlap = (asked.body or {}).get("overlap_seconds", _OVERLAP)
    new = asked.place.world.outbox.rotate(asked.place.system, asked.path["subscription_id"], overlap)
    until = instant_text(datetime.fromtimestamp(new.retired[-1].until, UTC)) if new.retired else None
    return created({**to_wire(new), "secret": new.secret, "old_secret_signs_until": until})


@VIEWS.view("deleteWebhookSubscription")
def delete_webhook_subscription(asked: Asked[Tenant]) -> Answer:
    """End one subscription."""
    asked.place.world.outbox.unsubscribe(asked.place.system, asked.path["subscription_id"])
    return gone()


def to_wire(subscription: Subscription) -> dict[str, Any]:
    """Write a subscription, without its secret."""
    return {
        "subscription_id": subscription.subscription_id,
        "url": subscription.url,
        "events": list(subscription.events),
        "payload": subscription.payload,
        "active": subscription.active,
    }

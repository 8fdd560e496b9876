"""Who is told by webhook: the views that both core wires answer alike."""

from typing import Any

from rosterproof_sim.dialect import Answer, Asked, Views, created, gone, ok
from rosterproof_sim.domain.words.notices import Subscription
from rosterproof_sim.web.tenant import Tenant

VIEWS = Views()


@VIEWS.view("listWebhookSubscriptions")
def list_webhook_subscriptions(asked: Asked[Tenant]) -> Answer:
    """Show every subscription of this system."""
    found = asked.place.world.outbox.subscriptions(asked.place.system)
    return ok({"data": [to_wire(each) for each in found]})


@VIEWS.view("createWebhookSubscription")
def create_webhook_subscription(asked: Asked[Tenant]) -> Answer:
    """Subscribe, and show the secret this once."""
    made = asked.place.world.outbox.subscribe(asked.place.system, asked.body["url"], asked.body["events"])
    return created({**to_wire(made), "secret": made.secret})


@VIEWS.view("getWebhookSubscription")
def get_webhook_subscription(asked: Asked[Tenant]) -> Answer:
    """Show one subscription."""
    found = asked.place.world.outbox.subscription(asked.place.system, asked.path["subscription_id"])
    return ok(to_wire(found))


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
        "active": subscription.active,
    }

"""The ledger of webhooks: what was promised to whom, and what became of it."""

from typing import Any

from rosterproof_sim.dialect import Answer, Asked, Views, ok
from rosterproof_sim.domain.words.calendar import instant_text
from rosterproof_sim.domain.words.written import written
from rosterproof_sim.store.ledger import Account, Entry, Ledger, total
from rosterproof_sim.web import subscriptions
from rosterproof_sim.web.house import House
from rosterproof_sim.web.paging import feed

VIEWS = Views()


@VIEWS.view("getWebhookLedger")
def get_webhook_ledger(asked: Asked[House]) -> Answer:
    """Show the counts, in total and by subscription, all of one instant."""
    accounts = _ledger(asked).accounts()
    return ok({"total": written(total(accounts)), "data": [_account(each) for each in accounts]})


@VIEWS.view("listWebhookMessages")
def list_webhook_messages(asked: Asked[House]) -> Answer:
    """Show messages with every attempt to deliver them."""
    whose, status, ledger = asked.query.get("subscription_id"), asked.query.get("status"), _ledger(asked)

    def read(after: int, limit: int) -> list[Entry]:
        return ledger.entries(after, limit, subscription_id=whose, status=status)

    return feed(asked, read, _entry)


@VIEWS.view("redeliverWebhookMessage")
def redeliver_webhook_message(asked: Asked[House]) -> Answer:
    """Let a dead message be due again."""
    stage, message_id = asked.place.find(asked.path["world"]).stage, asked.path["message_id"]
    with stage.world.store.transaction():
        again = stage.world.outbox.redeliver(message_id)
        told = {"event": "redelivery", "message_id": message_id, "subscription_id": again.subscription_id}
        stage.world.journal.append("world", told)
        answer = ok(_entry(_ledger(asked).entry(message_id)))
    stage.dispatcher.wake()
    return answer


def _ledger(asked: Asked[House]) -> Ledger:
    return Ledger(asked.place.find(asked.path["world"]).stage.world.store)


def _account(account: Account) -> dict[str, Any]:
    kept = account.subscription
    return {**subscriptions.to_wire(kept), "system": kept.system, "ended": kept.ended, **written(account.tally)}


def _entry(entry: Entry) -> dict[str, Any]:
    kept = entry.delivery
    return {
        "sequence": kept.sequence,
        "message_id": kept.message_id,
        "system": kept.system,
        "subscription_id": kept.subscription_id,
        "event": kept.event,
        "promised_at": instant_text(kept.promised_at),
        "status": kept.status,
        "reason": kept.reason,
        "next_attempt": None if kept.next_attempt is None else instant_text(kept.next_attempt),
        "attempts": [written(each) for each in entry.attempts],
    }

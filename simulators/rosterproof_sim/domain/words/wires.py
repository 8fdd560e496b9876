"""What a certification asks for that not every wire can carry. A dialect declares what its own cannot."""

from typing import Literal, get_args

Lack = Literal[
    # Of a training record.
    "completion-time",
    "completion-score",
    "completion-result",
    "completion-expiry",
    "completion-correction",
    # Of what else is written back.
    "compliance-status",
    "idempotency-keys",
    # Of employees.
    "time-zones",
    "several-jobs",
    "national-ids",
    "managers-ahead",
    "renamed-fields",
    "custom-fields",
    # Of accounts.
    "closing-reasons",
    # Of how news travels.
    "webhooks",
]
LACKS: tuple[Lack, ...] = get_args(Lack)

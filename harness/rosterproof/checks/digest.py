"""Two digests of a story: what was to be, and what went over the wire.

The story digest is alike for every correct connector with one seed and version. The wire digest is alike whenever the
same evidence is judged, and across runs for a connector that is driven by ticks and does one thing after another.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from hashlib import sha256
from typing import Any

import orjson

from rosterproof.checks.case import Case
from rosterproof.evidence.record import Evidence
from rosterproof.oracle.learning import Account
from rosterproof.oracle.truth import Expected

_PORT = re.compile(r"(https?://[^/:\s\"]+):\d+")


def story_digest(case: Case) -> str:
    """Changes, plan, faults, instants of the checkpoints, expected state and learning facts."""
    evidence = case.evidence
    return _digest(
        {
            "seed": evidence.seed,
            "start": evidence.started_at,
            "policy": evidence.policy,
            "catalog": evidence.catalog,
            "plan": evidence.plan,
            "changes": [[c.sequence, c.recorded_at, c.change] for c in evidence.changes],
            "actions": [asdict(replace(action, reason="")) for action in evidence.actions],
            "faults": [[f.kind, f.system, f.times, f.detail] for f in evidence.faults],
            "checkpoints": [_expected(view.expected) for view in case.views],
        }
    )


def wire_digest(evidence: Evidence) -> str:
    """The connector's exchanges in order, without ports, request keys and wall time."""
    exchanges = [
        [
            row.at,
            *(row.data.get(name) for name in ("system", "operation", "method", "path", "query", "status", "honest")),
            (row.data.get("request") or {}).get("body"),
            (row.data.get("response") or {}).get("body"),
        ]
        for row in evidence.journal
        if row.kind == "exchange" and row.data["caller"] != "learner"
    ]
    return _digest(exchanges)


def _expected(expected: Expected) -> dict[str, Any]:
    return {
        "at": expected.at,
        "held": {who: [hold.field for hold in holds] for who, holds in expected.held.items()},
        "accounts": {who: _account(account) for who, account in sorted(expected.accounts.items())},
    }


def _account(account: Account) -> Mapping[str, Any]:
    return {
        "active": account.active,
        "profile": account.profile,
        "enrollments": sorted([e.course, e.source, e.status, str(e.due_on)] for e in account.enrollments),
        "certifications": [[c.course, c.status, c.issued_on, c.expires_on] for c in account.certifications],
        "completions": [[c.course, c.completed_at, c.score, c.result] for c in account.completions],
    }


def _digest(content: Any) -> str:
    text = orjson.dumps(content, option=orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z).decode()
    return sha256(_PORT.sub(r"\1", text).encode()).hexdigest()

"""What a connector is told, by environment variables."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from rosterproof.policy import Policy

PREFIX = "ROSTERPROOF_"
LOOPBACK = ("127.0.0.1", "localhost")


@dataclass(frozen=True, kw_only=True, slots=True)
class Access:
    """Where a system is, and what lets a connector in."""

    dialect: str
    base_url: str
    client_id: str
    client_secret: str
    api_key: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Surroundings:
    """Everything about a story that its connector needs to know."""

    hris: Access
    lms: Access
    state_dir: Path
    mapping_file: Path
    policy: Policy


def environment(around: Surroundings, *, port: int | None = None, now: datetime | None = None) -> dict[str, str]:
    """The user's own environment, without what is meant for the harness, and with what the connector needs.

    `port` is given to a service, `now` to a command.
    """
    told = {**_own(), **_about(around)}
    if port is not None:
        told |= _listening(port)
    if now is not None:
        told[f"{PREFIX}NOW"] = f"{now:%Y-%m-%dT%H:%M:%SZ}"
    return _without_proxy(told)


def port_alone(port: int) -> dict[str, str]:
    """The user's own environment and a port: what a service is started with that is told of its companies later."""
    return _without_proxy({**_own(), f"{PREFIX}PORT": str(port)})


def company(around: Surroundings, *, port: int, at: str) -> dict[str, str]:
    """What such a service is told of one company; webhooks are to come to it beneath the path `at`."""
    return {**_about(around), **_listening(port, at)}


def _own() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}


def _about(around: Surroundings) -> dict[str, str]:
    told = {
        f"{PREFIX}{system}_{name.upper().replace('BASE_', '')}": value
        for system, access in (("HRIS", around.hris), ("LMS", around.lms))
        for name, value in asdict(access).items()
    }
    told[f"{PREFIX}STATE_DIR"] = str(around.state_dir)
    told[f"{PREFIX}MAPPING"] = str(around.mapping_file)
    told[f"{PREFIX}POLICY"] = json.dumps(asdict(around.policy))
    return told


def _listening(port: int, at: str = "") -> dict[str, str]:
    return {f"{PREFIX}PORT": str(port), f"{PREFIX}WEBHOOK_URL": f"http://127.0.0.1:{port}{at}/webhooks"}


def _without_proxy(told: Mapping[str, str]) -> dict[str, str]:
    """The simulators are on this machine: no proxy knows the way to them."""
    direct = {}
    for name in ("no_proxy", "NO_PROXY"):
        known = [host for host in told.get(name, "").split(",") if host]
        direct[name] = ",".join([*known, *(host for host in LOOPBACK if host not in known)])
    return {**told, **direct}

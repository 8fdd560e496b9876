"""What the connector is told by its environment, once, at the start."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class NotConfigured(Exception):
    """Something the connector needs is not in its environment; the text says what."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Access:
    """Where a system is, and who we are there."""

    url: str
    client_id: str
    client_secret: str
    #: Empty where there is none.
    api_key: str = ""
    #: What it speaks.
    dialect: str = "core"


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """The whole configuration."""

    hris: Access
    lms: Access
    state: Path
    mapping_file: Path
    mapping: Mapping[str, Any]
    #: The customer's choices: how early, how late, what a leave means …
    policy: Mapping[str, Any]
    port: int
    webhook_url: str

    @property
    def writeback_on(self) -> str:
        """`pass` writes only passes back to the HRIS, `any` every attempt."""
        return str(self.policy.get("writeback_on", "pass"))

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "Settings":
        """Read the configuration.

        Raises:
            NotConfigured: a variable is missing or makes no sense, or the mapping file cannot be read.
        """
        return cls(
            hris=_access(environment, "HRIS"),
            lms=_access(environment, "LMS"),
            state=Path(_needed(environment, "ROSTERPROOF_STATE_DIR")),
            mapping_file=Path(_needed(environment, "ROSTERPROOF_MAPPING")),
            mapping=_mapping(Path(_needed(environment, "ROSTERPROOF_MAPPING"))),
            policy=_policy(environment),
            port=port_of(environment),
            webhook_url=_needed(environment, "ROSTERPROOF_WEBHOOK_URL"),
        )


def mapping_of(settings: Settings) -> Mapping[str, Any]:
    """The mapping as it is by now: a customer changes it while we run.

    Raises:
        NotConfigured: the file cannot be read any more.
    """
    return _mapping(settings.mapping_file)


def _access(environment: Mapping[str, str], system: str) -> Access:
    return Access(
        url=_needed(environment, f"ROSTERPROOF_{system}_URL"),
        client_id=_needed(environment, f"ROSTERPROOF_{system}_CLIENT_ID"),
        client_secret=_needed(environment, f"ROSTERPROOF_{system}_CLIENT_SECRET"),
        api_key=environment.get(f"ROSTERPROOF_{system}_API_KEY", ""),
        dialect=environment.get(f"ROSTERPROOF_{system}_DIALECT", "core"),
    )


def _policy(environment: Mapping[str, str]) -> Mapping[str, Any]:
    try:
        policy = json.loads(environment.get("ROSTERPROOF_POLICY") or "{}")
    except ValueError as problem:
        raise NotConfigured(f"ROSTERPROOF_POLICY is not JSON: {problem}") from None
    if not isinstance(policy, dict):
        raise NotConfigured("ROSTERPROOF_POLICY must be a JSON object")
    return policy


def port_of(environment: Mapping[str, str]) -> int:
    """The port to listen on.

    Raises:
        NotConfigured: it is missing, or none.
    """
    text = _needed(environment, "ROSTERPROOF_PORT")
    if not text.isdecimal() or not 0 <= int(text) <= 65535:
        raise NotConfigured(f"ROSTERPROOF_PORT must be a port number, not {text!r}")
    return int(text)


def _mapping(path: Path) -> Mapping[str, Any]:
    try:
        mapping: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise NotConfigured(f"the mapping file {path} cannot be read: {problem}") from None
    return mapping


def _needed(environment: Mapping[str, str], name: str) -> str:
    try:
        return environment[name]
    except KeyError:
        raise NotConfigured(f"{name} is not set; see the README on what a connector is given") from None

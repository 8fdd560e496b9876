"""Evidence on disk: `evidence.json` and `journal.jsonl` in a folder per scenario, written whole or not at all."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import orjson

from rosterproof.evidence.record import (
    ArmedFault,
    AuditAnswer,
    Checkpoint,
    ConnectorFacts,
    Cycle,
    Evidence,
    Incident,
    Inquiry,
    JournalRow,
    Leak,
    LearnerAction,
    LoggedChange,
    LogSearch,
    Probe,
    Remapping,
    ReportedError,
)

EVIDENCE = "evidence.json"
JOURNAL = "journal.jsonl"
#: What the connector printed.
LOG = "connector.log"


class UnreadableEvidence(Exception):
    """The folder holds no evidence, or not all of it."""


def write(evidence: Evidence, folder: Path) -> None:
    """Write `evidence` into `folder`, each file by way of a temporary name so that none is ever half there."""
    folder.mkdir(parents=True, exist_ok=True)
    _replace(folder / JOURNAL, b"".join(orjson.dumps(row) + b"\n" for row in evidence.journal))
    _replace(folder / EVIDENCE, orjson.dumps(replace(evidence, journal=()), option=orjson.OPT_INDENT_2))


def read(folder: Path) -> Evidence:
    """Read back what `write` wrote.

    Raises:
        UnreadableEvidence: a file is missing or is not what `write` writes; names the file.
    """
    body = _load(folder / EVIDENCE, orjson.loads)
    rows = _load(folder / JOURNAL, lambda data: [orjson.loads(line) for line in data.splitlines()])
    try:
        return _evidence(body, rows)
    except (KeyError, TypeError, ValueError) as problem:
        raise UnreadableEvidence(f"{folder / EVIDENCE}: not evidence of this version: {problem!r}") from None


def _evidence(body: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> Evidence:
    checkpoints = tuple(
        Checkpoint(
            **{
                **point,
                "at": _instant(point["at"]),
                "errors": None
                if point["errors"] is None
                else tuple(ReportedError(**error) for error in point["errors"]),
            }
        )
        for point in body["checkpoints"]
    )
    incidents = tuple(
        Incident(kind=i["kind"], at=i["at"] and _instant(i["at"]), detail=i["detail"]) for i in body["incidents"]
    )
    return Evidence(
        **{
            **body,
            "requirements": tuple(body["requirements"]),
            "tags": tuple(body.get("tags", ())),
            "plan": tuple(body["plan"]),
            "started_at": _instant(body["started_at"]),
            "connector": ConnectorFacts(**body["connector"]),
            "changes": tuple(LoggedChange(**{**c, "recorded_at": _instant(c["recorded_at"])}) for c in body["changes"]),
            "actions": tuple(_action(action) for action in body["actions"]),
            "probes": tuple(Probe(**_at(probe)) for probe in body["probes"]),
            "inquiries": tuple(_inquiry(inquiry) for inquiry in body["inquiries"]),
            "cycles": tuple(Cycle(**_at(cycle)) for cycle in body["cycles"]),
            "checkpoints": checkpoints,
            "faults": tuple(ArmedFault(**fault) for fault in body["faults"]),
            "incidents": incidents,
            "remappings": tuple(Remapping(**each) for each in body["remappings"]),
            "journal": tuple(JournalRow(**_at(row)) for row in rows),
            "log": _log(body.get("log")),
        }
    )


def _inquiry(row: Mapping[str, Any]) -> Inquiry:
    answers = {
        name: AuditAnswer(**{**row[name], "known_at": _instant(row[name]["known_at"])}) for name in ("then", "now")
    }
    records = tuple(row["training_records"])
    return Inquiry(**{**_at(row), "on": date.fromisoformat(row["on"]), **answers, "training_records": records})


def _log(search: Mapping[str, Any] | None) -> LogSearch | None:
    return None if search is None else LogSearch(**{**search, "leaks": tuple(Leak(**leak) for leak in search["leaks"])})


def _action(row: Mapping[str, Any]) -> LearnerAction:
    done_at = row.get("completed_at")
    return LearnerAction(**{**_at(row), "completed_at": done_at and _instant(done_at)})


def _at(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "at": _instant(row["at"])}


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _load(file: Path, parse: Any) -> Any:
    try:
        return parse(file.read_bytes())
    except FileNotFoundError:
        raise UnreadableEvidence(f"{file}: there is no such file; is this the folder of a run?") from None
    except (OSError, orjson.JSONDecodeError) as problem:
        raise UnreadableEvidence(f"{file}: cannot be read: {problem}") from None


def _replace(file: Path, content: bytes) -> None:
    aside = file.with_name(file.name + ".part")
    aside.write_bytes(content)
    aside.replace(file)

"""Judge a stored run again, offline: nothing is opened but its folder, and the verdict is the same.

A run's folder holds `run.json` (what it was judged by) and one folder of evidence per story, named after the story.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from rosterproof import __version__
from rosterproof.certificate import Tested
from rosterproof.checks import judge
from rosterproof.checks.chain import first_altered
from rosterproof.errors import RosterproofError, SetupError
from rosterproof.evidence import folder
from rosterproof.evidence.record import Evidence
from rosterproof.exit_code import ExitCode
from rosterproof.report import RunReport
from rosterproof.verdict import ProfileFacts, Severity, run_verdict

MANIFEST = "run.json"


class AlteredEvidence(RosterproofError):
    """A journal does not fit its own hashes: rows were changed, added or taken away."""

    exit_code = ExitCode.INCONCLUSIVE


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """The profile that a run was judged by, as it stands in the run's folder."""

    name: str
    title: str
    scenarios: tuple[str, ...]
    severities: Mapping[str, Severity]
    weights: Mapping[str, Severity]


def evidence_folder(run: Path, scenario: str) -> Path:
    """Where the evidence of a story lies within a run's folder."""
    return run / scenario.replace("/", "-")


def remember(
    run: Path,
    profile: ProfileFacts,
    *,
    played: tuple[str, ...],
    issued_at: datetime | None = None,
    seconds: Mapping[str, float] | None = None,
    tested: Tested | None = None,
) -> None:
    """Write down what the run is judged by and which stories were played, so that it can be judged again."""
    run.mkdir(parents=True, exist_ok=True)
    content = {
        "version": __version__,
        "issued_at": issued_at,
        "profile": {
            "name": profile.name,
            "title": profile.title,
            "scenarios": list(profile.scenarios),
            "severities": dict(profile.severities),
            "weights": dict(profile.weights),
        },
        "tested": tested,
        "played": list(played),
        "seconds": dict(seconds or {}),
    }
    (run / MANIFEST).write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2))


def recheck(run: Path, profile: ProfileFacts | None = None) -> RunReport:
    """Judge the run in a folder again, by the profile it was judged by or by another.

    Raises:
        SetupError: the folder is not that of a run.
        UnreadableEvidence: the evidence of a story is missing or damaged.
        AlteredEvidence: a journal is not the one that was recorded.
    """
    manifest = _manifest(run)
    by = profile or Judged(
        **{**manifest["profile"], "scenarios": tuple(manifest["profile"]["scenarios"])},
    )
    evidence = tuple(_evidence(evidence_folder(run, scenario)) for scenario in manifest["played"])
    left_out = (manifest.get("tested") or {}).get("left_out")
    verdict = run_verdict([judge(one, by) for one in evidence], by, left_out)
    issued = manifest.get("issued_at")
    return RunReport(
        verdict=verdict,
        evidence=evidence,
        version=__version__,
        issued_at=datetime.fromisoformat(issued) if issued else None,
        seconds=manifest.get("seconds") or None,
    )


def tested(run: Path) -> Tested | None:
    """What was put to the test, as it was written down before anything was played; None in a run of no certificate."""
    written = _manifest(run).get("tested")
    return Tested.of(written) if written else None


def files(run: Path, played: Iterable[str]) -> Iterator[str]:
    """The files of a run's folder that its verdict rests on, in the order in which they are read."""
    yield MANIFEST
    for scenario in played:
        place = evidence_folder(run, scenario)
        for name in (folder.EVIDENCE, folder.JOURNAL, folder.LOG):
            if (place / name).is_file():
                yield f"{place.name}/{name}"


def _evidence(place: Path) -> Evidence:
    evidence = folder.read(place)
    altered = first_altered(evidence.journal)
    if altered is not None:
        where = f"{place / folder.JOURNAL}:{altered}"
        raise AlteredEvidence("this row is not as it was recorded, so nothing can be judged by it", where=where)
    return evidence


def _manifest(run: Path) -> dict[str, Any]:
    file = run / MANIFEST
    try:
        content = orjson.loads(file.read_bytes())
        content["profile"]["severities"], content["played"]
    except FileNotFoundError:
        raise SetupError(
            "there is no run here", where=str(file), hint="name the folder that certify wrote with --out"
        ) from None
    except (OSError, KeyError, TypeError, orjson.JSONDecodeError) as problem:
        raise SetupError(f"this is not the manifest of a run: {problem}", where=str(file)) from None
    return dict(content)

"""What a simulated LMS assigns to the same samples: the real one of the simulators, asked over HTTP."""

from datetime import UTC
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx2

from rosterproof.driver.control import ControlPlane
from rosterproof.driver.simulators import Simulators
from rosterproof.driver.world import World
from rosterproof.errors import SimulatorFailed
from rosterproof.oracle.learning import LIVE
from rosterproof.rehearsal.sample import Sample, SampleFile
from rosterproof.rehearsal.trial import WHO, Result, called, entries, noon

#: Course -> due date, or none.
Seen = dict[str, str | None]


def differences(file: SampleFile, results: list[Result]) -> dict[str, list[str]]:
    """Sample -> where the LMS assigns something else than the oracle says; samples without any are absent.

    Raises:
        SimulatorFailed: the simulators did not start, or failed.
    """
    found: dict[str, list[str]] = {}
    with TemporaryDirectory() as folder, Simulators.start(Path(folder) / "simulators.log") as simulators:
        control = ControlPlane(simulators)
        for number, result in enumerate(results):
            theirs = _seen(control, file, result.sample, number)
            ours: Seen = {each.course: each.due_on.isoformat() if each.due_on else None for each in result.assigned}
            apart = [
                f"{course}: the oracle says {_told(course, ours)}, the LMS {_told(course, theirs)}"
                for course in sorted(ours.keys() | theirs.keys())
                if (course in ours) != (course in theirs) or ours.get(course) != theirs.get(course)
            ]
            if apart:
                found[result.sample.name] = apart
        control.close()
    return found


def _seen(control: ControlPlane, file: SampleFile, sample: Sample, number: int) -> Seen:
    """Make a world of its own for a sample, and look what its LMS assigns."""
    name = f"sample-{number}"
    start = noon(sample, file.on).astimezone(UTC).isoformat().replace("+00:00", "Z")
    wanted = {"name": name, "seed": 7, "size": 10, "start": start, "catalog": file.catalog, "policy": file.policy}
    world = World.make(control, {**wanted, "ports": "shared"})
    try:
        for external_id, profile in entries(sample):
            _open(world, {"given_name": "Sample", **profile, "external_id": external_id})
        for group in sample.groups:
            control.put(f"/v1/worlds/{name}/groups/{group}/members/{WHO}", {})
        for event in sample.told:
            control.post(f"/v1/worlds/{name}/learning-events", {"event": event, "external_ids": [WHO]})
        rows = world.state()["lms"]["enrollments"]
    finally:
        world.end()
    return {
        called(row["course"], row["instance"]): row["due_on"]
        for row in rows
        if row["external_id"] == WHO and row["status"] in LIVE
    }


def _open(world: World, user: dict[str, Any]) -> None:
    url = f"{world.lms.base_url.rstrip('/')}/v1/users"
    response = httpx2.post(url, json=user, headers={"X-Api-Key": world.lms.api_key}, trust_env=False, timeout=60)
    if response.status_code != 201:
        raise SimulatorFailed(f"the LMS does not take the profile of {user['external_id']}: {response.text[:300]}")


def _told(course: str, seen: Seen) -> str:
    return "not assigned" if course not in seen else f"due {seen[course]}" if seen[course] else "no due date"

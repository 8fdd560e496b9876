"""One company served for somebody to try things on: the simulators, one world, and what its visitor needs to know."""

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rosterproof.driver.control import ControlPlane
from rosterproof.driver.simulators import Simulators
from rosterproof.errors import ControlRefused, SetupError

NAME = "demo"
#: How often a quiet server looks whether its process still lives, in seconds.
LOOK = 3600.0
#: Hears how many people of how many are on record.
Told = Callable[[int, int], None]
#: How often it is asked how far a world in the making is, and how long making one may take, in seconds.
GLANCE = 0.25
LONGEST_MAKING = 1800.0
#: A larger company is kept in files: in memory it would take gigabytes.
IN_MEMORY = 20_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Served:
    """A running world."""

    simulators: Simulators
    world: Mapping[str, Any]
    clock: Mapping[str, Any]

    def wait(self) -> None:
        """Until interrupted.

        Raises:
            SimulatorFailed: the process ended by itself.
        """
        while True:
            self.simulators.check_alive(LOOK)

    def as_json(self) -> str:
        """Addresses and credentials for a program."""
        control = {"url": self.simulators.control_url, "token": self.simulators.token}
        return json.dumps({"control": control, "world": self.world, "clock": self.clock}, indent=2) + "\n"

    def _pace(self) -> str:
        if self.clock["mode"] == "stopped":
            return f"stands at {self.clock['now']}"
        return f"runs from {self.clock['now']}, {self.clock['scale']:g} seconds to one of the wall"

    def as_text(self) -> str:
        """The same for people, with requests to try."""
        systems = self.world["systems"]
        hris, lms, control = systems["hris"], systems["lms"], self.simulators.control_url
        worlds = f"{control}/v1/worlds/{self.world['name']}"
        bearer = f"-H 'Authorization: Bearer {self.simulators.token}'"
        body = f"{bearer} -H 'Content-Type: application/json'"
        reads = [f"  {each['line']}   # {each['name']}" for system in (hris, lms) for each in system["clients"]]
        hire = '{"kind": "hired", "given_name": "Ada", "title": "nurse", "department": "CLN", "location": "OSL", '
        hire += f'"effective_on": "{self.world["now"][:10]}"}}'
        return "\n".join(
            [
                *_opened("HRIS", hris),
                *_opened("LMS", lms),
                f"         every learner's password {self.world['learner_password']}; reports for managers at /reports",
                f"control  {control}   token {self.simulators.token}",
                f"{self.world['size']} people, seed {self.world['seed']}; the clock {self._pace()}",
                "",
                "Read the people, and the learners:",
                *reads,
                "Hire somebody, move the clock, and see what both systems hold:",
                f"  curl {body} -d '{hire}' {worlds}/changes",
                f"  curl {body} -d '{{\"seconds\": 86400}}' {worlds}/clock/advance",
                f"  curl {bearer} {worlds}/state",
                "",
            ]
        )


def _opened(name: str, system: Mapping[str, Any]) -> list[str]:
    """Where a system is and what opens it."""
    own = "contract at /openapi.yaml, to read and try at /docs"
    speaks = (
        own if system["dialect"] == "core" else f"speaks {system['dialect']}; " + ", or ".join(system["credentials"])
    )
    return [
        f"{name:<8} {system['base_url']}   {speaks}",
        f"         client {system['client_id']}, secret {system['client_secret']}, key {system['api_key']}",
    ]


@contextmanager
def serve(
    *,
    ports: Mapping[str, int],
    data_dir: Path | None,
    new_world: Mapping[str, Any],
    clock: Mapping[str, Any] | None = None,
    token: str | None = None,
    told: Told | None = None,
) -> Iterator[Served]:
    """Serve one world; `new_world` says what it is like, `clock` how its clock goes, if not as it does by itself.

    `token` is what the control plane asks for; one is made up where none is given. On leaving, the process is ended.

    `told` hears how many people of how many are on record while the world is made. A large world is kept in files, of
    which nothing is left behind where no folder is given.

    Raises:
        SetupError: a port is taken.
        SimulatorFailed: the simulators did not start.
    """
    options = ["--control-port", str(ports["control"]), "--shared-port", "0"]
    with (
        tempfile.TemporaryDirectory(prefix="rosterproof-") as place,
        Simulators.start(
            Path(place) / "simulators.log",
            options=[*options, *_kept_in(data_dir, place, new_world)],
            token=token,
        ) as simulators,
    ):
        control = ControlPlane(simulators)
        try:
            wanted = {**new_world, "name": NAME, "hris_port": ports["hris"], "lms_port": ports["lms"]}
            world = _kept(control) or _made(control, wanted, told)
            path = f"/v1/worlds/{NAME}/clock"
            shown = control.get(path) if clock is None else control.put(path, clock)
        except ControlRefused as refused:
            raise SetupError(refused.what, hint="choose other ports with --hris-port and --lms-port") from None
        finally:
            control.close()
        yield Served(simulators=simulators, world=world, clock=shown)


def _nobody(done: int, people: int) -> None:
    """Nobody listens."""
    del done, people


def _kept_in(data_dir: Path | None, place: str, new_world: Mapping[str, Any]) -> list[str]:
    """The option that says where worlds are kept: in memory, but for large ones."""
    if data_dir is None and new_world["size"] <= IN_MEMORY:
        return []
    return ["--data-dir", str(data_dir or Path(place) / "worlds")]


def _made(control: ControlPlane, wanted: Mapping[str, Any], told: Told | None) -> Mapping[str, Any]:
    """Have a world made, and tell meanwhile how far it is."""
    tell = told or _nobody
    asking = ControlPlane(control.simulators)
    with closing(asking), ThreadPoolExecutor(1, thread_name_prefix="making") as pool:
        making = pool.submit(control.post, "/v1/worlds", wanted, waits=LONGEST_MAKING)
        while not wait([making], timeout=GLANCE).done:
            for each in asking.get("/v1/making")["data"]:
                tell(each["on_record"], each["people"])
        made: Mapping[str, Any] = making.result()
        return made


def _kept(control: ControlPlane) -> Mapping[str, Any] | None:
    """The world that an earlier process left in the data folder."""
    found = [world for world in control.get("/v1/worlds")["data"] if world["name"] == NAME]
    return found[0] if found else None

"""connector.yaml: the whole set-up of a connector under test, in one file that can be sent to a colleague."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import rosterproof_sim
from rosterproof.document import Document, check_shape, nearest, read
from rosterproof.errors import InvalidFile, Problem
from rosterproof.settings.build import Build, build_of, files_of
from rosterproof.settings.mapping import read_mapping
from rosterproof.settings.schema import schema

CYCLE_MINUTES = 15
START_TIMEOUT = 20.0
RUN_TIMEOUT = 60.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Service:
    """A connector that stays: started once per story, asked over HTTP."""

    command: tuple[str, ...]
    #: A path that answers once the service is ready; without one, its port taking connections is enough.
    ready: str | None
    start_timeout: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """A connector that is run once per cycle and ends."""

    command: tuple[str, ...]
    timeout: float


@dataclass(frozen=True, kw_only=True, slots=True)
class ErrorsUrl:
    """Refused records are to be had at a path of the service."""

    path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ErrorsStream:
    """Refused records are printed as JSON lines."""

    name: Literal["stdout", "stderr"]


@dataclass(frozen=True, kw_only=True, slots=True)
class ConnectorFile:
    """What the file says, with every default filled in."""

    #: For errors that are noticed later, where checks and knobs are known.
    document: Document
    name: str
    version: str
    run: Service | Command
    hris: str
    lms: str
    cycle_minutes: int
    tick: str | None
    status: str | None
    serial: bool
    errors: ErrorsUrl | ErrorsStream | None
    #: What it is made of; None where that is not declared.
    build: Build | None
    mapping_file: Path
    mapping: Mapping[str, Any]
    #: Still unread: `rosterproof.policy` knows the knobs.
    policy: Mapping[str, Any]
    #: check id -> reason.
    omits: Mapping[str, str]

    @property
    def here(self) -> Path:
        """The folder of the file; commands run there."""
        return self.document.file.parent.resolve()


def read_connector_file(file: Path) -> ConnectorFile:
    """Read a connector file and the mapping it names.

    Raises:
        InvalidFile: with every mistake in either file.
    """
    document = read(file, what="connector file")
    check_shape(document, schema("connector"))
    problems = [*_needs_a_service(document), *_dialects(document), *_omitted_twice(document), *_of_nothing(document)]
    if problems:
        raise InvalidFile(file, problems)
    data = document.data
    sync = data.get("sync", {})
    mapping_file = (file.parent / data["mapping"]).resolve()
    if not mapping_file.is_file():
        what = f"there is no mapping file {data['mapping']}"
        raise InvalidFile(file, [document.problem(["mapping"], what, f"write it in {file.parent.resolve()}")])
    return ConnectorFile(
        document=document,
        name=data["name"],
        version=data.get("version", "unknown"),
        run=_run(data["run"], file.parent.resolve()),
        hris=data["systems"]["hris"],
        lms=data["systems"]["lms"],
        cycle_minutes=sync.get("cycle_minutes", CYCLE_MINUTES),
        tick=sync.get("tick"),
        status=sync.get("status"),
        serial=sync.get("serial", False),
        errors=_errors(data.get("errors")),
        build=build_of(file.parent, data.get("build", ())),
        mapping_file=mapping_file,
        mapping=read_mapping(mapping_file),
        policy=data.get("policy", {}),
        omits={omission["check"]: omission["reason"] for omission in data.get("omits", ())},
    )


def _run(run: Mapping[str, Any], here: Path) -> Service | Command:
    kind, way = next(iter(run.items()))
    filled = tuple(part.replace("{python}", sys.executable).replace("{here}", str(here)) for part in way["command"])
    if kind == "command":
        return Command(command=filled, timeout=float(way.get("timeout", RUN_TIMEOUT)))
    return Service(command=filled, ready=way.get("ready"), start_timeout=float(way.get("start_timeout", START_TIMEOUT)))


def _errors(errors: Mapping[str, Any] | None) -> ErrorsUrl | ErrorsStream | None:
    if errors is None:
        return None
    return ErrorsUrl(path=errors["url"]) if "url" in errors else ErrorsStream(name=errors["stream"])


def _needs_a_service(document: Document) -> Iterator[Problem]:
    """A command is over when it has ended; nobody can be asked anything."""
    if "service" in document.data["run"]:
        return
    for section, key in (("sync", "tick"), ("sync", "status"), ("errors", "url")):
        if key in document.data.get(section, {}):
            hint = "use stream: stdout or stderr" if key == "url" else "remove it: each run of the command is a cycle"
            yield document.problem([section, key], f"'{key}' needs a service; this connector is a command", hint)


def _dialects(document: Document) -> Iterator[Problem]:
    for system, name in document.data["systems"].items():
        folder = Path(rosterproof_sim.__file__).parent / "dialects" / system
        known = [d.name for d in folder.iterdir() if d.is_dir() and not d.name.startswith("_")]
        if name not in known:
            what = f"there is no {system.upper()} dialect '{name}'"
            yield document.problem(["systems", system], what, nearest.hint(name, known))


def _of_nothing(document: Document) -> Iterator[Problem]:
    """A build of files that are not there would be the same whatever is built."""
    for place, pattern in enumerate(document.data.get("build", ())):
        try:
            found = files_of(document.file.parent, pattern)
        except ValueError as problem:
            yield document.problem(["build", place], f"cannot be read as a pattern: {problem}")
            continue
        if not found:
            yield document.problem(["build", place], f"there is no file '{pattern}'")


def _omitted_twice(document: Document) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, omission in enumerate(document.data.get("omits", ())):
        if omission["check"] in seen:
            yield document.problem(["omits", place, "check"], f"'{omission['check']}' is omitted twice")
        seen.add(omission["check"])

"""connector.yaml: the whole set-up of a connector under test, in one file that can be sent to a colleague."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from rosterproof.document import Document, check_shape, read
from rosterproof.errors import InvalidFile, Problem
from rosterproof.settings.build import Build, build_of, files_of
from rosterproof.settings.mapping import read_mapping
from rosterproof.settings.schema import schema
from rosterproof.settings.spoken import Spoken, unknown

CYCLE_MINUTES = 15
START_TIMEOUT = 20.0
RUN_TIMEOUT = 60.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Service:
    """A connector that stays, asked over HTTP: started once per story, or once for all where it serves companies."""

    command: tuple[str, ...]
    #: A path that answers once the service is ready; without one, its port taking connections is enough.
    ready: str | None
    start_timeout: float
    #: A path at which it takes companies on and serves several at once; None for one of a single company.
    companies: str | None


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
    spoken: Spoken
    #: The pair of dialects that it is tried with.
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


def read_connector_file(file: Path, *, hris: str | None = None, lms: str | None = None) -> ConnectorFile:
    """Read a connector file and the mapping it names; `hris` and `lms` choose among the dialects that it speaks.

    Raises:
        InvalidFile: with every mistake in either file.
        SetupError: it does not speak what is chosen.
    """
    document = read(file, what="connector file")
    check_shape(document, schema("connector"))
    problems = [*_needs_a_service(document), *unknown(document), *_omitted_twice(document), *_of_nothing(document)]
    if problems:
        raise InvalidFile(file, problems)
    data = document.data
    sync = data.get("sync", {})
    spoken = Spoken.of(document)
    hris, lms = spoken.choose("hris", hris), spoken.choose("lms", lms)
    mapping_file = _mapping_file(document, hris)
    return ConnectorFile(
        document=document,
        name=data["name"],
        version=data.get("version", "unknown"),
        run=_run(data["run"], file.parent.resolve()),
        spoken=spoken,
        hris=hris,
        lms=lms,
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


def _mapping_file(document: Document, hris: str) -> Path:
    """The mapping file: the one there is, or that of this HRIS.

    Raises:
        InvalidFile: it is not there, or none is named for this HRIS.
    """
    named, here = document.data["mapping"], document.file.parent
    path: list[str | int] = ["mapping"] if isinstance(named, str) else ["mapping", hris]
    if not isinstance(named, str) and hris not in named:
        what = f"no mapping is named for the HRIS dialect '{hris}'"
        raise InvalidFile(document.file, [document.problem(["mapping"], what, f"write {hris}: mapping.json")])
    name = named if isinstance(named, str) else named[hris]
    file = (here / name).resolve()
    if not file.is_file():
        hint = f"write it in {here.resolve()}"
        raise InvalidFile(document.file, [document.problem(path, f"there is no mapping file {name}", hint)])
    return file


def _run(run: Mapping[str, Any], here: Path) -> Service | Command:
    kind, way = next(iter(run.items()))
    filled = tuple(part.replace("{python}", sys.executable).replace("{here}", str(here)) for part in way["command"])
    if kind == "command":
        return Command(command=filled, timeout=float(way.get("timeout", RUN_TIMEOUT)))
    return Service(
        command=filled,
        ready=way.get("ready"),
        start_timeout=float(way.get("start_timeout", START_TIMEOUT)),
        companies=way.get("companies"),
    )


def _errors(errors: Mapping[str, Any] | None) -> ErrorsUrl | ErrorsStream | None:
    if errors is None:
        return None
    return ErrorsUrl(path=errors["url"]) if "url" in errors else ErrorsStream(name=errors["stream"])


def _needs_a_service(document: Document) -> Iterator[Problem]:
    """A command is over when it has ended; nobody can be asked anything."""
    if "service" in document.data["run"]:
        if "companies" in document.data["run"]["service"] and "stream" in document.data.get("errors", {}):
            what = "what a service of several companies prints cannot be told apart by company"
            yield document.problem(["errors", "stream"], what, "offer errors: {url: /errors}")
        return
    for section, key in (("sync", "tick"), ("sync", "status"), ("errors", "url")):
        if key in document.data.get(section, {}):
            hint = "use stream: stdout or stderr" if key == "url" else "remove it: each run of the command is a cycle"
            yield document.problem([section, key], f"'{key}' needs a service; this connector is a command", hint)


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

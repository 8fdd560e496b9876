"""The house: every world of this process, with its addresses."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import orjson

from rosterproof_sim.clock import Ticker
from rosterproof_sim.delivery.guard import Guard
from rosterproof_sim.dialect import Dialect
from rosterproof_sim.dialect.contract.contract import Mode
from rosterproof_sim.dialect.discovery import discover
from rosterproof_sim.domain.words.calendar import instant_text
from rosterproof_sim.domain.words.company import WorldSpec
from rosterproof_sim.domain.words.conduct import Conduct
from rosterproof_sim.domain.words.notices import Notice, Subscription, System
from rosterproof_sim.domain.words.refusals import Invalid, NotFound, Refused
from rosterproof_sim.hris.loading import Progress
from rosterproof_sim.store.outbox import Render
from rosterproof_sim.web.app import dialect_app
from rosterproof_sim.web.gate import Application, own_address
from rosterproof_sim.web.stage import Stage
from rosterproof_sim.web.tenant import CLIENT_ID, Tenant
from rosterproof_sim.wire.listener import Listener, PortTaken
from rosterproof_sim.world import SYSTEMS, World

_THREADS = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Hosting:
    """How a world is served. Port 0 takes a free one."""

    ports: Literal["own", "shared"] = "own"
    hris_port: int = 0
    lms_port: int = 0
    mode: Mode = "audited"

    def port(self, system: System) -> int:
        """Return the port wanted for a system."""
        return self.hris_port if system == "hris" else self.lms_port


@dataclass(frozen=True, kw_only=True, slots=True)
class Hosted:
    """A world with its systems and their addresses."""

    stage: Stage
    tenants: Mapping[System, Tenant]
    listeners: tuple[Listener, ...]
    base_urls: Mapping[System, str]

    def written(self) -> dict[str, Any]:
        """Write it as the control contract has it."""
        world = self.stage.world
        return {
            "name": world.spec.name,
            "seed": world.spec.seed,
            "size": world.spec.size,
            "now": instant_text(world.clock.now()),
            "systems": {system: self._access(tenant) for system, tenant in self.tenants.items()},
            "learner_password": world.credential("learner", 1),
        }

    def check_switches(self, conduct: Conduct) -> None:
        """Raise Invalid where the dialects have no such switches, or they have other choices."""
        for system, tenant in self.tenants.items():
            manners = conduct.hris if system == "hris" else conduct.lms
            known = {each.name: each for each in tenant.dialect.switches}
            for name, choice in manners.switches.items():
                where = f"{system}.switches.{name[:64]}"
                if name not in known:
                    raise Invalid(where, f"is no switch of this dialect; there are {', '.join(known) or 'none'}")
                if choice not in known[name].choices:
                    raise Invalid(where, f"is none of {', '.join(known[name].choices)}")

    def close(self) -> None:
        """End the world and let its ports go."""
        self.stage.close()
        for listener in self.listeners:
            listener.close()

    def _access(self, tenant: Tenant) -> dict[str, Any]:
        dialect, base_url = tenant.dialect, self.base_urls[tenant.system]
        said = {"base_url": base_url, "client_id": CLIENT_ID, "secret": tenant.client_secret, "key": tenant.api_key}
        return {
            "dialect": dialect.name,
            "base_url": base_url,
            "client_id": CLIENT_ID,
            "client_secret": tenant.client_secret,
            "api_key": tenant.api_key,
            "credentials": list(dialect.credentials),
            "clients": [{"name": each.name, "line": each.line.format(**said)} for each in dialect.clients],
        }


class House:
    """Makes worlds, finds them, ends them. Any thread may ask."""

    def __init__(self, *, run_id: str, folder: Path | None = None, guard: Guard | None = None) -> None:
        self.run_id = run_id
        self._guard = guard or Guard()
        #: Where the shared listener is; set once it is bound.
        self.shared_url = ""
        self._folder = folder
        self._hosted: dict[str, Hosted] = {}
        #: How many people of how many are on record in the worlds that are being made.
        self._making: dict[str, tuple[int, int]] = {}
        #: Names that are taken, those of worlds still in the making included.
        self._names: set[str] = set()
        self._lock = Lock()
        #: Moves every running clock of this process.
        self._ticker = Ticker()

    def make(self, spec: WorldSpec, hosting: Hosting) -> Hosted:
        """Make a world and serve it. Raises Refused where its name or a port is taken; nothing is left behind then."""
        dialects = {system: _dialect(system, getattr(spec, system)) for system in SYSTEMS}
        told = self._progress(spec.name)
        return self._settle(
            spec.name, dialects, hosting, lambda folder: World.create(spec, folder=folder, progress=told)
        )

    def fork(self, origin: str, name: str, hosting: Hosting) -> Hosted:
        """Serve a copy of a world at this moment, under another name. Raises Refused as `make` does."""
        found = self.find(origin)
        dialects = {system: tenant.dialect for system, tenant in found.tenants.items()}
        hosting = replace(hosting, mode=found.stage.mode)
        return self._settle(name, dialects, hosting, lambda folder: found.stage.world.fork(name, folder=folder))

    def reopen(self) -> None:
        """Serve again the worlds that a process before this one kept, on free ports."""
        for folder in sorted(self._folder.iterdir()) if self._folder and self._folder.is_dir() else ():
            if folder.is_dir():
                world = World.open(folder)
                self._reserve(world.spec.name)
                dialects = {system: _dialect(system, getattr(world.spec, system)) for system in SYSTEMS}
                self._host(world, dialects, Hosting())

    def making(self) -> list[tuple[str, int, int]]:
        """Return the worlds that are being made: name, people on record, people in all; in order of name."""
        with self._lock:
            return sorted((name, done, people) for name, (done, people) in self._making.items() if done < people)

    def all(self) -> list[Hosted]:
        """Return every world, in order of name."""
        with self._lock:
            return [self._hosted[name] for name in sorted(self._hosted)]

    def find(self, name: str) -> Hosted:
        """Return a world by name, or raise NotFound."""
        with self._lock:
            if name in self._hosted:
                return self._hosted[name]
        raise NotFound(f"world {name}")

    def catch_up(self, name: str | None) -> None:
        """Bring the running clock of a world to where it is by now; of no such world nothing."""
        with self._lock:
            hosted = self._hosted.get(name or "")
        if hosted is not None:
            with hosted.stage.world.store.lock:
                if not hosted.stage.closed:
                    hosted.stage.world.catch_up()

    def at(self, name: str, system: str) -> tuple[Tenant, Application] | None:
        """Return what is served on the shared listener under a world and a system."""
        with self._lock:
            hosted = self._hosted.get(name)
        tenant = next((each for each in hosted.tenants.values() if each.system == system), None) if hosted else None
        return None if tenant is None else (tenant, dialect_app(tenant.dialect))

    def end(self, name: str) -> None:
        """End a world, let its ports go, and remove its folder."""
        with self._lock:
            hosted = self._hosted.pop(name, None)
        if hosted is None:
            raise NotFound(f"world {name}")
        hosted.close()
        if self._folder is not None:
            shutil.rmtree(self._folder / name)
        self._release(name)

    def close(self) -> None:
        """End every world; those in folders can be opened again."""
        self._ticker.stop()
        for hosted in self.all():
            hosted.close()
        with self._lock:
            self._hosted.clear()

    def _settle(
        self, name: str, dialects: Mapping[System, Dialect], hosting: Hosting, create: Callable[[Path | None], World]
    ) -> Hosted:
        """Create a world and serve it. Nothing is left behind where that fails."""
        self._reserve(name)
        folder = None if self._folder is None else self._folder / name
        try:
            world = create(folder)
            try:
                return self._host(world, dialects, hosting)
            except BaseException:
                world.close()
                if folder is not None:
                    shutil.rmtree(folder)
                raise
        except BaseException:
            self._release(name)
            raise

    def _host(self, world: World, dialects: Mapping[System, Dialect], hosting: Hosting) -> Hosted:
        couriers = {system: dialect.courier for system, dialect in dialects.items()}
        stage = Stage(world, hosting.mode, self._guard, self._ticker, couriers)
        tenants = {
            system: Tenant(stage=stage, dialect=dialect, contract=dialect.load())
            for system, dialect in dialects.items()
        }
        world.render = _render(stage, tenants)
        name = world.spec.name
        listeners: list[Listener] = []
        try:
            for system, tenant in tenants.items() if hosting.ports == "own" else ():
                gate = own_address(tenant, dialect_app(tenant.dialect))
                port = hosting.port(system)
                listeners.append(Listener(gate, port=port, threads=_THREADS, name=f"{name}-{system}"))
        except PortTaken as taken:
            for listener in listeners:
                listener.close()
            raise Refused("port-taken", f"{str(taken)[0].upper()}{str(taken)[1:]}.") from None
        own = [listener.url for listener in listeners]
        urls = own or [f"{self.shared_url}/w/{name}/{system}" for system in tenants]
        hosted = Hosted(
            stage=stage,
            tenants=tenants,
            listeners=tuple(listeners),
            base_urls=dict(zip(tenants, urls, strict=True)),
        )
        with self._lock:
            self._hosted[name] = hosted
        stage.start()
        return hosted

    def _progress(self, name: str) -> Progress:
        def told(done: int, people: int) -> None:
            with self._lock:
                self._making[name] = done, people

        return told

    def _reserve(self, name: str) -> None:
        with self._lock:
            self._making.pop(name, None)
            if name in self._names:
                raise Refused("world-exists", f"There is a world {name} already. End it first, or take another name.")
            self._names.add(name)

    def _release(self, name: str) -> None:
        with self._lock:
            self._names.discard(name)
            self._making.pop(name, None)


def _dialect(system: System, name: str) -> Dialect:
    found = discover(system)
    if name not in found:
        raise Invalid(system, f"there is no {system.upper()} dialect {name[:64]!r}; there are {', '.join(found)}")
    return found[name]


def _render(stage: Stage, tenants: Mapping[System, Tenant]) -> Render:
    """Let each dialect word its own messages, and hold them against its contract like any other."""

    def render(notice: Notice, subscription: Subscription) -> list[tuple[str, bytes]]:
        tenant = tenants[notice.system]
        said = list(tenant.dialect.announce(notice, subscription, stage.world.clock.now()))
        for each in said:
            wrong = tenant.contract.check_webhook(each.event, each.body).violations
            if wrong:
                raise RuntimeError(
                    f"the webhook {each.event} breaks {tenant.contract.name}: {wrong[0].where} {wrong[0].what}"
                )
        if said:
            # A body is rendered when it is promised, and for nothing else.
            stage.dispatcher.wake()
        return [(each.event, orjson.dumps(each.body) if each.sent is None else each.sent.encode()) for each in said]

    return render

"""One system of a world as a client meets it: a dialect on an address, with the credentials that open it."""

import hmac
from dataclasses import dataclass, field

from rosterproof_sim.clock import wall_seconds
from rosterproof_sim.dialect import Dialect
from rosterproof_sim.dialect.contract.contract import Contract
from rosterproof_sim.domain.words.conduct import Manners
from rosterproof_sim.domain.words.notices import System
from rosterproof_sim.web.lockout import Lockout
from rosterproof_sim.web.stage import Stage
from rosterproof_sim.world import World

CLIENT_ID = "connector"
#: Seconds on the wall clock, which is the client's own.
TOKEN_LIFE = 3600

#: Each system has secrets of its own.
_NUMBERS: dict[System, int] = {"hris": 1, "lms": 2}


_NEVER: tuple[float, frozenset[str]] = (0.0, frozenset())


@dataclass(frozen=True, kw_only=True)
class Tenant:
    """Tokens live with the process: a client that comes back to a restarted server asks for a new one."""

    stage: Stage
    dialect: Dialect
    contract: Contract
    lockout: Lockout = field(default_factory=Lockout)
    #: Token -> when its life ends, and its scopes.
    _tokens: dict[str, tuple[float, frozenset[str]]] = field(default_factory=dict)

    @property
    def world(self) -> World:
        """The world it is a part of."""
        return self.stage.world

    @property
    def system(self) -> System:
        """Which of the world's systems it is."""
        return self.dialect.system

    @property
    def client_secret(self) -> str:
        """The secret of its one OAuth client."""
        return self.world.credential("secret", _NUMBERS[self.system])

    @property
    def api_key(self) -> str:
        """Its one API key; it stands for the same client."""
        return self.world.credential("key", _NUMBERS[self.system])

    @property
    def manners(self) -> Manners:
        """How it behaves toward its clients."""
        conduct = self.stage.memory.conduct
        return conduct.hris if self.system == "hris" else conduct.lms

    def switch(self, name: str) -> str:
        """How it does what its vendor does one way or another."""
        return self.manners.switches.get(name, self.dialect.switch(name).default)

    @property
    def cursor_key(self) -> bytes:
        """What seals its cursors."""
        return f"{self.world.spec.seed}\0{self.world.spec.name}\0{self.system}".encode()

    @property
    def scopes(self) -> frozenset[str]:
        """What its client may do here; only an HRIS tells more than one scope apart."""
        return frozenset(self.world.spec.hris_scopes) if self.system == "hris" else frozenset()

    def proves(self, client_id: str, client_secret: str) -> bool:
        """Whether these are the credentials of its client."""
        return client_id == CLIENT_ID and same(client_secret, self.client_secret)

    def issue_token(self, scopes: frozenset[str]) -> str:
        """Return a new token with some of the client's scopes."""
        token = self.world.credential("token", self.world.store.counters.next("token"))
        self._tokens[token] = (wall_seconds() + TOKEN_LIFE, scopes)
        return token

    @property
    def issued(self) -> tuple[str, ...]:
        """Every token that was issued here, oldest first."""
        return tuple(self._tokens)

    def takes_token(self, token: str) -> bool:
        """Whether a token was issued here and is still alive."""
        return self._tokens.get(token, _NEVER)[0] > wall_seconds()

    def scopes_of(self, token: str | None) -> frozenset[str]:
        """Return the scopes of a token; an API key, which is none, has all of them."""
        return self.scopes if token is None else self._tokens.get(token, _NEVER)[1]

    def takes_key(self, key: str) -> bool:
        """Whether it is the API key."""
        return same(key, self.api_key)


def same(given: str, expected: str) -> bool:
    """Compare secrets in a time that does not tell where they differ."""
    return hmac.compare_digest(given.encode(errors="replace"), expected.encode())

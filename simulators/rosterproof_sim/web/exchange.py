"""One request to one system of a world, from its arrival to its row in the journal.

What a view does, what it promises to announce, and the row that tells of it are one transaction: none of them without
the others. Where it fails, all of it is undone, and the row of the refusal is written on its own.
"""

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from werkzeug.wrappers import Request

from rosterproof_sim.dialect.contract.operation import Operation
from rosterproof_sim.dialect.contract.violation import Violation
from rosterproof_sim.dialect.message import Answer, Asked, Deed
from rosterproof_sim.dialect.views import View
from rosterproof_sim.dialect.wire import Wire
from rosterproof_sim.domain.words.refusals import Invalid, NotAdmitted, NotFound, Refused, Rejected
from rosterproof_sim.domain.words.written import canonical
from rosterproof_sim.faults.fault import Drop, Moment, Rename, Thing, TurnAway
from rosterproof_sim.faults.plan import Firing
from rosterproof_sim.web.callers import ANONYMOUS, LEARNER, admit, bearer
from rosterproof_sim.web.conditional import unless_known
from rosterproof_sim.web.leak import refuse_leaked, unleaked
from rosterproof_sim.web.limit import Quota
from rosterproof_sim.web.memory import Key
from rosterproof_sim.web.problem import Problem, broken, refused, simulator_fault
from rosterproof_sim.web.reading import arrived, read
from rosterproof_sim.web.tenant import Tenant
from rosterproof_sim.wire.channel import DROP

_log = logging.getLogger(__name__)

#: Names whose values are told to the one who asked and to nobody else.
_SECRET = frozenset(
    {
        "client_secret",
        "access_token",
        "password",
        "session_token",
        "secret",
        "auth-token",
        "launch_url",
        "privateKey",
        "refresh_token",
        "code",
    }
)


class Exchange:
    """Made for one request and used once."""

    def __init__(self, tenant: Tenant, wire: Wire, request: Request) -> None:
        self._tenant = tenant
        self._wire = wire
        self._contract = wire.load()
        self._seen = arrived(request)
        self._stage = tenant.stage
        self._request = request
        self._operation: Operation | None = None
        self._arrived = tenant.world.wall_ms()
        self._caller = ANONYMOUS
        self._asked: Asked[Tenant] | None = None
        self._violations: tuple[Violation, ...] = ()
        self._disagreements: list[str] = []
        self._quota: Quota | None = None

    def answer(self, operation: Operation, view: View, path: Mapping[str, str]) -> Answer:
        """Do what is asked, or say why not."""
        answer = self._answered(operation, view, path)
        return answer if self._quota is None else answer.with_headers(self._quota.headers(self._wire.quotas))

    def _answered(self, operation: Operation, view: View, path: Mapping[str, str]) -> Answer:
        self._operation = operation
        key: Key | None = None
        try:
            asked = self._admitted(operation, path)
            if isinstance(asked, Answer):
                return asked
            key = self._key(operation, asked)
            with self._stage.memory.under(key):
                return self._done(operation, view, asked, key)
        except Problem as problem:
            return self.refuse(problem)
        except (Refused, NotFound, Invalid, NotAdmitted, Rejected) as no:
            return self.refuse(refused(no, self._tenant.system), kept=key is not None)
        except Exception:
            _log.exception("exchange.failed world=%s operation=%s", self._tenant.world.spec.name, operation.id)
            return self.refuse(simulator_fault())

    def refuse(self, problem: Problem, firing: Firing | None = None, *, kept: bool = False) -> Answer:
        """Answer with a problem, and journal that."""
        said = self._wire.refusal
        answer = said(self._tenant, self._seen, problem) if said else problem.answer(self._request.path)
        with self._stage.world.store.lock:
            if self._stage.closed:
                return answer
            self._stage.world.catch_up()
            with self._stage.world.store.transaction():
                if firing is not None:
                    self._stage.memory.note(firing)
                row = self._journal(answer, firing, kept=kept)
            self._stage.memory.exchanged(row)
        return answer

    def _admitted(self, operation: Operation, path: Mapping[str, str]) -> Asked[Tenant] | Answer:
        """Return what is asked, once it is sure that it may be; or the answer of a fault that came before."""
        self._refuse_after_the_end()
        refuse_leaked(self._request)
        unreadable: Problem | None = None
        asked: Asked[Tenant] | None = None
        try:
            asked = read(self._request, operation, self._tenant, path, self._wire.reading)
            self._asked = asked
        except Problem as problem:
            unreadable = problem
            self._violations = problem.errors
        self._caller = self._let_in(operation)
        if (refusal := self._turned_away(operation)) is not None:
            return refusal
        if unreadable is not None or asked is None:
            raise unreadable or simulator_fault()
        verdict = self._contract.check_request(operation, asked, self._stage.mode, self._seed)
        self._note(verdict.disagreement)
        if verdict.violations:
            self._violations = verdict.violations
            raise broken(verdict.violations)
        return asked

    def _let_in(self, operation: Operation) -> str:
        """Return who asks, once they may, and may already. All who are not let in count as one client."""
        limiter = self._stage.limiters.get(self._tenant.system)
        if limiter is None:
            return admit(self._tenant, self._wire, operation, self._seen)
        client = ANONYMOUS
        try:
            caller = admit(self._tenant, self._wire, operation, self._seen)
            # A learner's session is a credential of its own; key and tokens of the connector stand for one client.
            client = f"{caller} {bearer(self._seen.headers)}" if caller == LEARNER else caller
            return caller
        finally:
            self._quota = limiter.take(client)
            if not self._quota.admitted:
                self._caller = client.partition(" ")[0]
                raise self._quota.problem()

    def _turned_away(self, operation: Operation) -> Answer | None:
        if not self._stage.memory.plan.armed:
            return None
        with self._stage.world.store.lock:
            firing = self._struck("before", operation)
            if firing is None or not isinstance(firing.effect, TurnAway):
                return None
            return self.refuse(_turned_down(firing.effect), firing)

    def _done(self, operation: Operation, view: View, asked: Asked[Tenant], key: Key | None) -> Answer:
        stage = self._stage
        with stage.world.store.lock:
            self._refuse_after_the_end()
            stage.world.catch_up()
            earlier = None if key is None else stage.memory.given(key, asked)
            with stage.world.store.transaction():
                answer = earlier or self._viewed(operation, view, asked)
                self._caller = answer.caller or self._caller
                firing = self._struck("after", operation)
                if firing is not None:
                    stage.memory.note(firing)
                    if isinstance(firing.effect, Drop):
                        self._request.environ[DROP]()
                row = self._journal(answer, firing, replayed=earlier is not None, kept=key is not None)
            stage.memory.exchanged(row)
        return _altered(answer, firing)

    def _viewed(self, operation: Operation, view: View, asked: Asked[Tenant]) -> Answer:
        answer = view(asked)
        verdict = self._contract.check_response(operation, asked, answer, self._stage.mode, self._seed)
        self._note(verdict.disagreement)
        if verdict.violations:
            words = "; ".join(f"{each.where}: {each.what}" for each in verdict.violations)
            self._note(f"response of {operation.id} breaks the contract: {words}")
            raise simulator_fault()
        return unless_known(operation, asked, answer)

    def _refuse_after_the_end(self) -> None:
        if self._stage.closed:
            raise Problem(404, "not-found", f"The world {self._tenant.world.spec.name} has ended.")

    def _journal(
        self, answer: Answer, firing: Firing | None, *, replayed: bool = False, kept: bool = False
    ) -> dict[str, Any]:
        dropped = firing is not None and isinstance(firing.effect, Drop)
        request, body, altered = self._request, masked(answer.body), _altered(answer, firing) is not answer
        sent = request.headers.get("Idempotency-Key")
        wall_ms = self._tenant.world.wall_ms()
        data: dict[str, Any] = {
            "exchange": self._stage.memory.exchanges + 1,
            "system": self._tenant.system,
            "operation": self._operation.id if self._operation else None,
            "method": request.method,
            "path": request.path,
            "query": unleaked(request.args),
            "caller": self._caller,
            "status": answer.status,
            "request": {"headers": {} if sent is None else {"idempotency_key": sent}, "body": masked(self._body)},
            "response": {"body": None if dropped else masked(_altered(answer, firing).body)},
            "honest": {"status": answer.status, "body": body} if dropped or altered else None,
            "dropped": dropped,
            "replayed": replayed,
            "faults": [] if firing is None else [firing.fault_id],
            "wall_ms": self._arrived,
            "elapsed_ms": wall_ms - self._arrived,
            "contract": [{"where": each.where, "what": each.what} for each in self._violations],
            "disagreements": self._disagreements,
        }
        if firing is not None and isinstance(firing.effect, TurnAway):
            if firing.effect.retry_after is not None:
                data["retry_after"] = firing.effect.retry_after
        elif self._quota is not None and not self._quota.admitted:
            data["retry_after"] = self._quota.reset
        if kept:
            data["kept"] = True
        if self._wire.stands_for is not None:
            data["means"] = self._meaning(answer)
        self._tenant.world.journal.append("exchange", data)
        return data

    def _meaning(self, answer: Answer) -> list[dict[str, Any]]:
        """Say in the words of our own contracts what was asked: what it did, or what it would have done."""
        deeds = answer.deeds or self._intended
        if deeds:
            return [_deed_written(each) for each in deeds]
        names = self._wire.names(self._operation.id)[1:] if self._operation else ()
        return [{"operation": name} for name in names]

    def _note(self, disagreement: str | None) -> None:
        """Note what is wrong with us, not with the caller."""
        if disagreement is not None:
            _log.error("contract.disagreement %s", disagreement)
            self._disagreements.append(disagreement)

    def _struck(self, moment: Moment, operation: Operation) -> Firing | None:
        """Return the fault that strikes this request now."""
        memory, request = self._stage.memory, self._request
        if not memory.plan.armed:
            return None
        target = f"{request.method} {request.path}?{request.query_string.decode('latin-1')}"
        # The same values in another order are the same thing.
        raw = request.get_data(cache=True).decode(errors="replace")
        text = raw if self._body is None else canonical(self._body)
        text += "".join(f"\n{canonical(each.body)}" for each in self._intended)
        thing = Thing(
            system=self._tenant.system,
            names=self._wire.names(operation.id),
            text=f"{target}\n{text}",
            spelling=self._wire.spelling,
        )
        return memory.strike(moment, thing)

    def _key(self, operation: Operation, asked: Asked[Tenant]) -> Key | None:
        sent = asked.headers.get("idempotency-key")
        if not operation.idempotent_by_key:
            return None
        if sent is None:
            if self._tenant.manners.idempotency_key == "required":
                what = (
                    f"This system takes no {operation.id} without an Idempotency-Key. Send one, new for each request."
                )
                raise Problem(400, "idempotency-key-missing", what)
            return None
        return Key(
            system=self._tenant.system,
            caller=self._caller,
            operation=operation.id,
            path=asked.raw_path,
            key=sent,
        )

    @property
    def _body(self) -> Any:
        """What was sent, once it was understood."""
        return None if self._asked is None else self._asked.body

    @property
    def _intended(self) -> tuple[Deed, ...]:
        """What is to be written, in the words of our own contracts, where the request alone tells that."""
        intent = self._wire.intents.get(self._operation.id) if self._operation and self._asked else None
        deed = intent(self._asked) if intent else None
        return () if deed is None else (deed,)

    @property
    def _seed(self) -> int:
        return self._tenant.world.spec.seed


def _deed_written(deed: Deed) -> dict[str, Any]:
    """Write a deed; what it does not say is left out."""
    told = {"operation": deed.operation, "body": masked(deed.body), "answer": masked(deed.answer)}
    ids = {"about": list(deed.about), "listed": list(deed.listed)}
    return {name: value for name, value in {**told, **ids}.items() if value not in (None, [])}


def masked(body: Any) -> Any:
    """Hide the secrets in a body."""
    if isinstance(body, Mapping) and not _SECRET.isdisjoint(body):
        return {name: "***" if name in _SECRET else value for name, value in body.items()}
    return body


def _altered(answer: Answer, firing: Firing | None) -> Answer:
    """Return what is sent in place of an honest answer; the same where no fault alters it."""
    if firing is None or not isinstance(firing.effect, Rename):
        return answer
    return replace(answer, body=firing.effect.renamed(answer.body))


def _turned_down(effect: TurnAway) -> Problem:
    """Return what is said to whom a fault turns away."""
    wait = f"Come again in {effect.retry_after} s, and not before."
    headers = {"Retry-After": str(effect.retry_after)}
    match effect.status:
        case 422:
            return Problem(422, "refused", "This system does not take this at present. Somebody has to see to it here.")
        case 429:
            return Problem(429, "too-many-requests", f"Too many requests. {wait}", headers=headers)
        case 503:
            return Problem(503, "unavailable", f"This system is down. {wait}", headers=headers)

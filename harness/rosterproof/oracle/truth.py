"""What would hold had an ideal connector stood between the two systems.

It acts at the very instants at which the connector under test had its cycles, on what HR had on record by then: opens
an account for everyone who ought to have one, keeps profiles true, closes the accounts of those who ought to have none
(unless they are so many that somebody must look at it first), leaves held records alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from rosterproof.evidence.record import AuditAnswer, Checkpoint, Cycle, Evidence, Inquiry, LearnerAction
from rosterproof.oracle.administration import Administered, administered
from rosterproof.oracle.audit import Audited, Told, role_of, told, trained
from rosterproof.oracle.catalog import Catalog
from rosterproof.oracle.entitlement import Entitlement
from rosterproof.oracle.flat import differ, flat, nested
from rosterproof.oracle.learning import Account
from rosterproof.oracle.mapping import Hold, Translation
from rosterproof.oracle.people import Person, Roll
from rosterproof.oracle.places import Places
from rosterproof.oracle.replay import Replay
from rosterproof.oracle.timeline import Placed, Question, known_changes, placed_actions, questions


@dataclass(frozen=True, kw_only=True, slots=True)
class Expected:
    """What ought to hold at one instant. Accounts are named by employee id."""

    at: datetime
    people: Mapping[str, Person]
    #: People whose record is held although they ought to have an account, and why.
    held: Mapping[str, tuple[Hold, ...]]
    accounts: Mapping[str, Account]
    #: People of whom a field is reported although the rest of the record is written.
    noted: Mapping[str, tuple[Hold, ...]] = field(default_factory=dict)
    #: People who ought to have no open account, and why.
    barred: Mapping[str, str] = field(default_factory=dict)
    #: How many accounts the last cycle left open because they were too many to close at once.
    guarded: int = 0

    def open_account(self, employee_id: str) -> Account | None:
        """The account the person ought to be able to use."""
        account = self.accounts.get(employee_id)
        return account if account is not None and account.active else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """A learner action, and whether it would have been possible."""

    action: LearnerAction
    possible: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Truth:
    """What ought to hold at each checkpoint, and what learners ought to have been able to do."""

    checkpoints: tuple[Expected, ...]
    actions: tuple[Judged, ...]
    audits: tuple[Audited, ...] = ()


def truth(evidence: Evidence) -> Truth:
    """Play the story with an ideal connector."""
    ideal = _Ideal(evidence)
    moves: list[tuple[datetime, int, int, Cycle | Administered | Placed | Checkpoint | Question]] = [
        *((a.at, a.sequence, 0, a) for a in administered(evidence)),
        *((p.action.at, p.sequence, 0, p) for p in placed_actions(evidence)),
        *((c.at, c.from_sequence, 1, c) for c in evidence.cycles),
        *((c.at, c.journal_sequence, 2, c) for c in evidence.checkpoints),
        *((q.at, q.inquiry.journal_sequence, 3, q) for q in questions(evidence)),
    ]
    expected: list[Expected] = []
    judged: list[Judged] = []
    audits: list[Audited] = []
    for _, sequence, _, move in sorted(moves, key=lambda m: m[:3]):
        match move:
            case Cycle():
                ideal.cycle(move.at, sequence)
            case Administered():
                ideal.administrator(move)
            case Placed(action=action):
                judged.append(ideal.learner(action))
            case Checkpoint():
                expected.append(ideal.expected(move.at, sequence))
            case Question():
                audits.extend(ideal.auditor(move))
    return Truth(checkpoints=tuple(expected), actions=tuple(judged), audits=tuple(audits))


class _Ideal:
    """The ideal connector and the LMS that it keeps."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._translation = Translation.at(evidence, 0)
        # Where the connector enrolls, an ideal one does it at once and as the rules say: as the LMS would.
        policy = {**evidence.policy, "assign_by": "lms"}
        self._lms = Replay(Catalog.of(evidence.catalog), policy, evidence.started_at)
        self._places = Places.of(evidence.journal)
        self._entitlement = Entitlement(evidence.policy, self._places)
        self._roll: Roll | None = None
        self._known = 0
        self._seen_at = evidence.started_at
        self._everyone: dict[str, Person] = {}
        self._kept: dict[str, Person] = {}
        #: Who is looked at again although nothing changed: the guard left the account open, or time alone may open it.
        self._waiting: set[str] = set()
        self._guarded = 0
        #: Number of a question -> what was true when the day asked about was over.
        self._told: dict[int, Told | None] = {}

    def cycle(self, at: datetime, sequence: int) -> None:
        """Bring every account into line with what HR has on record."""
        self._lms.advance(at)
        self._read_by(sequence)
        people = self._people(at, sequence)
        changed = [p for who, p in people.items() if self._kept.get(who) is not p or who in self._waiting]
        self._kept = people
        self._waiting = {p.employee_id for p in changed if p.status == "pre_hire"}
        opened = sum(account.active for account in self._lms.accounts.values())
        barred = []
        for person in changed:
            if self._entitlement.why_not(person, at) is not None:
                barred.append(person.employee_id)
            elif not self._holds(person):
                self._write(person, self._lms.accounts.get(person.employee_id))
        self._close([who for who in barred if who in self._lms.accounts and self._lms.accounts[who].active], opened)

    def _close(self, barred: list[str], opened: int) -> None:
        self._guarded = len(barred) if self._entitlement.too_many(len(barred), opened) else 0
        if self._guarded:
            self._waiting |= set(barred)
            return
        for who in barred:
            self._lms.deactivate(who)

    def _read_by(self, sequence: int) -> None:
        """Take up another mapping, or that the HRIS calls a field otherwise: everybody is looked at again."""
        translation = Translation.at(self._evidence, sequence)
        if translation != self._translation:
            self._translation, self._kept = translation, {}

    def administrator(self, act: Administered) -> None:
        """Let an administrator of the LMS act."""
        self._lms.advance(act.at)
        act.carry_out(self._lms, by="external_id")
        if act.fact["event"] == "profile_edited" and act.about["external_id"] in self._everyone:
            # What the mapping names is HR's: the next cycle puts it right.
            self._waiting.add(act.about["external_id"])

    def learner(self, action: LearnerAction) -> Judged:
        """Let a learner act; what the real LMS recorded is a fact here too."""
        self._lms.advance(action.at)
        asked = (action.employee_id, action.course, action.action, action.score, action.completed_at)
        possible = self._lms.allows(*asked)
        if action.accepted:
            self._lms.perform(*asked)
        return Judged(action=action, possible=possible)

    def auditor(self, question: Question) -> Iterator[Audited]:
        """Remember what is true when a day is over, and tell it when it is asked."""
        self._lms.advance(question.at)
        inquiry = question.inquiry
        if question.of_the_day:
            self._told[question.number] = told(self._lms, inquiry.employee_id)
            return
        then = self._told[question.number]
        account = self._lms.accounts.get(inquiry.employee_id)
        now = trained(self._lms, account, then.required, inquiry.on) if account is not None and then is not None else {}
        hr = {name: self._as_known(inquiry, answer) for name, answer in (("then", inquiry.then), ("now", inquiry.now))}
        roles = {then.role} if then is not None else set()
        known_now = hr["now"]
        if known_now is not None and not self._translation.holds(known_now):
            roles.add(role_of(self._translation.profile(known_now)))
        yield Audited(inquiry=inquiry, then=then, trained_now=now, roles_now=frozenset(roles), hr=hr)

    def _as_known(self, inquiry: Inquiry, answer: AuditAnswer) -> Person | None:
        """The employee at the end of the day asked about, by what HR knew at an instant."""
        known = known_changes(self._evidence, inquiry.journal_sequence, answer.known_at)
        mine = [change for change in known if change.employee_id == inquiry.employee_id]
        return Roll.of(mine, self._places).person(inquiry.employee_id, inquiry.then.known_at)

    def expected(self, at: datetime, sequence: int) -> Expected:
        """What ought to hold now."""
        self._lms.advance(at)
        self._read_by(sequence)
        people = self._people(at, sequence)
        barred = {who: why for who, p in people.items() if (why := self._entitlement.why_not(p, at))}
        held = {who: holds for who, p in people.items() if who not in barred and (holds := self._holds(p))}
        return Expected(
            at=at,
            people=people,
            held=held,
            noted=self._noted([p for who, p in people.items() if who not in barred and who not in held]),
            accounts=self._lms.snapshot(),
            barred=barred,
            guarded=self._guarded,
        )

    def _noted(self, people: list[Person]) -> dict[str, tuple[Hold, ...]]:
        readings = {p.employee_id: self._translation.read(self._entitlement.as_employed(p)) for p in people}
        return {who: reading.noted for who, reading in readings.items() if reading.noted}

    def _holds(self, person: Person) -> tuple[Hold, ...]:
        twin = self._entitlement.twin(person, self._everyone.values())
        return (*self._translation.holds(self._entitlement.as_employed(person)), *twin)

    def _people(self, at: datetime, sequence: int) -> dict[str, Person]:
        """Everyone as of now. The log only grows, so as many changes, none of them come due, are the same people."""
        known = known_changes(self._evidence, sequence, at)
        if self._roll is None or len(known) != self._known:
            self._roll, self._known = Roll.of(known, self._places), len(known)
        elif not self._roll.moves(self._seen_at, at):
            return self._everyone
        before, now = self._everyone, self._roll.everyone(at)
        self._everyone = {who: before[who] if before.get(who) == person else person for who, person in now.items()}
        self._seen_at = at
        return self._everyone

    def _write(self, person: Person, account: Account | None) -> None:
        known = self._entitlement.as_employed(person)
        profile = nested({"external_id": person.employee_id, **self._translation.profile(known)})
        if account is None:
            self._lms.create(person.employee_id, profile)
            return
        # What the mapping leaves alone stays as it is.
        if any(differ(flat(account.profile).get(name), value) for name, value in flat(profile).items()):
            self._lms.update(person.employee_id, profile)
        self._lms.reactivate(person.employee_id)

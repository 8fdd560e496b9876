"""Years of training, day by day, on the LMS and on the oracle, which must hold the same of everybody they compare."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from learning.company import Event, below, day_of_work, profile, who
from learning.side_by_side import apart, certification, enrollment, found_by_user

from rosterproof.oracle.catalog import Catalog
from rosterproof.oracle.learning import Account, Enrollment
from rosterproof.oracle.replay import Replay
from rosterproof.scenario.catalog import read_catalog
from rosterproof.scenario.library import named
from rosterproof.stopwatch import Stopwatch
from rosterproof_sim.domain.rules.catalog_reading import catalog_from, rule_from
from rosterproof_sim.domain.words.company import WorldSpec
from rosterproof_sim.domain.words.learning import LearningPolicy
from rosterproof_sim.domain.words.refusals import Refused
from rosterproof_sim.lms.assignment import look_at
from rosterproof_sim.lms.holders import fill_sites
from rosterproof_sim.store import accounts
from rosterproof_sim.world import World

_POLICY = {"leave_mode": "pause"}
_BEGIN = datetime(2026, 3, 2, 9, tzinfo=UTC)
_EVENTS_OF_A_PERSON = 8
#: Every night the rules look at all in one pass, besides at whomever the clock does something to; that must change
#: nothing that was not ended by hand. After every 61st all are compared, else ten of them.
_ALL_COMPARED = 61
_CHANGED_RULE = "c22-security-awareness"


@dataclass(slots=True)
class Tally:
    """What was done and compared, and the seconds that each year took on either side."""

    events: int = 0
    results: int = 0
    compared: int = 0
    lms_seconds: list[float] = field(default_factory=list)
    oracle_seconds: list[float] = field(default_factory=list)
    #: Rows that the journal gained in each year.
    facts: list[int] = field(default_factory=list)


class Years:
    """A company of so many people under the compliance catalog."""

    def __init__(self, world: World, catalog: Mapping[str, Any], people: int) -> None:
        self.world, self.lms, self.people = world, world.lms, people
        self.oracle = Replay(Catalog.of(catalog), _POLICY, _BEGIN)
        self.tally = Tally()
        self._rule = next(row for row in catalog["rules"] if row["rule_id"] == _CHANGED_RULE)
        self._version = 1
        self._ids: dict[str, str] = {}
        self._day = 0
        #: Those of whom an enrollment was ended by hand; the rules may enroll them again when they next look.
        self._ended_by_hand: list[str] = []
        with world.store.transaction():
            for number in range(people):
                fields = profile(number, self.oracle.now.date())
                self._ids[who(number)] = self.lms.create_user(fields).user_id
                self.oracle.create(self._ids[who(number)], fields)

    def year(self, days: int = 365) -> None:
        """Let a year pass, and note what it took."""
        lms, oracle, facts = Spent(), Spent(), self.world.journal.last_sequence()
        for _ in range(days):
            events = list(self._events())
            with lms, self.world.store.transaction():
                allowed = [self._on_lms(event) for event in events]
            with oracle:
                ought = [self._on_oracle(event) for event in events]
            assert allowed == ought, f"day {self._day}: {_first_apart(events, allowed, ought)}"
            self._day += 1
            to = _BEGIN + timedelta(days=self._day)
            with lms:
                self.world.advance(to)
            with oracle:
                self.oracle.advance(to)
            self._look_at_everybody(lms, oracle)
            self.compare(everybody=self._day % _ALL_COMPARED == 0)
        self.tally.lms_seconds.append(lms.seconds)
        self.tally.oracle_seconds.append(oracle.seconds)
        self.tally.facts.append(self.world.journal.last_sequence() - facts)

    def compare(self, *, everybody: bool) -> None:
        """Hold everybody, or ten of them, against the oracle."""
        ten = [self._ids[who(below(self.people, self._day, turn))] for turn in range(10)]
        sampled = list(self.oracle.accounts) if everybody else ten
        if everybody:
            enrollments = found_by_user(self.lms.enrollments(limit=None), enrollment)
            certifications = found_by_user(self.lms.certifications(limit=None), certification)
        for user_id in sampled:
            if not everybody:
                enrollments = found_by_user(self.lms.enrollments(user_id=user_id, limit=None), enrollment)
                certifications = found_by_user(self.lms.certifications(user_id=user_id, limit=None), certification)
            account = self.oracle.accounts[user_id]
            for ours, theirs in (
                (sorted(map(enrollment, account.enrollments), key=str), enrollments.get(user_id, [])),
                (sorted(map(certification, account.certifications), key=str), certifications.get(user_id, [])),
            ):
                assert ours == theirs, f"day {self._day}, {user_id}: {apart(ours, theirs)}"
            self.tally.compared += 1

    def _events(self) -> Iterator[Event]:
        """What administrators do today, then what learners do with what is open."""
        before, after = (round(day * self.people * _EVENTS_OF_A_PERSON / 365) for day in (self._day, self._day + 1))
        today = self.oracle.now.date()
        for event in day_of_work(today, self._day, after - before, self.people):
            self.tally.events += 1
            yield event
        for account in self.oracle.accounts.values():
            for each in account.open_enrollments() if account.active else ():
                if action := self._action(account, each):
                    self.tally.results += 1
                    yield "act", account.profile["external_id"], each.course, *action

    def _action(self, account: Account, each: Enrollment) -> tuple[str, int | None] | None:
        """Most finish within weeks, some put it off until it is over, a few fail first."""
        slow = below(10, "slow", account.account_id, each.course) == 0
        chance = below(150 if slow else 15, self._day, account.account_id, each.course)
        if chance:
            return None
        return [("fail", 10), ("start", None), *[("pass", 90)] * 8][below(10, "how", self._day, account.account_id)]

    def _on_lms(self, event: Event) -> bool:
        try:
            match event:
                case "change", whom, fields:
                    self.lms.update_user(self._ids[whom], fields)
                case "close", whom:
                    self.lms.deactivate(self._ids[whom])
                case "reopen", whom:
                    self.lms.reactivate(self._ids[whom])
                case "act", whom, course, action, score:
                    self.lms.act(whom, course, action, score)
                case "tell", name:
                    self.lms.tell_event(name)
                case "rule", days:
                    row = {**self._rule, "due": {"days": days, "after": "hire"}}
                    self.lms.change_rule(rule_from(row, "rule."))
                case "enroll", whom:
                    self.lms.enroll_by_hand(self._ids[whom], "GCP-260", None)
                case ("withdraw" | "waive") as what, whom:
                    self._end_one(what, self._ids[whom])
        except Refused:
            return False
        return True

    def _on_oracle(self, event: Event) -> bool:
        oracle = self.oracle
        match event:
            case "change", whom, fields:
                oracle.update(self._ids[whom], fields)
            case "close", whom:
                oracle.deactivate(self._ids[whom])
            case "reopen", whom:
                oracle.reactivate(self._ids[whom])
            case "act", *asked:
                allowed = oracle.allows(*asked)
                if allowed:
                    oracle.perform(*asked)
                return allowed
            case "tell", name:
                oracle.tell(name, None)
            case "rule", days:
                self._version += 1
                oracle.change_rule({**self._rule, "due": {"days": days, "after": "hire"}, "version": self._version})
            case what, whom:
                return self._by_hand(what, oracle.accounts[self._ids[whom]])
        return True

    def _by_hand(self, what: str, account: Account) -> bool:
        """Enroll somebody by hand, or end the first of what is open; whether that is possible."""
        if what == "enroll":
            possible = account.active and account.live_in("GCP-260") is None
            if possible:
                self.oracle.enroll(account.account_id, "GCP-260", None)
            return possible
        first = min((each.key for each in account.open_enrollments()), default=None)
        if first is None:
            return False
        getattr(self.oracle, what)(account.account_id, *first)
        self._ended_by_hand.append(account.account_id)
        return True

    def _end_one(self, what: str, user_id: str) -> None:
        live = [each for each in self.lms.enrollments(user_id=user_id, limit=None) if each.closed_at is None]
        if not live:
            raise Refused("nothing-open", f"{user_id} is enrolled in nothing")
        first = min(live, key=lambda each: (each.course, each.instance))
        if what == "waive":
            self.lms.waive(first.enrollment_id, "excused")
        else:
            self.lms.withdraw(first.enrollment_id)

    def _look_at_everybody(self, lms: "Spent", oracle: "Spent") -> None:
        """Evaluate the rules anew; the oracle is asked only for those of whom something was ended by hand."""
        tenant = self.lms._tenant
        with lms, self.world.store.transaction() as db:
            everybody = accounts.active(db)
            look_at(tenant, db, everybody)
            fill_sites(tenant, db, {each.location for each in everybody})
        with oracle:
            for user_id in dict.fromkeys(self._ended_by_hand):
                self.oracle.look(user_id)
            self._ended_by_hand.clear()


class Spent:
    """Adds up the seconds of what is done with it."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __enter__(self) -> None:
        self._watch = Stopwatch()

    def __exit__(self, *_: object) -> None:
        self.seconds += self._watch.seconds


@contextmanager
def company(people: int) -> Iterator[Years]:
    """Found a company of so many people whose LMS keeps the compliance catalog."""
    catalog = read_catalog(named("catalogs")["compliance"])
    spec = WorldSpec(
        name="years",
        seed=7,
        size=1,
        start=_BEGIN,
        catalog=catalog_from(catalog),
        policy=LearningPolicy(**_POLICY),
    )
    with closing(World.create(spec)) as world:
        yield Years(world, catalog, people)


def _first_apart(events: list[Event], allowed: list[bool], ought: list[bool]) -> str:
    event, did, should = next(each for each in zip(events, allowed, ought, strict=True) if each[1] is not each[2])
    return f"{event}: the LMS {'allowed' if did else 'refused'} it, the oracle {'allows' if should else 'refuses'} it"

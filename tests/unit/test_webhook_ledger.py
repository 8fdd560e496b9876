"""sent = acknowledged + pending + dead, at every instant, whatever happens to subscriptions and messages."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy.dialects.sqlite import dialect
from unit.small_world import START, hire, spec

from rosterproof_sim.delivery.schedule import next_attempt
from rosterproof_sim.domain.words.notices import Delivery, Tally
from rosterproof_sim.domain.words.refusals import Refused
from rosterproof_sim.store.ledger import Ledger, total
from rosterproof_sim.world import World

URLS = [f"http://127.0.0.1:9/{name}" for name in "ab"]

Step = tuple[str, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["hire"] * 4
            + ["take"] * 4
            + ["delivered", "failed", "failed", "gone", "subscribe", "unsubscribe", "pause", "resume", "rotate"]
            + ["redeliver", "redeliver", "advance", "advance", "snapshot", "restore", "restart"]
        ),
        st.integers(0, 5),
    ),
    max_size=40,
)


class Books:
    """The same story told naively: what the ledger has to say after every step."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.world = World.create(spec(size=2), folder=folder)
        self.begin()

    def begin(self) -> None:
        self.world.reset()
        #: Subscription -> (url, active), those that have not ended.
        self.live: dict[str, tuple[str, bool]] = {}
        #: Message -> [subscription, status].
        self.messages: dict[str, list[str]] = {}
        self.under_way: list[Delivery] = []
        self.kept = deepcopy((self.live, self.messages))
        self.world.take_snapshot("kept")

    def play(self, step: Step) -> None:
        name, which = step
        if name in {"delivered", "failed", "gone"}:
            self.settle(name, which)
        else:
            getattr(self, name)(which)

    def hire(self, which: int) -> None:
        hire(self.world)
        new = [each.delivery for each in Ledger(self.world.store).entries(len(self.messages), 100)]
        assert [each.subscription_id for each in new] == [each for each, (_, active) in self.live.items() if active]
        self.messages |= {each.message_id: [each.subscription_id, "pending"] for each in new}

    def subscribe(self, which: int) -> None:
        url = URLS[which % len(URLS)]
        made = self.world.outbox.subscribe("hris", url, ["employee.hired"], "full" if which % 2 else "thin")
        for old in [each for each, (its, _) in self.live.items() if its == url]:
            del self.live[old]
            for message in self.messages.values():
                if message == [old, "pending"]:
                    message[0] = made.subscription_id
        self.live[made.subscription_id] = (url, True)

    def unsubscribe(self, which: int) -> None:
        if whom := self.one(which):
            self.world.outbox.unsubscribe("hris", whom)
            self.bury(whom)
            del self.live[whom]

    def pause(self, which: int) -> None:
        if whom := self.one(which):
            self.world.outbox.change_subscription("hris", whom, {"active": False})
            self.bury(whom)
            self.live[whom] = (self.live[whom][0], False)

    def resume(self, which: int) -> None:
        if whom := self.one(which):
            self.world.outbox.change_subscription("hris", whom, {"active": True})
            self.live[whom] = (self.live[whom][0], True)

    def rotate(self, which: int) -> None:
        # A fourth old secret is refused; nothing of the ledger is touched by either.
        if (whom := self.one(which)) and which < 3:
            with suppress(Refused):
                self.world.outbox.rotate("hris", whom, 0 if which == 0 else 60)

    def take(self, which: int) -> None:
        due = self.world.outbox.due(self.world.clock.now())
        if due:
            self.under_way.append(due[which % len(due)])

    def settle(self, outcome: str, which: int) -> None:
        if not self.under_way:
            return
        delivery = self.under_way.pop(which % len(self.under_way))
        later = next_attempt(self.world.clock.now(), delivery.tries + 1) if outcome == "failed" else None
        self.world.outbox.mark(delivery, outcome, later, status=500, reason="")
        message = self.messages[delivery.message_id]
        if outcome == "delivered":
            message[1] = "acknowledged"
        elif outcome == "gone" and delivery.subscription_id in self.live:
            self.bury(delivery.subscription_id)
            self.live[delivery.subscription_id] = (self.live[delivery.subscription_id][0], False)
        elif outcome == "failed" and message[1] == "pending":
            message[1] = "pending" if later else "dead"

    def redeliver(self, which: int) -> None:
        if not self.messages:
            return
        message_id = list(self.messages)[which % len(self.messages)]
        whom, status = self.messages[message_id]
        if status == "dead" and self.live.get(whom, ("", False))[1]:
            self.world.outbox.redeliver(message_id)
            self.messages[message_id][1] = "pending"
        else:
            with pytest.raises(Refused):
                self.world.outbox.redeliver(message_id)

    def advance(self, which: int) -> None:
        due = self.world.next_due()
        if due is not None:
            self.world.advance(due)

    def snapshot(self, which: int) -> None:
        self.world.take_snapshot("kept")
        self.kept = deepcopy((self.live, self.messages))

    def restore(self, which: int) -> None:
        self.world.restore("kept")
        self.live, self.messages = deepcopy(self.kept)
        # What was under way is disowned, as the dispatcher does it.
        self.under_way = []

    def restart(self, which: int) -> None:
        self.world.close()
        self.world = World.open(self.folder)
        self.under_way = []

    def one(self, which: int) -> str | None:
        return list(self.live)[which % len(self.live)] if self.live else None

    def bury(self, whom: str) -> None:
        for message in self.messages.values():
            if message == [whom, "pending"]:
                message[1] = "dead"

    def balance(self) -> None:
        ledger = Ledger(self.world.store)
        accounts = ledger.accounts()
        for account in accounts:
            mine = [status for whom, status in self.messages.values() if whom == account.subscription.subscription_id]
            assert account.tally == Tally(
                sent=len(mine),
                acknowledged=mine.count("acknowledged"),
                pending=mine.count("pending"),
                dead=mine.count("dead"),
            )
        whole = total(accounts)
        assert whole.sent == whole.acknowledged + whole.pending + whole.dead == len(self.messages)
        for entry in ledger.entries(0, 1000):
            kept = entry.delivery
            assert (kept.status == "pending") == (kept.next_attempt is not None)
            assert (kept.status == "dead") == (kept.reason is not None)
            assert len(entry.attempts) == kept.attempts
        counts = self.world.outbox.counts(self.world.clock.now())
        assert counts.due + counts.waiting == whole.pending


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    folder = tmp_path_factory.mktemp("books") / "world"
    kept = Books(folder)
    yield kept
    kept.world.close()
    shutil.rmtree(folder)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
@example(steps=[("take", 0), ("pause", 0), ("failed", 0)])
@example(steps=[("take", 0), ("take", 0), ("delivered", 0), ("failed", 0)])
@example(steps=[("take", 0), ("unsubscribe", 0), ("delivered", 0)])
@example(steps=[("take", 0), ("subscribe", 0), ("gone", 0), ("take", 0), ("gone", 0)])
@example(
    steps=[("snapshot", 0), ("take", 0), ("gone", 0), ("resume", 0), ("redeliver", 0), ("restore", 0), ("restart", 0)]
)
def test_the_ledger_balances_whatever_happens(books: Books, steps: list[Step]) -> None:
    books.begin()
    books.subscribe(0)
    books.hire(0)
    for step in steps:
        books.play(step)
        books.balance()


def test_a_message_names_every_attempt_and_why_it_is_dead(books: Books) -> None:
    books.begin()
    books.subscribe(0)
    books.hire(0)
    world = books.world
    while due := world.outbox.due(world.clock.now()):
        later = next_attempt(world.clock.now(), due[0].tries + 1)
        world.outbox.mark(due[0], "failed", later, status=None, reason="nobody listens")
        if later:
            world.advance(later)
    (entry,) = Ledger(world.store).entries(0, 10)
    assert (entry.delivery.status, entry.delivery.reason) == ("dead", "given_up")
    assert [each.number for each in entry.attempts] == list(range(1, 11))
    assert (entry.attempts[0].at, entry.attempts[0].reason) == (START, "nobody listens")
    assert entry.attempts[-1].at == world.clock.now()
    again = world.outbox.redeliver(entry.delivery.message_id)
    assert (again.body, again.tries, again.attempts) == (entry.delivery.body, 0, 10)
    assert world.outbox.due(world.clock.now()) == [again]


def test_the_first_due_is_found_by_an_index_and_never_behind_a_busy_receiver() -> None:
    from rosterproof_sim.store import outbox as module

    world = World.create(spec(size=2))
    slow, fast = (world.outbox.subscribe("hris", url, ["employee.hired"]).subscription_id for url in URLS)
    for _ in range(3):
        hire(world)
    now = world.clock.now()
    first = world.outbox.first_due(now, [])
    assert first is not None
    assert first.subscription_id == slow
    other = world.outbox.first_due(now, [slow])
    assert other is not None
    assert (other.subscription_id, other.sequence) == (fast, 2)
    assert world.outbox.first_due(now, [slow, fast]) is None
    with world.store.transaction() as db:
        query = module._FIRST.params(now=now, busy=[slow])
        text = query.compile(dialect=dialect(), compile_kwargs={"literal_binds": True})
        plan = [str(row[-1]) for row in db.driver.execute(f"EXPLAIN QUERY PLAN {text}")]
    assert any("deliveries_of_a_subscription" in each for each in plan), plan
    assert not any(each.startswith("SCAN deliveries") for each in plan), plan

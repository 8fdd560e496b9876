"""What became of somebody between the first day and today: promotions, moves, leaves, a wedding, an end, a return."""

from dataclasses import dataclass
from random import Random

from rosterproof_sim.population.cast import Cast
from rosterproof_sim.population.minutes import Calendar
from rosterproof_sim.population.names import Addresses
from rosterproof_sim.population.post import Post

#: What can become of somebody, in the order in which it happens where it happens on one day. Numbers are for packing.
PROMOTED, TRANSFERRED, LED_BY_ANOTHER, CONVERTED, RENAMED, EMAIL_CHANGED = 1, 2, 3, 4, 5, 6
LEAVE_STARTED, RETURNED, TERMINATED, REHIRED = 7, 8, 9, 10

_YEAR = 365
_MONTH = 30.44
_WEDDINGS = 0.06
#: Nothing happens to somebody so shortly after the first day, or before the last.
_QUIET_BEGIN, _QUIET_END = 60, 20

#: (day, what, detail): a post's number for a promotion and a move (where from), days for a leave, else 0.
Fact = tuple[int, int, int]


@dataclass(kw_only=True, slots=True)
class Biography:
    """Somebody's beginning, and the facts that followed, in their order. `wed` is a name and address of later."""

    post: Post
    origin: Post
    #: What they were hired as, at the place of `origin`.
    first: Post
    given: str
    family: str
    email: str
    contractor_first: bool
    contractor: bool
    manager: int
    facts: list[Fact]
    #: The first day of the present employment, and the last, or 0; the first and the last day of one before it.
    hired: int
    last: int
    before: tuple[int, int] | None
    #: Since when somebody is away, and when they are expected back.
    leave: tuple[int, int] | None
    #: The day of the move from `origin`, or 0.
    moved: int
    wed: tuple[str, str] | None = None


class Biographer:
    """Makes up one life after another, always in the same order, so that one generator serves them all."""

    def __init__(self, generator: Random, cast: Cast, calendar: Calendar) -> None:
        self._random = generator.random
        self._cast = cast
        self._today = calendar.today
        self._addresses = Addresses()
        self._elsewhere: dict[int, list[tuple[Post, int]]] = {}

    def biography(self, who: int) -> Biography:
        """Make up who somebody is and what became of them."""
        cast, random = self._cast, self._random
        post = cast.posts.all[cast.post[who]]
        hired, last = cast.hired[who], cast.last[who]
        end = last or self._today
        pool = post.pools[int(random() * len(post.pools))]
        given, plain_given = pool.given[int(random() * len(pool.given))]
        family, plain_family = pool.family[int(random() * len(pool.family))]
        facts: list[Fact] = []
        entry = self._rise(who, post, end, facts)
        origin, manager, moved = self._move(who, post, end, facts)
        first, now = self._contract(who, post, end, facts)
        away = random() < post.career.leave * (end - hired) / _YEAR
        leave = self._leave(post, hired, end, facts, gone=bool(last)) if away else None
        before = cast.before.get(who)
        life = Biography(
            post=post,
            origin=origin,
            first=entry,
            given=given,
            family=family,
            email=self._addresses.address(plain_given, plain_family),
            contractor_first=first,
            contractor=now,
            manager=manager,
            facts=facts,
            hired=hired,
            last=last,
            before=before,
            leave=leave,
            moved=moved,
        )
        if random() < _WEDDINGS and not last and end - hired > _YEAR:
            self._wed(life, plain_given, self._day(hired, end))
        if before is not None:
            facts.append((before[1], TERMINATED, 0))
            facts.append((hired, REHIRED, entry.number))
        if last:
            facts.append((last, TERMINATED, 0))
        facts.sort()
        return life

    def _rise(self, who: int, post: Post, end: int, facts: list[Fact]) -> Post:
        """Let somebody rise step by step to where they are; returns the first step."""
        cast = self._cast
        hired, latest = cast.hired[who], end - _QUIET_END
        if post.leads and cast.led[who] > hired and post.below is not None:
            latest = cast.led[who]
            facts.append((latest, PROMOTED, post.number))
            post = post.below
        elif post.leads:
            return post
        while post.below is not None and self._random() < post.step.risen:
            first, last = post.step.after
            day = hired + int((first + self._random() * (last - first)) * _MONTH)
            if day > latest - _QUIET_END:
                break
            facts.append((day, PROMOTED, post.number))
            post, latest = post.below, day
        return post

    def _move(self, who: int, post: Post, end: int, facts: list[Fact]) -> tuple[Post, int, int]:
        """Return where somebody began, under whom, and the day of a move from there, or 0."""
        cast, hired = self._cast, self._cast.hired[who]
        manager = cast.manager[who]
        if who == 0:
            return post, who, 0
        if who in cast.before:
            first_day = cast.before[who][0]
            if cast.led[manager] > hired:
                facts.append((cast.led[manager], LED_BY_ANOTHER, 0))
            return post, cast.leader_on(first_day, manager), 0
        earliest = max(hired + _QUIET_BEGIN, cast.led[manager])
        if self._random() < post.career.moved and earliest < end - 2 * _QUIET_END:
            elsewhere = self._elsewhere.get(post.number)
            if elsewhere is None:
                elsewhere = self._elsewhere[post.number] = cast.posts.elsewhere(post)
            if elsewhere:
                origin, top = elsewhere[int(self._random() * len(elsewhere))]
                day = self._day(earliest - _QUIET_BEGIN, end)
                facts.append((day, TRANSFERRED, origin.number))
                return origin, top if cast.led[top] <= hired and top != who else 0, day
        if cast.led[manager] > hired:
            facts.append((cast.led[manager], LED_BY_ANOTHER, 0))
        return post, cast.leader_on(hired, manager), 0

    def _contract(self, who: int, post: Post, end: int, facts: list[Fact]) -> tuple[bool, bool]:
        """Return whether somebody came as a contractor, and whether they are one now."""
        chance = self._random()
        if post.leads or who in self._cast.before:
            return False, False
        if chance < post.career.contractors:
            return True, True
        if self._random() >= post.career.contract_to_hire or post.below is not None:
            return False, False
        day = self._cast.hired[who] + 60 + int(self._random() * 300)
        if day > end - _QUIET_END:
            return False, False
        facts.append((day, CONVERTED, 0))
        return True, False

    def _leave(self, post: Post, hired: int, end: int, facts: list[Fact], *, gone: bool) -> tuple[int, int] | None:
        """Let somebody be away for a time; returns that time if it has not ended."""
        first, last = post.career.leave_days
        day = self._day(hired, end)
        days = first + int(self._random() * (last - first + 1))
        if not hired + _QUIET_BEGIN <= day < end - 2 or (gone and day + days >= end - 2):
            return None
        facts.append((day, LEAVE_STARTED, days))
        if day + days >= end - 2:
            return day, day + days
        facts.append((day + days, RETURNED, 0))
        return None

    def _wed(self, life: Biography, plain_given: str, day: int) -> None:
        pool = life.post.pools[int(self._random() * len(life.post.pools))]
        family, plain_family = pool.family[int(self._random() * len(pool.family))]
        if family != life.family:
            life.wed = family, self._addresses.address(plain_given, plain_family)
            life.facts.extend([(day, RENAMED, 0), (day, EMAIL_CHANGED, 0)])

    def _day(self, hired: int, end: int) -> int:
        """Return a day in the time since somebody came, but for the first weeks and the last."""
        first = hired + _QUIET_BEGIN
        return first + int(self._random() * max(1, end - _QUIET_END - first))

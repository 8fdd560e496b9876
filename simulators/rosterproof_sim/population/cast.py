"""Who came when: for every place of the organization a person, and for many of them one who left in the last year.

Everything is kept in arrays of numbers, a few bytes for each person, so that a million people need little memory.
"""

from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from random import Random

from rosterproof_sim.population.minutes import DAY, Calendar
from rosterproof_sim.population.organization import Organization, Team
from rosterproof_sim.population.post import Post, Posts

#: HR records a hire between so many days ahead.
AHEAD = (3, 30)
#: Former employees are remembered for a year.
REMEMBERED = 365
_MORNING, _WORKDAY = 8 * 60, 540
_MONTH = 30.44
#: A leader has been one for some weeks.
_SETTLED = 60
_HEAD_SINCE = 17 * 365


@dataclass(kw_only=True, slots=True)
class Cast:
    """People by number, the head of the company first; those who left come after everybody who is employed.

    Days and minutes are those of the calendar. `led` is the day from which a leader has been one, `last` the last day
    of somebody who left, else 0; `before` has the first and the last day of an employment before the present one.
    """

    posts: Posts
    employed: int
    manager: "array[int]"
    post: "array[int]"
    hired: "array[int]"
    led: "array[int]"
    recorded: "array[int]"
    last: "array[int]"
    before: dict[int, tuple[int, int]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.manager)

    def leader_on(self, day: int, manager: int) -> int:
        """Return who led somebody's people on a day: the manager, or whoever the manager worked for."""
        while self.led[manager] > day and manager:
            manager = self.manager[manager]
        return manager


class Casting:
    """Fills the places of an organization, teams in their order: leaders come before whom they lead."""

    def __init__(self, generator: Random, organization: Organization, posts: Posts, calendar: Calendar) -> None:
        self._random = generator.random
        self._organization = organization
        self._calendar = calendar
        size = organization.size
        self.cast = Cast(
            posts=posts,
            employed=size,
            manager=array("I", bytes(4 * size)),
            post=array("H", bytes(2 * size)),
            hired=array("H", bytes(2 * size)),
            led=array("H", bytes(2 * size)),
            recorded=array("I", bytes(4 * size)),
            last=array("H", bytes(2 * size)),
        )

    def fill(self) -> Cast:
        """Let everybody come."""
        cast, calendar = self.cast, self._calendar
        since = calendar.monday(calendar.today - _HEAD_SINCE)
        cast.post[0] = cast.posts.head.number
        cast.hired[0] = cast.led[0] = since
        cast.recorded[0] = (since - AHEAD[1]) * DAY + _MORNING
        for team in self._organization.teams:
            self._join(team)
        for team in self._organization.teams:
            if team.tier == 0:
                self._leave(team)
        return cast

    def _join(self, team: Team) -> None:
        cast, random = self.cast, self._random
        today, since = self._calendar.today, cast.hired[team.leader]
        lots = [cast.posts.leader(team)] if team.tier else cast.posts.branch(team.unit).lots
        # How far into the table of each post one can be and not have come before the leader.
        limits = {post.number: bisect_right(post.ages, today - since) for post in set(lots)}
        for person in range(team.first, team.first + team.count):
            post = lots[int(random() * len(lots))]
            limit = limits[post.number]
            # Those who lead have been there longer than most.
            least = limit // 2 if team.tier else 0
            age = post.ages[least + int(random() * (limit - least))] if limit > least else today - since
            day = max(since, self._calendar.monday(today - age))
            cast.manager[person] = team.leader
            cast.post[person] = post.number
            cast.hired[person] = day
            cast.led[person] = self._leading_since(post, day) if team.tier else day
            cast.recorded[person] = self._recorded(self._first_day(person, post, day), person)

    def _leading_since(self, post: Post, day: int) -> int:
        """Return since when a leader has led: from the first day, or from the day of a promotion."""
        first, last = post.step.after
        if post.below is None or self._random() >= post.step.risen:
            return day
        risen = day + int((first + self._random() * (last - first)) * _MONTH)
        return risen if risen < self._calendar.today - _SETTLED else day

    def _first_day(self, person: int, post: Post, day: int) -> int:
        """Return the first day of all: somebody who came back was here before."""
        if self._random() >= post.career.rehired:
            return day
        away = 60 + int(self._random() * 640)
        first = day - away - post.ages[int(self._random() * len(post.ages))] - 60
        if first <= self.cast.hired[0]:
            return day
        first = self._calendar.monday(first)
        self.cast.before[person] = first, day - away
        return first

    def _recorded(self, day: int, person: int) -> int:
        """Return when HR recorded a hire: some days ahead, and not before that of whoever leads then."""
        ahead = AHEAD[0] + int(self._random() * (AHEAD[1] - AHEAD[0] + 1))
        minute = (day - ahead) * DAY + _MORNING + int(self._random() * _WORKDAY)
        manager = self.cast.leader_on(day, self.cast.manager[person])
        return max(minute, self.cast.recorded[manager] + 1)

    def _leave(self, team: Team) -> None:
        """Add those who left a team in the last year, as many as the turnover of the trade says."""
        cast, random = self.cast, self._random
        for person in range(team.first, team.first + team.count):
            post = cast.posts.all[cast.post[person]]
            if random() >= post.step.turnover:
                continue
            last = self._calendar.today - 2 - int(random() * REMEMBERED)
            first = self._calendar.monday(last - 14 - post.ages[int(random() * len(post.ages))])
            first = max(first, cast.hired[0])
            who = len(cast)
            for column, value in (
                (cast.manager, cast.leader_on(first, team.leader)),
                (cast.post, post.number),
                (cast.hired, first),
                (cast.led, first),
                (cast.recorded, 0),
                (cast.last, last),
            ):
                column.append(value)
            cast.recorded[who] = self._recorded(first, who)

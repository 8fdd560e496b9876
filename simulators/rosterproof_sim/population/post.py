"""What people of a company can be: each step of each trade at each site, with what the step above and below it is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from rosterproof_sim.population.career import Career, Step
from rosterproof_sim.population.names import Pool, pools
from rosterproof_sim.population.organization import Organization, Team, Unit
from rosterproof_sim.population.site import Site
from rosterproof_sim.population.tenure import ages

_LOTS = 100


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Post:
    """One title at one place. `ages` are the days since people came into it, each as likely as any other."""

    number: int
    career: Career
    site: Site
    step: Step
    title: str
    leads: bool
    below: "Post | None"
    ages: Sequence[int]
    pools: Sequence[Pool]


@dataclass(kw_only=True, slots=True)
class Branch:
    """A trade at a site: its posts, and who leads it. `lots` hold the staff posts as often as their shares say."""

    staff: list[Post] = field(default_factory=list)
    leaders: list[Post] = field(default_factory=list)
    lots: list[Post] = field(default_factory=list)
    top: int = 0


class Posts:
    """Every post of a company, by number and by place."""

    def __init__(self, organization: Organization, start: date) -> None:
        self.all: list[Post] = []
        self._branches: dict[tuple[str, str], Branch] = {}
        self._start = start
        self.head = self._branch(organization.head).leaders[-1]
        for team in organization.teams:
            key = (team.unit.career.name, team.unit.site.code)
            if key not in self._branches:
                # Teams come from the top down: the first of a branch is its top, or what has none.
                self._branch(team.unit).top = team.first if team.tier else team.leader

    def branch(self, unit: Unit) -> Branch:
        """Return a trade at a site."""
        return self._branches[unit.career.name, unit.site.code]

    def leader(self, team: Team) -> Post:
        """Return what the people of a team of leaders are."""
        leaders = self.branch(team.unit).leaders
        # The last step of management is the head of the company alone.
        top = len(leaders) - (2 if leaders[-1] is self.head else 1)
        return leaders[min(team.tier - 1, max(0, top))]

    def elsewhere(self, post: Post) -> list[tuple[Post, int]]:
        """Return the same step of the trade at other sites, and who leads there."""
        found: list[tuple[Post, int]] = []
        for (career, site), branch in self._branches.items():
            if career == post.career.name and site != post.site.code:
                found.extend((each, branch.top) for each in branch.staff + branch.leaders if each.title == post.title)
        return found

    def _branch(self, unit: Unit) -> Branch:
        branch = self._branches.setdefault((unit.career.name, unit.site.code), Branch())
        if branch.leaders:
            return branch
        below: Post | None = None
        for step in unit.career.staff + unit.career.leaders:
            post = Post(
                number=len(self.all),
                career=unit.career,
                site=unit.site,
                step=step,
                title=step.title.code,
                leads=bool(step.leads),
                below=below,
                ages=ages(step.turnover, unit.career.season, self._start),
                pools=pools(unit.site),
            )
            self.all.append(post)
            (branch.leaders if post.leads else branch.staff).append(post)
            below = post
        whole = sum(post.step.share for post in branch.staff)
        for post in branch.staff:
            branch.lots.extend([post] * (post.step.share * _LOTS // whole))
        branch.lots.extend(branch.staff[:1] * (_LOTS - len(branch.lots)) if branch.staff else ())
        return branch

"""A catalog, made ready to be asked: which course comes where, what renews it, which rules stand."""

from collections.abc import Sequence

from rosterproof_sim.domain.rules.audience import ProfileValues, asks_for_reports, fits, profile, tenure_spans
from rosterproof_sim.domain.words.catalog import Catalog, Course, Rule
from rosterproof_sim.domain.words.learning import User


class Curriculum:
    """Answers about one catalog; made once for each version of it."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        #: The rules that ask for a course of everybody they mean.
        self.standing_rules = tuple(
            each for each in catalog.rules if each.active and each.on_event is None and each.minimum_holders is None
        )
        #: The rules that ask for so many holders at each location.
        self.holder_rules = tuple(each for each in catalog.rules if each.active and each.minimum_holders is not None)
        self.asks_for_reports = any(asks_for_reports(each, catalog.groups) for each in catalog.rules if each.active)
        #: The numbers of days since the hire date on which the passing of time alone changes whom rules mean.
        self.tenures = frozenset(
            days
            for rule in catalog.rules
            for span in tenure_spans(rule, catalog.groups)
            for days in (span.at_least or 0, span.below)
            if days is not None
        )
        self._rules_for: dict[ProfileValues, tuple[Rule, ...]] = {}
        self._courses = {each.code: each for each in catalog.courses}
        self._positions = {each.code: place for place, each in enumerate(catalog.courses)}
        self._paths = {each.path: each for each in catalog.paths}
        self._short: dict[str, list[Course]] = {}
        for each in catalog.courses:
            if each.renews is not None:
                self._short.setdefault(each.renews, []).append(each)
        self._requires = {each.code: list(each.requires) for each in catalog.courses}
        for path in catalog.paths:
            if path.ordered:
                for before, after in zip(path.courses, path.courses[1:], strict=False):
                    self._requires[after].append(before)

    def standing_rules_fitting(self, user: User) -> Sequence[Rule]:
        """Return the standing rules that may mean a user: their audience has the values of the profile.

        Many people have the same few values, and most rules mean none of them: whoever is asked about is not asked
        about those.
        """
        values = profile(user)
        rules = self._rules_for.get(values)
        if rules is None:
            rules = tuple(each for each in self.standing_rules if fits(each.audience, values))
            self._rules_for[values] = rules
        return rules

    def find(self, code: str) -> Course | None:
        """Return a course, or None."""
        return self._courses.get(code)

    def course(self, code: str) -> Course:
        """Return a course that is known to be in the catalog."""
        return self._courses[code]

    def position(self, code: str) -> int:
        """Return where in the catalog a course stands."""
        return self._positions[code]

    def courses_of(self, rule: Rule) -> Sequence[str]:
        """Return the courses that a rule asks for."""
        if rule.course is not None:
            return (rule.course,)
        return self._paths[rule.path].courses if rule.path is not None else ()

    def short_courses(self, code: str) -> Sequence[Course]:
        """Return the courses that renew another, in the order of the catalog."""
        return self._short.get(code, ())

    def requires(self, code: str) -> Sequence[str]:
        """Return what must be met before a course is started, by itself and by the ordered paths it is on."""
        return self._requires[code]

    def done_by_another(self, code: str, wanted: set[str]) -> bool:
        """Tell whether a wanted course is left to another wanted one that it accepts.

        Of two that accept each other, the first in the catalog stays.
        """
        for other in self._courses[code].accepts:
            mutual = other in self._courses and code in self._courses[other].accepts
            if other in wanted and (not mutual or self._positions[other] < self._positions[code]):
                return True
        return False

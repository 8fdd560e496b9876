"""What a benchmark hands back: one row for each thing measured, and how it is measured."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles

from rosterproof.stopwatch import Stopwatch


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One figure. `low` and `high` are the 10th and 90th percentile of `runs` runs; a single run has neither."""

    what: str
    value: float
    unit: str
    low: float | None = None
    high: float | None = None
    runs: int = 1
    #: What the figure must not exceed, where something is demanded.
    at_most: float | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        """Whether what is demanded was kept; empty where nothing is."""
        if self.at_most is None:
            return ""
        return "met" if self.value <= self.at_most else "MISSED"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """Seconds of several runs of one thing."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return median(self.seconds)

    def row(self, what: str, *, at_most: float | None = None, note: str = "", unit: str = "ms") -> Row:
        """Return the row that tells it, in milliseconds or seconds."""
        factor = {"ms": 1000.0, "s": 1.0}[unit]
        tenths = quantiles(self.seconds, n=10) if len(self.seconds) > 1 else []
        return Row(
            what=what,
            value=self.median * factor,
            unit=unit,
            low=tenths[0] * factor if tenths else None,
            high=tenths[-1] * factor if tenths else None,
            runs=len(self.seconds),
            at_most=at_most,
            note=note,
        )


def sample(act: Callable[[], object], *, times: int, before: Callable[[], object] | None = None) -> Sample:
    """Do a thing so many times after one that is not counted; `before` each is not counted either."""
    seconds = []
    for run in range(times + 1):
        if before is not None:
            before()
        watch = Stopwatch()
        act()
        if run:
            seconds.append(watch.seconds)
    return Sample(seconds=tuple(seconds))


def ratio(what: str, measured: Sample, against: Sample, *, at_most: float | None = None, note: str = "") -> Row:
    """Return how many times as long one thing takes as another that was measured in the same run."""
    return Row(
        what=what,
        value=measured.median / against.median,
        unit="x",
        runs=len(measured.seconds),
        at_most=at_most,
        note=note,
    )

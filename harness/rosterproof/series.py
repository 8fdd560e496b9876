"""Many runs: the same one again and again, or one for each of many seeds, two at a time."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from rosterproof import report
from rosterproof.certificate.key import SigningKey
from rosterproof.certify import PATIENCE, REPEATS, RUN, WORKERS, Run, certify
from rosterproof.driver.troupe import Troupe
from rosterproof.recheck import MANIFEST


@dataclass(frozen=True, kw_only=True, slots=True)
class Played:
    """One run of a series, and the folder with its evidence."""

    place: Path
    report: report.RunReport


def series(
    runs: Iterable[Run], count: int, out: Path, *, patience: float = PATIENCE, key: SigningKey | None = None
) -> Iterator[Played]:
    """Play `count` runs, each in a folder of its own below `out`; they are told in their order.

    Raises:
        SimulatorFailed: the simulators could not be started.
    """
    (out / REPEATS).write_text("{}", encoding="utf-8")
    (out / MANIFEST).unlink(missing_ok=True)
    width = len(str(count))
    with Troupe.started(min(WORKERS, count), out) as troupe:

        def play(number: int, run: Run) -> Played:
            place = out / f"{RUN}{number:0{width}}"
            with troupe.lent() as simulators:
                return Played(
                    place=place, report=certify(run, place, patience=patience, simulators=simulators, key=key)
                )

        with ThreadPoolExecutor(len(troupe.members), thread_name_prefix="run") as pool:
            playing: deque[Future[Played]] = deque()
            try:
                for number, run in enumerate(runs, start=1):
                    playing.append(pool.submit(play, number, run))
                    # No more than these are under way, so that what is judged does not pile up.
                    if len(playing) > len(troupe.members):
                        yield playing.popleft().result()
                while playing:
                    yield playing.popleft().result()
            except BaseException:
                # An interrupt: without their simulators the runs under way come to an end.
                pool.shutdown(wait=False, cancel_futures=True)
                troupe.close()
                raise

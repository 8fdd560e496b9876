"""A large past told by a process of its own, so that it is made up while what is told already is being written.

The process writes chapters to its standard output, each as its length and its rows in Python's own notation for values,
which both ends share because they are the same program.
"""

import gc
import marshal
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime

from rosterproof_sim.population.company import company
from rosterproof_sim.population.past import Past
from rosterproof_sim.store.bulk import Chapter

#: Starting a process takes as long as making up so many people.
WORTHWHILE = 30_000
_HEAD = 8


def chapters(name: str, *, seed: int, size: int, start: datetime, filled: bool) -> Iterator[Chapter]:
    """Return the past of a kind of company; that of a large one comes from a process of its own."""
    if size < WORTHWHILE:
        yield from Past(company(name), seed=seed, size=size, start=start, filled=filled).chapters()
        return
    asked = [name, str(seed), str(size), start.isoformat(), str(int(filled))]
    command = [sys.executable, "-m", "rosterproof_sim.population.teller", *asked]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as process:
        try:
            stream = process.stdout
            while stream is not None and (head := stream.read(_HEAD)):
                yield Chapter(*marshal.loads(stream.read(int.from_bytes(head, "big"))))  # noqa: S302 - our own process
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise RuntimeError(f"the process that tells the past of {size:,} people ended with {process.returncode}")


def main() -> None:
    """Tell a past on standard output."""
    name, seed, size, start, filled = sys.argv[1:]
    past = Past(
        company(name), seed=int(seed), size=int(size), start=datetime.fromisoformat(start), filled=filled == "1"
    )
    # Nothing of what is told refers back to itself; looking for what does would take a tenth of the time.
    gc.disable()
    for each in past.chapters():
        text = marshal.dumps((each.changes, each.announcements, each.employees, each.hired, each.people))
        sys.stdout.buffer.write(len(text).to_bytes(_HEAD, "big"))
        sys.stdout.buffer.write(text)


if __name__ == "__main__":
    main()

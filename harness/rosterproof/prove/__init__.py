"""Proof that the checks can fail: every mutant is caught by the check it names, and doing nothing passes nothing.

A check that was never seen to fail says little when it passes. So the reference connector is run with one thing wrong
at a time, and beside it two connectors that do nothing at all; the honest one must pass what the mutants are caught by.
"""

from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from rosterproof.certify import PATIENCE, certify
from rosterproof.driver.troupe import Troupe
from rosterproof.prove.proof import Proof, Result, proof
from rosterproof.prove.trial import Trial, trials

__all__ = ["Proof", "Result", "Trial", "prove"]

#: Trials at a time, each with simulators of its own: worlds are named after stories, and mutants share stories.
LANES = 2


def prove(
    out: Path,
    *,
    profile: str = "smoke",
    seed: int = 7,
    every: bool = False,
    only: Collection[str] = (),
    patience: float = PATIENCE,
    watch: Callable[[Result], None] = lambda _: None,
) -> Proof:
    """Run the honest connector, every mutant and the vacuous ones; `out` gets a run's folder for each.

    With `every`, mutants play every story of the profile, and not only what they must be caught in. With `only`, no
    other connectors are tried than those and the honest one, and nothing is said about what they leave open.

    Raises:
        NothingSelected: `only` names a connector that there is not.
        SetupError: `out` cannot be written, or holds something else.
        SimulatorFailed: the simulators could not be started.
    """
    tried = list(trials(profile, seed, every=every, only=only))
    out.mkdir(parents=True, exist_ok=True)
    with Troupe.started(LANES, out) as troupe:

        def play(trial: Trial) -> Result:
            with troupe.lent() as simulators:
                report = certify(trial.run, out / trial.id, patience=patience, simulators=simulators)
            result = Result(trial=trial, verdict=report.verdict)
            watch(result)
            return result

        with ThreadPoolExecutor(LANES, thread_name_prefix="trial") as pool:
            try:
                return proof(list(pool.map(play, tried)), whole=not only)
            except BaseException:
                # An interrupt: without their simulators the trials under way come to an end.
                pool.shutdown(wait=False, cancel_futures=True)
                troupe.close()
                raise

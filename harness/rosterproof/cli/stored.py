"""A stored run, read for a command; whatever is wrong with it becomes an error that a person can act on."""

from pathlib import Path

from rosterproof.errors import SetupError
from rosterproof.evidence.folder import UnreadableEvidence
from rosterproof.recheck import recheck
from rosterproof.report import RunReport
from rosterproof.scenario.profile import Profile


def stored(run: Path, profile: Profile | None = None) -> RunReport:
    """The run in a folder, judged again.

    Raises:
        SetupError: there is no run, or it is damaged.
    """
    try:
        return recheck(run, profile)
    except UnreadableEvidence as problem:
        raise SetupError(str(problem), hint="certify again, or name another folder") from None

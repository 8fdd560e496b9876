"""How the program ends, for scripts and CI. The numbers are promised and never change their meaning."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the number handed to the shell says."""

    CERTIFIED = 0
    """Every must-check of the profile passed, each with a witness."""

    BROKEN = 1
    """The connector broke a requirement."""

    USAGE = 2
    """The command line, a file or the set-up is wrong; nothing was run."""

    INCONCLUSIVE = 3
    """The connector or the harness did not run as it must; this says nothing about the connector."""

    NOTHING_SELECTED = 4
    """No scenario was selected, and an empty run proves nothing."""

    INTERRUPTED = 130
    """Stopped by the user."""

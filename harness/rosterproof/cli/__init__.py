"""The command line: `rosterproof COMMAND`. Each command is a file under `commands/`, and found there.

Here every error becomes words and an exit code; nobody sees a stack trace.
"""

import gc
import signal
import sys
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, NoReturn

import click

from rosterproof import __version__
from rosterproof.cli import commands, terminal
from rosterproof.errors import RosterproofError
from rosterproof.exit_code import ExitCode


class _CommandLine(click.Group):
    """Leaves with an exit code that means something, whatever happens."""

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Run the command line and leave."""
        # Evidence is large and has no cycles: to look for them as often as Python does by itself takes a tenth.
        gc.set_threshold(100_000, 50, 50)
        before = signal.signal(signal.SIGTERM, _interrupt)
        try:
            code = int(super().main(*args, **{**kwargs, "standalone_mode": False}) or 0)
        except BaseException as error:  # one place turns all of them into words
            code = _told(error)
        finally:
            signal.signal(signal.SIGTERM, before)
        sys.exit(code)


def _told(error: BaseException) -> int:
    """Say what went wrong; the exit code."""
    match error:
        case click.ClickException():
            error.show()
            return ExitCode.USAGE
        case click.Abort() | KeyboardInterrupt():
            terminal.say("interrupted; every process that was started has been ended")
            return ExitCode.INTERRUPTED
        case RosterproofError():
            terminal.say(f"rosterproof: {error}")
            return error.exit_code
        case BrokenPipeError():
            sys.stdout = None  # whoever read our output has gone; there is nobody to tell
            return ExitCode.INTERRUPTED
        case Exception():
            terminal.say(f"rosterproof failed at its own work: {type(error).__name__}: {error}")
            terminal.say("  this is not a verdict on the connector; please report it with the command that you ran")
            return ExitCode.INCONCLUSIVE
        case _:
            raise error


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


@click.group(
    cls=_CommandLine,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Exit codes: 0 certified, 1 broken, 2 usage or set-up wrong, 3 inconclusive, 4 nothing selected, "
    "130 interrupted.",
)
@click.version_option(__version__, prog_name="rosterproof", message="%(prog)s, version %(version)s")
def main() -> None:
    """Certifies HRIS-LMS integrations: plays both systems through a working life and says what broke."""


for _module in iter_modules(commands.__path__):
    main.add_command(import_module(f"{commands.__name__}.{_module.name}").command, _module.name)

"""`servicetheke …`: finds the command, runs it, and turns a `CommandError` into one sentence and exit code 1."""

import argparse
import importlib
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from types import FrameType, ModuleType

from backend.core.command_error import CommandError


@dataclass(frozen=True)
class Command:
    """One command. Its words, joined by `_`, are the name of its module in `backend.commands`."""

    words: str
    summary: str

    @property
    def module(self) -> ModuleType:
        return importlib.import_module(f"backend.commands.{self.words.replace(' ', '_')}")


COMMANDS = (
    Command("serve", "Serve the portal and work on its background jobs."),
    Command("worker", "Only work on background jobs, for a deployment with several processes."),
    Command("migrate", "Bring the database to the schema of this version."),
    Command("import invoices", "Import invoices from files and folders."),
    Command("staff", "Make accounts for people who work for the company; close accounts, end sessions."),
    Command("token", "Make, list or revoke the tokens with which programs use the API."),
    Command("mail", "List mails that could not be sent, and send them again."),
    Command("demo", "Serve the portal with demo data; what `make run` ends with."),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code."""
    signal.signal(signal.SIGTERM, _leave)
    try:
        return _run(list(sys.argv[1:] if arguments is None else arguments))
    except CommandError as error:
        print(f"servicetheke: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def _run(words: list[str]) -> int:
    command = _find(words)
    if command is None:
        return _overview(words)
    module = command.module
    parser = argparse.ArgumentParser(prog=f"servicetheke {command.words}", description=module.__doc__)
    if hasattr(module, "configure"):
        module.configure(parser)
    module.run(parser.parse_args(words[len(command.words.split()) :]))
    return 0


def _find(words: list[str]) -> Command | None:
    return next((c for c in COMMANDS if words[: len(c.words.split())] == c.words.split()), None)


def _overview(words: list[str]) -> int:
    asked_for_help = not words or words[0] in {"-h", "--help", "help"}
    begun = [command for command in COMMANDS if words and command.words.startswith(f"{words[0]} ")]
    lines = [f"  servicetheke {command.words:<18} {command.summary}" for command in begun or COMMANDS]
    intro = "Usage:" if asked_for_help else f"There is no command “{' '.join(words)}”. There are:"
    print("\n".join([intro, *lines]), file=sys.stdout if asked_for_help else sys.stderr)
    return 0 if asked_for_help else 2


def _leave(number: int, _frame: FrameType | None) -> None:
    """Before a server is up, SIGTERM must end us in a way that lets every `with` block tidy up."""
    raise SystemExit(128 + number)

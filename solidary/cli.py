"""`solidary …`: one command line for everything a newsroom does without the desk.

Each command is a file of its own in `solidary/commands`, read only when it is called, so
that `solidary --help` answers at once.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys

import click

from solidary.errors import SolidaryError, shown
from solidary.home import keep_to_ourselves

COMMANDS = {
    "run": "solidary.commands.run",
    "letterbox": "solidary.commands.letterbox",
    "status": "solidary.commands.status",
    "sample": "solidary.commands.sample",
    "editor": "solidary.commands.editor",
    "import": "solidary.commands.import_",
    "export": "solidary.commands.export",
    "publish": "solidary.commands.publish",
    "keys": "solidary.commands.keys",
    "verify": "solidary.commands.verify",
    "mirror": "solidary.commands.mirror",
    "backup": "solidary.commands.backup",
    "restore": "solidary.commands.restore",
    "check": "solidary.commands.check",
    "scrub": "solidary.commands.scrub",
    "facts": "solidary.commands.facts",
    "reindex": "solidary.commands.reindex",
}
"""Command → the module whose `command` it is, in the order a newcomer needs them."""


class Desk(click.Group):
    """A group that reads a command's module when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[name]).command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Where a room says no, its line ends the command."""
        try:
            return super().invoke(ctx)
        except SolidaryError as error:
            line = shown(error)
            raise click.ClickException(line if line.endswith(".") else f"{line}.") from error


@click.group(cls=Desk, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="solidary", message="%(prog)s %(version)s")
@click.option(
    "--home",
    type=click.Path(file_okay=False),
    help="The folder that holds everything. Default: SOLIDARY_HOME, else var/.",
)
def solidary(home: str | None) -> None:
    """The topic desk of a newsroom under pressure."""
    keep_to_ourselves()
    if home is not None:
        os.environ["SOLIDARY_HOME"] = home
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "solidary.settings")


def main() -> None:
    """Run the command line; any failure is one line on stderr and an exit code of 1 or 2."""
    try:
        sys.exit(solidary.main(prog_name="solidary", standalone_mode=False))
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(error.exit_code)
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "solidary"
        _fail(f"{error.format_message()} `{path} --help` tells more.", error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        _fail("stopped.")
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        _fail(f"{error.strerror or error}{where}")
    except Exception as error:
        if os.environ.get("SOLIDARY_DEBUG") == "1":
            raise
        if type(error).__name__ == "OperationalError":
            # Known by its name: Django may not have been started at all.
            _fail(f"the record can't be used: {error}. Is its disk full, read-only or away?")
        said = " ".join(str(error).split())[:300] or "no reason given"
        _fail(
            f"{type(error).__name__}: {said}. This is a fault of the program, and what was "
            "saved before is safe; SOLIDARY_DEBUG=1 shows where it happened."
        )
    finally:
        # Python looks once more through everything that was loaded before it leaves; that would
        # take as long as a short command itself, and nothing of it needs to be closed.
        gc.freeze()


def _fail(line: str, code: int = 1) -> None:
    click.echo(f"solidary: {shown(line)}", err=True)
    sys.exit(code)

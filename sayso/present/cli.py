"""The command line: one thin command a task; whatever goes wrong is one line on standard error and exit status 1."""

import os
import sys
from importlib import import_module
from typing import NoReturn

import click

from sayso import __version__
from sayso.errors import SaysoError

# Each command lives in a module that imports nothing heavy until it runs.
COMMANDS = {
    "demo": "reading",
    "extract": "reading",
    "add": "cases",
    "statements": "cases",
    "events": "events",
    "relations": "events",
    "entities": "entities",
    "decide": "entities",
    "review": "reviewing",
    "reread": "reviewing",
    "documents": "cases",
    "search": "cases",
    "show": "showing",
    "origins": "weighing",
    "support": "weighing",
    "disputes": "weighing",
    "compare": "weighing",
    "timeline": "plots",
    "network": "plots",
    "dossier": "pages",
    "export": "exports",
    "serve": "pages",
    "verify": "cases",
    "languages": "reading",
}


class _Commands(click.Group):
    """The commands in the order of work, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"sayso.present.commands.{COMMANDS[cmd_name]}"), cmd_name)
        return command if isinstance(command, click.Command) else None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="sayso")
def sayso() -> None:
    """Who said what about whom, in many languages, with the exact words that prove it.

    \b
    Start with:   sayso demo
    Your files:   sayso extract report.pdf article.html
    A case:       sayso add mycase folder/ && sayso statements mycase
    """


def main() -> NoReturn:
    """Run the command line; never a traceback for what a user can meet."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy loads: more threads only wait for one another
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        sayso(prog_name="sayso", standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(1)
    except SaysoError as error:
        click.echo(f"sayso: {error}", err=True)
        sys.exit(1)
    except click.Abort:
        click.echo("sayso: stopped. What was stored stays; the same command goes on from there.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output went away, as `head` does
        sys.exit(0)
    sys.exit(0)

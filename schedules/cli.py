"""The command ``dibao``: which verbs there are, what is common to them, and how a mistake is told.

The modules of commands import what is heavy inside their functions, so that ``dibao --help`` answers at once.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Any

import click

from archive.errors import ArchiveInDanger, DibaoError
from schedules.commands import collection, extract, source

WRONG_USE = 2
IN_DANGER = 3
INTERRUPTED = 130  # 128 + SIGINT, as shells count


class Told(click.ClickException):
    """An error told in one line, with the exit code that DESIGN gives it."""

    def __init__(self, error: DibaoError) -> None:
        super().__init__(str(error))
        self.exit_code = IN_DANGER if isinstance(error, ArchiveInDanger) else WRONG_USE

    def show(self, file: Any = None) -> None:
        label = "the archive is in danger" if self.exit_code == IN_DANGER else "error"
        click.secho(f"dibao: {label}: {self.message}", fg="red", err=True)


class Verbs(click.Group):
    """A group whose verbs may raise Dibao's errors, be interrupted, or lose their reader."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except DibaoError as error:
            raise Told(error) from error
        except BrokenPipeError:
            _drop_stdout()
            ctx.exit(0)
        except KeyboardInterrupt:
            click.echo("dibao: interrupted", err=True)
            ctx.exit(INTERRUPTED)
        return result


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dibao", message="dibao %(version)s")
@click.option(
    "-C",
    "directory",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    metavar="DIR",
    help="Work on the collection in DIR instead of the current directory.",
)
@click.pass_context
def cli(ctx: click.Context, directory: Path) -> None:
    """Collect news and government pages, keep the original bytes, read them, find them again.

    Data goes to standard output, everything else to standard error.  Exit code 0: good; 1: something was found wrong;
    2: wrong use; 3: the archive is in danger.

    \b
    Example:
      dibao init gazette
      cd gazette
      dibao source add https://www.example.gov.cn/
      dibao collect
      dibao search 医改
    """
    ctx.obj = directory


for module in (collection, source, extract):
    for command in module.COMMANDS:
        cli.add_command(command)


def main() -> None:
    """The entry point of the ``dibao`` script."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a character is no reason to stop
    cli(prog_name="dibao")


def _drop_stdout() -> None:
    """The reader of our output is gone (``| head``): nothing more may be written there, not even at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()

"""The command ``dibao``: which verbs there are, what is common to them, and how a mistake is told.

The modules of commands import what is heavy inside their functions, so that ``dibao --help`` answers at once.
"""

from __future__ import annotations

import errno
import io
import os
import sqlite3
import sys
from pathlib import Path
from typing import Any

import click

from archive.errors import ArchiveInDanger, CollectionLocked, DibaoError
from schedules.commands import collection, export, extract, interchange, reading, running, source, upkeep

INTERRUPTED = 130  # 128 + SIGINT, as shells count


class Mistake(click.ClickException):
    """Something the user can mend, told in one line."""

    exit_code = 2
    label = "error"

    def show(self, file: Any = None) -> None:
        click.secho(f"dibao: {self.label}: {self.message}", fg="red", err=True)


class Danger(Mistake):
    """Something a person should look at before anything more is written."""

    exit_code = 3
    label = "the archive is in danger"


class Busy(Danger):
    """Nothing is wrong, but nothing was done either."""

    label = "busy"


class Verbs(click.Group):
    """A group whose verbs may raise Dibao's errors, be interrupted, or lose their reader."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except CollectionLocked as error:
            raise Busy(str(error)) from error
        except ArchiveInDanger as error:
            raise Danger(str(error)) from error
        except sqlite3.DatabaseError as error:
            raise Danger(f"the catalog cannot be read: {error}.  `dibao rebuild` makes it again.") from error
        except DibaoError as error:
            raise Mistake(str(error)) from error
        except (PermissionError, FileExistsError, FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
            raise Mistake(f"{error.filename}: {(error.strerror or '').lower()}") from error
        except BrokenPipeError:
            _drop_stdout()
            ctx.exit(0)
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            _drop_stdout()
            raise Mistake(f"{error.filename or 'standard output'}: no space is left there") from error
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


for module in (collection, source, running, reading, extract, interchange, upkeep, export):
    for command in module.COMMANDS:
        cli.add_command(command)


def main() -> None:
    """The entry point of the ``dibao`` script."""
    if sys.stdout is None or sys.stderr is None:  # closed by whoever started us: what is said there is not wanted
        nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # open until the process ends
        sys.stdout, sys.stderr = sys.stdout or nowhere, sys.stderr or nowhere
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a character is no reason to stop
    cli(prog_name="dibao")


def _drop_stdout() -> None:
    """The reader of our output is gone (``| head``): nothing more may be written there, not even at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()

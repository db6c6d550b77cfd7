"""Verbs that make a collection: init, demo."""

from __future__ import annotations

import importlib.resources
import json
from pathlib import Path
from string import Template

import click

from archive.collection import create_collection


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", help="What the collection is called; the directory's name if left out.")
@click.option("--contact", default="", help="A mail address or page where sites can reach you; sent with each request.")
def init(directory: Path, name: str | None, contact: str) -> None:
    """Make a new collection in DIRECTORY.

    Writes dibao.toml with every setting at its default and explained; nothing is fetched.

    \b
    Example:
      dibao init gazette --contact desk@example.org
    """
    from schedules.printout import say

    template = importlib.resources.files("schedules").joinpath("new_collection.toml").read_text("utf-8")
    toml = Template(template).substitute(
        name=_toml_string(name or directory.resolve().name), contact=_toml_string(contact)
    )
    collection = create_collection(directory, toml)
    say(f"{collection.root} is a collection now; its settings are in dibao.toml.")
    if not contact:
        say("Sites like to know whom to write to: set `contact` there.", style="yellow")
    say(f"Next: dibao -C {directory} source add URL   or   dibao source list --from starter")


def _toml_string(text: str) -> str:
    """A TOML basic string is written as a JSON string, but for the delete character.

    >>> _toml_string('a "b"')
    '"a \\\\"b\\\\""'
    """
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False), default=Path("demo"))
def demo(directory: Path) -> None:
    """Collect two nights of a small bundled web, and show what Dibao then knows.

    Everything happens on this machine; DIRECTORY ("demo" if left out) is made anew each time.

    \b
    Example:
      dibao demo
    """
    from schedules.demo.tour import run

    run(directory)


COMMANDS = (init, demo)

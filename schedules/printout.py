"""What people read: tables, marked passages, colours; plain text with tabs where nobody watches."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table
from rich.text import Text

from archive.model import Outcome

Cell = str | int | Text | None

STYLES = {
    Outcome.NEW: "green",
    Outcome.CHANGED: "yellow",
    Outcome.GONE: "magenta",
    Outcome.MOVED: "cyan",
    Outcome.HTTP_ERROR: "red",
    Outcome.BLOCKED: "red",
    Outcome.REFUSED: "red",
    Outcome.UNREACHABLE: "red",
    Outcome.TRUNCATED: "red",
    Outcome.OVER_BUDGET: "red",
}
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # a page's text must not steer the terminal


class Printer(Console):
    """A console whose reader may go away (``| head``): that is no error, and not ours to end the process for."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def say(message: str, *, style: str = "") -> None:
    """One line to the person, on stderr."""
    Printer(stderr=True, highlight=False, soft_wrap=True).print(Text(clean(message), style=style))


def clean(text: str) -> str:
    r"""Text that cannot steer a terminal.

    >>> clean("a\x1b[31mb\tc")
    'a[31mb\tc'
    """
    return CONTROL.sub("", text)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, title: str = "") -> None:
    """A table on a terminal, lines with tabs elsewhere; columns of numbers are told by their name's final ``#``."""
    console = Printer(highlight=False)
    if not console.is_terminal:
        _print_tabs(columns, rows)
        return
    table = Table(title=title or None, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for number, column in enumerate(columns, 1):
        justify: Literal["left", "right"] = "right" if column.endswith("#") else "left"
        is_last = number == len(columns)  # it alone may take several lines
        table.add_column(column.rstrip("#"), justify=justify, overflow="fold", no_wrap=not is_last)
    for row in rows:
        table.add_row(*(_cell(cell) for cell in row))
    console.print(table)


def _print_tabs(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    sys.stdout.write("\t".join(column.rstrip("#") for column in columns) + "\n")
    for row in rows:
        sys.stdout.write("\t".join(_plain(cell) for cell in row) + "\n")


def _plain(cell: Cell) -> str:
    return " ".join(clean(str(cell)).split()) if cell is not None else ""


def _cell(cell: Cell) -> Text:
    if isinstance(cell, Text):
        return cell
    return Text("" if cell is None else clean(f"{cell:,}" if isinstance(cell, int) else cell))


def print_text(*lines: Text | str) -> None:
    """Lines of text, with their styles on a terminal; no line is broken or cut elsewhere."""
    console = Printer(highlight=False, soft_wrap=not sys.stdout.isatty())
    for line in lines:
        console.print(line if isinstance(line, Text) else Text(clean(line)))


def outcome_word(outcome: str) -> Text:
    return Text(outcome, style=STYLES.get(Outcome(outcome), "") if outcome in set(Outcome) else "")


def outcome_table(counts: Mapping[str, int]) -> list[tuple[Text, int]]:
    """Rows of outcome and number, in the order of the documentation, without those that did not occur."""
    return [(outcome_word(outcome), counts[outcome]) for outcome in Outcome if counts.get(outcome)]


def local_time(moment: datetime | None, zone: ZoneInfo) -> str:
    """A moment for people: local, to the second; "" for none."""
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S") if moment else ""


def marked(text: str, spans: Iterable[tuple[int, int]]) -> Text:
    """``text`` with the passages at ``spans`` (start, end) set off: in colour on a terminal, as they are elsewhere."""
    result = Text(text)
    for start, end in spans:
        result.stylize("bold yellow", start, end)
    return result

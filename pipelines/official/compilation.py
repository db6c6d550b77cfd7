"""Several documents in one page: each attribute block that is followed by a text is a document of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from archive.model import ContainedDocument
from pipelines.fields.dates.date_patterns import parse_date
from pipelines.official.doc_number import normal_form
from pipelines.official.official_labels import STRONG
from pipelines.official.pairs import BRACKETED, Pair, clean, pairs_in
from pipelines.page.lines import Line
from pipelines.page.sheet import Found, Sheet

SMALLEST = 3  # pairs: fewer are a note, not an attribute block
TEXT_WITHIN = 6  # so many lines below its block a document's text begins
SENTENCE = 25  # characters of the shortest line that is taken for text
LONGEST_TITLE = 200
LONGEST_STATUS = 10

# What stands glued to the end of a block's last value, where the line breaks are lost.
_TEXT_BEGINS = re.compile(r"\s*(?:正文|法规全文|全文|文件正文)(?=.)|\s*(?:正文|法规全文)$")
_BLOCK_HEADINGS = ("文章属性", "法规属性", "文件属性", "文档属性", "基本信息", "发文信息", "文件信息")
_MARKS = " •·-:："
_STATUS = re.compile(
    "现行有效|部分有效|部分失效|部分废止|尚未生效|尚未施行|已被修[改订]|已修[改订]|已被?废止|已失效|失效|废止|有效|无效"
)
_OFFICE = re.compile(r"办公[厅室]")


@dataclass(frozen=True, slots=True)
class Block:
    """One attribute block: its pairs, the words that head it, and the lines it stands in."""

    pairs: tuple[Pair, ...]
    heading: str
    first: int
    last: int
    rest: str  # what follows the last value in its own line

    def value(self, name: str) -> str | None:
        return next((pair.value for pair in self.pairs if pair.name == name and pair.value), None)


def read_contains(sheet: Sheet) -> Found[tuple[ContainedDocument, ...]] | None:
    """The documents of a compilation, in page order; None where the page is one document (or has none)."""
    documents = tuple(dict.fromkeys(map(_document, _blocks_of(sheet))))
    return Found(documents, "attribute-block") if len(documents) > 1 else None


def single_block(sheet: Sheet) -> Block | None:
    """The page's own attribute block, where it has exactly one (copies of it for other screens not counted)."""
    found = _blocks_of(sheet)
    return found[0] if found and len({_document(block) for block in found}) == 1 else None


@lru_cache(maxsize=1)  # asked for the same page in turn
def _blocks_of(sheet: Sheet) -> tuple[Block, ...]:
    return tuple(blocks(sheet.lines))


def blocks(lines: Sequence[Line]) -> Iterator[Block]:
    """The attribute blocks that a text follows."""
    for run in _runs(_marks(lines)):
        block = _block(lines, run)
        if any(pair.label in STRONG for pair in block.pairs) and _text_follows(lines, block):
            yield block


@dataclass(frozen=True, slots=True)
class _Mark:
    """One 【label】value: where it stands in which line."""

    line: int
    start: int
    end: int
    whole: bool  # it reaches the end of its line
    pair: Pair


def _marks(lines: Sequence[Line]) -> Iterator[_Mark]:
    for line in lines:
        if "】" in line.text:
            yield from _bracketed(line)
        elif _may_open(line):
            pairs = pairs_in(line.text)
            # A line of its own for each pair, or all of them in one: they stand or fall together.
            yield from (_Mark(line.index, 0, 0, True, pair) for pair in pairs)


def _may_open(line: Line) -> bool:
    return line.element is None and len(line.text) < LONGEST_TITLE and (":" in line.text[:12] or "：" in line.text[:12])


def _bracketed(line: Line) -> Iterator[_Mark]:
    for match in BRACKETED.finditer(line.text):
        value = _cut(match[2])
        end = match.end() if value == match[2] else match.start(2) + len(value)
        pair = Pair("".join(match[1].split()), clean(value))
        yield _Mark(line.index, match.start(), end, end == len(line.text), pair)


def _cut(value: str) -> str:
    """The value without the text that is glued to it where line breaks are lost."""
    value = _TEXT_BEGINS.split(value, maxsplit=1)[0]
    known = _STATUS.match(value)
    return known[0] if known and len(value) > LONGEST_STATUS else value


def _runs(marks: Iterable[_Mark]) -> Iterator[list[_Mark]]:
    """Marks that follow one another without a gap; a label met again begins another block."""
    run: list[_Mark] = []
    for mark in marks:
        if run and (not _adjoins(run[-1], mark) or mark.pair.label in {one.pair.label for one in run}):
            yield from [run] if len(run) >= SMALLEST else []
            run = []
        run.append(mark)
    yield from [run] if len(run) >= SMALLEST else []


def _adjoins(one: _Mark, other: _Mark) -> bool:
    if one.line == other.line:
        return other.start - one.end <= 2
    return other.line == one.line + 1 and one.whole and other.start <= 2


def _block(lines: Sequence[Line], run: list[_Mark]) -> Block:
    first, last = run[0], run[-1]
    heading = _without_marks(lines[first.line].text[: first.start])
    rest = lines[last.line].text[last.end :] if last.end else ""
    return Block(
        pairs=tuple(mark.pair for mark in run),
        heading=heading or _heading_above(lines[: first.line]),
        first=first.line,
        last=last.line,
        rest=rest,
    )


def _heading_above(above: Sequence[Line]) -> str:
    for line in reversed(above[-3:]):
        if heading := _without_marks(line.text):
            return heading
    return ""


def _without_marks(text: str) -> str:
    """What stands before a block, without the block's own heading and bullet."""
    text = text.rstrip(_MARKS)
    for heading in _BLOCK_HEADINGS:
        text = text.removesuffix(heading)
    return text.strip(_MARKS)


def _text_follows(lines: Sequence[Line], block: Block) -> bool:
    below = (line.text for line in lines[block.last + 1 : block.last + 1 + TEXT_WITHIN])
    return any(len(text) >= SENTENCE and "】" not in text[:20] for text in (block.rest, *below))


def _document(block: Block) -> ContainedDocument:
    number = normal_form(block.value("doc_number") or "")
    title = block.value("title") or block.heading.rsplit("。", 1)[-1]
    return ContainedDocument(
        title=title if 0 < len(title) <= LONGEST_TITLE else None,
        issuer=_issuer(block.value("issuer"), title, number),
        published=_day(block.value("published")),
        doc_number=number,
        in_force=_day(block.value("in_force")),
        status=block.value("status"),
        topic=block.value("topic"),
    )


def _issuer(named: str | None, title: str, number: str | None) -> str | None:
    """The body named; its office, where headline and number both say that the office issued the document."""
    if named and title.startswith(named) and number and "办" in number:
        office = _OFFICE.match(title, len(named))
        return named + office[0] if office else named
    return named


def _day(value: str | None) -> str | None:
    return parse_date(value) if value else None

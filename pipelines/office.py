"""PDF and Word documents as lines and pages; the only user of pypdfium2 and python-docx, which are optional."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from archive.errors import NotText, UnreadablePage
from archive.model import Page, ReadOptions
from pipelines.doc_number import is_number
from pipelines.lines import Line
from pipelines.sheet import Sheet

PDF, DOCX = "pdf", "docx"
MAX_BYTES = 100 * 2**20  # a longer document is kept but not read
MAX_PAGES = 2_000
MAX_CHARS = 5_000_000
MAX_UNPACKED = 200 * 2**20  # what the parts of a .docx may come to
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
HEADING_STYLE = re.compile(r"(?:heading|标题)\s?(\d)$|^(title)$|^(标题)$", re.IGNORECASE)
HEAD_LINES = 12  # of a first page, in which its headline begins
HEADLINE_LINES = 4
_HEADLINE = re.compile(
    r"(?=.{8,120}$)[^。：:；;]{0,50}(?:关于|印发|转发|批转|颁布|發布|發佈|關於)[^。：:；;]*"
    r"(?:通知|意见|決定|决定|公告|通告|办法|規定|规定|方案|函|批复|报告|通报|条例|细则|规划|计划|要点|答复|请示|措施|纪要|解读|公示)"
    r"(?:[（(][^（）()]{1,20}[）)])?"
)
_PAGE_NUMBER = re.compile(r"[\s—–\-－·.第]*\d{1,4}\s?(?:页|/\s?\d{1,4})?[\s—–\-－·.]*")
_ENDS = re.compile(r"[。！？!?：:.…][”’」』）)]?$")
_BEGINS = re.compile(
    r"(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,3}[.、．)）]|第[一二三四五六七八九十百\d]+[章节条款]|附\s?件|[-•·●■□◆])"
)
_CJK_EDGE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_DATE_ALONE = re.compile(r"(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日")


@dataclass(frozen=True, slots=True)
class _Paged:
    """The lines of a document, the index of the first line of each page, and what its properties say."""

    lines: tuple[Line, ...]
    pages: tuple[int, ...]
    properties: dict[str, tuple[str, ...]]


def read_sheet(page: Page, options: ReadOptions, form: str) -> Sheet:
    """The document laid out in lines, all of them its text.

    UnreadablePage: ``too-large``, ``too-many-pages``, ``encrypted``, ``broken``, or ``no-reader`` where the extra
    ``documents`` is not installed; NotText where it holds no text (scanned pages), or for another form.
    """
    if len(page.body) > MAX_BYTES:
        raise UnreadablePage("too-large", f"{len(page.body)} bytes; documents of at most {MAX_BYTES} are read")
    if form not in (PDF, DOCX):
        raise NotText(form)
    paged = _pdf(page.body) if form == PDF else _docx(page.body)
    if not paged.lines:
        raise NotText(f"{form} without text: scanned pages, or pictures only")
    return Sheet(
        page=page,
        options=options,
        text="\n".join(line.text for line in paged.lines),
        lines=paged.lines,
        start=0,
        end=len(paged.lines),
        metas=paged.properties,
        page_lines=paged.pages,
        sure=True,
    )


def _with_headline(lines: list[str]) -> list[tuple[str, int]]:
    """The lines of a first page with the headline, which is broken over several of them, as one."""
    for start in range(min(HEAD_LINES, len(lines))):
        if is_number(lines[start]) or lines[start].endswith("文件"):
            continue
        for end in range(start + 1, min(start + HEADLINE_LINES, len(lines)) + 1):
            joined = "".join(lines[start:end])
            if _HEADLINE.fullmatch(joined):
                plain = [(line, 0) for line in lines]
                return [*plain[:start], (joined, 1), *plain[end:]]
    return [(line, 0) for line in lines]


def _pdf(body: bytes) -> _Paged:
    pdfium = _import("pypdfium2")
    try:
        document = pdfium.PdfDocument(body)
    except pdfium.PdfiumError as error:
        locked = any(word in str(error).lower() for word in ("password", "security"))
        reason = "encrypted" if locked else "broken"
        raise UnreadablePage(reason, f"PDF: {error}") from None
    try:
        if len(document) > MAX_PAGES:
            raise UnreadablePage("too-many-pages", f"{len(document)} pages; at most {MAX_PAGES} are read")
        return _paged(_pdf_pages(document, pdfium), _pdf_properties(document))
    finally:
        document.close()


def _pdf_pages(document: Any, pdfium: Any) -> Iterator[list[str]]:
    """The paragraphs of each page, running heads and page numbers left out."""
    read = 0
    pages: list[list[str]] = []
    for number in range(len(document)):
        text = _pdf_page(document, number, pdfium)
        read += len(text)
        if read > MAX_CHARS:
            raise UnreadablePage("too-large", f"more than {MAX_CHARS} characters")
        pages.append([" ".join(line.split()) for line in text.splitlines() if line.strip()])
    running = _running_lines(pages)
    for lines in pages:
        yield list(_paragraphs([line for line in lines if line not in running and not _PAGE_NUMBER.fullmatch(line)]))


def _pdf_page(document: Any, number: int, pdfium: Any) -> str:
    try:
        page = document[number]
        text = page.get_textpage()
        words = str(text.get_text_bounded())
    except pdfium.PdfiumError as error:
        raise UnreadablePage("broken", f"PDF, page {number + 1}: {error}") from None
    text.close()
    page.close()
    # Pdfium writes U+FFFE where a hyphen divides a word at the end of a line.
    return words.replace("\ufffe", "").replace("\x00", "")


def _running_lines(pages: list[list[str]]) -> set[str]:
    """Heads and feet: lines that stand first or last on most pages."""
    if len(pages) < 3:
        return set()
    edges = [line for lines in pages for line in {*lines[:1], *lines[-1:]}]
    return {line for line in set(edges) if 2 * edges.count(line) > len(pages)} if len(edges) < 10_000 else set()


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Lines broken by the width of the page joined again: those that are full and do not end a sentence."""
    full = 0.85 * max((len(line) for line in lines), default=0)
    parts = lines[:1]
    for above, line in pairwise(lines):
        if len(above) >= full and not _ENDS.search(above) and not _begins(line):
            parts.append("" if _CJK_EDGE.match(above[-1]) or _CJK_EDGE.match(line) else " ")
        else:
            yield "".join(parts)
            parts = []
        parts.append(line)
    if parts:
        yield "".join(parts)


def _begins(line: str) -> bool:
    return bool(_BEGINS.match(line) or _DATE_ALONE.fullmatch(line))


def _pdf_properties(document: Any) -> dict[str, tuple[str, ...]]:
    return _properties(document.get_metadata_dict(skip_empty=True))


def _docx(body: bytes) -> _Paged:
    _check_archive(body)
    docx = _import("docx")
    # A part that is missing, doubled, damaged or no XML: python-docx lets through whatever its libraries raise.
    broken = (KeyError, ValueError, OSError, SyntaxError, AttributeError, EOFError, NotImplementedError, zlib.error)
    try:
        document = docx.Document(io.BytesIO(body))
        said = document.core_properties
        properties = {"Title": said.title, "Author": said.author, "Subject": said.subject}
        return _Paged(tuple(_limited(_docx_lines(document))), (), _properties(properties))
    except (*broken, zipfile.BadZipFile, _import("docx.opc.exceptions").opc.exceptions.OpcError) as error:
        raise UnreadablePage("broken", f"DOCX: {error}") from None


def _check_archive(body: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
            encrypted = any(part.flag_bits & 1 for part in archive.infolist())
    except zipfile.BadZipFile as error:
        raise UnreadablePage("broken", f"DOCX: {error}") from None
    if encrypted:
        raise UnreadablePage("encrypted", "DOCX")
    if unpacked > MAX_UNPACKED:
        raise UnreadablePage("too-large", f"{unpacked} bytes unpacked; at most {MAX_UNPACKED} are read")


def _docx_lines(document: Any) -> Iterator[tuple[str, int]]:
    """Each paragraph with its level of heading, in document order, those of table cells too."""
    paragraph_of = _import("docx.text.paragraph").text.paragraph.Paragraph
    for element in document.element.body.iter(f"{WORD}p"):
        if next(element.iterancestors(FALLBACK), None) is None:  # what a text box shows old readers, a second time
            paragraph = paragraph_of(element, document)
            level = _level(paragraph.style.name if paragraph.style is not None else None)
            yield from ((line, level) for line in paragraph.text.splitlines())


def _level(style: str | None) -> int:
    match = HEADING_STYLE.search(style or "")
    if match is None:
        return 0
    return min(int(match[1]), 6) if match[1] and match[1] != "0" else 1


def _paged(pages: Iterator[list[str]], properties: dict[str, tuple[str, ...]]) -> _Paged:
    lines: list[Line] = []
    starts: list[int] = []
    for number, paragraphs in enumerate(pages):
        starts.append(len(lines))
        levelled = _with_headline(paragraphs) if number == 0 else [(text, 0) for text in paragraphs]
        lines += [
            Line(len(lines) + place, text, f"h{level}" if level else "p", level)
            for place, (text, level) in enumerate(levelled)
        ]
    return _Paged(tuple(lines), tuple(starts), properties)


def _limited(lines: Iterator[tuple[str, int]]) -> Iterator[Line]:
    index = read = 0
    for text, level in lines:
        folded = " ".join(text.split())
        read += len(folded)
        if read > MAX_CHARS:
            raise UnreadablePage("too-large", f"more than {MAX_CHARS} characters")
        if folded:
            yield Line(index, folded, f"h{level}" if level else "p", level)
            index += 1


def _properties(said: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Document properties under names of their own: they name templates and typists as often as titles and authors."""
    return {f"document:{name.lower()}": (value.strip(),) for name, value in said.items() if value and value.strip()}


def _import(name: str) -> Any:
    try:
        return __import__(name)
    except ImportError:
        raise UnreadablePage("no-reader", f"{name} is not installed; pip install 'dibao[documents]'") from None

"""Documents that are no web pages (PDF, Word, OFD), laid out in lines like any page."""

from __future__ import annotations

from collections.abc import Iterable

from archive.errors import NotText, UnreadablePage
from archive.model import Page, ReadOptions
from pipelines.forms import ofd, pdf, printed, word
from pipelines.page.lines import Line
from pipelines.page.sheet import Sheet

PDF, DOCX, OFD = "pdf", "docx", "ofd"
MAX_BYTES = 100 * 2**20  # a longer document is kept but not read
MAX_PAGES = 2_000
MAX_CHARS = 5_000_000

Levelled = tuple[str, int]  # a line and its level of heading, 0 for none


def read_sheet(page: Page, options: ReadOptions, form: str) -> Sheet:
    """The document laid out in lines, all of them its text.

    UnreadablePage: ``too-large``, ``too-many-pages``, ``encrypted``, ``broken``, or ``no-reader`` where the extra
    ``documents`` is not installed; NotText where it holds no text (scanned pages), or for another form.
    """
    if len(page.body) > MAX_BYTES:
        raise UnreadablePage("too-large", f"{len(page.body)} bytes; documents of at most {MAX_BYTES} are read")
    pages, properties = _pages(page.body, form)
    lines, starts = _laid_out(pages)
    if not lines:
        raise NotText(f"{form} without text: scanned pages, or pictures only")
    return Sheet(
        page=page,
        options=options,
        text="\n".join(line.text for line in lines),
        lines=lines,
        start=0,
        end=len(lines),
        metas=_metas(properties),
        page_lines=starts if form != DOCX else (),
        sure=True,
    )


def _pages(body: bytes, form: str) -> tuple[list[list[Levelled]], dict[str, str]]:
    """The lines of each page; Word knows no pages until it prints: all is one."""
    if form == PDF:
        pages, properties = pdf.pages(body, max_pages=MAX_PAGES, max_chars=MAX_CHARS)
        return printed.paragraphs(pages), properties
    if form == OFD:
        return printed.paragraphs(ofd.pages(body, max_pages=MAX_PAGES)), {}
    if form == DOCX:
        lines, properties = word.paragraphs(body)
        return [lines], properties
    raise NotText(form)


def _laid_out(pages: Iterable[Iterable[Levelled]]) -> tuple[tuple[Line, ...], tuple[int, ...]]:
    """All lines, and the index of the first line of each page."""
    lines: list[Line] = []
    starts: list[int] = []
    read = 0
    for page in pages:
        starts.append(len(lines))
        for text, level in page:
            folded = " ".join(text.split())
            read += len(folded)
            if read > MAX_CHARS:
                raise UnreadablePage("too-large", f"more than {MAX_CHARS} characters")
            if folded:
                lines.append(Line(len(lines), folded, f"h{level}" if level else "p", level))
    return tuple(lines), tuple(starts)


def _metas(properties: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Document properties under names of their own: they name templates and typists as often as titles and authors."""
    return {f"document:{name.lower()}": (said.strip(),) for name, said in properties.items() if said and said.strip()}

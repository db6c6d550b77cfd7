"""Word documents (.docx) as paragraphs; the only user of python-docx, which is optional and imported when needed."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from archive.errors import UnreadablePage

MAX_UNPACKED = 200 * 2**20  # bytes to which its parts may come
PARAGRAPH = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
HEADING_STYLE = re.compile(r"(?:heading|标题)\s?(\d)$|^title$|^标题$", re.IGNORECASE)
# A part that is missing, doubled, damaged or no XML: python-docx lets through whatever its libraries raise.
DAMAGE = (
    *(KeyError, ValueError, OSError, SyntaxError, AttributeError, EOFError, NotImplementedError),
    *(zlib.error, zipfile.BadZipFile),
)


def paragraphs(body: bytes) -> tuple[list[tuple[str, int]], dict[str, str]]:
    """The lines with their level of heading (0: none), in document order, and the document's properties.

    UnreadablePage: ``encrypted``, ``broken``, ``too-large``, ``no-reader``.
    """
    docx = _docx()
    _check(body)
    try:
        document = docx.Document(io.BytesIO(body))
        said = document.core_properties
        return list(_lines(document, docx)), {"Title": said.title, "Author": said.author, "Subject": said.subject}
    except (*DAMAGE, docx.opc.exceptions.OpcError) as error:
        raise UnreadablePage("broken", f"DOCX: {error}") from None


def _docx() -> Any:
    try:
        import docx.opc.exceptions
        import docx.text.paragraph
    except ImportError:
        raise UnreadablePage("no-reader", "python-docx is not installed; pip install 'dibao[documents]'") from None
    return docx


def _check(body: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            parts = archive.infolist()
    except DAMAGE as error:
        raise UnreadablePage("broken", f"DOCX: {error}") from None
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadablePage("encrypted", "DOCX")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED:
        raise UnreadablePage("too-large", f"{unpacked} bytes unpacked; at most {MAX_UNPACKED} are read")


def _lines(document: Any, docx: Any) -> Iterator[tuple[str, int]]:
    """The paragraphs of the body, those of table cells too."""
    for element in document.element.body.iter(PARAGRAPH):
        if next(element.iterancestors(FALLBACK), None) is None:  # what a text box shows old readers, a second time
            paragraph = docx.text.paragraph.Paragraph(element, document)
            level = _level(paragraph.style.name if paragraph.style is not None else None)
            yield from ((line, level) for line in paragraph.text.splitlines())


def _level(style: str | None) -> int:
    match = HEADING_STYLE.search(style or "")
    if match is None:
        return 0
    return min(int(match[1]), 6) if match[1] and match[1] != "0" else 1

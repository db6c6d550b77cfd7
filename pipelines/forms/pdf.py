"""PDF documents as lines by page; the only user of pypdfium2, which is optional and imported when it is needed."""

from __future__ import annotations

from typing import Any

from archive.errors import UnreadablePage


def pages(body: bytes, *, max_pages: int, max_chars: int) -> tuple[list[list[str]], dict[str, str]]:
    """The lines of each page as they are set, and the document's properties.

    UnreadablePage: ``encrypted``, ``broken``, ``too-many-pages``, ``too-large``, ``no-reader``.
    """
    pdfium = _pdfium()
    try:
        document = pdfium.PdfDocument(body)
    except pdfium.PdfiumError as error:
        locked = any(word in str(error).lower() for word in ("password", "security"))
        raise UnreadablePage("encrypted" if locked else "broken", f"PDF: {error}") from None
    try:
        if len(document) > max_pages:
            raise UnreadablePage("too-many-pages", f"{len(document)} pages; at most {max_pages} are read")
        return _texts(document, pdfium, max_chars), document.get_metadata_dict(skip_empty=True)
    finally:
        document.close()


def _pdfium() -> Any:
    try:
        import pypdfium2
    except ImportError:
        raise UnreadablePage("no-reader", "pypdfium2 is not installed; pip install 'dibao[documents]'") from None
    return pypdfium2


def _texts(document: Any, pdfium: Any, max_chars: int) -> list[list[str]]:
    texts: list[list[str]] = []
    read = 0
    for number in range(len(document)):
        text = _text(document, number, pdfium)
        read += len(text)
        if read > max_chars:
            raise UnreadablePage("too-large", f"more than {max_chars} characters")
        texts.append(text.splitlines())
    return texts


def _text(document: Any, number: int, pdfium: Any) -> str:
    try:
        page = document[number]
        shown = page.get_textpage()
        text = str(shown.get_text_bounded())
    except pdfium.PdfiumError as error:
        raise UnreadablePage("broken", f"PDF, page {number + 1}: {error}") from None
    shown.close()
    page.close()
    # Pdfium writes U+FFFE where a hyphen divides a word at the end of a line.
    return text.replace("\ufffe", "").replace("\x00", "")

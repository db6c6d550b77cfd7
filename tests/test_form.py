"""What a payload is by its own bytes."""

import pytest

from archive.errors import NotText
from archive.model import Page
from pipelines.page.form import form_of


@pytest.mark.parametrize(
    ("body", "form"),
    [
        (b"<html></html>", "html"),
        ("\ufeff<html>".encode("utf-16-le"), "html"),
        ("<html><body>中</body></html>".encode("utf-16-be"), "html"),
        ("只有文字".encode("gbk"), "html"),
        (b"\r\n%PDF-1.7", "pdf"),
        (b"PK\x03\x04....word/document.xml", "docx"),
        (b"", "html"),
    ],
)
def test_the_bytes_say_what_it_is(body: bytes, form: str) -> None:
    """Whatever the server calls it."""
    assert form_of(Page(body=body, content_type="application/octet-stream")) == form


@pytest.mark.parametrize(
    ("body", "content_type", "named"),
    [
        (b"\x89PNG\r\n\x1a\n", "text/html", "image/png"),
        (b"PK\x03\x04....xl/workbook.xml", "application/vnd.ms-excel; x=1", "application/vnd.ms-excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", None, "application/x-ole-storage"),
        (b"\x00\x00\x00\x18ftypmp42", None, "video/mp4"),
        (b"a\x00\x01\x02b" * 9, None, "application/octet-stream"),
    ],
)
def test_what_holds_no_text_is_named(body: bytes, content_type: str | None, named: str) -> None:
    """The media type as sent, unless it claims to be text; else as the bytes say."""
    with pytest.raises(NotText) as caught:
        form_of(Page(body=body, content_type=content_type))
    assert caught.value.detail == named

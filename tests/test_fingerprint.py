"""What makes two texts the same text."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from pipelines.body.fingerprint import text_sha256


def test_setting_does_not_change_a_text() -> None:
    """White space and width of characters are setting."""
    assert (
        text_sha256("第１条　全文\n如下")
        == text_sha256("第1条全文如下")
        == hashlib.sha256("第1条全文如下".encode()).hexdigest()
    )


def test_no_text_has_no_hash() -> None:
    """Blank is not a text that could be the same elsewhere."""
    assert text_sha256(" \n　") is None


@given(st.text())
def test_any_text_can_be_hashed(text: str) -> None:
    """Also lone surrogates, which come from broken pages; blanks between its characters change nothing."""
    assert text_sha256(text) == text_sha256(" ".join(text.split()))

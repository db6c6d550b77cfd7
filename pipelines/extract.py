"""The body text."""

from __future__ import annotations

from pipelines.sheet import Sheet


def body_of(sheet: Sheet, left_out: frozenset[int]) -> str:
    """The paragraphs of the article, divided by a newline, without the lines left out."""
    return "\n".join(line.text for line in sheet.inside if line.index not in left_out)

"""Each folder of tests/pages is a page that needed a rule, and what a careful reader finds on it."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from archive.model import Page
from pipelines.read import read

PAGES = sorted(Path(__file__).parent.glob("pages/*/expected.json"))


@pytest.mark.parametrize("expected", PAGES, ids=lambda path: path.parent.name)
def test_a_page_says_what_a_careful_reader_finds(expected: Path) -> None:
    """Of what is expected, each field is compared whole; fields that are not named are not compared."""
    wanted = json.loads(expected.read_text("utf-8"))
    page = next(path for path in sorted(expected.parent.iterdir()) if path.stem == "page")
    found = as_json(dataclasses.asdict(read(Page(body=page.read_bytes(), path=str(page)))))
    assert {name: found[name] for name in wanted} == wanted


def as_json(values: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(values))
    return found

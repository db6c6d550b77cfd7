"""The site's name, and who runs it."""

from __future__ import annotations

import re

from pipelines.folding import squash, tidy
from pipelines.sheet import Found, Sheet


def site_names(sheet: Sheet) -> frozenset[str]:
    """The names the site goes by, squashed: to tell its own name beside a date from a source."""
    return frozenset()


def read_site(sheet: Sheet) -> Found[str] | None:
    """x"""
    return None


def read_publisher(sheet: Sheet) -> Found[str] | None:
    """x"""
    return None

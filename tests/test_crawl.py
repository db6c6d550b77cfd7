"""A run's beginning, and what Scrapy finds in the project."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings
from scrapy.utils.misc import load_object

from archive.collection import create_collection
from archive.errors import UserError
from crawler.crawl import start_run

ROOT = Path(__file__).parent.parent


def test_a_run_without_sources_is_the_user_s_mistake(tmp_path: Path) -> None:
    """Said before anything is started, with the cure; and a source that is not there is named."""
    collection = create_collection(tmp_path / "c", 'name = "x"\n')
    with pytest.raises(UserError, match=r"has no sources yet.*source add"):
        start_run(collection)
    with pytest.raises(UserError, match="no source 'a'"):
        start_run(collection, ["a"])


def test_it_is_an_ordinary_scrapy_project() -> None:
    """`scrapy list` in its root names both spiders."""
    listed = subprocess.run(
        [sys.executable, "-m", "scrapy", "list"], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert listed.stdout.split() == ["government", "news"]


def test_every_component_that_the_settings_name_is_there() -> None:
    """A wrong path would show only when a run starts."""
    settings = Settings()
    settings.setmodule("crawler.settings")
    paths = [path for path in _strings(dict(settings)) if path.split(".")[0] in ("crawler", "pipelines")]
    assert len(paths) >= 11
    assert all(load_object(path) for path in paths if path != "crawler.spiders")


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif hasattr(value, "items"):
        for key, item in value.items():
            yield from _strings(key)
            yield from _strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _strings(item)

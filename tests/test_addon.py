"""Scrapy's settings, and what a collection puts over them."""

from __future__ import annotations

from pathlib import Path

import pytest
from scrapy.settings import Settings

from archive.collection import create_collection
from archive.errors import UserError
from crawler.addon import CollectionAddon, collection_of

TOML = """
name = "test"
contact = "desk@example.org"
[politeness]
delay_s = 2.5
per_host = 2
concurrent = 7
timeout_s = 9.0
retries = 3
robots = false
[budget]
pages_per_source = 11
max_body_bytes = 1000
[network]
proxy = "http://10.0.0.1:3128"
allow = ["10.0.0.0/8"]
"""


def applied(root: Path | None, **over: object) -> Settings:
    settings = Settings()
    settings.setmodule("crawler.settings")
    settings.update({"DIBAO_COLLECTION": str(root)} | over, priority="cmdline")
    CollectionAddon().update_settings(settings)
    return settings


def test_a_collection_s_settings_are_scrapy_s(tmp_path: Path) -> None:
    """Each under Scrapy's own name where it has one; those of the command line stay above."""
    create_collection(tmp_path / "c", TOML)
    settings = applied(tmp_path / "c", DOWNLOAD_DELAY=0.5)
    assert {name: settings[name] for name in settings if name.startswith("DIBAO_") and name != "DIBAO_COLLECTION"} == {
        "DIBAO_ROBOTS": False,
        "DIBAO_PRODUCT": "Dibao",
        "DIBAO_PROXY": "http://10.0.0.1:3128",
        "DIBAO_ALLOW": ["10.0.0.0/8"],
    }
    names = "USER_AGENT DOWNLOAD_DELAY CONCURRENT_REQUESTS CONCURRENT_REQUESTS_PER_DOMAIN DOWNLOAD_TIMEOUT RETRY_TIMES"
    assert [settings[name] for name in (*names.split(), "DOWNLOAD_MAXSIZE")] == [
        "Dibao/0.1 (+mailto:desk@example.org)",
        0.5,
        7,
        2,
        9.0,
        3,
        1000,
    ]


def test_without_a_collection_pages_are_looked_at_and_nothing_is_kept(tmp_path: Path) -> None:
    """`scrapy shell` works in any directory."""
    settings = applied(tmp_path)
    assert (settings.getdict("ITEM_PIPELINES"), settings.getbool("COMPRESSION_ENABLED")) == ({}, True)
    assert "http" not in settings.getdict("DOWNLOAD_HANDLERS")


def test_a_broken_collection_is_an_error_and_not_none(tmp_path: Path) -> None:
    """Or a run would keep nothing, unnoticed."""
    (tmp_path / "dibao.toml").write_text("nam = 1\n")
    with pytest.raises(UserError, match="unknown key 'nam'"):
        applied(tmp_path)


def test_the_environment_may_name_the_collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The setting is stronger; without either it is the present directory."""
    for name in ("a", "b", "."):
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name / "dibao.toml").write_text(f'name = "{name}"\n')
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DIBAO_COLLECTION", raising=False)
    found = [collection_of(Settings())]
    monkeypatch.setenv("DIBAO_COLLECTION", str(tmp_path / "a"))
    found += [collection_of(Settings()), collection_of(Settings({"DIBAO_COLLECTION": str(tmp_path / "b")}))]
    assert [collection and collection.settings.name for collection in found] == [".", "a", "b"]


def test_what_answers_from_outside_or_reads_this_machine_is_off(tmp_path: Path) -> None:
    """Telnet, remote control, file:, data:, ftp:, s3:, cookies, redirects behind the spiders' back."""
    create_collection(tmp_path / "c", 'name = "x"\n')
    settings = applied(tmp_path / "c")
    off = (
        "TELNETCONSOLE_ENABLED",
        "REMOTE_CONTROL_ENABLED",
        "COOKIES_ENABLED",
        "REDIRECT_ENABLED",
        "METAREFRESH_ENABLED",
    )
    assert [name for name in (*off, "COMPRESSION_ENABLED", "HTTPCACHE_ENABLED") if settings.getbool(name)] == []
    handlers = settings.getdict("DOWNLOAD_HANDLERS")
    assert [scheme for scheme in settings.getdict("DOWNLOAD_HANDLERS_BASE") if handlers.get(scheme, "base")] == [
        "http",
        "https",
    ]

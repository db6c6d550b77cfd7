"""What a collection's settings mean in Scrapy's words; the one place where dibao.toml meets a crawl."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from scrapy.settings import BaseSettings

from archive.collection import SETTINGS_FILE, Collection, open_collection

# Without a collection (`scrapy shell`, `scrapy fetch`) pages are looked at and nothing is kept.
LOOKING_ONLY: dict[str, Any] = {
    "DOWNLOAD_HANDLERS": {"data": None, "file": None, "ftp": None, "s3": None},
    "ITEM_PIPELINES": {},
    "COMPRESSION_ENABLED": True,
}


def collection_of(settings: BaseSettings) -> Collection | None:
    """The collection a crawl is for: setting or environment DIBAO_COLLECTION, else the present directory.

    None where no dibao.toml is there; UserError where it is wrong.
    """
    root = Path(settings.get("DIBAO_COLLECTION") or os.environ.get("DIBAO_COLLECTION") or ".")
    return open_collection(root) if (root / SETTINGS_FILE).exists() else None


class CollectionAddon:
    """Puts the collection's settings over the project's, below those of the command line."""

    def update_settings(self, settings: BaseSettings) -> None:
        collection = collection_of(settings)
        settings.update(_as_scrapy(collection) if collection else LOOKING_ONLY, priority="project")


def _as_scrapy(collection: Collection) -> dict[str, Any]:
    ours = collection.settings
    polite = ours.politeness
    return {
        "USER_AGENT": ours.full_user_agent,
        "DOWNLOAD_DELAY": polite.delay_s,
        "CONCURRENT_REQUESTS": polite.concurrent,
        "CONCURRENT_REQUESTS_PER_DOMAIN": polite.per_host,
        "DOWNLOAD_TIMEOUT": polite.timeout_s,
        "RETRY_TIMES": polite.retries,
        "DOWNLOAD_MAXSIZE": ours.budget.max_body_bytes,
        "DIBAO_ROBOTS": polite.robots,
        "DIBAO_PRODUCT": ours.user_agent.partition("/")[0],
        "DIBAO_PROXY": ours.network.proxy,
        "DIBAO_ALLOW": list(ours.network.allow),
    }

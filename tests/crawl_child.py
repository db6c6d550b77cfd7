"""One run in a process of its own, for the tests: prints its captures and how it ended as JSON lines."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from archive.collection import open_collection
from archive.model import Capture
from crawler.crawl import start_run


def show(capture: Capture) -> None:
    fields = ("url", "outcome", "status", "reason", "via", "found_by", "role", "source", "attempt")
    print(json.dumps({name: getattr(capture, name) for name in fields}), flush=True)


if __name__ == "__main__":
    root, run, *sources = sys.argv[1:]
    finished = start_run(
        open_collection(Path(root)), sources, run=run or None, on_capture=show, settings={"LOG_LEVEL": "WARNING"}
    )
    print(json.dumps(asdict(finished)), flush=True)

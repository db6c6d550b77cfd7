"""Where log lines go: a file for each run, and stderr for a service without a terminal."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.logging import RichHandler

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def log_to_stderr() -> None:
    """Dibao's own log lines to stderr: set off by rich on a terminal, plain elsewhere."""
    logger = logging.getLogger("dibao")
    if any(getattr(handler, "dibao_stderr", False) for handler in logger.handlers):
        return
    console = Console(stderr=True)
    handler = RichHandler(console=console, show_path=False) if console.is_terminal else logging.StreamHandler()
    if not console.is_terminal:
        handler.setFormatter(logging.Formatter(FORMAT))
    handler.dibao_stderr = True  # type: ignore[union-attr]  # our own mark, so that it is added once
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)


@contextmanager
def log_file(path: Path) -> Iterator[None]:
    """All log lines of this process, of every library too, in ``path``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(logging.Formatter(FORMAT))
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)
        handler.close()


def drop_old_logs(directory: Path, *, keep_days: int, now: float | None = None) -> None:
    """Removes the logs that nobody wrote to for ``keep_days`` days."""
    oldest = (time.time() if now is None else now) - keep_days * 86_400
    for path in directory.glob("*.log"):
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)

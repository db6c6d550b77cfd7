"""The lock that lets one process at a time write a collection."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from archive.errors import CollectionLocked


class Lock:
    """Held from its making until ``release``, or until its process is gone, however it went."""

    def __init__(self, path: Path) -> None:
        """CollectionLocked at once where another process holds it."""
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(self._descriptor, 32, 0).decode("ascii", "replace").strip() or "unknown"
            os.close(self._descriptor)
            raise CollectionLocked(
                f"{path.parent}: process {holder} is writing this collection; only one can.  Wait for it, or end it."
            ) from None
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, f"{os.getpid()}\n".encode(), 0)

    def release(self) -> None:
        os.ftruncate(self._descriptor, 0)
        os.close(self._descriptor)

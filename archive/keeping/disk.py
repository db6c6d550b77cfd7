"""Room on the disk: waits a while for it, and says cleanly when there is none."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.errors import ArchiveInDanger, DiskFull

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def free_bytes(directory: Path) -> int:
    """What an ordinary user may still write there."""
    state = os.statvfs(directory)
    return state.f_bavail * state.f_frsize


def wait_for_room(
    directory: Path,
    *,
    reserve_bytes: int,
    patience_s: float,
    free: Callable[[Path], int] = free_bytes,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Returns once more than ``reserve_bytes`` are free; DiskFull when that has not come about after ``patience_s``."""
    waited = 0.0
    while (found := free(directory)) < reserve_bytes:
        if waited >= patience_s:
            raise DiskFull(
                f"{directory}: {found // 2**20} MiB free, less than the {reserve_bytes // 2**20} MiB held in reserve.  "
                "Make room, or lower keeping.disk_reserve_bytes in dibao.toml; what was acknowledged is safe."
            )
        sleep(1.0)
        waited += 1.0


@contextmanager
def danger_named(what: Path) -> Iterator[None]:
    """Turns an OSError of a write into DiskFull or ArchiveInDanger."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise DiskFull(f"{what}: {error.strerror}.  Make room; what was acknowledged is safe.") from error
        raise ArchiveInDanger(f"{what}: {error.strerror or error}.  Look at the disk before anything else.") from error

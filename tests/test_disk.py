"""Room on the disk is waited for, and its lack is said cleanly."""

import errno

import pytest

from archive.errors import ArchiveInDanger, DiskFull
from archive.keeping.disk import danger_named, free_bytes, wait_for_room


def test_with_room_nothing_is_waited_for(tmp_path):
    """The disk that these tests run on has a byte left."""
    assert free_bytes(tmp_path) > 0
    wait_for_room(tmp_path, reserve_bytes=1, patience_s=0)


def test_room_that_comes_in_time_is_enough(tmp_path):
    """Somebody made room meanwhile."""
    found, slept = [5, 5, 20], []
    wait_for_room(tmp_path, reserve_bytes=10, patience_s=9, free=lambda _: found.pop(0), sleep=slept.append)
    assert slept == [1.0, 1.0]


def test_room_that_does_not_come_is_disk_full(tmp_path):
    """After as many seconds as there is patience for."""
    slept: list[float] = []
    with pytest.raises(DiskFull, match=r"held in reserve\.  Make room"):
        wait_for_room(tmp_path, reserve_bytes=10, patience_s=3, free=lambda _: 5, sleep=slept.append)
    assert sum(slept) == 3


@pytest.mark.parametrize(
    ("number", "danger"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EFBIG, DiskFull),
        (errno.EIO, ArchiveInDanger),
    ],
)
def test_errors_of_the_disk_get_their_names(tmp_path, number, danger):
    """Full is one thing, broken another."""
    with pytest.raises(ArchiveInDanger) as raised, danger_named(tmp_path):
        raise OSError(number, "as the system says")
    assert type(raised.value) is danger

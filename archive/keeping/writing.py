"""The child process that alone writes a collection while a run goes on: takes what waits, syncs once, answers."""

from __future__ import annotations

import contextlib
import select
import signal
import socket
import sys
from typing import Any

from archive.errors import ArchiveInDanger
from archive.keeping.frames import frame, receive, take_frames, value_of
from archive.keeping.keeper import Keeper

BATCH_BYTES = 8 * 2**20  # what is taken in before a sync
COMMIT_S = 0.5  # so long the catalog's last rows may wait for their commit when nothing else happens
CALLS = ("keep", "record", "begin_run", "end_run", "add_extraction", "close")
_PROMISE_DISK = ("keep", "begin_run", "end_run")  # an answer to these says: it is on disk

Call = tuple[str, tuple[Any, ...]]


class Service:
    """Serves one run over a socket until it says close or is gone; what came before is kept either way."""

    def __init__(self, keeper: Keeper, channel: socket.socket) -> None:
        self._keeper = keeper
        self._channel = channel
        self._buffer = bytearray()
        self._closed = False
        self._gone = False

    def serve(self) -> None:
        while not self._closed and not self._gone:
            calls = self._waiting_calls()
            if calls:
                self._answer(calls)
            else:
                self._keeper.commit()
        if not self._closed:
            self._keeper.close()

    def _waiting_calls(self) -> list[Call]:
        """All calls that are there, after waiting a moment for the first; [] if there is none."""
        if not select.select([self._channel], [], [], COMMIT_S)[0]:
            return []
        taken = 0
        while taken < BATCH_BYTES and not self._gone:
            try:
                data = self._channel.recv(2**20, socket.MSG_DONTWAIT)
            except BlockingIOError:
                break
            except ConnectionResetError:
                data = b""
            self._gone = not data
            self._buffer += data
            taken += len(data)
        return [value_of(content) for content in take_frames(self._buffer)]

    def _answer(self, calls: list[Call]) -> None:
        answers = [self._do(name, arguments) for name, arguments in calls]
        if not self._closed:
            try:
                self._keeper.sync()
            except ArchiveInDanger as danger:
                answers = [
                    danger if name in _PROMISE_DISK else answer
                    for (name, _), answer in zip(calls, answers, strict=True)
                ]
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the run is gone: seen at the next read
            self._channel.sendall(b"".join(map(frame, answers)))

    def _do(self, name: str, arguments: tuple[Any, ...]) -> Any:
        """The result, or the error, which travels to the caller as itself: one bad call does not fail the others."""
        assert name in CALLS, name
        self._closed = self._closed or name == "close"
        try:
            return getattr(self._keeper, name)(*arguments)
        except Exception as error:  # noqa: BLE001  # whatever it is, the caller raises it
            return error


def main(descriptor: int) -> None:
    """The child's life: told its collection, it locks, repairs, says so, serves."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # it ends when its run does, after syncing what it has
    with socket.socket(fileno=descriptor) as channel:
        try:
            collection = receive(channel)
        except EOFError:
            return
        try:
            keeper = Keeper(collection)
        except Exception as error:  # noqa: BLE001  # travels to the run as itself
            channel.sendall(frame(error))
            return
        channel.sendall(frame(keeper.repairs))
        Service(keeper, channel).serve()


if __name__ == "__main__":
    main(int(sys.argv[1]))

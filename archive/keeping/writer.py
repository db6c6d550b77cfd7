"""The writing process as a run sees it: started, called, and missed at once when it dies."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from archive.collection import Collection
from archive.errors import WriterDied
from archive.keeping.frames import frame, receive, take_frames, value_of
from archive.model import Capture, Exchange, Extraction, Run

log = logging.getLogger("dibao")
IN_FLIGHT_BYTES = 32 * 2**20  # what may wait for its answer before further callers wait
CLOSE_S = 120.0  # closing a file writes its index and syncs


class Writer:
    """Calls are answered in their order; ``keep`` and the calls about runs once all is on disk.

    Any call raises WriterDied when the process is gone, and ArchiveInDanger as the process met it.
    """

    def __init__(self, process: subprocess.Popen[bytes], channel: socket.socket) -> None:
        self._process = process
        self._socket = channel
        self._connecting: asyncio.Future[_Channel] | None = None

    @classmethod
    def start(cls, collection: Collection) -> Writer:
        """Starts the process and waits until it holds the lock and has repaired what a crash left.

        CollectionLocked at once if another process writes the collection; WriterDied if it does not come up.
        """
        ours, process = _spawn()
        try:
            ours.sendall(frame(collection))
            answer = receive(ours)
        except (EOFError, OSError):
            ours.close()
            raise WriterDied(f"the writing process did not come up (exit {process.wait()})") from None
        if isinstance(answer, BaseException):
            ours.close()
            process.wait()
            raise answer
        for repair in answer:
            log.warning("%s", repair)
        return cls(process, ours)

    @property
    def pid(self) -> int:
        return self._process.pid

    async def keep(self, exchange: Exchange) -> Capture:
        """The capture, once its records and their ledger line are synced."""
        return cast(Capture, await self._call("keep", exchange))

    async def record(
        self, capture: Capture, extraction: Extraction | None = None, unreadable: str | None = None
    ) -> Capture:
        """The capture with its outcome."""
        return cast(Capture, await self._call("record", capture, extraction, unreadable))

    async def add_extraction(self, payload_sha256: str, extraction: Extraction) -> bool:
        """Whether it was new."""
        return cast(bool, await self._call("add_extraction", payload_sha256, extraction))

    async def begin_run(self, run: Run, sources: Mapping[str, str]) -> None:
        await self._call("begin_run", run, dict(sources))

    async def end_run(self, run: Run) -> None:
        await self._call("end_run", run)

    async def close(self) -> None:
        """The process closes its file, commits the catalog and ends; WriterDied if it was gone before."""
        try:
            await self._call("close")
        finally:
            if self._connecting is not None:
                (await self._connecting).close()
            await asyncio.get_running_loop().run_in_executor(None, self._process.wait, CLOSE_S)

    async def _call(self, name: str, *arguments: Any) -> Any:
        if self._connecting is None:
            self._connecting = asyncio.ensure_future(self._connect())
        channel = await asyncio.shield(self._connecting)
        return await channel.call(frame((name, arguments)))

    async def _connect(self) -> _Channel:
        loop = asyncio.get_running_loop()
        _, channel = await loop.create_unix_connection(lambda: _Channel(self._process), sock=self._socket)
        return channel


def _spawn() -> tuple[socket.socket, subprocess.Popen[bytes]]:
    """The process and our end of the socket pair between us; in a session of its own, so that Ctrl-C in a terminal
    reaches the run alone, which then closes its writer in order."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    home = str(Path(__file__).resolve().parents[2])  # where ``archive`` is imported from here
    path = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))
    with theirs:
        process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
            [sys.executable, "-m", "archive.keeping.writing", str(theirs.fileno())],
            pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": path},
        )
    return ours, process


class _Channel(asyncio.Protocol):
    """Frames out, answers in, in the same order."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._transport: asyncio.Transport | None = None
        self._waiting: deque[tuple[asyncio.Future[Any], int]] = deque()
        self._in_flight = 0
        self._room = asyncio.Event()
        self._room.set()
        self._died: WriterDied | None = None
        self._buffer = bytearray()

    async def call(self, data: bytes) -> Any:
        while not self._room.is_set():
            await self._room.wait()
        if self._died is not None:
            raise self._died
        assert self._transport is not None
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting.append((answer, len(data)))
        self._count(len(data))
        self._transport.write(data)
        return await answer

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        for content in take_frames(self._buffer):
            answer, length = self._waiting.popleft()
            self._count(-length)
            if not answer.done():  # else its caller was cancelled
                _settle(answer, value_of(content))

    def connection_lost(self, error: Exception | None) -> None:
        self._died = WriterDied(f"the writing process {self._process.pid} is gone; nothing acknowledged is lost")
        self._room.set()
        for answer, _ in self._waiting:
            if not answer.done():
                answer.set_exception(self._died)
        self._waiting.clear()

    def _count(self, length: int) -> None:
        self._in_flight += length
        if self._in_flight > IN_FLIGHT_BYTES:
            self._room.clear()
        else:
            self._room.set()


def _settle(answer: asyncio.Future[Any], result: Any) -> None:
    if isinstance(result, BaseException):
        answer.set_exception(result)
    else:
        answer.set_result(result)

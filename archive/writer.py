"""The writing process: a child that alone writes the collection, and the client by which a run speaks to it."""

from __future__ import annotations

import asyncio
import os
import pickle
import select
import signal
import socket
import struct
import subprocess
import sys
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from archive.collection import Collection
from archive.errors import ArchiveInDanger, WriterDied
from archive.keeper import COMMIT_S, Keeper
from archive.model import Capture, Exchange, Extraction, Run

HEADER = struct.Struct("!I")  # the length of a frame; bodies too large for one travel as spool files
MAX_FRAME_BYTES = 2**30
BATCH_BYTES = 8 * 2**20  # what is taken in before a sync
IN_FLIGHT_BYTES = 32 * 2**20  # what may wait for its acknowledgement before callers wait
CLOSE_S = 120.0  # closing a file writes its index and syncs
_SYNCED = {"keep", "begin_run", "end_run", "close"}


class Writer:
    """The client.  Calls are answered in their order; ``keep`` and the calls about runs once all is on disk."""

    def __init__(self, process: subprocess.Popen[bytes], channel: socket.socket) -> None:
        self._process = process
        self._socket = channel
        self._channel: _Channel | None = None
        self._connecting: asyncio.Task[_Channel] | None = None

    @classmethod
    def start(cls, collection: Collection) -> Writer:
        """Starts the child and waits until it holds the lock and has repaired what a crash left.

        CollectionLocked, or another ArchiveInDanger, as the child met it; WriterDied if it did not come up.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with theirs:
            process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
                [sys.executable, "-m", "archive.writer", str(theirs.fileno())],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C in a terminal reaches the run, which then closes its writer in order
                env={
                    **os.environ,
                    "PYTHONPATH": os.pathsep.join(filter(None, (_home(), os.environ.get("PYTHONPATH")))),
                },
            )
        try:
            ours.sendall(_frame(collection))
            _raise_if_error(_receive(ours))
        except (EOFError, OSError):
            ours.close()
            raise WriterDied(f"the writing process did not come up (exit {process.wait()})") from None
        except BaseException:
            ours.close()
            process.wait()
            raise
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

    async def begin_run(self, run: Run, sources: Mapping[str, str]) -> None:
        await self._call("begin_run", run, dict(sources))

    async def end_run(self, run: Run) -> None:
        await self._call("end_run", run)

    async def add_extraction(self, payload_sha256: str, extraction: Extraction) -> None:
        await self._call("add_extraction", payload_sha256, extraction)

    async def close(self) -> None:
        """The child closes its file, commits the catalog and ends; WriterDied if it was gone before."""
        try:
            await self._call("close")
        finally:
            if self._channel is not None:
                self._channel.close()
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(None, self._process.wait, CLOSE_S)

    async def _call(self, name: str, *arguments: Any) -> Any:
        if self._channel is None:
            if self._connecting is None:
                self._connecting = asyncio.ensure_future(self._connect())
            self._channel = await asyncio.shield(self._connecting)
        return await self._channel.call(_frame((name, arguments)))

    async def _connect(self) -> _Channel:
        loop = asyncio.get_running_loop()
        _, channel = await loop.create_unix_connection(lambda: _Channel(self._process), sock=self._socket)
        return channel


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

    async def call(self, frame: bytes) -> Any:
        while not self._room.is_set():
            await self._room.wait()
        if self._died is not None:
            raise self._died
        assert self._transport is not None
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting.append((answer, len(frame)))
        self._count(len(frame))
        self._transport.write(frame)
        return await answer

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        for frame in _take_frames(self._buffer):
            answer, length = self._waiting.popleft()
            self._count(-length)
            result = pickle.loads(frame)  # noqa: S301  # from our own child, over a socket pair
            if answer.done():
                continue  # its caller was cancelled
            if isinstance(result, BaseException):
                answer.set_exception(result)
            else:
                answer.set_result(result)

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


def _frame(value: Any) -> bytes:
    data = pickle.dumps(value, protocol=5)
    return HEADER.pack(len(data)) + data


def _take_frames(buffer: bytearray) -> list[bytes]:
    """Takes the whole frames off the front."""
    frames, at = [], 0
    while len(buffer) - at >= HEADER.size:
        (length,) = HEADER.unpack_from(buffer, at)
        end = at + HEADER.size + length
        if len(buffer) < end:
            break
        frames.append(bytes(memoryview(buffer)[at + HEADER.size : end]))
        at = end
    del buffer[:at]
    return frames


def _receive(channel: socket.socket) -> Any:
    """One value, waited for; EOFError when the other side is gone."""
    buffer = bytearray()
    while not (frames := _take_frames(buffer)):
        data = channel.recv(2**16)
        if not data:
            raise EOFError
        buffer += data
    return pickle.loads(frames[0])  # noqa: S301  # from our own parent or child, over a socket pair


def _raise_if_error(value: Any) -> None:
    if isinstance(value, BaseException):
        raise value


def _home() -> str:
    """The folder from which ``archive`` is imported here, so that the child imports the same."""
    return str(Path(__file__).resolve().parent.parent)


class _Child:
    """The child's side: takes all that waits, does it, syncs once, answers."""

    def __init__(self, keeper: Keeper, channel: socket.socket) -> None:
        self._keeper = keeper
        self._channel = channel
        self._buffer = bytearray()
        self._closed = False

    def serve(self) -> None:
        """Until the run says close or is gone; what came before is kept either way."""
        while not self._closed:
            frames = self._take_batch()
            if frames is None:
                break
            self._answer([pickle.loads(frame) for frame in frames])  # noqa: S301  # from our own parent
        if not self._closed:
            self._keeper.close()

    def _take_batch(self) -> list[bytes] | None:
        """At least one frame and all others that are there; None when the run is gone."""
        while True:
            if not select.select([self._channel], [], [], COMMIT_S)[0]:
                self._keeper.commit()
                continue
            size = 0
            while size < BATCH_BYTES:
                try:
                    data = self._channel.recv(2**20, socket.MSG_DONTWAIT)
                except BlockingIOError:
                    break
                except ConnectionResetError:
                    return None
                if not data:
                    return _take_frames(self._buffer) or None
                self._buffer += data
                size += len(data)
            frames = _take_frames(self._buffer)
            if frames:
                return frames

    def _answer(self, calls: list[tuple[str, tuple[Any, ...]]]) -> None:
        answers = [self._do(name, arguments) for name, arguments in calls]
        if not self._closed:
            try:
                self._keeper.sync()
            except ArchiveInDanger as danger:
                answers = [
                    danger if name in _SYNCED else answer for (name, _), answer in zip(calls, answers, strict=True)
                ]
        try:
            self._channel.setblocking(True)
            self._channel.sendall(b"".join(map(_frame, answers)))
        except (BrokenPipeError, ConnectionResetError):
            pass  # the run is gone; its end is seen at the next read

    def _do(self, name: str, arguments: tuple[Any, ...]) -> Any:
        """The result, or the error, which goes to the caller: one bad call must not take the others down."""
        try:
            if name == "close":
                self._keeper.close()
                self._closed = True
                return None
            return getattr(self._keeper, name)(*arguments)
        except Exception as error:  # noqa: BLE001  # travels to the caller as itself
            return error


def main(descriptor: int) -> None:
    """The child process: serves one run over an inherited socket."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # it ends when its run does
    with socket.socket(fileno=descriptor) as channel:
        try:
            collection = _receive(channel)
        except EOFError:
            return
        try:
            keeper = Keeper(collection)
        except Exception as error:  # noqa: BLE001  # travels to the caller as itself
            channel.sendall(_frame(error))
            return
        channel.sendall(_frame(None))
        _Child(keeper, channel).serve()


if __name__ == "__main__":
    main(int(sys.argv[1]))

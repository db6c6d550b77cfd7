"""Reading in other processes: pages in, futures of extractions out, and no page can harm another."""

from __future__ import annotations

import os
import pickle
import socket
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path
from queue import LifoQueue
from typing import Self

from archive.errors import UnreadablePage
from archive.model import Extraction, Page, ReadOptions
from pipelines.read import PLAIN

TIME_LIMIT_S = 10.0
MEMORY_LIMIT_BYTES = 512 * 2**20
START_LIMIT_S = 60.0  # for a fresh process to come up, on a machine that is busy
TRIES = 2  # a process that dies may have been killed for another reason than its page


class ReadingPool:
    """A fixed number of worker processes, started as work comes; each reads one page at a time.

    A page that takes too long or too much memory costs its worker, becomes ``UnreadablePage`` (``time``, ``memory``,
    ``crashed``), and nothing else: another worker takes the place.  Workers are started afresh, not forked, so a
    running reactor in this process is no matter.  ``submit`` may be called from any
    thread.
    """

    def __init__(
        self,
        processes: int | None = None,
        *,
        time_limit_s: float = TIME_LIMIT_S,
        memory_limit_bytes: int = MEMORY_LIMIT_BYTES,
    ) -> None:
        self.processes = processes or os.cpu_count() or 1
        self._threads = ThreadPoolExecutor(self.processes, thread_name_prefix="reader")
        self._free: LifoQueue[_Worker] = LifoQueue()
        for _ in range(self.processes):
            self._free.put(_Worker(time_limit_s, memory_limit_bytes))

    def submit(self, page: Page, options: ReadOptions = PLAIN) -> Future[Extraction]:
        """The reading of a page, under way; its future raises UnreadablePage, or what went wrong in our own code."""
        return self._threads.submit(self._read, page, options)

    def close(self) -> None:
        """Waits until all that was submitted is read, then ends the workers."""
        self._threads.shutdown()
        while not self._free.empty():
            self._free.get().close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read(self, page: Page, options: ReadOptions) -> Extraction:
        worker = self._free.get()
        try:
            return worker.read(page, options)
        finally:
            self._free.put(worker)


class _Worker:
    """One process at a time; a process that died or was ended is replaced when the next page comes."""

    def __init__(self, time_limit_s: float, memory_limit_bytes: int) -> None:
        self._time_limit_s = time_limit_s
        self._memory_limit_bytes = memory_limit_bytes
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: Connection | None = None

    def read(self, page: Page, options: ReadOptions) -> Extraction:
        """Waits for the answer; UnreadablePage as ReadingPool says."""
        job = pickle.dumps((page, options), pickle.HIGHEST_PROTOCOL)
        for _ in range(TRIES):
            try:
                answer = self._ask(job)
            except (EOFError, OSError):
                self._end()
                continue
            if isinstance(answer, Exception):
                raise answer
            return answer
        raise UnreadablePage("crashed", f"the process that read it died, {TRIES} times")

    def close(self) -> None:
        """Ends the process in order: it stops when its socket closes."""
        if self._channel is not None and self._process is not None:
            self._channel.close()
            self._process.wait()

    def _ask(self, job: bytes) -> Extraction | Exception:
        channel = self._running()
        channel.send_bytes(job)
        if not channel.poll(self._time_limit_s):
            self._end()
            return UnreadablePage("time", f"not read after {self._time_limit_s:g} s")
        answer: Extraction | Exception = pickle.loads(channel.recv_bytes())  # noqa: S301  # from our own child process
        return answer

    def _running(self) -> Connection:
        """A process that has come up; the time limit of a page begins after that."""
        if self._channel is None:
            self._process, self._channel = _start(self._memory_limit_bytes)
            if not self._channel.poll(START_LIMIT_S):
                raise OSError(f"a reading process did not come up in {START_LIMIT_S:g} s")
            self._channel.recv_bytes()
        return self._channel

    def _end(self) -> None:
        if self._process is not None and self._channel is not None:
            self._process.kill()
            self._process.wait()
            self._channel.close()
        self._process = self._channel = None


def _start(memory_limit_bytes: int) -> tuple[subprocess.Popen[bytes], Connection]:
    """A fresh reading process and our end of the socket pair; in a session of its own, so that Ctrl-C spares it."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    home = str(Path(__file__).resolve().parent.parent)  # where ``pipelines`` is imported from here
    path = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))
    with theirs:
        process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
            [sys.executable, "-m", "pipelines.reading", str(theirs.fileno()), str(memory_limit_bytes)],
            pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": path},
        )
    return process, Connection(ours.detach())

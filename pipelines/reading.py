"""The reading process: takes pages over a socket, reads them one by one, and answers each.

``python -m pipelines.reading FD MEMORY_LIMIT`` is started by ``pipelines.workers`` and ends when its socket closes.
"""

from __future__ import annotations

import os
import pickle
import resource
import signal
import sys
from multiprocessing.connection import Connection

from archive.errors import UnreadablePage
from archive.model import Extraction, Page, ReadOptions
from pipelines.read import read

READY = b"ready"
Answer = Extraction | Exception


def main(descriptor: int, memory_limit_bytes: int) -> None:
    """Answers pages until the other end closes.  Ctrl-C is for the parent, which then closes its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (memory_limit_bytes, memory_limit_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with Connection(descriptor) as channel:
        channel.send_bytes(READY)
        while True:
            try:
                page, options = pickle.loads(channel.recv_bytes())  # noqa: S301  # from our own parent process
            except EOFError:
                return
            answer = answer_to(page, options)
            channel.send_bytes(pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))
            if isinstance(answer, UnreadablePage) and answer.reason == "memory":
                os._exit(0)  # what is left of its memory is in pieces; a fresh process is cheaper


def answer_to(page: Page, options: ReadOptions) -> Answer:
    """What reading came to: an extraction, why there is none, or the error that we made."""
    try:
        return read(page, options)
    except MemoryError:
        return UnreadablePage("memory", "reading it takes more memory than a page may have")
    except RecursionError as error:
        return UnreadablePage("too-deep", str(error))
    except Exception as error:  # noqa: BLE001  # it is raised again in the process that asked
        return error


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))

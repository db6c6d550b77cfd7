"""Fetches a body of 200 MB into a collection and prints by how many bytes the process grew: big_body.py DIRECTORY."""

from __future__ import annotations

import multiprocessing
import resource
import socket
import sys
from pathlib import Path

from archive.model import Capture
from wire import loop
from wire.fetcher import Fetcher

MEGABYTE = 2**20
MEGABYTES = 200


def serve(listener: socket.socket) -> None:
    """Two answers on one connection: a small one, then the big one."""
    connection, _ = listener.accept()
    for megabytes in (0, MEGABYTES):
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % (megabytes * MEGABYTE))
        for number in range(megabytes):
            connection.sendall(number.to_bytes(4, "big") * (MEGABYTE // 4))
    connection.close()


async def grown_by(directory: Path, port: int) -> tuple[int, Capture]:
    """The first, small download has loaded all code; the second one is measured."""
    async with Fetcher(directory, really=True) as fetcher:
        await fetcher.get(f"http://127.0.0.1:{port}/small")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        fetched = await fetcher.get(f"http://127.0.0.1:{port}/big")
        assert fetched.response is not None
        assert fetched.response.body == b""
        assert fetched.request.meta["dibao_spooled"]
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        return grown * 1024, fetched.request.meta["dibao_capture"]


def main(directory: Path) -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    multiprocessing.get_context("fork").Process(target=serve, args=(listener,), daemon=True).start()
    grown, capture = loop.run(grown_by(directory, listener.getsockname()[1]), within_s=100)
    loop.stop()
    print(grown, capture.payload_length)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""A server on loopback that sends exact bytes and notes what it received and sent."""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from typing import Self


class Act(Enum):
    """What the server does besides sending bytes."""

    CLOSE = "closes the connection"
    RESET = "resets the connection"
    STALL = "sends nothing more and waits until the client goes"


Script = Sequence[bytes | Act]  # each bytes is one segment


@dataclass
class Log:
    """What went over the wire, one entry per exchange."""

    requests: list[bytes] = field(default_factory=list)
    sent: list[bytes] = field(default_factory=list)
    tunnels: list[bytes] = field(default_factory=list)  # CONNECT requests
    connections: int = 0


class ScriptedServer:
    """Answers the n-th request with the n-th script; ``CLOSE`` is its own last word where scripts run out."""

    def __init__(
        self, *scripts: Script, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None, tunnel: bool = False
    ) -> None:
        self._scripts: Iterator[Script] = iter(scripts)
        self._host = host
        self._tls = tls
        self._tunnel = tunnel  # speaks TLS only after a CONNECT
        self._clients: set[asyncio.StreamWriter] = set()
        self.log = Log()
        self.port = 0

    async def __aenter__(self) -> Self:
        tls = None if self._tunnel else self._tls
        self._server = await asyncio.start_server(self._serve, self._host, 0, ssl=tls, limit=2**20)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for client in self._clients:
            client.transport.abort()
        await self._server.wait_closed()

    @property
    def netloc(self) -> str:
        return f"[{self._host}]:{self.port}" if ":" in self._host else f"{self._host}:{self.port}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.log.connections += 1
        self._clients.add(writer)
        with suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            if self._tunnel:
                await self._open_tunnel(reader, writer)
            while await self._exchange(reader, writer):
                pass
        writer.close()

    async def _open_tunnel(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.log.tunnels.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await writer.drain()
        assert self._tls is not None
        await writer.start_tls(self._tls)

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        request = await _read_request(reader)
        self.log.requests.append(request)
        self.log.sent.append(b"")
        script = next(self._scripts, (Act.CLOSE,))
        return all([await self._act(step, reader, writer) for step in script])

    async def _act(self, step: bytes | Act, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        if isinstance(step, bytes):
            writer.write(step)
            self.log.sent[-1] += step
            await writer.drain()
            await let_it_arrive()
            return True
        if step is Act.STALL:
            await reader.read()
        if step is Act.RESET:
            linger = struct.pack("ii", 1, 0)
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            writer.transport.abort()
        else:
            writer.close()
        return False


async def _read_request(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    lengths = [line[15:] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return head + (await reader.readexactly(int(lengths[0])) if lengths else b"")


async def let_it_arrive() -> None:
    """Lets what was sent reach a client in the same event loop."""
    for _ in range(4):  # turns of the loop in which the client, in the same loop, reads its segment
        await asyncio.sleep(0)

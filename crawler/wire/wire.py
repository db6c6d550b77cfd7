"""What one exchange sent and received, byte for byte, and where its message begins and ends."""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import BinaryIO
from uuid import uuid4

from archive.model import Tls


class Wire:
    """One exchange on the wire.  Of the bytes received, the message is ``[message_start:message_end]``."""

    def __init__(
        self, *, spool: Path, memory_bytes: int, max_bytes: int, secure: bool, proxied: bool, legacy: bool
    ) -> None:
        self.spool = spool
        self.memory_bytes = memory_bytes  # a longer message goes to a file in ``spool``
        self.max_bytes = max_bytes  # of a message that the parser refused; 0: no limit
        self.secure = secure
        self.proxied = proxied
        self.legacy = legacy  # TLS with concessions to an old server
        self.started = monotonic()
        self.connected: float | None = None
        self.first_byte: float | None = None
        self.body_dropped = False  # the body was too long to be handed over
        self.begin()

    def begin(self, *, ip: str | None = None, tls: Tls | None = None) -> None:
        """Forgets what a connection gone stale has sent: the request is sent anew on another one."""
        self.ip = None if self.proxied else ip
        self.tls = tls
        self.sent: list[bytes] = []
        self.size = 0
        self.message_start = 0
        self.message_end: int | None = None  # None: the message is not known to be whole
        self.refusal: Exception | None = None  # what the parser has against it
        self.lost: BaseException | None = None  # how the connection ended, where it ended before the message
        self._chunks: list[bytes] = []
        self._file: BinaryIO | None = None
        self._path: Path | None = None
        self._taken = False

    def receive(self, data: bytes) -> None:
        """Notes bytes that came, until the exchange is taken."""
        if self._taken:
            return
        self.size += len(data)
        if self._file is not None:
            self._file.write(data)
            return
        self._chunks.append(data)
        if self.size > self.memory_bytes:
            self._spill()

    def interim_ends(self, unread: int) -> None:
        """An interim response ended ``unread`` bytes before the last byte received."""
        self.message_start = self.size - unread

    def finish(self, surplus: int) -> None:
        """The message is whole; ``surplus`` bytes follow it."""
        self.message_end = self.size - surplus

    @property
    def has_message(self) -> bool:
        return self.size > self.message_start

    def request(self) -> bytes | None:
        """What was sent; None where nothing could be (no connection, no TLS)."""
        return b"".join(self.sent) or None if self.tls is not None or not self.secure else None

    def take(self) -> tuple[bytes | Path | None, bytes, bytes]:
        """Message (a file where it is long, None where nothing came), interim responses before, surplus after.

        Bytes that come later are not noted any more.
        """
        self._taken = True
        end = self.size if self.message_end is None else self.message_end
        if self._file is not None:
            return self._path, b"".join(self._chunks), self._close_file(self._file, end - self.message_start)
        raw, self._chunks = b"".join(self._chunks), []
        return raw[self.message_start : end] or None, raw[: self.message_start], raw[end:]

    @staticmethod
    def _close_file(file: BinaryIO, length: int) -> bytes:
        with file:
            file.seek(length)
            surplus = file.read()
            file.truncate(length)
        return surplus

    def _spill(self) -> None:
        raw = b"".join(self._chunks)
        self.spool.mkdir(parents=True, exist_ok=True)
        self._path = self.spool / uuid4().hex
        self._file = self._path.open("w+b")
        self._file.write(raw[self.message_start :])
        self._chunks = [raw[: self.message_start]]

"""Python values as frames on a stream between a process and its own child."""

from __future__ import annotations

import pickle
import socket
import struct
from typing import Any

_LENGTH = struct.Struct("!I")  # bodies too large for one frame travel as spool files


def frame(value: Any) -> bytes:
    data = pickle.dumps(value, protocol=5)
    return _LENGTH.pack(len(data)) + data


def value_of(content: bytes) -> Any:
    """The value in a frame; only for frames from our own parent or child, over a socket pair."""
    return pickle.loads(content)  # noqa: S301  # nobody else can write to the socket pair


def take_frames(buffer: bytearray) -> list[bytes]:
    """Takes the contents of the whole frames off the front of the buffer."""
    contents, at = [], 0
    while len(buffer) - at >= _LENGTH.size:
        (length,) = _LENGTH.unpack_from(buffer, at)
        end = at + _LENGTH.size + length
        if len(buffer) < end:
            break
        contents.append(bytes(memoryview(buffer)[at + _LENGTH.size : end]))
        at = end
    del buffer[:at]
    return contents


def receive(channel: socket.socket) -> Any:
    """Waits for one value; EOFError when the other side is gone."""
    buffer = bytearray()
    while not (contents := take_frames(buffer)):
        data = channel.recv(2**16)
        if not data:
            raise EOFError
        buffer += data
    return value_of(contents[0])

"""Takes the secrets out of a request before it is kept, and names what was taken."""

from __future__ import annotations

import re

MARK = b"[redacted]"  # of one length, so that not even the length of a secret is kept
_HEAD = re.compile(rb"\A.*?\r\n\r\n", re.DOTALL)
_SECRET = re.compile(rb"^(authorization|proxy-authorization|cookie):[ \t]*([^\r\n]*)", re.IGNORECASE | re.MULTILINE)


def redact(request: bytes) -> tuple[bytes, tuple[str, ...]]:
    r"""The request with the values of its secret header fields replaced, and the names of those fields.

    >>> redact(b"GET / HTTP/1.1\r\nCookie: sid=1\r\nHost: a.test\r\n\r\n")
    (b'GET / HTTP/1.1\r\nCookie: [redacted]\r\nHost: a.test\r\n\r\n', ('Cookie',))
    """
    match = _HEAD.match(request)
    head = match[0] if match else request
    if not _SECRET.search(head):
        return request, ()
    names = tuple(dict.fromkeys(name.decode("ascii") for name, _ in _SECRET.findall(head)))
    return _SECRET.sub(rb"\1: " + MARK, head) + request[len(head) :], names

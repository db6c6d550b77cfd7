"""A web of any hosts on loopback: a forward proxy that answers as a table says, and notes what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Headers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    body: bytes | str = b""
    status: int = 200
    headers: Headers = field(default_factory=dict)
    reset: bool = False  # the connection is closed before any answer

    @property
    def content(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


Site = dict[str, Reply | Callable[[Headers], Reply]]


class ScriptedWeb:
    """``site`` may be changed between two runs; what is not in it is answered with 404."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.gate = threading.Event()  # answers wait while it is not set
        self.gate.set()
        self.gate_after = 0  # so many requests are answered before the gate counts
        self.at_gate = threading.Event()  # a request has come to it
        self.port = 0

    @property
    def proxy(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def urls(self) -> list[str]:
        return [url for url, _ in self.asked]

    def headers(self, url: str) -> dict[str, str]:
        """Those of the last request for ``url``, names in lower case."""
        return [headers for asked, headers in self.asked if asked == url][-1]

    def reply(self, url: str, headers: Headers) -> Reply:
        self.asked.append((url, {name.lower(): value for name, value in headers.items()}))
        if len(self.asked) > self.gate_after:
            self.at_gate.set()
            self.gate.wait(20)
        found = self.site.get(url, Reply("not here", 404))
        return found if isinstance(found, Reply) else found(headers)


@contextmanager
def serving(site: Site) -> Iterator[ScriptedWeb]:
    web = ScriptedWeb(site)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            reply = web.reply(self.path, dict(self.headers.items()))
            if reply.reset:
                self.close_connection = True
                return
            self.send_response(reply.status)
            for name, value in {"Content-Length": str(len(reply.content)), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if reply.status != 304:
                self.wfile.write(reply.content)

        def log_message(self, *_: Any) -> None:
            """The tests look at ``asked``."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    web.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield web
    finally:
        web.gate.set()
        server.shutdown()
        thread.join()
        server.server_close()

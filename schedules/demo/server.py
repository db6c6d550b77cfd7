"""The bundled web behind a forward proxy on loopback, in a thread of its own."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from schedules.demo import web


class DemoServer:
    """``with DemoServer() as server:`` serves night 1; set ``server.night = 2`` for the second."""

    night = 1

    def __enter__(self) -> DemoServer:
        demo = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                demo._serve(self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it so
                """Silent: the crawler's own log says what was asked."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        threading.Thread(target=self._http.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()

    @property
    def proxy(self) -> str:
        """The address to give as proxy."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def _serve(self, request: BaseHTTPRequestHandler) -> None:
        answer = web.answer(request.path, self.night, request.headers.get("If-None-Match"))
        code, _, phrase = answer.status.partition(" ")
        request.send_response(int(code), phrase)
        for name, value in answer.headers:
            request.send_header(name, value)
        if code != "304":
            request.send_header("Content-Length", str(len(answer.body)))
        request.end_headers()
        if code != "304":
            request.wfile.write(answer.body)

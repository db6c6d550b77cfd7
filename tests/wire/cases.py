"""The table of exchanges: what the server sends, how the exchange ends, and what the spider gets."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass, field
from typing import Any

import brotli
import zstandard

from archive.model import Ending
from wire.server import Act, Script

TEXT = "第一段：医改取得进展。".encode()
GBK = "新闻".encode("gbk")


@dataclass(frozen=True)
class Case:
    """One request and its answer.  The response that must be kept is all that is sent but interim and surplus."""

    name: str
    script: Script
    target: str = "/"
    arguments: dict[str, Any] = field(default_factory=dict)  # of the request
    ending: Ending = Ending.COMPLETE
    reason: str | None = None
    status: int | None = 200  # as the spider gets it; None: it gets an error
    body: bytes | None = None  # as the spider gets it; None: not compared
    interim: bytes = b""
    surplus: bytes = b""
    sane: bool = True  # an ordinary message, that every reader of WARC files must accept
    prefix: bool = False  # the client ends it: a prefix of what was sent is kept


def ok(*headers: str | bytes, body: bytes = TEXT, status: bytes = b"HTTP/1.1 200 OK", length: bool = True) -> bytes:
    """A response of one segment."""
    lines = [status, *(line.encode() if isinstance(line, str) else line for line in headers)]
    lines += [b"Content-Length: %d" % len(body)] if length else []
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def chunks(*parts: bytes, last: bytes = b"0\r\n\r\n") -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + last


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
REFUSED = {"ending": Ending.UNPARSED, "status": None, "sane": False}
CUT = {"ending": Ending.CUT, "status": None, "sane": False}
SILENT = {"ending": Ending.UNANSWERED, "status": None, "sane": False}
SHORT_TIME = {"meta": {"download_timeout": 0.2}}

HEADS = (
    Case("plain", [ok("Content-Type: text/plain")], body=TEXT),
    Case("odd header case", [ok("cOnTeNt-TYPE: text/plain", "x-lower: 1", "X-UPPER: 2")]),
    Case("header order", [ok("Zeta: 1", "Alpha: 2", "Server: x", "Date: y")]),
    Case("duplicate headers", [ok("Set-Cookie: a=1", "Set-Cookie: b=2", "X: 1", "X: 1")]),
    Case("blanks around values", [ok("X:    wide   ", "Y:none", "Z:\ttab\t")]),
    Case("empty value", [ok("X:", "Y: ")]),
    Case("reason phrase", [ok(status=b"HTTP/1.1 200 Everything is fine, thanks")]),
    Case("no reason phrase", [ok(status=b"HTTP/1.1 200 ")]),
    Case("no reason, no blank", [ok(status=b"HTTP/1.1 200")]),
    Case("Latin-1 reason", [ok(status="HTTP/1.1 200 Très bien".encode("latin-1"))]),
    Case("UTF-8 reason", [ok(status="HTTP/1.1 200 好".encode())]),
    Case("obs-fold", [ok("X-Folded: one\r\n two\r\n\tthree")], body=TEXT),
    Case("12 KB header line", [ok("X-Long: " + "a" * 12_000)], body=TEXT),
    Case("40 KB header line", [ok("X-Long: " + "a" * 40_000)], body=TEXT, sane=False),
    Case("hundreds of headers", [ok(*(f"X-{n}: {n}" for n in range(600)))], body=TEXT),
    Case("LF-only head", [b"HTTP/1.1 200 OK\nContent-Length: 2\n\nhi"], body=b"hi", sane=False),
    Case("mixed line ends", [b"HTTP/1.1 200 OK\r\nX: 1\nContent-Length: 2\r\n\nhi"], body=b"hi", sane=False),
    Case("blank before the colon", [b"HTTP/1.1 200 OK\r\nContent-Length : 2\r\n\r\nhi"], body=b"hi", sane=False),
    Case("no colon", [ok("this line has none", "X: 1")], body=TEXT, sane=False),
    Case("no token as name", [ok("X Y@Z: 1", "X: 1")], body=TEXT, sane=False),
    Case("GBK header value", [ok(b"X-Title: " + GBK)], body=TEXT),
    Case("leading blank line", [b"\r\n" + ok()], body=TEXT, sane=False),
    Case("fold without a header", [ok(" X: 1", "Y: 2")], body=TEXT, sane=False),
    Case("head in single bytes", [bytes([byte]) for byte in ok("X: 1")], body=TEXT),
)
STATUS_LINES = (
    Case("two blanks", [ok(status=b"HTTP/1.1  200  OK")], body=TEXT, sane=False),
    Case("ICY", [ok(status=b"ICY 200 OK")], body=TEXT, sane=False),
    Case("no version", [ok(status=b"HTTP 200 OK")], body=TEXT, sane=False),
    Case("lower case", [ok(status=b"http/1.1 200 ok")], body=TEXT, sane=False),
    Case("HTTP/2 by name", [ok(status=b"HTTP/2.0 200 OK")], body=TEXT, sane=False),
    Case("glued", [ok(status=b"HTTP/1.1 200OK")], body=TEXT, sane=False),
    Case("status 999", [ok(status=b"HTTP/1.1 999 Request denied")], status=999, body=TEXT),
    Case("no code", [ok(status=b"HTTP/1.1 OK"), Act.CLOSE], **REFUSED),
    Case("four digits", [ok(status=b"HTTP/1.1 2000 OK"), Act.CLOSE], **REFUSED),
    Case("garbage", [b"\x00\x01\x02 no HTTP at all \xff\xfe\n" * 50, Act.CLOSE], **REFUSED),
    Case("garbage in segments", [b"<html>\n", b"<p>HTTP/0.9</p>\n", b"</html>", Act.CLOSE], **REFUSED),
    Case("garbage without a line end", [b"SSH-2.0-OpenSSH", Act.CLOSE], ending=Ending.CUT, reason="disconnect",
         status=None, sane=False),
)  # fmt: skip
FRAMINGS = (
    Case("chunked", [CHUNKED + chunks(b"abc", b"defg")], body=b"abcdefg"),
    Case("chunk extensions", [CHUNKED + b"3;a=b;c\r\nabc\r\n0;x\r\n\r\n"], body=b"abc", sane=False),
    Case("odd chunk extension", [CHUNKED + b'3 ; a="\x01\x7f"\r\nabc\r\n0\r\n\r\n'], body=b"abc", sane=False),
    Case("blank after the size", [CHUNKED + b"3   \r\nabc\r\n0\r\n\r\n"], body=b"abc", sane=False),
    Case("capital size", [CHUNKED + b"0B\r\nabcdefghijk\r\n0\r\n\r\n"], body=b"abcdefghijk"),
    Case("trailers", [CHUNKED + chunks(b"abc", last=b"0\r\nX-Sum: 1\r\nX-More: 2\r\n\r\n")], body=b"abc", sane=False),
    Case("dribbled", [bytes([byte]) for byte in CHUNKED + chunks(b"abc", b"de")], body=b"abcde"),
    Case("one chunk a segment", [CHUNKED, b"3\r\nabc\r\n", b"2\r\nde\r\n", b"0\r\n\r\n"], body=b"abcde"),
    Case("Chunked in capitals", [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n" + chunks(b"abc")],
         body=b"abc", sane=False),
    Case("TE twice", [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n" + chunks(b"abc")], sane=False),
    Case("TE identity", [ok("Transfer-Encoding: identity")], body=TEXT, sane=False),
    Case("TE unknown", [ok("Transfer-Encoding: zip"), Act.CLOSE], body=TEXT, sane=False),
    Case("TE with CL", [ok("Transfer-Encoding: chunked", body=chunks(b"abc"))], body=b"abc", sane=False),
    Case("chunked, cut", [CHUNKED + b"ff\r\nabc", Act.CLOSE], **CUT, reason="disconnect"),
    Case("chunked, no last chunk", [CHUNKED + chunks(b"abc", last=b""), Act.CLOSE], **CUT, reason="disconnect"),
    Case("broken chunk size", [CHUNKED + b"zz\r\nabc\r\n", b"more", Act.CLOSE], **REFUSED),
    Case("same CL twice", [ok(f"Content-Length: {len(TEXT)}")], body=TEXT),
    Case("two Content-Lengths", [ok("Content-Length: 3"), b"later", Act.CLOSE], **REFUSED),
    Case("negative CL", [b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nabc", Act.CLOSE], **REFUSED),
    Case("HTTP/1.0, ended by close", [ok(status=b"HTTP/1.0 200 OK", length=False), Act.CLOSE], body=TEXT),
    Case("HTTP/1.0 with a length", [ok(status=b"HTTP/1.0 200 OK"), Act.CLOSE], body=TEXT),
    Case("HTTP/1.1, ended by close", [ok(length=False), b"more", Act.CLOSE], body=TEXT + b"more"),
    Case("empty, ended by close", [ok(length=False, body=b""), Act.CLOSE], body=b""),
    Case("empty body", [ok(body=b"")], body=b""),
    Case("segments", [ok(body=b"a" * 200_000)[:10], ok(body=b"a" * 200_000)[10:]], body=b"a" * 200_000),
    Case("surplus", [ok()], surplus=b"HTTP/1.1 200 OK\r\n\r\n"),
    Case("surplus after chunks", [CHUNKED + chunks(b"abc")], surplus=b"junk", body=b"abc"),
)  # fmt: skip
CODINGS = (
    Case("gzip", [ok("Content-Encoding: gzip", body=gzip.compress(TEXT, mtime=0))]),
    Case("gzip, chunked", [b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
                           + chunks(gzip.compress(TEXT, mtime=0))]),
    Case("br", [ok("Content-Encoding: br", body=brotli.compress(TEXT))], sane=False),
    Case("zstd", [ok("Content-Encoding: zstd", body=zstandard.compress(TEXT))], sane=False),
    Case("deflate", [ok("Content-Encoding: deflate", body=zlib.compress(TEXT))]),
    Case("raw deflate", [ok("Content-Encoding: deflate", body=zlib.compress(TEXT)[2:-4])], sane=False),
    Case("unknown coding", [ok("Content-Encoding: sdch")], body=TEXT, sane=False),
    Case("gzip that is none", [ok("Content-Encoding: gzip")], body=TEXT, sane=False),
)  # fmt: skip
STATUSES = (
    Case("204", [b"HTTP/1.1 204 No Content\r\n\r\n"], status=204, body=b""),
    Case("304", [b'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\nContent-Length: 99\r\n\r\n'], status=304, body=b""),
    Case("204 with a body", [b"HTTP/1.1 204 No Content\r\n\r\n"], status=204, surplus=b"but I have one"),
    Case("HEAD", [b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n"], arguments={"method": "HEAD"}, body=b""),
    Case("POST with a binary body", [ok()], arguments={"method": "POST", "body": bytes(range(256))}, body=TEXT),
    Case("POST, empty", [ok()], arguments={"method": "POST"}, body=TEXT),
    Case("100", [ok()], interim=b"HTTP/1.1 100 Continue\r\n\r\n", body=TEXT),
    Case("102", [ok()], interim=b"HTTP/1.1 102 Processing\r\nX: 1\r\n\r\n", body=TEXT),
    Case("103", [ok()], interim=b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n", body=TEXT),
    Case("several interim", [ok()], interim=b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\n\r\n", body=TEXT),
    Case("interim in a segment of its own", [b"", ok()], interim=b"HTTP/1.1 100 Continue\r\n\r\n", body=TEXT),
    Case("interim only", [Act.CLOSE], interim=b"HTTP/1.1 100 Continue\r\n\r\n", **SILENT, reason="no-answer"),
    Case("101", [b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n"], status=101, surplus=b"PRI * HTTP/2.0",
         sane=False),
    Case("301", [b"HTTP/1.1 301 Moved\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n"], status=301, body=b""),
    Case("302 with a body", [ok("Location: http://b.test/", status=b"HTTP/1.1 302 Found")], status=302, body=TEXT),
    Case("raw GBK in Location", [ok(b"Location: /" + GBK + b".html", status=b"HTTP/1.1 302 Found")], status=302),
    Case("GBK in the request target", [ok()], target="/%D0%C2%CE%C5.html?w=%D2%BD%B8%C4"),
    Case("Chinese in the request target", [ok()], target="/新闻.html?w=医改"),
    Case("404", [ok(status=b"HTTP/1.1 404 Not Found")], status=404, body=TEXT),
    Case("500", [ok(status=b"HTTP/1.1 500 Oops")], status=500, body=TEXT),
)  # fmt: skip
ENDS = (
    Case("short body", [ok()[:-5], Act.CLOSE], **CUT, reason="disconnect"),
    Case("half a head", [b"HTTP/1.1 200 OK\r\nContent-Le", Act.CLOSE], **CUT, reason="disconnect"),
    Case("reset in the body", [ok()[:-5], Act.RESET], **CUT, reason="disconnect"),
    Case("reset, ended by close", [ok(length=False), Act.RESET], ending=Ending.CUT, reason="disconnect", sane=False),
    Case("reset before the answer", [Act.RESET], **SILENT, reason="reset"),
    Case("no answer", [Act.CLOSE], **SILENT, reason="no-answer"),
    Case("stall before the answer", [Act.STALL], arguments=SHORT_TIME, **SILENT, reason="timeout"),
    Case("stall in the head", [b"HTTP/1.1 200 OK\r\n", Act.STALL], arguments=SHORT_TIME, **CUT, reason="time"),
    Case("stall in the body", [ok()[:-5], Act.STALL], arguments=SHORT_TIME, **CUT, reason="time"),
    Case("longer than allowed, announced", [ok(body=b"a" * 3_000_000), Act.CLOSE],
         arguments={"meta": {"download_maxsize": 1000}}, **CUT, reason="length", prefix=True),
    Case("longer than allowed, chunked", [CHUNKED, *[chunks(b"a" * 400, last=b"")] * 9, Act.STALL],
         arguments={"meta": {"download_maxsize": 1000}}, **CUT, reason="length", prefix=True),
)  # fmt: skip

CASES = (*HEADS, *STATUS_LINES, *FRAMINGS, *CODINGS, *STATUSES, *ENDS)


def script_of(case: Case) -> Script:
    """The segments with interim before the first and surplus after the last of those that are bytes."""
    acts = [step for step in case.script if isinstance(step, Act)]
    segments = [step for step in case.script if isinstance(step, bytes)] or [b""]
    segments[0] = case.interim + segments[0]
    segments[-1] += case.surplus
    return [*filter(None, segments), *acts]

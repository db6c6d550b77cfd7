"""How an exchange ended, judged from its wire and the error that was raised; and why nothing came where nothing did."""

from __future__ import annotations

from collections.abc import Iterator

from OpenSSL import SSL
from scrapy.exceptions import DownloadCancelledError, DownloadTimeoutError, StopDownload
from twisted.internet import error as internet
from twisted.python.failure import Failure
from twisted.web._newclient import _WrapperException

from archive.model import Ending
from crawler.wire.wire import Wire

Verdict = tuple[Ending, str | None, str | None]  # ending, reason, detail

# The first that fits the error or one of its causes.
_REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (SSL.Error, "tls"),
    (internet.DNSLookupError, "dns"),
    (internet.ConnectionRefusedError, "refused"),
    (internet.TimeoutError, "timeout"),
    (DownloadTimeoutError, "timeout"),
    (internet.ConnectionDone, "no-answer"),
    (internet.ConnectionLost, "reset"),
)
_CUTS: tuple[tuple[type[BaseException], str], ...] = (
    (StopDownload, "unspecified"),
    (DownloadTimeoutError, "time"),
    (DownloadCancelledError, "length"),
)


def ending_of(wire: Wire, error: Exception | None, *, stopped: bool = False) -> Verdict:
    """``stopped``: a response was handed over though a signal handler had stopped its download."""
    if wire.refusal is not None:
        return Ending.UNPARSED, None, _words(wire.refusal)
    if not wire.has_message:
        return Ending.UNANSWERED, _reason(wire, error), _words(error)
    if wire.message_end is not None and (wire.lost is None or isinstance(wire.lost, internet.ConnectionDone)):
        return Ending.COMPLETE, None, None
    return Ending.CUT, "unspecified" if stopped else _cut(error), _words(error or wire.lost)


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error, then what it was raised from and what it wraps, nearest first."""
    while error is not None:
        yield error
        if isinstance(error, _WrapperException):
            for reason in error.reasons:
                yield from causes(reason.value if isinstance(reason, Failure) else reason)
        error = error.__cause__


def _cut(error: Exception | None) -> str:
    return next((word for kind, word in _CUTS if isinstance(error, kind)), "disconnect")


def _reason(wire: Wire, error: Exception | None) -> str:
    chain = list(causes(error))
    for kind, word in _REASONS:
        if any(isinstance(cause, kind) for cause in chain):
            in_handshake = wire.secure and wire.tls is None and wire.sent
            return "tls" if word in ("reset", "no-answer") and in_handshake else word
    return "failed"


def _words(error: BaseException | None) -> str | None:
    if error is None:
        return None
    innermost = list(causes(error))[-1]
    return f"{type(innermost).__name__}: {innermost}"[:1000]

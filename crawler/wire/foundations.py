"""The private names of Scrapy and Twisted that capture stands on, checked when it is imported."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from functools import reduce
from importlib.metadata import version

HTTP11 = "scrapy.core.downloader.handlers.http11"
CLIENT = "twisted.web._newclient"

# module, attribute path, and (for a function) the names its code must use
NAMES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (HTTP11, "HTTP11DownloadHandler.__init__", ("_pool", "_contextFactory", "_bind_address")),
    (HTTP11, "_ScrapyAgent.download_request", ("_get_agent",)),
    (HTTP11, "_ScrapyAgent._cb_bodyready", ("deliverBody", "_ResponseReader")),
    (HTTP11, "_ResponseReader.__init__", ("_bodybuf",)),
    (HTTP11, "_ResponseReader.dataReceived", ("_bodybuf", "write", "truncate")),
    (HTTP11, "_ResponseReader._finish_response", ("_bodybuf", "getvalue")),
    (HTTP11, "_LenientHTTP11ClientProtocol.request", ("_parser",)),
    (HTTP11, "_LenientHTTP11ClientFactory.buildProtocol", ("_quiescentCallback",)),
    (HTTP11, "_LenientHTTPClientParser.lineReceived", ("_partialHeader",)),
    (CLIENT, "HTTP11ClientProtocol.request", ("writeTo", "_parser", "_finishResponse")),
    (CLIENT, "HTTP11ClientProtocol.dataReceived", ("_parser", "_giveUp")),
    (CLIENT, "HTTP11ClientProtocol._finishResponse_WAITING", ("_currentRequest", "persistent")),
    (CLIENT, "HTTPClientParser.allHeadersReceived", ("connHeaders", "_transferDecoders", "_responseDeferred")),
    (CLIENT, "HTTPClientParser.statusReceived", ("parseVersion",)),
    (CLIENT, "HTTPParser.headerReceived", ("isConnectionControlHeader",)),
    (CLIENT, "Request.writeTo", ("_writeHeaders",)),
    (CLIENT, "Response._bodyDataFinished_INITIAL", ()),
    ("twisted.web.client", "_AgentBase._requestWithEndpoint", ("_pool", "getConnection")),
    ("twisted.web.client", "HTTPConnectionPool._newConnection", ("_factory",)),
    ("twisted.web.http", "_ChunkedTransferDecoder._dataReceived_CHUNK_LENGTH", ("_buffer", "_start")),
    ("twisted.protocols.basic", "LineReceiver.dataReceived", ("_buffer", "MAX_LENGTH", "lineLengthExceeded")),
    ("twisted.internet._sslverify", "ClientTLSOptions.__init__", ("_hostnameIsDnsName", "_hostnameASCII")),
    ("twisted.internet._sslverify", "ClientTLSOptions.clientConnectionForTLS", ("set_verify",)),
    ("twisted.internet._sslverify", "OpenSSLCertificateOptions._makeContext", ()),
    ("twisted.internet._sslverify", "OpenSSLCertificateOptions._makeTLSConnection", ()),
)


def missing_names(names: Iterable[tuple[str, str, tuple[str, ...]]] = NAMES) -> list[str]:
    """Those of ``names`` that are not there, as ``module.Class.method`` or ``module.Class.method (uses name)``."""
    return [lack for module, path, used in names for lack in _lacks(module, path, used)]


def _lacks(module: str, path: str, used: tuple[str, ...]) -> list[str]:
    try:
        function = reduce(getattr, path.split("."), importlib.import_module(module))
    except (ImportError, AttributeError):
        return [f"{module}.{path}"]
    code = function.__code__
    return [f"{module}.{path} (uses {name})" for name in used if name not in code.co_names]


def check_foundations() -> None:
    """ImportError naming what is missing and which versions have it."""
    missing = missing_names()
    if missing:
        raise ImportError(
            f"capture stands on names that Scrapy {version('scrapy')} and Twisted {version('twisted')} do not have: "
            f"{'; '.join(missing)}.  Install scrapy>=2.19,<2.20 and twisted>=26.10,<26.11."
        )

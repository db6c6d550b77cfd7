"""TLS evidence: what was negotiated and shown is recorded, and no certificate loses a page."""

from __future__ import annotations

import asyncio
import ssl
import warnings
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from wire import certificates, loop
from wire.cases import TEXT, ok
from wire.certificates import Certified
from wire.fetcher import Fetched, Fetcher
from wire.server import Act, Log, ScriptedServer

from archive.model import Ending, Tls
from crawler.wire.cipher_names import iana_name

ROOT = certificates.authority()
MIDDLE = certificates.authority("Test Middle", ROOT)


def fetch(
    directory: Path, context: ssl.SSLContext, *, legacy: bool = False, host: str = "127.0.0.1"
) -> tuple[Fetched, Log]:
    async def go() -> tuple[Fetched, Log]:
        async with ScriptedServer([ok()], tls=context) as server, Fetcher(directory / "collection") as fetcher:
            meta = {"dibao_legacy_tls": legacy}
            fetched = await fetcher.get(f"https://{host}:{server.port}/", meta=meta)
        return fetched, server.log

    return loop.run(go())


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine trusts ROOT."""
    path = tmp_path / "root.pem"
    path.write_bytes(ROOT.certificate.public_bytes(Encoding.PEM))
    monkeypatch.setenv("SSL_CERT_FILE", str(path))


def tls_shown(directory: Path, certified: Certified) -> Tls:
    fetched, log = fetch(directory, certified.server_context(directory))
    assert fetched.response is not None
    assert fetched.response.body == TEXT
    assert (fetched.exchange.request, fetched.message) == (log.requests[0], log.sent[0])
    assert fetched.exchange.tls is not None
    assert fetched.exchange.tls.certificates == certified.chain
    return fetched.exchange.tls


@pytest.mark.usefixtures("trusted")
def test_a_good_chain_is_verified(tmp_path: Path) -> None:
    """A chain up to a root that this machine trusts, for the host asked, is recorded as verified."""
    tls = tls_shown(tmp_path, certificates.server(MIDDLE))
    assert (tls.verified, tls.problem, tls.legacy) == (True, None, False)


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize(
    ("certified", "problem"),
    [
        (certificates.server(None), "self-signed certificate"),
        (certificates.server(certificates.authority("Nobody's Root")), "unable to get local issuer certificate"),
        (certificates.server(ROOT, expired=True), "certificate has expired"),
        (certificates.server(ROOT, "elsewhere.test"), "hostname mismatch"),
    ],
    ids=["self-signed", "unknown root", "expired", "other host"],
)
def test_a_bad_certificate_is_recorded_and_loses_no_page(certified: Certified, problem: str, tmp_path: Path) -> None:
    """The page comes and is kept, and the problem stands beside it in OpenSSL's words."""
    tls = tls_shown(tmp_path, certified)
    assert (tls.verified, tls.problem) == (False, problem)


@pytest.mark.parametrize(
    ("version", "protocol", "ciphers"),
    [
        (ssl.TLSVersion.TLSv1_2, "tls/1.2", {"TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"}),
        (ssl.TLSVersion.TLSv1_3, "tls/1.3", {"TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256"}),
    ],
)
def test_protocol_and_cipher_are_named_as_registered(
    version: ssl.TLSVersion, protocol: str, ciphers: set[str], tmp_path: Path
) -> None:
    """The protocol as WARC-Protocol writes it, the cipher suite by its IANA name."""
    context = certificates.server(None).server_context(tmp_path)
    context.minimum_version = context.maximum_version = version
    tls = fetch(tmp_path, context)[0].exchange.tls
    assert tls is not None
    assert tls.protocol == protocol
    assert tls.cipher in ciphers


def test_the_server_is_told_the_name_it_is_asked_for(tmp_path: Path) -> None:
    """A host name goes to the server in the handshake (SNI), so that it can choose its certificate."""
    names: list[str | None] = []
    context = certificates.server(None, "localhost").server_context(tmp_path)
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    fetch(tmp_path, context, host="localhost")
    assert names == ["localhost"]


def old_server(directory: Path) -> ssl.SSLContext:
    """TLS 1.0 and a key of 1,024 bits: what OpenSSL 3 refuses."""
    weak = certificates.server(None, key=rsa.generate_private_key(65537, 1024))
    context = weak.server_context(directory)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # that is the point
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
    return context


def test_an_old_server_is_not_asked_unless_its_source_allows_it(tmp_path: Path) -> None:
    """Without leave, nothing is sent to a server that only weak TLS reaches; the capture says tls."""
    fetched, log = fetch(tmp_path, old_server(tmp_path))
    kept = fetched.exchange
    assert (kept.ending, kept.reason, kept.request) == (Ending.UNANSWERED, "tls", None)
    assert log.requests == []


def test_a_concession_to_an_old_server_is_recorded(tmp_path: Path) -> None:
    """With leave, the page comes on a second attempt with concessions, and the capture says that they were needed."""
    fetched, _ = fetch(tmp_path, old_server(tmp_path), legacy=True)
    assert fetched.exchange.ending is Ending.COMPLETE
    tls = fetched.exchange.tls
    assert tls is not None
    assert (tls.protocol, tls.legacy, tls.problem) == ("tls/1.0", True, "self-signed certificate")


def test_no_concession_is_made_where_none_is_needed(tmp_path: Path) -> None:
    """A source that allows old servers still gets the best TLS its server has."""
    fetched, _ = fetch(tmp_path, certificates.server(None).server_context(tmp_path), legacy=True)
    assert fetched.exchange.tls is not None
    assert (fetched.exchange.tls.protocol, fetched.exchange.tls.legacy) == ("tls/1.3", False)


def test_a_server_that_speaks_no_tls_is_unanswered(tmp_path: Path) -> None:
    """Plain HTTP on an https address: the reason is tls, and nothing of the request is claimed to have been sent."""

    async def go() -> Fetched:
        async def speak_plainly(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            writer.close()

        server = await asyncio.start_server(speak_plainly, "127.0.0.1", 0)
        async with server, Fetcher(tmp_path) as fetcher:
            return await fetcher.get(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/")

    kept = loop.run(go()).exchange
    assert (kept.ending, kept.reason, kept.request) == (Ending.UNANSWERED, "tls", None)


def test_a_tls_line_that_is_cut_without_goodbye_is_a_cut(tmp_path: Path) -> None:
    """A body ended by the connection, but without TLS's own end, may have been cut by anyone."""

    async def go() -> Fetched:
        script = [ok(length=False), Act.RESET]
        context = certificates.server(None).server_context(tmp_path)
        async with ScriptedServer(script, tls=context) as server, Fetcher(tmp_path / "collection") as fetcher:
            return await fetcher.get(f"https://{server.netloc}/")

    kept = loop.run(go()).exchange
    assert (kept.ending, kept.reason) == (Ending.CUT, "disconnect")


def test_through_connect_the_exchange_is_the_server_s(tmp_path: Path) -> None:
    """Through a proxy's tunnel the bytes inside it are kept; no address of the proxy stands for the server's."""

    async def go() -> tuple[Fetched, Log]:
        context = certificates.server(None, "site.test").server_context(tmp_path)
        async with (
            ScriptedServer([ok()], tls=context, tunnel=True) as proxy,
            Fetcher(tmp_path / "collection") as fetcher,
        ):
            meta = {"proxy": f"http://{proxy.netloc}"}
            headers = {"Proxy-Authorization": "Basic c2VjcmV0"}
            return await fetcher.get("https://site.test/a", meta=meta, headers=headers), proxy.log

    fetched, log = loop.run(go())
    kept = fetched.exchange
    assert log.tunnels[0].startswith(b"CONNECT site.test:443 HTTP/1.1\r\n")
    assert b"Basic c2VjcmV0" in log.tunnels[0]
    assert (kept.request, fetched.message) == (log.requests[0], log.sent[0])
    assert (kept.ending, kept.ip) == (Ending.COMPLETE, None)
    assert kept.tls is not None
    assert kept.tls.problem == "self-signed certificate"


def test_a_refused_tunnel_is_unanswered(tmp_path: Path) -> None:
    """Where the proxy opens no tunnel, nothing was asked of the server; the proxy's words are the detail."""

    async def go() -> Fetched:
        async with ScriptedServer([b"HTTP/1.1 403 Forbidden\r\n\r\n"]) as proxy, Fetcher(tmp_path) as fetcher:
            return await fetcher.get("https://site.test/", meta={"proxy": f"http://{proxy.netloc}"})

    kept = loop.run(go()).exchange
    assert (kept.ending, kept.reason, kept.request) == (Ending.UNANSWERED, "failed", None)
    assert "403" in (kept.detail or "")


@pytest.mark.parametrize(
    ("openssl", "iana"),
    [
        ("TLS_AES_128_GCM_SHA256", "TLS_AES_128_GCM_SHA256"),
        ("ECDHE-RSA-AES128-GCM-SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
        ("ECDHE-ECDSA-CHACHA20-POLY1305", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"),
        ("DHE-RSA-AES256-CCM8", "TLS_DHE_RSA_WITH_AES_256_CCM_8"),
        ("AES256-SHA", "TLS_RSA_WITH_AES_256_CBC_SHA"),
        ("DES-CBC3-SHA", "TLS_RSA_WITH_3DES_EDE_CBC_SHA"),
        ("RC4-MD5", "TLS_RSA_WITH_RC4_128_MD5"),
        ("ECDHE-ARIA256-GCM-SHA384", "TLS_ECDHE_RSA_WITH_ARIA_256_GCM_SHA384"),
        ("SOMETHING-NEW", "SOMETHING-NEW"),
    ],
)
def test_cipher_suites_have_their_registered_names(openssl: str, iana: str) -> None:
    """OpenSSL's own name never stands in the archive where IANA registered one."""
    assert iana_name(openssl) == iana

"""TLS as it was met: what was negotiated, which certificates were shown, and what the check of them says."""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakKeyDictionary

from cryptography.hazmat.primitives.serialization import Encoding
from OpenSSL import SSL
from OpenSSL._util import ffi, lib
from OpenSSL.crypto import X509
from service_identity import VerificationError
from service_identity.exceptions import CertificateError
from service_identity.hazmat import DNS_ID, IPAddress_ID, ServiceID, verify_service_identity
from service_identity.pyopenssl import extract_patterns
from twisted.internet._sslverify import ClientTLSOptions
from twisted.internet.interfaces import IAcceptableCiphers
from twisted.internet.ssl import AcceptableCiphers, CertificateOptions, TLSVersion, platformTrust
from twisted.protocols.tls import TLSMemoryBIOProtocol
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer

from archive.model import Tls
from crawler.wire.cipher_names import iana_name

_OP_LEGACY_SERVER_CONNECT = 0x4  # openssl/ssl.h; pyOpenSSL does not name them
_OP_ALLOW_UNSAFE_LEGACY_RENEGOTIATION = 0x40000


class CertificateCheck:
    """What the check of one connection's certificates found; the connection goes on in any case."""

    problem: str | None = None

    def callback(self, service: ServiceID) -> Callable[[SSL.Connection, X509, int, int, int], bool]:
        def check(connection: SSL.Connection, certificate: X509, error: int, depth: int, ok: int) -> bool:
            if error and self.problem is None:
                self.problem = _openssl_words(error)
            if depth == 0 and self.problem is None:
                self.problem = _name_problem(certificate, service)
            return True

        return check


_checks: WeakKeyDictionary[SSL.Connection, CertificateCheck] = WeakKeyDictionary()  # its app data is Twisted's


class _LegacyOptions(CertificateOptions):
    """What OpenSSL 3 refuses by default: TLS 1.0 and 1.1, weak keys and digests, unsafe renegotiation."""

    def _makeContext(self, skipCiphers: bool = False) -> SSL.Context:  # noqa: N802, N803  # Twisted's names
        context = super()._makeContext(skipCiphers)
        context.set_cipher_list(b"ALL:!aNULL:!eNULL:@SECLEVEL=0")
        context.set_options(_OP_LEGACY_SERVER_CONNECT | _OP_ALLOW_UNSAFE_LEGACY_RENEGOTIATION)
        return context


class _CheckedConnections(ClientTLSOptions):
    """Makes client connections whose certificates are checked, and let pass."""

    def clientConnectionForTLS(  # noqa: N802  # Twisted's name
        self,
        tlsProtocol: TLSMemoryBIOProtocol,  # noqa: N803
    ) -> SSL.Connection:
        connection = super().clientConnectionForTLS(tlsProtocol)
        check = CertificateCheck()
        identity = DNS_ID if self._hostnameIsDnsName else IPAddress_ID
        connection.set_verify(SSL.VERIFY_PEER, check.callback(identity(self._hostnameASCII)))
        _checks[connection] = check
        return connection


@implementer(IPolicyForHTTPS)
class TlsPolicy:
    """How connections are made: strictly, or (``legacy``) with the concessions that old servers need."""

    def __init__(self, *, legacy: bool) -> None:
        self._options = _legacy_options() if legacy else _strict_options()

    def creatorForNetloc(self, hostname: bytes, port: int) -> ClientTLSOptions:  # noqa: N802  # Twisted's name
        return _CheckedConnections(self._options._makeTLSConnection, hostname.decode("ascii"))


def tls_of(connection: SSL.Connection, *, legacy: bool) -> Tls:
    """What ``connection``, made by a :class:`TlsPolicy`, has negotiated and been shown."""
    problem = _checks[connection].problem
    chain = connection.get_peer_cert_chain(as_cryptography=True) or []
    return Tls(
        protocol=protocol_name(connection.get_protocol_version_name()),
        cipher=iana_name(connection.get_cipher_name() or ""),
        certificates=tuple(certificate.public_bytes(Encoding.DER) for certificate in chain),
        verified=problem is None and bool(chain),
        problem=problem,
        legacy=legacy,
    )


def protocol_name(name: str) -> str:
    """OpenSSL's name of a protocol version as WARC-Protocol writes it.

    >>> protocol_name("TLSv1.3"), protocol_name("TLSv1"), protocol_name("SSLv3")
    ('tls/1.3', 'tls/1.0', 'ssl/3.0')
    """
    kind, _, number = name.partition("v")
    return f"{kind.lower()}/{number if '.' in number else number + '.0'}"


def _strict_options() -> CertificateOptions:
    return CertificateOptions(
        trustRoot=platformTrust(),  # type: ignore[no-untyped-call]
        fixBrokenPeers=True,
        acceptableCiphers=_ciphers("DEFAULT"),
    )


def _legacy_options() -> CertificateOptions:
    return _LegacyOptions(
        trustRoot=platformTrust(),  # type: ignore[no-untyped-call]
        fixBrokenPeers=True,
        insecurelyLowerMinimumTo=TLSVersion.TLSv1_0,
        acceptableCiphers=_ciphers("ALL:@SECLEVEL=0"),
    )


def _ciphers(names: str) -> IAcceptableCiphers:
    return AcceptableCiphers.fromOpenSSLCipherString(names)  # type: ignore[no-untyped-call,no-any-return]


def _openssl_words(error: int) -> str:
    words: bytes = ffi.string(lib.X509_verify_cert_error_string(error))
    return words.decode("ascii", "replace")


def _name_problem(certificate: X509, service: ServiceID) -> str | None:
    try:
        verify_service_identity(extract_patterns(certificate), [service], [])
    except (VerificationError, CertificateError, ValueError):
        return "hostname mismatch"  # OpenSSL's words for X509_V_ERR_HOSTNAME_MISMATCH
    return None

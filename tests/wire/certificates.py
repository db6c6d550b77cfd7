"""Certificates made for a test: good, self-signed, expired, for another host, weak; in memory and in a directory."""

from __future__ import annotations

import ipaddress
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
NOW = datetime.now(UTC)


@dataclass(frozen=True)
class Certified:
    """A key, its certificate and the issuers above it."""

    key: Key
    certificate: x509.Certificate
    above: tuple[x509.Certificate, ...] = ()

    @property
    def chain(self) -> tuple[bytes, ...]:
        """DER, its own first: what a server that uses it shows."""
        return tuple(certificate.public_bytes(Encoding.DER) for certificate in (self.certificate, *self.above))

    def server_context(self, directory: Path) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_ciphers("ALL:@SECLEVEL=0")  # before a weak key is loaded
        path = directory / "server.pem"
        key = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        path.write_bytes(key + b"".join(c.public_bytes(Encoding.PEM) for c in (self.certificate, *self.above)))
        context.load_cert_chain(path)
        return context


def authority(name: str = "Test Root", issuer: Certified | None = None) -> Certified:
    return _certified(name, ec.generate_private_key(ec.SECP256R1()), issuer, authority=True)


def server(
    issuer: Certified | None, host: str = "127.0.0.1", *, expired: bool = False, key: Key | None = None
) -> Certified:
    """A server's certificate; self-signed without ``issuer``."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    return _certified(host, key, issuer, authority=False, host=host, expired=expired)


def _certified(
    name: str, key: Key, issuer: Certified | None, *, authority: bool, host: str | None = None, expired: bool = False
) -> Certified:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    start = NOW - timedelta(days=400 if expired else 1)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if host is not None:
        builder = builder.add_extension(x509.SubjectAlternativeName([_name(host)]), critical=False)
    certificate = builder.sign(issuer.key if issuer else key, hashes.SHA256())
    above = () if issuer is None or (not issuer.above and _is_root(issuer)) else (issuer.certificate, *issuer.above)
    return Certified(key, certificate, above)


def _is_root(certified: Certified) -> bool:
    return certified.certificate.subject == certified.certificate.issuer


def _name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)

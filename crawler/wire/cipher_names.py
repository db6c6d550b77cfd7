"""OpenSSL's names of TLS cipher suites, and the names that IANA registered for them."""

from __future__ import annotations

import re

_KEY_EXCHANGES = {
    ("ECDHE", "RSA"): "ECDHE_RSA",
    ("ECDHE", "ECDSA"): "ECDHE_ECDSA",
    ("DHE", "RSA"): "DHE_RSA",
    ("DHE", "DSS"): "DHE_DSS",
    ("ADH",): "DH_anon",
    ("AECDH",): "ECDH_anon",
    ("EDH", "RSA"): "DHE_RSA",
    ("ECDHE",): "ECDHE_RSA",  # ECDHE-ARIA128-GCM-SHA256
}
_CIPHER = re.compile(r"(AES|CAMELLIA|ARIA)(128|256)\Z")
_WHOLE_CIPHERS = {
    ("DES", "CBC3"): "3DES_EDE_CBC",
    ("CHACHA20", "POLY1305"): "CHACHA20_POLY1305",
    ("SEED",): "SEED_CBC",
    ("IDEA",): "IDEA_CBC",
    ("RC4",): "RC4_128",
    ("NULL",): "NULL",
}
_DIGESTS = ("SHA", "SHA256", "SHA384", "MD5")


def iana_name(name: str) -> str:
    """The registered name; a name that no rule knows is returned as it is.

    >>> iana_name("TLS_AES_128_GCM_SHA256"), iana_name("ECDHE-RSA-AES128-GCM-SHA256")
    ('TLS_AES_128_GCM_SHA256', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256')
    >>> iana_name("AES256-SHA"), iana_name("ECDHE-ECDSA-CHACHA20-POLY1305")
    ('TLS_RSA_WITH_AES_256_CBC_SHA', 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256')
    """
    if name.startswith("TLS_"):
        return name
    exchange, rest = _key_exchange(tuple(name.split("-")))
    digest = rest[-1] if rest[-1:] and rest[-1] in _DIGESTS else ""
    cipher = _cipher(rest[:-1] if digest else rest, digest)
    return f"TLS_{exchange}_WITH_{cipher}" if cipher else name


def _key_exchange(parts: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    for prefix, exchange in _KEY_EXCHANGES.items():
        if parts[: len(prefix)] == prefix:
            return exchange, parts[len(prefix) :]
    return "RSA", parts


def _cipher(parts: tuple[str, ...], digest: str) -> str | None:
    if parts in _WHOLE_CIPHERS:
        return f"{_WHOLE_CIPHERS[parts]}_{digest or 'SHA256'}"
    sized = _CIPHER.match(parts[0]) if parts else None
    if sized is None:
        return None
    mode = "_".join(parts[1:]).replace("CCM8", "CCM_8") or "CBC"
    return "_".join(filter(None, (sized[1], sized[2], mode, digest)))

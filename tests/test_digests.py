"""Digests that records state are compared in every form that archives write."""

import base64
import hashlib

import pytest
from exchanges import response

from archive.warc.digests import digest_problems

BLOCK = b"some block"
SHA1, SHA256 = hashlib.sha1(BLOCK), hashlib.sha256(BLOCK)


@pytest.mark.parametrize(
    "stated",
    [
        f"sha256:{SHA256.hexdigest()}",
        f"sha256:{SHA256.hexdigest().upper()}",
        f"SHA-256:{SHA256.hexdigest()}",
        f"sha1:{base64.b32encode(SHA1.digest()).decode()}",
        f"sha1:{base64.b32encode(SHA1.digest()).decode().lower()}",
        f"sha256:{base64.b32encode(SHA256.digest()).decode()}",
        f"sha256:{base64.b32encode(SHA256.digest()).decode().rstrip('=')}",
        f"sha256:{base64.b64encode(SHA256.digest()).decode()}",
        f"md5:{hashlib.md5(BLOCK).hexdigest()}",
    ],
)
def test_a_right_digest_passes_in_any_form(stated):
    """Hex, base32, base64, upper or lower case, padded or not."""
    assert digest_problems("resource", BLOCK, stated, None) == []


@pytest.mark.parametrize(
    ("stated", "problem"),
    [
        (f"sha256:{SHA256.hexdigest()[:-2]}", "block-digest"),
        (f"sha256:{'0' * 64}", "block-digest"),
        ("sha256:", "block-digest"),
        ("crc32:abcd", "digest-unknown"),
        ("nonsense", "digest-unknown"),
    ],
)
def test_a_wrong_digest_is_named(stated, problem):
    """Cut, wrong, of an unknown kind, none at all."""
    assert digest_problems("resource", BLOCK, stated, None) == [problem]


@pytest.mark.parametrize("payload", [b"abc", b"3\r\nabc\r\n0\r\n\r\n"])
def test_a_chunked_payload_may_be_digested_with_its_framing_or_without(payload):
    """Both are in use."""
    block = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
    assert digest_problems("response", block, None, f"sha256:{hashlib.sha256(payload).hexdigest()}") == []


def test_a_revisit_states_the_payload_of_another():
    """So it is not compared."""
    assert digest_problems("revisit", response(b""), None, f"sha256:{'0' * 64}") == []

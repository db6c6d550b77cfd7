"""A response is measured alike in memory and in a file."""

from dataclasses import replace

from exchanges import response
from hypothesis import given
from hypothesis import strategies as st

from archive.http.http_message import LIMITS
from archive.http.response import examine_bytes, examine_file

HEADS = [
    b"",
    b"HTTP/1.1 200 OK\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
    b"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
    b"HTTP/1.1 304 Not Modified\r\n\r\n",
]


@given(st.sampled_from(HEADS), st.binary(max_size=300))
def test_a_file_gives_the_facts_that_memory_gives(tmp_path_factory, head, body):
    """All of them: lengths, digests, head, and whether readers may differ."""
    path = tmp_path_factory.mktemp("spool") / "body"
    path.write_bytes(head + body)
    in_memory, in_file = examine_bytes(head + body), examine_file(path)
    assert replace(in_file, message=None) == replace(in_memory, message=None)
    assert (in_file.message and in_file.message.headers) == (in_memory.message and in_memory.message.headers)


def test_a_body_longer_than_a_piece_is_read_to_its_end(tmp_path):
    """Through all its pieces."""
    raw = response(bytes(range(256)) * (LIMITS.head_bytes // 64))
    (tmp_path / "body").write_bytes(raw)
    facts = examine_file(tmp_path / "body")
    assert (facts.block_length, facts.payload_sha256) == (len(raw), examine_bytes(raw).payload_sha256)

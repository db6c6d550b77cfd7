"""WARC records: built, written, read back, whoever wrote them."""

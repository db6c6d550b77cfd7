"""Bytes at rest: WARC files, the ledger, the catalog, and the words that every room shares."""

"""Discover and fetch: sources, spiders, and the wire as it was."""

"""Whom a page names as its writers and editors, and what a name looks like."""

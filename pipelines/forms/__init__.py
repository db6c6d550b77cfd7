"""Pages that are not HTML: Markdown, plain text, PDF, Word, OFD, laid out in the same lines."""

"""Finding texts again: folding, the full-text index, questions, and differences between texts."""

"""Read and identify: from captured bytes to a text, its metadata and its identity."""

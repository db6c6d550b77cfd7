"""HTTP messages as bytes: heads, bodies, codings, and what they say of a capture."""

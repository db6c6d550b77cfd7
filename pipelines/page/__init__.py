"""One page laid out: decoded, parsed, walked once into lines."""

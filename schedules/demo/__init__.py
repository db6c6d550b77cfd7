"""The demonstration: a small bundled web on loopback, and two nights over it."""

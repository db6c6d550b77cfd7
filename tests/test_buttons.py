"""Words that name nobody."""

from __future__ import annotations

import doctest

from pipelines.fields.origin import buttons


def test_the_examples_hold() -> None:
    """The module's own examples."""
    assert doctest.testmod(buttons).failed == 0

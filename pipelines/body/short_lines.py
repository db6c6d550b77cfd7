"""The container of a register: a long column of short lines, none of which is a sentence."""

from __future__ import annotations

from pipelines.body.container import Container, frame, span_of
from pipelines.page.lines import Line
from pipelines.page.tree import Element

LEAST = 25  # lines of the shortest
SHARE = 0.6  # of the page's lines outside of links that stand in it
FEW_LINKS = 0.2  # share of its characters that may be linked: a list of articles shows their days outside of links


def find(lines: tuple[Line, ...]) -> Container | None:
    """The lowest element that holds most of the lines outside of links; None where these are few, or among links."""
    held = _held([line for line in lines if not line.link_chars])
    least = max(LEAST, SHARE * sum(not line.link_chars for line in lines))
    element = min((one for one, count in held.items() if count >= least), key=held.__getitem__, default=None)
    if element is None:
        return None
    element = frame(element)
    span = span_of(element, lines)
    if span is None or _is_linked(lines[slice(*span)]):
        return None
    return Container(element, *span, sure=True, goods=(0,) * len(lines))


def _held(lines: list[Line]) -> dict[Element, int]:
    """How many of the lines stand in each element; of those that hold equally many the inmost comes first."""
    held: dict[Element, int] = {}
    for line in lines:
        element = line.element
        while element is not None:
            held[element] = held.get(element, 0) + 1
            element = element.getparent()
    return held


def _is_linked(lines: tuple[Line, ...]) -> bool:
    return sum(line.link_chars for line in lines) > FEW_LINKS * sum(len(line.text) for line in lines)

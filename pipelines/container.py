"""The article's container: where on the page the text stands."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

from pipelines.lines import Line


@dataclass(frozen=True, slots=True)
class Container:
    """An element and its lines[start:end]; not ``sure`` where the signals disagree."""

    element: HtmlElement
    start: int
    end: int
    sure: bool


def find(lines: tuple[Line, ...]) -> Container | None:
    """The element that holds the article; None where nothing stands out."""
    weights: dict[HtmlElement, float] = {}
    for line in lines:
        if line.element is None:
            continue
        weight = (len(line.text) - 2 * line.link_chars) * (1 if any(c in line.text for c in "，。；,.") else 0.2)
        element: HtmlElement | None = line.element
        factor = 1.0
        while element is not None:
            weights[element] = weights.get(element, 0.0) + weight * factor
            element = element.getparent()
            factor *= 0.8
    if not weights:
        return None
    best = max(weights, key=lambda element: weights[element])
    inside = [line.index for line in lines if line.element is not None and _within(line.element, best)]
    return Container(best, inside[0], inside[-1] + 1, True)


def _within(element: HtmlElement, container: HtmlElement) -> bool:
    return element is container or any(above is container for above in element.iterancestors())

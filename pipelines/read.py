"""From the bytes of a page to what is written in it: the stages in order, the same for every caller."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from typing import Any

from archive.model import Extraction, Extractor, Page, ReadOptions
from pipelines.body import container, quality, short_lines
from pipelines.body.extract import Body, body_of
from pipelines.body.fingerprint import text_sha256
from pipelines.fields import language, selectors
from pipelines.fields.dates import dates, written
from pipelines.fields.headline import beside_title, title
from pipelines.fields.origin import site, source
from pipelines.fields.people import lead_in, people
from pipelines.forms import rendition
from pipelines.official import compilation, government
from pipelines.page import lines as layout
from pipelines.page import tree
from pipelines.page.encoding import Decoded, decode
from pipelines.page.form import HTML, form_of
from pipelines.page.lines import Line
from pipelines.page.sheet import Found, Sheet, used
from pipelines.page.tree import Element

PLAIN = ReadOptions()


def read(page: Page, options: ReadOptions = PLAIN) -> Extraction:
    """Everything the page says; a function of its arguments only: no clock, no network, no state.

    Raises UnreadablePage with its reason, NotText for what holds no text (images, archives, unknown formats).
    """
    form = form_of(page)
    if form == HTML:
        decoded = decode(page.body, page.content_type, options.encoding)
        return _extraction(sheet_of(page, options, decoded.text), decoded)
    # Imported here, because what reads documents is an optional extra of the distribution.
    from pipelines.forms import office

    return _extraction(office.read_sheet(page, options, form), None)


def sheet_of(page: Page, options: ReadOptions, text: str) -> Sheet:
    """The page laid out in lines, with the article's container found: what the readers of fields are given."""
    if rendition.is_rendition(text):
        return rendition.read_sheet(page, options, text)
    root = tree.parse(text)
    lines = layout.of_tree(root)
    found = selectors.container(root, lines, page, options)
    if found is None:
        lines, found = _found(root, lines)
    return Sheet(
        page=page,
        options=options,
        text=text,
        tree=root,
        lines=lines,
        metas=tree.metas(root),
        start=found.start if found else 0,
        end=found.end if found else 0,
        container=found.element if found else None,
        sure=found.sure if found else False,
        goods=found.goods if found else (),
    )


def _found(root: Element, lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], container.Container | None]:
    """The lines that the container was found in, and the container; some show their text only when a script has run."""
    found = container.find(lines)
    if found is not None and not found.is_bare(lines):
        return lines, found
    with_hidden = layout.of_tree(root, hidden=True)
    revealed = container.find(with_hidden)
    if revealed is not None and (found is None or not revealed.is_bare(with_hidden)):
        return with_hidden, revealed
    return lines, short_lines.find(lines) or found


def _extraction(sheet: Sheet, decoded: Decoded | None) -> Extraction:
    found = _fields(sheet)
    foreign = quality.foreign_lines(sheet)
    headline = found["title"]
    body = body_of(sheet, used(found.values()) | foreign, headline.value if headline else None)
    values: dict[str, Any] = {name: one.value for name, one in found.items() if one}
    places = {name: one.where for name, one in found.items() if one}
    if decoded:
        values["encoding"], places["encoding"] = decoded.encoding, decoded.ground
    if body.text:
        places["text"] = body.where
    return Extraction(
        extractor=extractor(sheet.options),
        url=sheet.page.url,
        path=sheet.page.path,
        credits=lead_in.read_credits(body.text),
        language=language.read_language(body.text),
        text=body.text,
        text_sha256=text_sha256(body.text),
        page_starts=body.page_starts,
        flags=_flags(sheet, body, decoded, compiled=bool(found["contains"]), foreign=bool(foreign)),
        found_in=dict(sorted(places.items())),
        **values,
    )


def _fields(sheet: Sheet) -> dict[str, Found[Any] | None]:
    """Each field's reader in turn; what a source's selectors say wins, what government attributes say fills gaps."""
    headline = selectors.read(sheet, "title") or title.read_title(sheet)
    authors, editors = people.read_people(sheet, headline)
    found: dict[str, Found[Any] | None] = {
        "title": headline,
        "kicker": beside_title.read_kicker(sheet, headline),
        "subtitle": beside_title.read_subtitle(sheet, headline),
        "published": dates.read_published(sheet, headline),
        "written": written.read_written(sheet, headline),
        "source": source.read_source(sheet, headline),
        "author": authors,
        "editor": editors,
        "site": _given(sheet.options.site) or site.read_site(sheet),
        "publisher": _given(sheet.options.publisher) or site.read_publisher(sheet),
        "contains": compilation.read_contains(sheet),
    }
    for name, one in government.read_government(sheet, headline).items():
        found[name] = found.get(name) or one
    found.update(selectors.read_all(sheet))
    return found


def _given(value: str | None) -> Found[str] | None:
    return Found(value, "source") if value else None


def _flags(sheet: Sheet, body: Body, decoded: Decoded | None, *, compiled: bool, foreign: bool) -> tuple[str, ...]:
    said = {
        "encoding-lossy": decoded is not None and decoded.lossy,
        "whole-page": body.whole_page,
        "compilation": compiled,
        "injected-links": foreign,
    }
    return tuple(sorted({*quality.flags_of(sheet, body.text), *(name for name, holds in said.items() if holds)}))


def extractor(options: ReadOptions = PLAIN) -> Extractor:
    """Who reads: this distribution and trafilatura at their versions, and the digest of what a source adds."""
    digest = "" if options == PLAIN else hashlib.sha256(repr(options).encode()).hexdigest()
    return Extractor(name="dibao", version=_version(), options=digest)


@cache
def _version() -> str:
    return f"{version('dibao')}+trafilatura {version('trafilatura')}"

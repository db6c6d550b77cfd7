"""Pages on disk that are no longer HTML pages: Markdown with front matter, and plain text, laid out like any other."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from archive.model import Page, ReadOptions
from pipelines.forms import front_matter
from pipelines.forms.plain_text import layout
from pipelines.page import lines as layout_of
from pipelines.page import tree
from pipelines.page.lines import Line
from pipelines.page.sheet import Sheet

FEWEST_TAGS = 5  # in a page of text that happens to mention tags
MOST_LINES = 200_000

_TAG = re.compile(
    r"<(?:!doctype|html|head|body|div|p|table|t[rdh]|br|span|a|meta|script|style|title|link|img|font|center|h[1-6]|ul|li|article"
    r"|section|iframe|frameset|form|text|rss|feed|urlset|sitemapindex|rdf:rdf|\?xml|!--)[\s/>\[-]",
    re.IGNORECASE,
)
_PAGE_TAG = re.compile(r"<(?:html|body|head|script)[\s>]", re.IGNORECASE)
_BLOCK_TAG = re.compile(r"<(?:div|p|table|ul|ol|section|article|h[1-6])[\s>]", re.IGNORECASE)
# Notices with which document-sharing sites wrap what their users upload.
_NOTICE = re.compile(
    r"^[-*\s]*\d?[、.\s]*(?:下载(?:本)?文档(?:前|后)|.{0,12}仅部分预览|(?:如|若).{0,12}(?:侵犯|侵权|违规).{0,30}(?:联系|客服|删除|举报)"
    r"|本文档由.{1,20}上传|.{0,20}不提供额外的编辑)"
)
_MARKDOWN_IMAGE = re.compile(r"!\[[^\]\[]{0,300}\]\([^()\[\]]{0,2000}\)")
_MARKDOWN_LINK = re.compile(r"\[([^\]\[]{1,300})\]\([^()\[\]\s]{1,2000}(?:\s+\"[^\"]{0,300}\")?\)")
_MARKDOWN_BOLD = re.compile(r"(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1")
_MARKDOWN_EMPHASIS = re.compile(r"(?<![*\w])\*(?=[^\s*])([^*]{1,300}?)(?<=[^\s*])\*(?![*\w])")
_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_MARKDOWN_MARK = re.compile(r"^(?:>\s?|[-*+]\s+|```.*$|(?:[-*_]\s?){3,}$|\|?(?:\s*:?-{3,}:?\s*\|)+\s*(?::?-{3,}:?)?$)")
_OUTLET = re.compile(
    r".{1,12}(?:网|網|报|報|社|财经|財經|新闻|新聞|在线|日报|晚报|快讯|资讯|客户端|频道|电视台|杂志|周刊|澎湃)$"
)


def is_rendition(text: str) -> bool:
    """Whether a page is front matter and Markdown, or text without markup.

    >>> is_rendition("某地新闻\\n　　一句话。"), is_rendition("<div>某</div>")
    (True, False)
    """
    if front_matter.split(text):
        return True
    if text.lstrip(" \t\r\n\ufeff").startswith("<") or _PAGE_TAG.search(text):
        return False
    return sum(1 for _, _ in zip(range(FEWEST_TAGS), _TAG.finditer(text), strict=False)) < FEWEST_TAGS


def read_sheet(page: Page, options: ReadOptions, text: str) -> Sheet:
    """The page laid out in lines; the body is what stands below the front matter, or what reads like an article."""
    fields, rest = front_matter.split(text) or ({}, text)
    if fields and _BLOCK_TAG.search(rest):
        return _html_sheet(page, options, text, fields, rest)
    markdown = bool(fields) or (page.path or "").lower().endswith((".md", ".markdown"))
    lines, indents = _text_lines(rest, markdown=markdown)
    found = layout([line.text for line in lines], indents)
    if found.headline is not None and not any(line.heading == 1 for line in lines[: found.start]):
        lines[found.headline] = lines[found.headline]._replace(heading=1, tag="h1")
    start, end = (0, len(lines)) if fields else (found.start, found.end)
    return Sheet(
        page=page, options=options, text=text, lines=tuple(lines), start=start, end=end, metas=_metas(fields), sure=True
    )


def _html_sheet(page: Page, options: ReadOptions, text: str, fields: dict[str, tuple[str, ...]], rest: str) -> Sheet:
    """Front matter above HTML: all of it is the article, as the generator of such pages cut it out."""
    root = tree.parse(rest if _BLOCK_TAG.match(rest.lstrip()) else _paragraphs(rest))
    lines = layout_of.of_tree(root)
    return Sheet(
        page=page,
        options=options,
        text=text,
        tree=root,
        container=root,
        lines=lines,
        start=0,
        end=len(lines),
        metas=_metas(fields),
        sure=True,
    )


def _paragraphs(mixed: str) -> str:
    """Markdown around HTML blocks: its paragraphs in elements of their own, so that their ends are not lost."""
    chunks = re.split(r"\n\s*\n", mixed)
    return "\n".join(chunk if chunk.lstrip().startswith("<") else f"<p>{_unmarked(chunk)[0]}</p>" for chunk in chunks)


def _metas(fields: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The front matter's fields, and what they mean in the words of the national standard for meta tags.

    Aggregators put the site they took an article from into ``author``: it is then one of the categories, or
    named like a newspaper; it becomes ``sitename``.
    """
    metas = dict(fields)
    for name, standard in (("title", "articletitle"), ("date", "pubdate"), ("source", "contentsource")):
        if name in metas:
            metas.setdefault(standard, metas[name])
    writers = metas.get("author", ())
    classes = {name for key in ("categories", "category", "tags") for name in metas.get(key, ())}
    if writers and all(name in classes or _OUTLET.fullmatch(name) for name in writers):
        metas.setdefault("sitename", metas.pop("author"))
    elif writers:
        metas["byline"] = writers
    return metas


def _text_lines(text: str, *, markdown: bool) -> tuple[list[Line], list[int]]:
    """The lines, and how many blanks stand before each; sharing sites' notices are no part of the page."""
    lines: list[Line] = []
    indents: list[int] = []
    for raw in text.splitlines()[:MOST_LINES]:
        for line in _line(raw, markdown=markdown):
            if not _NOTICE.match(line.text):
                lines.append(line._replace(index=len(lines)))
                indents.append(len(raw) - len(raw.lstrip()))
    return lines, indents


def _line(raw: str, *, markdown: bool) -> Iterator[Line]:
    text = html.unescape(raw) if "&" in raw else raw
    if not markdown:
        folded = " ".join(text.split())
        if folded:
            yield Line(0, folded)
        return
    heading = _MARKDOWN_HEADING.fullmatch(text.strip())
    level = len(heading[1]) if heading else 0
    flat, linked, bold = _unmarked(heading[2] if heading else _MARKDOWN_MARK.sub("", text.strip()))
    for cell in flat.strip("|").split("|") if flat.startswith("|") else [flat]:
        folded = " ".join(cell.split())
        if folded:
            tag = f"h{level}" if level else "p"
            yield Line(0, folded, tag, level, min(linked, len(folded)), min(bold, len(folded)))


def _unmarked(text: str) -> tuple[str, int, int]:
    """The text without Markdown's inline marks, and how many characters were linked and bold."""
    text = _MARKDOWN_IMAGE.sub("", text)
    linked = sum(len(match[1]) for match in _MARKDOWN_LINK.finditer(text))
    text = _MARKDOWN_LINK.sub(r"\1", text)
    bold = sum(len(match[2]) for match in _MARKDOWN_BOLD.finditer(text))
    return _MARKDOWN_EMPHASIS.sub(r"\1", _MARKDOWN_BOLD.sub(r"\2", text)), linked, bold

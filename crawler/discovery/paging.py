"""The page after a list page: by its links, by the scripts that Chinese sites write it with, or by a template."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from lxml import html

from crawler.discovery.link import absolute, same_site
from crawler.discovery.markup import html_tree

_NEXT_WORDS = re.compile(
    r"^\W*(?:下一页|下页|下一頁|下頁|后一页|后页|後一頁|next(?: page)?|older(?: posts)?)\W*$", re.I
)
_NEXT_SIGNS = re.compile(r"^[>›»▶→]+$")
_PAGER = re.compile(r"(?i)(?:^|[\s_-])(?:page|pages|pager|paging|pagination|pagebar|pagenav|fenye|fanye|digg|turn)")
_CREATE_PAGE = re.compile(r"createPageHTML\s*\(([^()]*)\)", re.I)
_HREF = re.compile(r"""href=["']([^"'<>]{1,2000})["']""")
_NUMBER_IN_NAME = re.compile(r"(?i)^\w*(?:index|list|default|page)\w*?[_-]?(\d{1,4})(?:\.\w+)?$")


def next_page(text: str, url: str, *, encoding: str = "utf-8") -> str | None:
    """The address of the page after the list page ``text`` at ``url``; None where the page names none."""
    tree = html_tree(text)
    candidates = (
        *(_linked(tree, url, encoding) if tree is not None else ()),
        *_scripted(text, url),
        *_next_group(text, url),
        *(_numbered(tree, url, encoding) if tree is not None else ()),
    )
    return next((found for found in candidates if found and found != url and same_site(found, url)), None)


def page_address(template: str, section: str, number: int) -> str | None:
    """The address of page ``number`` by a source's template.

    >>> page_address("index_{page}.shtml", "http://www.example.gov.cn/zwgk/", 2)
    'http://www.example.gov.cn/zwgk/index_2.shtml'
    """
    return absolute(template.replace("{page}", str(number)), section)


def page_number(url: str) -> int | None:
    """The number an address of a list page carries; None for a first page that carries none.

    >>> [page_number("http://a.cn/" + path) for path in ("x/", "x/index_3.html", "list?page=2", "t20241120_12.htm")]
    [None, 3, 2, None]
    """
    parts = urlsplit(url)
    for key, value in parse_qsl(parts.query):
        if (
            re.fullmatch(r"(?i)(?:page|pageno|pagenum|pageindex|curpage|currentpage|p|pn|paged|pg)", key)
            and value.isdigit()
        ):
            return int(value)
    name = _NUMBER_IN_NAME.match(parts.path.rsplit("/", 1)[-1])
    return int(name[1]) if name else None


def _linked(tree: html.HtmlElement, url: str, encoding: str) -> Iterator[str | None]:
    """rel=next; then a link that says so; then, inside a pager, an arrow."""
    for element in tree.iter("link", "a"):
        if "next" in (element.get("rel") or "").lower().split():
            yield absolute(element.get("href") or "", url, encoding=encoding)
    arrows = []
    for element in tree.iter("a"):
        label = _label(element)
        if _NEXT_WORDS.match(label) or _NEXT_WORDS.match(element.get("title") or ""):
            yield absolute(element.get("href") or "", url, encoding=encoding)
        elif _NEXT_SIGNS.match(label) and _in_pager(element):
            arrows.append(absolute(element.get("href") or "", url, encoding=encoding))
    yield from (found for found in arrows if found and (page_number(found) or 0) == (page_number(url) or 1) + 1)


def _scripted(text: str, url: str) -> Iterator[str | None]:
    """createPageHTML, in both its forms.

    TRS: ``createPageHTML(count, current, "index", "html")`` counts from 0; page 0 is index.html, page n index_n.html.
    With the pager's id before: ``createPageHTML("page_div", count, current, "list", "shtml", total)`` counts from 1;
    page 1 is list.shtml, page n list_n.shtml.
    """
    for call in _CREATE_PAGE.findall(text):
        values = [_constant(value.strip(), text) for value in call.split(",")]
        first = 0
        if values and not values[0].isdigit():
            first, values = 1, values[1:]
        if len(values) < 4 or not (values[0].isdigit() and values[1].isdigit()):
            continue
        count, current = int(values[0]), int(values[1])
        if current + 1 < count + first:
            yield absolute(f"{values[2]}_{current + 1}.{values[3].lstrip('.')}", url)


def _constant(value: str, text: str) -> str:
    """A literal's value, or that of a variable the page sets before."""
    if re.fullmatch(r"""["'].*["']""", value):
        return value[1:-1]
    if value.isidentifier():
        given = re.search(rf"""\b{value}\s*=\s*["']?([\w.-]+)""", text)
        return given[1] if given else value
    return value


def _next_group(text: str, url: str) -> Iterator[str | None]:
    """The further records of a Hanweb list."""
    group = text.partition("<nextgroup>")[2].partition("</nextgroup>")[0]
    for address in _HREF.findall(group[:10_000]):
        yield absolute(address.replace("&amp;", "&"), url)


def _numbered(tree: html.HtmlElement, url: str, encoding: str) -> Iterator[str | None]:
    """The link labelled with the number after the present one, if it stands in a pager or its address carries it."""
    present = _present_number(tree, url)
    for element in tree.iter("a", "option"):
        found = absolute(element.get("href") or element.get("value") or "", url, encoding=encoding)
        label = re.sub(r"^\D*?(\d+)\D*$", r"\1", _label(element))
        if found and label == str(present + 1) and (_in_pager(element) or page_number(found) in (present, present + 1)):
            yield found


def _present_number(tree: html.HtmlElement, url: str) -> int:
    """By the label that is not a link or is marked; else by the address, where page 2 may be index_1 or index_2."""
    for element in tree.iter("span", "a", "strong", "b", "em", "li"):
        marked = re.search(r"(?i)\b(?:current|cur|active|on|thisclass|selected|now)\b", element.get("class") or "")
        if marked and _label(element).isdigit() and _in_pager(element):
            return int(_label(element))
    return page_number(url) or 1


def _in_pager(element: html.HtmlElement) -> bool:
    near = [element, *element.iterancestors()][:5]
    return any(_PAGER.search(up.get(name) or "") for up in near for name in ("class", "id"))


def _label(element: html.HtmlElement) -> str:
    return " ".join("".join(str(text) for text in element.itertext()).split())

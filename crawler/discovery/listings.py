"""Articles named by a list page, told from its navigation.

Links are taken together by where they stand: the same tags and classes from the root down make a block, however many
lists it is cut into.  A block lists articles if dates stand beside its links, or if its links are long and lead to
addresses that look like articles; short links in headers, menus and footers do not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree, html

from crawler.discovery.json_lists import is_json_list, json_links
from crawler.discovery.link import Link, absolute
from crawler.discovery.markup import html_tree

MAX_LINKS = 5_000
MAX_CLIMB = 6  # elements up from a link to its item
MAX_LINKS_OF_ITEM = 8
MAX_PIECES = 200  # of text, of one item: a date stands near its headline
DATE = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?|(?:0\d|1[0-2])[-/](?:0[1-9]|[12]\d|3[01])(?!\d)"
    r"|1?\d\s*月\s*[123]?\d\s*日)(?:\s+\d{1,2}:\d\d(?::\d\d)?)?"
)
_RECORD = "<record>"
_FURNITURE = re.compile(
    r"(?i)(?:^|[\s_-])(?:nav|menu|foot|footer|header|head|top|crumbs?|breadcrumb|position|location|weizhi|dqwz|friend|yqlj|"
    r"copyright|share|page|pages|pager|paging|pagination|fenye|login|search|tags?)(?:$|[\s_-]|bar|box|link|list|wrap|\d)"
)
_REFRESH = re.compile(
    r"""(?is)<meta[^>]+http-equiv=["']?refresh["']?[^>]+content=["']?\s*[0-5]\s*;\s*url\s*=\s*['"]?([^"'>\s]+)"""
)
_SCRIPTED_DOOR = re.compile(r"""location(?:\.href)?\s*(?:=|\.replace\()\s*["']([^"']+)["']""")
_ROWS = ("li", "tr", "dd", "article")
_PAGE_LINK = re.compile(
    r"^[\s\d<>«»‹›.…|/\[\]【】()-]*$|^(?:上一?页|下一?页|上一頁|下一頁|首页|尾页|末页|更多|more|prev|next)\W*$", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The links that stand in one place of a page, one for each item."""

    links: tuple[Link, ...]
    dated: float  # share of items with a date
    in_furniture: bool

    @property
    def lists_articles(self) -> bool:
        if self.dated >= 0.5:
            return True
        long = sum(_width(link.title or "") for link in self.links) / len(self.links) >= 10
        likely = sum(looks_like_article(link.url) for link in self.links) / len(self.links) >= 0.6
        return long and likely and not self.in_furniture


def article_links(
    text: str, base: str, *, encoding: str = "utf-8", is_article: Callable[[str], bool] = lambda url: False
) -> tuple[Link, ...]:
    """Articles of the list page ``text`` in its order, each once.

    ``is_article`` knows some addresses: those count wherever they stand, and a block half of them is a list.
    """
    if is_json_list(text):
        return json_links(text, base)
    blocks = link_blocks(text, base, encoding=encoding)
    chosen: dict[str, Link] = {}
    for block in blocks:
        known = [link for link in block.links if is_article(link.url)]
        whole = block.lists_articles or len(known) * 2 >= len(block.links)
        for link in block.links if whole else known:
            chosen.setdefault(link.url, link)
    in_order = sorted(chosen.values(), key=lambda link: link.position)
    return tuple(replace(link, position=number) for number, link in enumerate(in_order))


def link_blocks(text: str, base: str, *, encoding: str = "utf-8") -> tuple[Block, ...]:
    """All blocks of links of a page, in the order of their first link."""
    tree = html_tree(text)
    if tree is None:
        return ()
    etree.strip_elements(tree, "script", "style", with_tail=False)
    plain, scripted = _anchors(tree, base, encoding), _script_anchors(text, base, encoding)
    anchors = _dates_to_headlines([*islice(plain, MAX_LINKS), *islice(scripted, MAX_LINKS)])
    places: dict[str, list[_Anchor]] = defaultdict(list)
    for number, anchor in enumerate(anchors):
        places[anchor.place].append(replace(anchor, position=number))
    return tuple(_block(group) for group in places.values())


def looks_like_article(url: str) -> bool:
    """Whether an address has a number or a long name of its own, as single pages have and sections have not.

    >>> [looks_like_article("http://www.example.gov.cn" + path) for path in
    ...     ("/zwgk/t20241120_123.html", "/zwgk/index.html", "/zwgk/", "/show.asp?id=12", "/col/col133/index.html")]
    [True, False, False, True, False]
    """
    parts = urlsplit(url)
    name = parts.path.rsplit("/", 1)[-1]
    if re.match(r"(?i)(?:index|default|list|main|home|more)\b", name) or (
        not name and not re.search(r"\d{4,}/$", parts.path)
    ):
        return bool(re.search(r"(?i)\b(?:article_?|news_?|content_?|info_?|doc_?)?id=\w*\d", parts.query))
    stem = name.rsplit(".", 1)[0]
    return bool(re.search(r"\d", stem + parts.query) or len(stem) >= 12 or re.search(r"/\d{4}[-/]?\d\d", parts.path))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Anchor:
    url: str
    title: str
    place: str
    item: object  # the element that is one item of the list (or its number); held, so that its identity stays
    date: str | None
    in_furniture: bool
    position: int = 0


def _anchors(tree: html.HtmlElement, base: str, encoding: str) -> Iterator[_Anchor]:
    base = _base(tree, base)
    here = urlsplit(base)._replace(fragment="").geturl()
    for element in tree.iter("a"):
        url = absolute(element.get("href") or "", base, encoding=encoding)
        title = _title(element)
        if url and url != here and title and not _PAGE_LINK.match(title):
            yield _anchor(element, url, title)


def _anchor(element: html.HtmlElement, url: str, title: str) -> _Anchor:
    item = _item(element)
    date = DATE.search(" ".join(_words(item))) or (DATE.search(element.tail or "") if item is element else None)
    path = [element, *element.iterancestors()]
    return _Anchor(
        url=url,
        title=title,
        place="/".join(f"{up.tag}.{_class(up)}" for up in path),
        item=item,
        date=" ".join(date[0].split()) if date else None,
        in_furniture=any(up.tag in ("nav", "header", "footer") or _is_furniture(up) for up in path),
    )


def _item(element: html.HtmlElement) -> html.HtmlElement:
    """What stands for one article: the row the link is in, or the largest element around that leads nowhere else."""
    item = element
    for up in islice(element.iterancestors(), MAX_CLIMB):
        targets = {link.get("href") for link in islice(up.iter("a"), MAX_LINKS_OF_ITEM + 1)}
        is_row = up.tag in _ROWS and sum(looks_like_article(target or "") for target in targets) <= 1
        if len(targets) > (MAX_LINKS_OF_ITEM if is_row else 1):
            break
        item = up
        if is_row:
            break
    return item


def _script_anchors(text: str, base: str, encoding: str) -> Iterator[_Anchor]:
    """Links in the <datastore> that Hanweb's lists carry in a script: one record of HTML for each item."""
    for number, record in enumerate(text.split(_RECORD)[1 : MAX_LINKS + 1]):
        _, _, data = record.partition("<![CDATA[")
        tree = html_tree(f"<div>{data.partition(']]>')[0]}</div>")
        for anchor in _anchors(tree, base, encoding) if tree is not None else ():
            yield replace(anchor, place=f"datastore/{anchor.place}", item=number)


def _dates_to_headlines(anchors: list[_Anchor]) -> list[_Anchor]:
    """An item's date belongs to its headline, not to the link of its section or of its author beside it."""
    items: dict[object, list[_Anchor]] = defaultdict(list)
    for anchor in anchors:
        items[anchor.item].append(anchor)
    best = {item: max(group, key=_headline_rank).url for item, group in items.items()}
    return [anchor if anchor.url == best[anchor.item] else replace(anchor, date=None) for anchor in anchors]


def _headline_rank(anchor: _Anchor) -> tuple[bool, float]:
    return looks_like_article(anchor.url), _width(anchor.title)


def _block(anchors: list[_Anchor]) -> Block:
    items: dict[object, list[_Anchor]] = defaultdict(list)
    for anchor in anchors:
        items[anchor.item].append(anchor)
    chosen = [anchor for group in items.values() for anchor in _headlines(group)]
    return Block(
        links=tuple(Link(url=a.url, title=a.title, date=a.date, position=a.position) for a in chosen),
        dated=sum(a.date is not None for a in chosen) / len(chosen),
        in_furniture=all(a.in_furniture for a in chosen),
    )


def _headlines(group: list[_Anchor]) -> list[_Anchor]:
    """The links of one item that lead to articles, one for each address; if none does, the longest."""
    articles: dict[str, _Anchor] = {}
    for anchor in sorted(group, key=_headline_rank, reverse=True):
        if looks_like_article(anchor.url):
            articles.setdefault(anchor.url, anchor)
    return list(articles.values()) or [max(group, key=_headline_rank)]


def _title(element: html.HtmlElement) -> str:
    text = " ".join(_words(element))
    given = " ".join((element.get("title") or "").split())
    return given if len(given) > len(text) or (given and text.endswith(("…", "..."))) else text


def _words(element: html.HtmlElement) -> list[str]:
    return " ".join(str(text) for text in islice(element.itertext(), MAX_PIECES)).split()


def _class(element: html.HtmlElement) -> str:
    """The class without what differs from item to item: numbers, and the marks of the first, last and even ones."""
    words = (element.get("class") or "").split()
    return ".".join(word for word in words if not re.search(r"(?i)\d|first|last|odd|even|active|cur|on$", word))


def _is_furniture(element: html.HtmlElement) -> bool:
    return any(_FURNITURE.search(element.get(name) or "") for name in ("class", "id"))


def _base(tree: html.HtmlElement, base: str) -> str:
    element = tree.find(".//base[@href]")
    return (absolute(element.get("href") or "", base) if element is not None else None) or base


def _width(text: str) -> float:
    """How much a title says: a CJK character counts as one, another as a half."""
    return sum(1.0 if ord(character) > 0x2E80 else 0.5 for character in text)


def refresh_target(text: str, base: str) -> str | None:
    """Where a page that is only a door sends its reader at once; None for other pages.

    >>> refresh_target('<meta http-equiv="refresh" content="0; url=index.html">', "http://a.gov.cn/x/")
    'http://a.gov.cn/x/index.html'
    """
    found = _REFRESH.search(text[:20_000]) or (_SCRIPTED_DOOR.search(text) if len(text) < 2_000 else None)
    return absolute(found[1], base) if found else None

"""What a site's front page says of itself: name, publisher, and whether it is a government's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.discovery.markup import html_tree
from crawler.sources.source import Kind

GOVERNMENT_HOST = re.compile(r"(?:^|\.)(?:gov|gob|gouv|go|mil)(?:\.[a-z]{2})?$")
_PUBLISHER = re.compile(r"主[办辦]\s*(?:单位|單位)?\s*[:：﹕]\s*([\u4e00-\u9fff]{4,30})")
_BETWEEN = re.compile(r"\s*[_|｜—–-]+\s*|\s*::+\s*")
_DOOR_WORDS = re.compile(
    r"^(?:首\s*页|网站首页|首頁|home|index|欢迎访问)+|(?:门户网站|门户)?(?:网站)?(?:首\s*页|首頁)$|门户网站$", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFacts:
    """``grounds`` say for each key where it was found."""

    name: str
    kind: str
    publisher: str | None
    grounds: tuple[tuple[str, str], ...]


def facts_of(text: str, url: str, *, kind: str | None = None) -> SiteFacts:
    """The facts that the page at ``url`` tells; ``kind`` is what the user says."""
    tree = html_tree(text)
    meta: dict[str, str] = {}
    for element in tree.iter("meta") if tree is not None else ():
        key = (element.get("name") or element.get("property") or "").lower()
        meta.setdefault(key, (element.get("content") or "").strip())
    found = tree.find(".//title") if tree is not None else None
    title = " ".join("".join(map(str, found.itertext())).split()) if found is not None else ""
    name, name_ground = _name(meta, title, url)
    told, kind_ground = _kind(meta, url)
    words = "".join(map(str, tree.itertext())) if tree is not None else ""
    publisher = _PUBLISHER.search(words)
    grounds = [("name", name_ground), ("kind", "As you said." if kind else kind_ground)]
    if publisher:
        grounds.append(("publisher", "The page says 主办."))
    return SiteFacts(
        name=name, kind=kind or told, publisher=publisher[1] if publisher else None, grounds=tuple(grounds)
    )


def _name(meta: dict[str, str], title: str, url: str) -> tuple[str, str]:
    for key in ("sitename", "og:site_name", "application-name"):
        if meta.get(key):
            return meta[key], f"The page's meta {key}."
    parts = [part for part in (_DOOR_WORDS.sub("", part).strip() for part in _BETWEEN.split(title)) if part]
    if not parts:
        return urlsplit(url).hostname or url, "Its host: the page has no title."
    front = urlsplit(url).path in ("", "/")
    return (parts[0] if front else parts[-1]), "The page's title."


def _kind(meta: dict[str, str], url: str) -> tuple[str, str]:
    if meta.get("siteidcode"):
        return Kind.GOVERNMENT, "The page carries a government site's SiteIDCode."
    if GOVERNMENT_HOST.search(urlsplit(url).hostname or ""):
        return Kind.GOVERNMENT, "Its host is a government's."
    return Kind.NEWS, "Nothing says that it is a government's."


def source_id_of(url: str) -> str:
    """A source's id made from an address: its host, and the last folder of its path.

    >>> source_id_of("https://www.example.gov.cn/zwgk/zcwj/index.html")
    'example-gov-cn-zcwj'
    """
    parts = urlsplit(url)
    host = re.sub(r"^www\.", "", parts.netloc.lower())
    folders = [folder for folder in parts.path.split("/")[1:-1] if re.fullmatch(r"[A-Za-z][\w-]*", folder)]
    return re.sub(r"[^a-z0-9]+", "-", "-".join([host, *folders[-1:]]).lower()).strip("-")[:56].strip("-") or "source"

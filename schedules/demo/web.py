"""The bundled web as values: what each invented site answers on the first and on the second night."""

from __future__ import annotations

import hashlib
import html
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from string import Template
from typing import Any
from urllib.parse import urlsplit

from schedules.demo import pdf

PER_LIST = {"paging": 3, "scripted paging": 2}  # small, so that a second list is needed
NOT_FOUND = "<html><head><title>404</title></head><body>您访问的页面不存在</body></html>".encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One HTTP answer: ``status`` is the rest of the status line."""

    status: str = "200 OK"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


def sites() -> tuple[dict[str, Any], ...]:
    """The sites in the order of the file, each with its pages."""
    return tuple(tomllib.loads(_file("web.toml"))["site"])


def answer(url: str, night: int, if_none_match: str | None = None) -> Answer:
    """What the bundled web says to a GET of ``url`` on ``night`` (1 or 2)."""
    parts = urlsplit(url)
    site = next((site for site in sites() if site["host"] == parts.netloc), None)
    if site is None:
        return Answer(status="502 Bad Gateway", body=b"no such host in the bundled web")
    found = _start(site, parts.path, night) or _page(site, parts.path, night)
    return _validated(found, if_none_match) if site["validators"] else found


def _validated(found: Answer, if_none_match: str | None) -> Answer:
    if found.status != "200 OK":
        return found
    tag = f'"{hashlib.sha256(found.body).hexdigest()[:16]}"'
    if if_none_match == tag:
        return Answer(status="304 Not Modified", headers=(("ETag", tag),))
    return Answer(headers=(*found.headers, ("ETag", tag)), body=found.body)


def _start(site: dict[str, Any], path: str, night: int) -> Answer | None:
    """Lists, feed, sitemap and robots.txt; None for any other path."""
    if path == "/robots.txt":
        return Answer(headers=(("Content-Type", "text/plain"),), body=_robots(site).encode())
    if path == "/rss/news.xml" and site["finds"] == "feed":
        return Answer(headers=(("Content-Type", "application/rss+xml; charset=utf-8"),), body=_feed(site, night))
    if path == "/sitemap.xml" and site["finds"] == "sitemap":
        return Answer(headers=(("Content-Type", "application/xml"),), body=_sitemap(site, night))
    number = _list_number(path)
    if number is None or number * _per_list(site) >= len(_served(site, night)):
        return None
    return Answer(headers=(("Content-Type", "text/html"),), body=_listing(site, number, night))


def _list_number(path: str) -> int | None:
    if path in ("/", "/index.html"):
        return 0
    digits = path.removeprefix("/index_").removesuffix(".html")
    return int(digits) if path == f"/index_{digits}.html" and digits.isascii() and digits.isdigit() else None


def _per_list(site: dict[str, Any]) -> int:
    return PER_LIST.get(site["finds"], 50)


def _served(site: dict[str, Any], night: int) -> list[dict[str, Any]]:
    """What the site's lists name: newest first, without what is withdrawn."""
    pages = [page for page in site["page"] if night in page.get("nights", [1, 2])]
    if night == 2:
        pages = [page for page in pages if page.get("second", {}).get("fate") != "gone"]
    return sorted(pages, key=lambda page: str(page["published"]).replace("年", "-").replace("月", "-"), reverse=True)


def _page(site: dict[str, Any], path: str, night: int) -> Answer:
    for page in site["page"]:
        second = page.get("second", {}) if night == 2 else {}
        if page.get("attachment", {}).get("path") == path:
            return Answer(headers=(("Content-Type", "application/pdf"),), body=pdf.render(_table_of_tasks(page)))
        if second.get("fate") == "moved" and path == second["to"]:
            return _html(site, page, {})
        if page["path"] == path and night in page.get("nights", [1, 2]):
            return _fate(site, page, second)
    return Answer(status="404 Not Found", headers=(("Content-Type", "text/html"),), body=NOT_FOUND)


def _fate(site: dict[str, Any], page: dict[str, Any], second: dict[str, Any]) -> Answer:
    fate = second.get("fate", "same")
    if fate == "gone":
        status = "410 Gone" if second["status"] == 410 else "404 Not Found"
        return Answer(status=status, headers=(("Content-Type", "text/html"),), body=NOT_FOUND)
    if fate == "moved":
        return Answer(status="301 Moved Permanently", headers=(("Location", second["to"]),))
    return _html(site, page, second)


def _html(site: dict[str, Any], page: dict[str, Any], second: dict[str, Any]) -> Answer:
    old, new = second.get("replace", ["", ""])
    paragraphs = [text.replace(old, new) if old else text for text in page["paragraphs"]]
    values = {name: html.escape(str(value)) for name, value in page.items()}
    values |= {
        "charset": site["declares"],
        "paragraphs": "\n".join(f"<p>　　{html.escape(text, quote=False)}</p>" for text in paragraphs),
        "kicker_line": f'<p class="kicker">{page["kicker"]}</p>' if "kicker" in page else "",
        "attachment_line": _attachment_line(page),
        "counter": f" 今日访问：{len(page['path']) * 7919 % 9000}" if second.get("fate") == "recounted" else "",
    }
    text = _template(site["template"]).substitute(values)
    return Answer(headers=(("Content-Type", "text/html"),), body=text.encode(site["encoding"]))


def _attachment_line(page: dict[str, Any]) -> str:
    if "attachment" not in page:
        return ""
    return f'<p class="fj"><a href="{page["attachment"]["path"]}">{page["attachment"]["title"]}</a></p>'


def _table_of_tasks(page: dict[str, Any]) -> tuple[str, ...]:
    return (
        "附件",
        "重点任务分工表",
        "一、县域医共体建设：由基层卫生处牵头，2027年底前完成。",
        "二、药品供应保障：由药物政策处牵头，每月公布监测结果。",
        "三、医改监测评价：由体制改革处牵头，每年一月底前报送。",
    )


def _listing(site: dict[str, Any], number: int, night: int) -> bytes:
    served, size = _served(site, night), _per_list(site)
    part = served[number * size : (number + 1) * size]
    items = "\n".join(
        f'<li><a href="{p["path"]}">{p["title"]}</a><span>{p["published"][:10]}</span></li>' for p in part
    )
    head = '<link rel="alternate" type="application/rss+xml" href="/rss/news.xml">' if site["finds"] == "feed" else ""
    if site.get("government"):
        head += '<meta name="SiteIDCode" content="9900000012">'
    values = {"charset": site["declares"], "name": site["name"], "head": head, "items": items}
    text = _template("home.html").substitute(values, paging=_paging(site, number, -(-len(served) // size)))
    return text.encode(site["encoding"])


def _paging(site: dict[str, Any], number: int, lists: int) -> str:
    if site["finds"] == "scripted paging":
        return f'<script type="text/javascript">createPageHTML({lists}, {number}, "index", "html");</script>'
    if number + 1 < lists:
        return f'<a href="/index_{number + 1}.html">下一页</a>'
    return ""


def _robots(site: dict[str, Any]) -> str:
    rules = "User-agent: *\nDisallow: /admin/\n"
    return rules + (f"Sitemap: http://{site['host']}/sitemap.xml\n" if site["finds"] == "sitemap" else "")


def _feed(site: dict[str, Any], night: int) -> bytes:
    items = "".join(
        f"<item><title>{page['title']}</title><link>http://{site['host']}{page['path']}</link></item>"
        for page in _served(site, night)
    )
    channel = f"<channel><title>{site['name']}</title>{items}</channel>"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0">{channel}</rss>'.encode()


def _sitemap(site: dict[str, Any], night: int) -> bytes:
    urls = "".join(f"<url><loc>http://{site['host']}{page['path']}</loc></url>" for page in _served(site, night))
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="{space}">{urls}</urlset>'.encode()


@cache
def _file(name: str) -> str:
    return (resources.files("schedules.demo") / name).read_text("utf-8")


@cache
def _template(name: str) -> Template:
    return Template(_file(f"templates/{name}"))

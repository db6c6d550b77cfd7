"""What official documents say of themselves: who issued them, their numbers, dates, force, topic and attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urljoin

from archive.model import Attachment
from pipelines.fields.dates.date_patterns import parse_date
from pipelines.official import compilation
from pipelines.official.attributes import DATES, national_metas, read_attributes
from pipelines.official.doc_number import HEAD_LINES, issuer_in, normal_form, own_number
from pipelines.page.sheet import Found, Sheet
from pipelines.page.tree import Element, words_in

RED_HEAD = 4  # lines above the headline that are looked at for the number
TITLE_TO_TEXT = 12  # lines between headline and container that are looked at for the number
ATTACHED_BELOW = 15  # lines below the container in which its attachments may stand
MOST_ATTACHMENTS = 200
LONGEST = {"issuer": 120, "index_number": 80, "status": 24, "topic": 120, "title": 300}

_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|csv|rtf|txt|ceb)(?:$|[?#&])", re.IGNORECASE)
_SAYS_NOTHING = re.compile(
    r"(?:点击|请)?(?:此处)?(?:下\s?载|查\s?看|打\s?开|浏览|预览)(?:附件|文件|全文|地址|此文件)?|附\s?件(?:下载)?|\W*|全文",
    re.IGNORECASE,
)
_ATTACHMENT_LINE = re.compile(r"附\s?[件表录]")
_MARKDOWN_FILE = re.compile(r"(?<!!)\[([^\]\[]{1,300})\]\(([^()\[\]\s]{1,2000})\)")


def read_government(sheet: Sheet, title: Found[str] | None) -> dict[str, Found[Any]]:
    """The fields of an official document, as far as the page states them; a news page has none but attachments.

    In a compilation the attribute blocks belong to the documents in it, not to the page.
    """
    compiled = compilation.read_contains(sheet) is not None
    found: dict[str, Found[Any]] = {} if compiled else _stated(sheet)
    number = None if compiled else found.get("doc_number") or _own_number(sheet, title)
    if number:
        found["doc_number"] = number
        if office := issuer_in(number.value):
            found.setdefault("issuer", Found(office, "number"))
    attachments = tuple(dict.fromkeys(_attachments(sheet)))[:MOST_ATTACHMENTS]
    if attachments:
        found["attachments"] = Found(attachments, "link")
    return found


def _stated(sheet: Sheet) -> dict[str, Found[Any]]:
    """What the attribute block says, each value in its normal form; a value that has none is left out."""
    stated = read_attributes(sheet) or _in_block(sheet)
    normal = {name: (_normal(name, one.value), one) for name, one in stated.items()}
    found: dict[str, Found[Any]] = {
        name: Found(value, one.where, one.lines) for name, (value, one) in normal.items() if value
    }
    if "written" in found:  # a page that tells no other day was published on that one, as far as it says
        found.setdefault("published", found["written"])
    return found


def _in_block(sheet: Sheet) -> dict[str, Found[str]]:
    """The fields of a block without line breaks, which stands glued between headline and text."""
    block = compilation.single_block(sheet)
    if block is None:
        return {}
    return {
        pair.name: Found(pair.value, "attribute-block") for pair in reversed(block.pairs) if pair.name and pair.value
    }


def _normal(name: str, value: str) -> str | None:
    if name in DATES:
        return parse_date(value)
    if name == "doc_number":
        return normal_form(value)
    return value if len(value) <= LONGEST[name] else None


def _own_number(sheet: Sheet, title: Found[str] | None) -> Found[str] | None:
    # Below the headline as a rule; above it, under the red head, on a page that shows the document as it was printed.
    first = title.lines[0] if title and title.lines else sheet.start
    begin = max(min(first, sheet.start) - RED_HEAD, sheet.start - TITLE_TO_TEXT, 0)
    near = (*sheet.lines[begin : sheet.start], *sheet.inside[: HEAD_LINES + 2])
    head = [line.text for line in near if line.link_density < 0.5]
    if number := own_number(head, title=title.value if title else None):
        return Found(number, "head")
    in_meta = own_number((), title=national_metas(sheet.metas).get("title"))
    return Found(in_meta, "meta:ArticleTitle") if in_meta else None


def _attachments(sheet: Sheet) -> Iterator[Attachment]:
    if sheet.tree is None:
        yield from _markdown_files(sheet)
        return
    files = [(element, address) for element in _links(sheet) if (address := _file_address(element))]
    if not files:
        return
    lines = {id(line.element): line for line in reversed(sheet.lines)}
    base = _base(sheet)
    for element, address in files:
        line = next((lines[id(above)] for above in _self_and_above(element) if id(above) in lines), None)
        if line is None or sheet.start <= line.index < sheet.end + ATTACHED_BELOW:
            words = line.text if line is not None else ""
            yield Attachment(url=urljoin(base, address), title=_title(element, words, address))


def _links(sheet: Sheet) -> Iterator[Element]:
    """The links of the container and of the lines right below it."""
    if sheet.container is not None:
        yield from sheet.container.iter("a")
    below = {id(line.element): line.element for line in sheet.after[:ATTACHED_BELOW] if line.link_chars}
    for element in below.values():
        if element is not None:
            yield from element.iter("a")


def _file_address(element: Element) -> str | None:
    address = (element.get("href") or "").strip()
    return address if address and _FILE.search(address) and not address.startswith(("javascript:", "#")) else None


def _self_and_above(element: Element) -> Iterator[Element]:
    one: Element | None = element
    for _ in range(5):
        if one is None:
            return
        yield one
        one = one.getparent()


def _base(sheet: Sheet) -> str:
    base = sheet.tree.find(".//base[@href]") if sheet.tree is not None else None
    return urljoin(sheet.page.url or "", base.get("href") or "" if base is not None else "")


def _title(element: Element, line: str, address: str) -> str | None:
    """The link's words; those of its line where it begins 附件…; else the file's name."""
    words = words_in(element)
    if _ATTACHMENT_LINE.match(line) and words in line and len(line) <= len(words) + 20:
        return line
    if not _SAYS_NOTHING.fullmatch(words):
        return words
    tooltip = " ".join((element.get("title") or "").split())
    return tooltip or unquote(address.partition("?")[0].rpartition("/")[2]) or None


def _markdown_files(sheet: Sheet) -> Iterator[Attachment]:
    for words, address in _MARKDOWN_FILE.findall(sheet.text):
        if _FILE.search(address):
            yield Attachment(url=urljoin(sheet.page.url or "", address), title=words.strip() or None)

"""OFD documents (GB/T 33190, the national format for printed pages): the lines of each page, by where they stand."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from archive.errors import UnreadablePage

SAME_LINE = 0.5  # of the height of the letters: how far apart the base lines of one line may lie
MAX_UNPACKED = 200 * 2**20  # bytes to which its parts may come
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def pages(body: bytes, *, max_pages: int) -> list[list[str]]:
    """The lines of each page from top to bottom; UnreadablePage: ``broken``, ``too-large``, ``too-many-pages``."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
            if unpacked > MAX_UNPACKED:
                raise UnreadablePage("too-large", f"{unpacked} bytes unpacked; at most {MAX_UNPACKED} are read")
            names = _page_names(archive)
            if len(names) > max_pages:
                raise UnreadablePage("too-many-pages", f"{len(names)} pages; at most {max_pages} are read")
            return [_lines(_part(archive, name)) for name in names]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, etree.XMLSyntaxError) as error:
        raise UnreadablePage("broken", f"OFD: {error}") from None


def _page_names(archive: zipfile.ZipFile) -> list[str]:
    """The parts that hold the pages of all documents in the file, in reading order."""
    names = []
    for root in _texts(_part(archive, "OFD.xml"), "DocRoot"):
        document = _resolve("", root)
        for page in _named(_part(archive, document), "Page"):
            location = page.get("BaseLoc") or page.get("Loc")
            if location:
                names.append(_resolve(posixpath.dirname(document), location))
    return names


def _resolve(folder: str, location: str) -> str:
    joined = location if location.startswith("/") else posixpath.join(folder, location)
    return posixpath.normpath(joined).lstrip("/")


def _part(archive: zipfile.ZipFile, name: str) -> etree._Element:
    try:
        info = archive.getinfo(name)
    except KeyError:
        raise UnreadablePage("broken", f"OFD: no part {name}") from None
    root = etree.fromstring(archive.read(info), _PARSER)
    if root is None:
        raise UnreadablePage("broken", f"OFD: {name} is no XML")
    return root


def _named(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """Elements of that name in whatever namespace: some programs write their own."""
    return (
        element for element in root.iter() if isinstance(element.tag, str) and etree.QName(element).localname == name
    )


def _texts(root: etree._Element, name: str) -> Iterator[str]:
    return (element.text.strip() for element in _named(root, name) if element.text and element.text.strip())


@dataclass(frozen=True, slots=True, order=True)
class _Run:
    """A run of letters: its base line, its edges and the size of its letters, in millimetres."""

    top: float
    left: float
    right: float
    size: float
    text: str


def _lines(page: etree._Element) -> list[str]:
    lines: list[list[_Run]] = []
    for run in sorted(_runs(page)):
        if not lines or run.top - lines[-1][0].top > SAME_LINE * run.size:
            lines.append([])
        lines[-1].append(run)
    return [_joined(sorted(line, key=lambda run: run.left)) for line in lines]


def _joined(line: list[_Run]) -> str:
    """The runs of a line, with a blank where there is a gap."""
    text = line[0].text
    for run, following in pairwise(line):
        text += (" " if following.left - run.right > run.size else "") + following.text
    return text


def _runs(page: etree._Element) -> Iterator[_Run]:
    for shown in _named(page, "TextObject"):
        box = [*_numbers(shown.get("Boundary")), 0.0, 0.0, 0.0, 0.0][:4]
        size = (_numbers(shown.get("Size")) or [4.0])[0]
        for code in _named(shown, "TextCode"):
            left, top = ((_numbers(code.get(name)) or [0.0])[0] for name in ("X", "Y"))
            if code.text and code.text.strip():
                yield _Run(box[1] + top, box[0] + left, box[0] + box[2], size, code.text)


def _numbers(value: str | None) -> list[float]:
    return [float(number) for number in _NUMBER.findall(value or "")]

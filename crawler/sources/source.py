"""Sources: whom we collect from, where to start there and what is an article; each is one small TOML file."""

from __future__ import annotations

import codecs
import difflib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import resources
from pathlib import Path
from urllib.parse import urlsplit

import cssselect

from archive.collection import Collection, from_table
from archive.errors import UserError
from archive.model import FieldSelector, ReadOptions


class Kind(StrEnum):
    """Which spider visits the source."""

    NEWS = "news"
    GOVERNMENT = "government"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A list of articles, newest first, on one or more pages."""

    url: str  # of its first page
    name: str | None = None  # for people
    next: str | None = None  # address of its further pages, {page} for the number; None: as the page itself says
    first: int = 1  # the number of the page after ``url``


@dataclass(frozen=True, slots=True, kw_only=True)
class Articles:
    """Which addresses are articles (regular expressions, searched in the whole address)."""

    pattern: str | None = None  # None: what stands in a list, a feed or a sitemap
    exclude: tuple[str, ...] = ()  # stronger than every other sign


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one run may take here; None: as the collection says."""

    pages: int | None = None  # addresses asked in one run; the lower of this and the collection's budget counts
    list_pages: int = 10  # how many pages of one section are followed, if they bring anything new
    delay_s: float | None = None  # between two requests to one host


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Help for the reader."""

    encoding: str | None = None  # where the pages declare a wrong one
    selectors: tuple[FieldSelector, ...] = ()  # where a field stands; the general readers come after


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One site, or one part of a site, as a collection knows it."""

    id: str  # the file's name without its ending
    name: str  # for people
    kind: str  # which spider visits it: news or government
    home: str | None = None  # the site's front page; links to its site belong to the source
    publisher: str | None = None  # who runs the site, if it is not plain from its pages
    legacy_tls: bool = False  # the server speaks TLS 1.0 or 1.1, renegotiates unsafely or has a weak key
    feeds: tuple[str, ...] = ()  # addresses of feeds
    sitemaps: tuple[str, ...] = ()  # addresses of sitemaps, or of indexes of them
    sections: tuple[Section, ...] = ()  # list pages; of feeds, sitemaps and sections at least one must be there
    articles: Articles = field(default_factory=Articles)
    limits: Limits = field(default_factory=Limits)
    reading: Reading = field(default_factory=Reading)

    @property
    def starts(self) -> tuple[str, ...]:
        return (*self.feeds, *self.sitemaps, *(section.url for section in self.sections))

    @property
    def read_options(self) -> ReadOptions:
        return ReadOptions(encoding=self.reading.encoding, publisher=self.publisher, selectors=self.reading.selectors)

    def matches(self, url: str) -> bool:
        """Whether the pattern knows ``url`` as an article; False where there is no pattern."""
        return self.articles.pattern is not None and re.search(self.articles.pattern, url) is not None

    def excludes(self, url: str) -> bool:
        return any(re.search(pattern, url) for pattern in self.articles.exclude)


def parse_source(toml: str, where: str) -> Source:
    """A source from TOML; UserError names the key and what would be right there."""
    try:
        table = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{where}: not TOML: {error}") from None
    source = from_table(Source, table, where)
    for problem in _problems(source):
        raise UserError(f"{where}: {problem}")
    return source


def id_problem(source_id: str) -> str | None:
    """Why a source cannot be called so; None where it can.

    >>> id_problem("Xinhua News")
    "'Xinhua News' must be of lower-case letters, digits, '.', '_' and '-'"
    """
    if re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,63}", source_id):
        return None
    return f"{source_id!r} must be of lower-case letters, digits, '.', '_' and '-'"


def _problems(source: Source) -> Iterable[str]:
    if problem := id_problem(source.id):
        yield f"id: {problem}"
    if source.kind not in list(Kind):
        yield f"kind: {source.kind!r} must be one of: {', '.join(Kind)}"
    if not source.starts:
        yield "nowhere to start: give feeds, sitemaps or [[sections]]"
    for url in (*source.starts, *([source.home] if source.home else [])):
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
            yield f"{url!r} is not an address that starts with http:// or https://"
    for section in source.sections:
        if section.next and "{page}" not in section.next:
            yield f"sections: next: {section.next!r} needs {{page}} where the number stands"
    yield from _pattern_problems(source.articles)
    yield from _reading_problems(source.reading)


def _pattern_problems(articles: Articles) -> Iterable[str]:
    for pattern in (articles.pattern or "", *articles.exclude):
        try:
            re.compile(pattern)
        except re.error as error:
            yield f"articles: {pattern!r} is not a regular expression: {error}"


def _reading_problems(reading: Reading) -> Iterable[str]:
    try:
        codecs.lookup(reading.encoding or "utf-8")
    except LookupError:
        yield f"reading: encoding: {reading.encoding!r} is unknown.  Examples: utf-8, gb18030, big5"
    for selector in reading.selectors:
        try:
            cssselect.parse(selector.css)
        except cssselect.SelectorSyntaxError as error:
            yield f"reading: selectors: {selector.css!r} is not a CSS selector: {error}"


def load_sources(collection: Collection, ids: Iterable[str] = ()) -> dict[str, Source]:
    """The named sources of a collection, or all of them, by id; UserError where one is missing or wrong."""
    present = {path.stem: path for path in _files_of(collection)}
    wanted = list(dict.fromkeys(ids)) or list(present)
    for name in wanted:
        if name not in present:
            raise UserError(f"no source {name!r} in {collection.sources}.  {_hint(name, list(present))}")
    return {name: _load(present[name]) for name in wanted}


def _files_of(collection: Collection) -> list[Path]:
    """By name; PermissionError where they cannot be listed: no source must seem to be gone."""
    if not collection.sources.exists():
        return []
    return sorted(path for path in collection.sources.iterdir() if path.suffix == ".toml")


def _hint(name: str, present: list[str]) -> str:
    if not present:
        return "There are none yet: `dibao source add URL` adds one."
    near = difflib.get_close_matches(name, present, n=5, cutoff=0.4) or present[:5]
    return f"Did you mean {' or '.join(near)}?  `dibao source list` lists all {len(present)}."


def _load(path: Path) -> Source:
    try:
        toml = path.read_bytes().decode("utf-8-sig")  # editors on Windows put a byte order mark before it
    except UnicodeDecodeError:
        raise UserError(f"{path}: not UTF-8; save it in that encoding.") from None
    source = parse_source(toml, str(path))
    if source.id != path.stem:
        raise UserError(f"{path}: id: {source.id!r} must be the file's name, {path.stem!r}")
    return source


def add_source(collection: Collection, toml: str) -> Path:
    """Writes ``toml`` as a new source, whole or not at all; UserError if it is wrong or its id is taken."""
    source = parse_source(toml, "the new source")
    path = collection.sources / f"{source.id}.toml"
    if path.exists():
        raise UserError(f"{path} exists already; edit it, or remove it first.  Nothing was changed.")
    collection.sources.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".toml.new")
    draft.write_text(toml, "utf-8")
    draft.replace(path)
    return path


def starter_ids() -> tuple[str, ...]:
    """The sources that ship with the package, for ``dibao source add --from starter ID``."""
    folder = resources.files("crawler.sources") / "starter"
    return tuple(sorted(item.name.removesuffix(".toml") for item in folder.iterdir() if item.name.endswith(".toml")))


def starter_toml(source_id: str) -> str:
    """The TOML of a starter source, comments and all; UserError lists what there is."""
    if source_id not in starter_ids():
        raise UserError(f"no starter source {source_id!r}.  There are: {', '.join(starter_ids())}")
    return (resources.files("crawler.sources") / "starter" / f"{source_id}.toml").read_text("utf-8")

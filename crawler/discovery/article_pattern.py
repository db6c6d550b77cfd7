"""A regular expression for the addresses of a site's articles, inferred from samples."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

MAX_SHAPES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Inferred:
    """A pattern and how it fares: samples it covers, and addresses that are no articles but match as well."""

    pattern: str
    covered: int
    samples: int
    strays: tuple[str, ...]


def infer_pattern(samples: Iterable[str], others: Iterable[str] = ()) -> Inferred | None:
    """The pattern that covers ``samples``, grouped by the shape of their paths; None where there are no samples.

    Numbers become digits of any count, names that differ become any name, names that all samples of a shape share
    stay.  ``others`` are addresses known not to be articles (navigation): a shape that lets more of those through than
    it has samples is left out.
    """
    addresses = list(dict.fromkeys(samples))
    if not addresses:
        return None
    strangers = set(others) - set(addresses)
    shapes = [shape for shape in _shapes(addresses) if _is_worth(shape, addresses, strangers)][:MAX_SHAPES]
    hosts = sorted({urlsplit(url).netloc for url in addresses})
    pattern = rf"^https?://{_either([_escape(host) for host in hosts])}{_either(shapes)}$" if shapes else ""
    return (
        Inferred(
            pattern=pattern,
            covered=sum(re.search(pattern, url) is not None for url in addresses),
            samples=len(addresses),
            strays=tuple(sorted(url for url in strangers if re.search(pattern, url))),
        )
        if shapes
        else None
    )


def _shapes(addresses: Sequence[str]) -> list[str]:
    """One expression for each shape of path and query, the most frequent first."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for url in addresses:
        groups[_shape_key(url)].append(url)
    by_size = sorted(groups.values(), key=len, reverse=True)
    return list(dict.fromkeys(_shape(group) for group in by_size))


def _shape_key(url: str) -> tuple[str, ...]:
    """What addresses of one shape have in common: depth, kind of each segment, ending, names of the query's fields."""
    parts = urlsplit(url)
    *folders, name = parts.path.split("/")[1:] or [""]
    stem, dot, ending = name.rpartition(".") if "." in name else (name, "", "")
    kinds = ["d" if re.search(r"\d", folder) else "w" for folder in folders]
    return (
        *kinds,
        "d" if re.search(r"\d", stem) else "w",
        dot + ending,
        *sorted(key for key, _ in parse_qsl(parts.query)[:1]),
    )


def _shape(group: Sequence[str]) -> str:
    split = [urlsplit(url) for url in group]
    paths = [parts.path.split("/")[1:] or [""] for parts in split]
    segments = [_segment([path[i] for path in paths], last=i == len(paths[0]) - 1) for i in range(len(paths[0]))]
    return "/" + "/".join(segments) + _query([parts.query for parts in split])


def _segment(values: Sequence[str], *, last: bool) -> str:
    """An expression for one segment of a path.

    >>> _segment(["t20241120_12.html", "t20241121_7.html"], last=True)
    't\\\\d+_\\\\d+\\\\.html'
    >>> _segment(["politics", "world"], last=False)
    '[^/?]+'
    """
    expressions = {_digits_free(value) for value in values}
    if len(expressions) == 1 and (not last or any(r"\d" in expression for expression in expressions)):
        return expressions.pop()
    endings = {value.rpartition(".")[2] for value in values if "." in value}
    ending = rf"\.{_either(sorted(map(_escape, endings)))}" if last and endings else ""
    return rf"[^/?]+{ending}" if any(values) else ""


def _digits_free(value: str) -> str:
    """Digits as ``\\d+``; a name of letters and digits mixed, as identifiers are, as ``\\w+``."""
    stem, dot, ending = value.rpartition(".") if "." in value else (value, "", "")
    mixed = len(re.findall(r"\d+", stem)) > 1 and not re.fullmatch(r"[A-Za-z_]*[\d_-]+", stem)
    if mixed and re.fullmatch(r"\w{8,}", stem):
        return r"\w+" + _escape(dot + ending)
    return re.sub(r"\d+", lambda _: r"\d+", _escape(stem)) + _escape(dot + ending)


def _query(queries: Sequence[str]) -> str:
    if not any(queries):
        return ""
    first_keys = {key for query in queries for key, _ in parse_qsl(query)[:1]}
    return rf"\?{_either(sorted(map(_escape, first_keys)))}=.+" if all(queries) and first_keys else r"(?:\?.*)?"


def _is_worth(shape: str, addresses: Sequence[str], strangers: set[str]) -> bool:
    expression = re.compile(rf"^https?://[^/]+{shape}$")
    own = sum(expression.search(url) is not None for url in addresses)
    return sum(expression.search(url) is not None for url in strangers) <= own


def _either(expressions: Sequence[str]) -> str:
    return expressions[0] if len(expressions) == 1 else f"(?:{'|'.join(expressions)})"


def _escape(text: str) -> str:
    return re.escape(text).replace(r"\-", "-")  # a hyphen outside brackets is itself

"""How many of a source's pages have each field, run by run, and what the last run lost against those before; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, lgamma

FIELDS = ("title", "published", "source", "author", "editor", "issuer", "doc_number", "text")
FLAGS = ("whole-page", "near-empty")  # a page that has one is read worse

MIN_PAGES = 5  # of the last run: of fewer pages no share is worth telling
MIN_PAGES_BEFORE = 20  # a share known to a twentieth
USUAL = 0.2  # a field on fewer pages belongs to some of them, not to the layout
HALF = 0.5  # a redesign takes a field from most pages; a smaller loss is the mix of a night's articles
# A hundred sources with ten fields each are a thousand tests a night: then one false alarm in a hundred nights at most.
CHANCE = 1e-5
THIRD = 1 / 3  # of the shortest run so far: what is left of a text when its container is not found any more


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldCounts:
    """The documents of one source that one run, or several, read with a new text."""

    source: str
    run: str  # of several: the last
    pages: int
    having: Mapping[str, int]  # field: on how many of the pages it was found
    flagged: Mapping[str, int]  # flag: how many have it
    text_length: float  # characters, the median; of several runs: of that with the shortest texts
    runs: int = 1

    def share(self, field: str) -> float:
        """Of the pages, how many have the field: 0 to 1."""
        return self.having.get(field, 0) / self.pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Something that a source's pages had and have not any more: the site was redesigned, or the reader is at fault."""

    source: str
    what: str  # a field, a flag that most have now, or text-length
    says: str

    def __str__(self) -> str:
        return f"source {self.source}: `{self.what}` {self.says}"


def taken_together(counts: Sequence[FieldCounts]) -> FieldCounts | None:
    """Several runs of one source, in their order, as one; None of none.

    Only a run with enough pages says how long texts are; where none has, the length is 0.
    """
    if not counts:
        return None
    lengths = [one.text_length for one in counts if one.pages >= MIN_PAGES]
    return FieldCounts(
        source=counts[-1].source,
        run=counts[-1].run,
        pages=sum(one.pages for one in counts),
        having={field: sum(one.having.get(field, 0) for one in counts) for field in FIELDS},
        flagged={flag: sum(one.flagged.get(flag, 0) for one in counts) for flag in FLAGS},
        text_length=min(lengths, default=0.0),
        runs=len(counts),
    )


def losses(counts: Iterable[FieldCounts], *, run: str | None = None) -> tuple[Loss, ...]:
    """What each source lost in the last of its runs; in ``run`` if given, and only of sources whose last that was.

    ``counts`` in the order of runs, of one extractor: a better reader is no redesign.
    """
    by_source: dict[str, list[FieldCounts]] = {}
    for one in counts:
        by_source.setdefault(one.source, []).append(one)
    lasts = [(runs[-1], taken_together(runs[:-1])) for runs in by_source.values() if run in (None, runs[-1].run)]
    return tuple(loss for last, before in lasts if before is not None for loss in _lost(last, before))


def chance(found: int, pages: int, before_found: int, before_pages: int) -> float:
    """How likely so few, or fewer, are found among ``pages`` if nothing has changed: Fisher's exact test, one-sided.

    It is exact however few the pages are and however near to all of them had the field.

    >>> round(chance(0, 1, 1, 1), 6)
    0.5
    >>> f"{chance(0, 5, 97, 100):.0e}"
    '6e-07'
    """
    total, having = pages + before_pages, found + before_found
    ways = [
        _log_choices(having, one) + _log_choices(total - having, pages - one) - _log_choices(total, pages)
        for one in range(max(0, pages - (total - having)), found + 1)
    ]
    return sum(map(exp, ways))


def _log_choices(among: int, chosen: int) -> float:
    return lgamma(among + 1) - lgamma(chosen + 1) - lgamma(among - chosen + 1)


def _lost(last: FieldCounts, before: FieldCounts) -> Iterator[Loss]:
    if last.pages < MIN_PAGES or before.pages < MIN_PAGES_BEFORE:
        return
    for field in FIELDS:
        if _is_lost(last.having.get(field, 0), last.pages, before.having.get(field, 0), before.pages):
            found = f"found on {last.having.get(field, 0):,} of {last.pages:,} pages this run"
            yield Loss(source=last.source, what=field, says=f"{found}, {before.share(field):.0%} before")
    for flag in FLAGS:
        now, then = last.flagged.get(flag, 0), before.flagged.get(flag, 0)
        if _is_lost(last.pages - now, last.pages, before.pages - then, before.pages):
            says = f"on {now:,} of {last.pages:,} pages this run, {then / before.pages:.0%} before"
            yield Loss(source=last.source, what=flag, says=says)
    if last.text_length < before.text_length * THIRD:
        says = (
            f"{last.text_length:,.0f} characters (median) this run, never fewer than {before.text_length:,.0f} before"
        )
        yield Loss(source=last.source, what="text-length", says=says)


def _is_lost(found: int, pages: int, before_found: int, before_pages: int) -> bool:
    share, share_before = found / pages, before_found / before_pages
    if share_before < USUAL or share > share_before * HALF:
        return False
    return chance(found, pages, before_found, before_pages) < CHANCE

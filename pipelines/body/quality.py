"""What is not an article, and what does not belong to it: challenges, error pages, lists, galleries, planted links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from pipelines.body import notices
from pipelines.body.foreign_trades import named_in
from pipelines.body.marks import has_article_marks, is_dated_below_headline
from pipelines.forms.plain_text import is_prose
from pipelines.official.doc_number import is_number
from pipelines.page.lines import Line
from pipelines.page.sheet import Sheet
from pipelines.page.tree import Element, words_in
from pipelines.page.unshown import is_hidden

# A page that says so little of its own may be a notice.
MOST_PROSE_OF_NOTICE = 150
MOST_WORDS_OF_NOTICE = 900  # characters outside links
PLENTY = 400  # characters of text that no notice, list or gallery has
PAUSE_EVERY = 40  # characters of a text are hardly written without a comma or a full stop
LATIN = 3  # letters that say as much as one Chinese character
LONGEST_SHELL = 200_000  # characters of its source
SHELL = 60  # characters shown by a page that is only a script
NEAR_EMPTY = 50  # characters of text on a page that nothing else marks as an article
NEARLY_NOTHING = 15
HEADLINE = 8  # characters of the shortest
FEWEST_LINKS = 11  # of a list
LINK_SHARE = 0.3
MOST_PROSE_OF_LIST = 100
LINKS_TO_PROSE = 20  # characters in links to one in sentences: a portal's front page
SUMMARIES = 5  # of a list that shows the beginning of each article
GALLERY_TEXT = 60  # characters of text to an image
GALLERY_IMAGES = 4
PAGER_BELOW = 5  # lines at most from the text to the pager
GALLERY_CAPTION = 400  # characters: of ten captions only the first is in the page
TERMS_IN_LINE = 3  # different terms of a foreign trade in one line that is no sentence
TERMS_IN_PROSE = 4
LINES_WITH_TERMS = 3
COMMONEST = ("无码", "百家乐")  # one of them stands in any such block of links

_PICTURE_COUNT = re.compile(r"\(?\s?1\s?/\s?(?:[2-9]|[1-9]\d{1,2})\s?\)?(?:\s|$)")
_COUNTED_TITLE = re.compile(r".{4,60}[（(]\s?1\s?/\s?(?:[2-9]|[1-9]\d{1,2})\s?[)）]$")
_PAGER = re.compile(r"[\W_]*1(?:\W+\d{1,2}){2,}\W+下一?[页頁张張]")
_GALLERY_TITLE = re.compile(r"组图|图集|高清图|图片集|組圖|圖集|相册|影集|图片故事")
_CUT_SHORT = re.compile(r"(?:\.{2,}|…+)\s?(?:[\[【(（]?(?:详细|详情|更多|阅读|全文|查看|more)\S{0,6})?$", re.IGNORECASE)
_HIDDEN_LINK = re.compile(
    r"left:\s*-\d{3,}|top:\s*-\d{3,}|text-indent:\s*-\d{3,}|(?:height|width|font-size):\s*[01](?:px)?\s*(?:;|$)"
    r"|opacity:\s*0\s*(?:;|$)",
    re.I,
)


def foreign_lines(sheet: Sheet) -> frozenset[int]:
    """The lines of planted links: many terms of a foreign trade in one line, or several linked lines of such terms."""
    if len(named_in("\n".join([line.text for line in sheet.lines]))) < 2:
        return frozenset()
    named = {line.index: named_in(line.text) for line in sheet.lines if not _is_sentence(line)}
    single = {index for index, terms in named.items() if len(terms) >= TERMS_IN_LINE}
    linked = [line.index for line in sheet.lines if named.get(line.index) and line.link_density > 0.5]
    if len(linked) >= LINES_WITH_TERMS and len(frozenset().union(*(named[index] for index in linked))) > 1:
        single.update(linked)
    return frozenset(single | _stuffed(sheet))


def flags_of(sheet: Sheet, text: str) -> tuple[str, ...]:
    """What the page is instead of an article, at most one of it, and whether hidden links were planted; sorted."""
    kind = None if _reads_like_article(sheet, text) else _kind(sheet, text)
    planted = ("injected-links",) if _plants_hidden_links(sheet) else ()
    return tuple(sorted((*([kind] if kind else ()), *planted)))


def _reads_like_article(sheet: Sheet, text: str) -> bool:
    """Plenty of sentences and hardly a link among them: nothing further need be asked."""
    pauses = sum(text.count(sign) for sign in "，。,.")
    return (
        sheet.sure
        and len(text) >= PLENTY
        and PAUSE_EVERY * pauses >= PLENTY
        and 10 * sum(line.link_chars for line in sheet.inside) < len(text)
    )


def _kind(sheet: Sheet, text: str) -> str | None:
    look = _Look.of(sheet)
    return next((name for name, holds in _KINDS if holds(sheet, look, text)), None)


@dataclass(frozen=True, slots=True)
class _Look:
    """What a page shows, in characters and lines."""

    words: int  # characters outside links
    linked: int  # characters in links
    prose: int  # characters of unlinked lines that hold sentences
    links: int  # lines that are a link, long enough for a headline or the name of a section

    @classmethod
    def of(cls, sheet: Sheet) -> _Look:
        words = linked = prose = links = 0
        for line in sheet.lines:
            size = _size(line.text)
            words += size - min(line.link_chars, size)
            linked += min(line.link_chars, size)
            if line.link_density > 0.5:
                links += len(line.text) >= HEADLINE
            elif is_prose(line.text):
                prose += size
        return cls(words, linked, prose, links)

    @property
    def is_notice(self) -> bool:
        return self.prose <= MOST_PROSE_OF_NOTICE and self.words <= MOST_WORDS_OF_NOTICE


def _size(line: str) -> int:
    """Characters, those of a Latin script by what they say."""
    return len(line) // LATIN if line.isascii() else len(line)


def _is_sentence(line: Line) -> bool:
    return line.link_density < 0.5 and is_prose(line.text)


def _is_block(sheet: Sheet, look: _Look, text: str) -> bool:
    if look.words + look.linked <= SHELL and _is_shell(sheet.text[:LONGEST_SHELL]):
        return True
    return look.is_notice and look.links < FEWEST_LINKS and _says(sheet, notices.BLOCK) and not _is_told(sheet)


def _is_told(sheet: Sheet) -> bool:
    """It is an article by its marks, however short, and whatever it is about."""
    return has_article_marks(sheet) or is_dated_below_headline(sheet)


def _is_shell(source: str) -> bool:
    if notices.SHELL.search(source):
        return True
    return notices.SETS_COOKIE.search(source) is not None and notices.LOADS_AGAIN.search(source) is not None


def _is_error(sheet: Sheet, look: _Look, text: str) -> bool:
    if not look.is_notice or _is_told(sheet):
        return False
    return bool(notices.ERROR_TITLE.search(sheet.head_title or "")) or _says(sheet, notices.ERROR)


def _says(sheet: Sheet, pattern: re.Pattern[str]) -> bool:
    if pattern.search(sheet.head_title or ""):
        return True
    return any(pattern.search(line.text) for line in sheet.lines if line.link_density < 0.7 and len(line.text) < 400)


def _is_list(sheet: Sheet, look: _Look, text: str) -> bool:
    if look.links < FEWEST_LINKS or _is_told(sheet):
        return False
    if look.prose <= max(MOST_PROSE_OF_LIST, look.linked // LINKS_TO_PROSE):
        return look.linked >= LINK_SHARE * (look.words + look.linked)
    return _shows_summaries(sheet)


def _shows_summaries(sheet: Sheet) -> bool:
    """Most sentences are the beginnings of articles, each beside a linked headline."""
    prose = [line for line in sheet.inside if _is_sentence(line)]
    begun = sum(_is_summary(sheet, line) for line in prose)
    return begun >= SUMMARIES and 2 * begun > len(prose)


def _is_summary(sheet: Sheet, line: Line) -> bool:
    near = sheet.lines[max(0, line.index - 2) : line.index + 3]
    headline = any(
        one.link_density > (0.4 if one.heading else 0.7) and len(one.text) >= 8 for one in near if one is not line
    )
    return headline and (_CUT_SHORT.search(line.text) is not None or len(line.text) < 160)


def _is_gallery(sheet: Sheet, look: _Look, text: str) -> bool:
    if len(text) < GALLERY_CAPTION and (_counts_pictures(sheet) or _is_first_of_pictures(sheet, text)):
        return True
    images = sum(line.after_image for line in sheet.inside or sheet.lines)
    few_words = images >= GALLERY_IMAGES and len(text) < GALLERY_TEXT * images
    return few_words and _GALLERY_TITLE.search(sheet.head_title or "") is not None


def _is_first_of_pictures(sheet: Sheet, text: str) -> bool:
    """All of the text is one paragraph below a picture, and a pager leads to others."""
    if "\n" in text or not any(line.after_image for line in sheet.inside):
        return False
    return any(_PAGER.match(line.text) for line in sheet.lines[sheet.end : sheet.end + PAGER_BELOW])


def _counts_pictures(sheet: Sheet) -> bool:
    """1/12 before a caption or beside an image; alone it is the pager of a list."""
    near = sheet.lines[max(0, sheet.start - 5) : sheet.end + 5] if sheet.end else sheet.lines
    for line, after in pairwise(near):
        if after.index == sheet.start and _COUNTED_TITLE.match(line.text):
            return True
        count = _PICTURE_COUNT.match(line.text)
        if count and (line.after_image or after.after_image or len(line.text) > count.end() + HEADLINE):
            return True
    return False


def _is_near_empty(sheet: Sheet, look: _Look, text: str) -> bool:
    size = sum(map(_size, text.splitlines())) if len(text) < LATIN * 2 * NEAR_EMPTY else NEAR_EMPTY
    if size >= NEAR_EMPTY or (size >= NEARLY_NOTHING and _is_told(sheet)):
        return False
    # An appointment is announced in two lines under its number.
    return not any(is_number(line.text) for line in sheet.inside[:6])


_KINDS = (
    ("block-page", _is_block),
    ("error-page", _is_error),
    ("gallery", _is_gallery),
    ("list-page", _is_list),
    ("near-empty", _is_near_empty),
)


def _stuffed(sheet: Sheet) -> set[int]:
    """Sentences made of the terms, on a page that is not about them."""
    stuffed = {line.index for line in sheet.inside if _is_sentence(line) and len(named_in(line.text)) >= TERMS_IN_PROSE}
    return stuffed if 2 * len(stuffed) < len(sheet.inside) and not named_in(sheet.head_title or "") else set()


def _plants_hidden_links(sheet: Sheet) -> bool:
    """Links of a foreign trade stand where no reader sees them."""
    if sheet.tree is None or not any(_stands_in(sheet.text, term) for term in COMMONEST):
        return False
    hidden = [link for link in sheet.tree.iter("a") if named_in(words_in(link)) and _is_out_of_sight(link)]
    return len(hidden) >= LINES_WITH_TERMS


def _stands_in(source: str, term: str) -> bool:
    """Single characters are found many times faster than words."""
    return all(map(source.__contains__, term)) and term in source


def _is_out_of_sight(element: Element) -> bool:
    one: Element | None = element
    for _ in range(6):
        if one is None:
            return False
        if is_hidden(one) or _HIDDEN_LINK.search(one.get("style") or ""):
            return True
        one = one.getparent()
    return False

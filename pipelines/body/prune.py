"""What of the article's container is the article: headline, facts, captions, links and calls are left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from archive.finding.folding import fold
from pipelines.body import boilerplate, facts
from pipelines.body.blocks import headed_by, is_of_user, stands_in
from pipelines.body.captions import MAX_SCENE, is_caption
from pipelines.body.container import FOREIGN, is_numbered_link, links_to_file
from pipelines.body.decks import decks_of
from pipelines.body.fingerprint import plain
from pipelines.body.other_things import begins_other_things, points_to_other
from pipelines.body.places import Place, heart_of, places_of
from pipelines.body.tails import MAX_TAIL, MIN_TRUNK, without_tail
from pipelines.page.lines import Line
from pipelines.page.tree import Element
from pipelines.page.unshown import is_button

MOSTLY_LINK = 0.6
ALL_LINK = 0.95  # a sentence with many linked words is still one
LITTLE = 0.3  # share of the running text that may stand after the line of the editors
MIDST = 0.12  # share of the running text that still follows a line in the midst of it
HALF = 0.5  # share of the running text that no caption is
END = 0.12  # share that may stand after the heading of a block of other things, which then ends the article
CELLS = ("th", "td", "dt", "dd")
_DAY = re.compile(r"(?:19|20)\d\d\s?[-./]\s?\d{1,2}\s?[-./]\s?\d{1,2}")
_SIGNATURE = re.compile(r"^[^，。；：:]{3,60}(?:[局部厅委办院处会府室社校馆署队司团心组所站]|政府|法院|检察院)$")
_WORD = re.compile(r"\w")
_PATH = re.compile(r"\S\s?[»›>＞→].{1,40}[»›>＞→]")  # 首页 » 学术前沿 » 某某研究
_SUMMARY = re.compile(r"[\s\[【(（]{0,2}(?:内容|本文)?(?:摘\s?要|提要|导读|核心提示|導讀)[\]】)）]?\s?[：:]?")
_LABEL = re.compile(r"^.{1,12}[：:]$")
_COLUMN = re.compile(r"^(?:【[^【】]{2,16}】|[★☆◆■]\S{2,14})$")
OUTSIDE = 0.2  # share of the running text below, outside of where the paragraphs stand, that is the text's
LABEL = 8  # characters of one that stands alone
SHORT = 4  # characters of a word
NO_SENTENCE = 0.4  # share of a line's characters that count as running text where it has no punctuation, at most
SAME = 20  # characters, that two paragraphs begin with
MAX_STOCK = 300  # characters of a line that are looked at for stock phrases


def body_lines(lines: Sequence[Line], goods: Sequence[int], left_out: frozenset[int], title: str | None) -> list[Line]:
    """The lines of the container that are the article's own, in order.

    ``lines`` are the container's, ``goods`` the characters of running text in each (``container.good_chars``),
    ``left_out`` the indices that readers of fields used up, ``title`` the headline.
    """
    headline = plain(title or "")
    goods = [
        0 if line.heading or (good and _repeats(line, headline)) else good
        for line, good in zip(lines, goods, strict=True)
    ]
    heart = heart_of(lines, goods)
    cut = _Cut(heart, left_out | decks_of(lines, goods, heart), headline)
    for line, place in zip(lines, places_of(lines, goods, heart), strict=True):
        if not cut.goes_on(line, fold(line.text[:MAX_STOCK]), place):
            break
    return cut.text()


@dataclass(slots=True)
class _Cut:
    """The lines kept so far, and what is being passed over."""

    heart: Element | None
    left_out: frozenset[int]
    headline: str
    kept: list[Line] = field(default_factory=list)
    others: Element | None = None  # the block of other things under way
    skipping: bool = False  # it is under way
    away: bool = False  # below and outside of where the paragraphs stand
    value_follows: bool = False  # the line was the head of a cell whose value is no text

    def goes_on(self, line: Line, text: str, place: Place) -> bool:
        """The line is kept or not; False where the article ends with the line before."""
        begins_others = not place.before and begins_other_things(text)
        if begins_others and line.link_chars and points_to_other(text):  # it is the whole block
            return True
        if self.skipping and line.heading == 1 and not place.before:  # another story, with its own headline
            return False
        if _closes(text, place) or (begins_others and place.rest < END):
            return False
        if begins_others:
            self.skipping, self.others = True, headed_by(line, self.heart)
        elif not self._passes_over(line, text, place):
            self._take(line, text, place)
        return True

    def _passes_over(self, line: Line, text: str, place: Place) -> bool:
        """It stands among other things, or is the value of a cell that is no text."""
        self.away = self.away or _leads_away(line, text, place)
        if place.after and not place.at_heart and place.outside < OUTSIDE:
            return True
        if (self.away and not place.at_heart) or (place.aside and place.share < LITTLE):
            return True
        within = stands_in(line, self.others)
        self.skipping = self.skipping and (place.good < NO_SENTENCE * len(line.text) or within)
        is_value = self.value_follows and line.tag in ("td", "dd")
        self.value_follows = not is_value and _is_head_of_fact(line, text)
        return self.skipping or is_value

    def _take(self, whole: Line, text: str, place: Place) -> None:
        if place.before and _is_headline(whole, self.headline):
            self.kept.clear()
        line = without_tail(whole)
        text = text[: len(line.text)]
        if self.kept and _belongs_to(self.kept[-1], text):
            self.kept.append(line)
            return
        if self.kept and len(text) > SAME and self.kept[-1].text == line.text and self.kept[-1].classes != line.classes:
            return  # a box above the text says the same
        used_up = line.index in self.left_out and (line is whole or place.good < MIN_TRUNK)
        if not (used_up or _is_apart(line, text, place, self.headline) or _is_foreign(line, text, place)):
            self.kept.append(line)

    def text(self) -> list[Line]:
        """Without labels at the end that nothing follows, and without a summary that is said again."""
        while self.kept and _LABEL.search(self.kept[-1].text):
            self.kept.pop()
        return self.kept[1:] if _is_summary(self.kept) else self.kept


def _belongs_to(before: Line, text: str) -> bool:
    """The day below a signature; the web address that the line before announces."""
    if _DAY.fullmatch(text):
        return _SIGNATURE.match(fold(before.text)) is not None
    return before.text.endswith(("：", ":")) and boilerplate.is_address_of_page(text)


def _closes(text: str, place: Place) -> bool:
    """With the line of the editors, or the heading of what is said of the writer, an article ends."""
    return not place.before and place.rest < LITTLE and (facts.names_editor(text) or facts.heads_writer(text))


def _is_summary(kept: list[Line]) -> bool:
    """The first line is labelled as a summary and says what the next paragraph says again."""
    match = _SUMMARY.match(kept[0].text) if len(kept) > 2 else None
    if match is None:
        return False
    told = plain(kept[0].text[match.end() :])
    return any(plain(line.text)[:SAME] == told[:SAME] for line in kept[1:3]) and len(told) > SAME


def _is_apart(line: Line, text: str, place: Place, headline: str) -> bool:
    """What stands above or below the running text and has no part in it."""
    if place.before and (line.heading == 1 or _repeats(line, headline)):
        return True
    if place.before and (not place.good or is_of_user(line) or _is_data(line, place)):
        return not place.at_heart or bool(_COLUMN.match(text)) or _is_info(text, place)
    return not place.good and not place.at_heart


def _is_data(line: Line, place: Place) -> bool:
    """A cell without a sentence, above where the paragraphs stand: facts about the document in a table of their own."""
    return line.tag in CELLS and not place.at_heart and (2 * place.good < len(line.text) or len(line.text) <= MAX_TAIL)


def _is_headline(line: Line, headline: str) -> bool:
    return line.heading == 1 or (len(line.text) <= 2 * len(headline) + 2 and plain(line.text) == headline)


def _is_info(text: str, place: Place) -> bool:
    """When the page was published; in an announcement it may be when it is held."""
    return (facts.is_timed(text) or facts.is_dated(text)) and not (place.announced and facts.is_event(text))


def _repeats(line: Line, headline: str) -> bool:
    """The headline again, a part of it, it with the facts below it on one line, or the path that ends with it."""
    if not headline or not 3 < len(line.text) < 3 * len(headline) + 40:
        return False
    text = plain(line.text)
    if len(text) < 4:
        return False
    if headline not in text:
        return text in headline
    is_path = text.endswith(headline) and _PATH.search(line.text) is not None
    return is_path or len(text) <= len(headline) + 6 or line.heading > 0


def _leads_away(line: Line, text: str, place: Place) -> bool:
    """Below and outside of where the paragraphs stand: a link, an hour or a name that teasers and comments have."""
    if not place.after or place.at_heart:
        return False
    if line.block is not None and any(FOREIGN.search(name) for name in line.block.names):
        return True
    return facts.is_timed(text) or (line.link_density > MOSTLY_LINK and not links_to_file(line))


def _is_foreign(line: Line, text: str, place: Place) -> bool:
    if boilerplate.is_code(text) or boilerplate.declares(text) or not _WORD.search(text):
        return True
    if is_button(text) or boilerplate.is_address_of_page(text):
        return True
    if boilerplate.is_attachment(text) or (place.at_heart and _links_to_file(line)):
        return False
    if line.link_chars and place.at_heart and is_numbered_link(line):
        return False
    if line.link_density > ALL_LINK:
        return True
    in_the_midst = place.at_heart and not place.before and not place.after and place.rest > MIDST
    if len(text) >= MAX_STOCK:
        return line.link_density > MOSTLY_LINK
    if in_the_midst and text.endswith("。") and len(text) > MAX_SCENE * 2:
        return _is_caption(line, text, place)
    return (
        line.link_density > MOSTLY_LINK
        or (facts.is_fact(text) and not _is_head_of_column(line, text, place))
        or (not in_the_midst and facts.is_dated(text))
        or (not in_the_midst and not place.announced and (facts.is_event(text) or boilerplate.is_imprint(text)))
        or ((place.after or (not place.before and place.rest < END)) and facts.closes(text))
        or (not place.at_heart and boilerplate.is_address(text))
        or (boilerplate.is_control(text) and not _is_head_of_column(line, text, place))
        or boilerplate.is_promotion(text)
        or boilerplate.is_disclaimer(text)
        or _is_caption(line, text, place)
    )


def _is_head_of_fact(line: Line, text: str) -> bool:
    """A cell of a letter box, or an item of a list, that only names a fact: what it is stands in the next."""
    if line.tag in CELLS and facts.is_letter_label(text):
        return True
    return line.tag == "dt" and len(text) <= LABEL and facts.is_fact(text) and not facts.is_of_letter(text)


def _is_head_of_column(line: Line, text: str, place: Place) -> bool:
    """人数, 来源, 8.5: in a table of the text no control and no label."""
    in_table = line.tag in ("td", "th") and place.at_heart and (not place.after or text[0].isdigit())
    return in_table and len(text) <= SHORT and not facts.is_of_letter(text)


def _is_caption(line: Line, text: str, place: Place) -> bool:
    return place.credited or is_caption(line, text, in_verse=place.in_verse, sole=place.share > HALF)


def _links_to_file(line: Line) -> bool:
    """The line is a link to a document: an attachment, whatever its name."""
    return line.link_density >= MOSTLY_LINK and links_to_file(line)

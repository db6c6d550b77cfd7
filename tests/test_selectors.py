"""Per-source help comes before the general reader."""

from datetime import UTC, date, datetime

import pytest

from archive.errors import UserError
from archive.model import Extraction, FieldSelector, Page, ReadOptions
from pipelines.read import read

LONG = "柳溪县昨日宣布，全县十二个乡镇的老旧供水管网改造工程提前一个月完工，三万多户居民从本周起用上了自来水。"
SHORT = "东桥镇供水站近日检查设备。"
MARKUP = (
    f"<div class=long><h1>长文</h1><p>{LONG}</p></div><div class=short><h2>短文</h2><p>{SHORT}</p></div>"
    "<p class=who>王立、陈晓</p><p class=when>二〇二四年三月五日</p>"
)


def read_with(*selectors: FieldSelector, day: int | None = 5) -> Extraction:
    captured_at = datetime(2024, 6, day, tzinfo=UTC) if day else None
    return read(Page(body=MARKUP.encode(), captured_at=captured_at), ReadOptions(selectors=selectors))


def test_a_selector_names_the_container() -> None:
    """The article is where the source says, however little it holds."""
    assert read_with(FieldSelector(field="text", css=".short")).text.endswith(SHORT)


def test_a_selector_names_a_field() -> None:
    """Its value has the form of the field: people apart, dates in ISO 8601; ``found_in`` says so."""
    one = read_with(
        FieldSelector(field="title", css="h2"),
        FieldSelector(field="author", css=".who"),
        FieldSelector(field="published", css=".when"),
    )
    assert (one.title, one.author, one.published) == ("短文", ("王立", "陈晓"), "2024-03-05")
    assert {one.found_in[name] for name in ("title", "author", "published")} == {"selector"}


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "day", "applies"),
    [
        (None, None, 5, True),
        (date(2024, 6, 5), date(2024, 6, 5), 5, True),
        (date(2024, 6, 6), None, 5, False),
        (None, date(2024, 6, 4), 5, False),
        (date(2024, 6, 1), None, None, True),
        (None, date(2024, 6, 4), None, False),
    ],
)
def test_a_selector_counts_while_it_is_valid(
    valid_from: date | None, valid_to: date | None, day: int | None, applies: bool
) -> None:
    """Both days included; a page of unknown date is read with those that have no end."""
    one = read_with(FieldSelector(field="title", css="h2", valid_from=valid_from, valid_to=valid_to), day=day)
    assert (one.title == "短文") is applies


def test_a_selector_that_finds_nothing_leaves_the_field_to_the_reader() -> None:
    """The page may have been redesigned."""
    assert read_with(FieldSelector(field="title", css=".gone")).title == "长文"


def test_what_is_no_selector_is_the_users_mistake() -> None:
    """It is named."""
    with pytest.raises(UserError, match="p:::x"):
        read_with(FieldSelector(field="title", css="p:::x"))

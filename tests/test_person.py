"""What looks like a person's name."""

from __future__ import annotations

import doctest

import pytest

from pipelines.fields.people import person
from pipelines.fields.people.person import is_name


@pytest.mark.parametrize(
    "word", ["王伟", "王小明", "骆小明", "厉伟", "欧阳明", "范姜佳鈺", "陳大文", "让·雅克", "Ann Lee", "Maria de Luz"]
)
def test_a_name_is_known_by_its_form(word: str) -> None:
    """Family names of both scripts, double ones, transcribed and Latin names."""
    assert is_name(word)


@pytest.mark.parametrize(
    "word",
    [
        "新华社",
        "安徽",
        "温州",
        "高清",
        "王家庄村",
        "河口日报",
        "王",
        "hello",
        "Ann",
        "张家界市",
        "房地产",
        "金融街",
        "高层",
        "周三",
        "辛丑年",
    ],
)
def test_a_place_or_a_house_that_begins_like_a_name_is_none(word: str) -> None:
    """Places, media and words of the trade."""
    assert not is_name(word)


def test_the_examples_hold() -> None:
    """The module's own examples."""
    assert doctest.testmod(person).failed == 0

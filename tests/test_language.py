"""The language of a text, told by its characters."""

from __future__ import annotations

import doctest

import pytest

from pipelines.fields import language
from pipelines.fields.language import read_language

TEXTS = {
    "zh-Hans": "这个时代的经济问题，要从农村和城市两边来看。",
    "zh-Hant": "這個時代的經濟問題，要從農村和城市兩邊來看。",
    "en": "The dam that was built over two years opened on Friday, and people of the five villages walked along it.",
    "fr": "Le barrage a été ouvert vendredi dans la ville et les habitants des villages sont venus pour le voir.",
    "de": "Der Damm wurde am Freitag eröffnet, und die Leute aus den Dörfern kamen mit den Kindern zu ihm.",
    "ja": "この堤防は二年かけて作られ、金曜日に開通しました。",
    "ko": "이 제방은 2년에 걸쳐 만들어져 금요일에 개통되었습니다.",
    "ru": "Плотина, которую строили два года, открылась в пятницу.",
}


@pytest.mark.parametrize(("tag", "text"), TEXTS.items())
def test_a_text_tells_its_language(tag: str, text: str) -> None:
    """And Chinese its script."""
    assert read_language(text) == tag


def test_names_in_latin_letters_do_not_make_a_chinese_text_foreign() -> None:
    """A text about ABB and the WTO is Chinese."""
    assert (
        read_language("据悉，ABB公司与WTO秘书处的专家（Ann Lee、Bob Roe）这次来华，是为了研究这个问题。") == "zh-Hans"
    )


@pytest.mark.parametrize("text", ["", "12345", "图", "—— ……"])
def test_too_little_text_tells_nothing(text: str) -> None:
    """Absent is absent."""
    assert read_language(text) is None


def test_the_examples_hold() -> None:
    """The module's own examples."""
    assert doctest.testmod(language).failed == 0

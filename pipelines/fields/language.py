"""The language of a text, from its characters: a page's own word for it is too often its template's."""

from __future__ import annotations

import re
from collections import Counter

SAMPLE = 2000  # characters; more tells no more
# Frequent characters that only one of the two scripts writes, in pairs.
_HANS = re.compile(
    "["
    "们这个来时国会为学发经现动业开还进过说实问种关义两长机电产从东变气军门无话听车题论书亲记总张达万难见权战处设领头单给议认让统运员观远风转边术"
    "热爱乐级规标约众报纪药华区医务办项质农乡县场导职党协应构团组织节环网线续维财贸购费资贵买卖与对显数据样体确监齐际练响虽须预顾龙]+"
)
_HANT = re.compile(
    "["
    "們這個來時國會為學發經現動業開還進過說實問種關義兩長機電產從東變氣軍門無話聽車題論書親記總張達萬難見權戰處設領頭單給議認讓統運員觀遠風轉邊術"
    "熱愛樂級規標約眾報紀藥華區醫務辦項質農鄉縣場導職黨協應構團組織節環網線續維財貿購費資貴買賣與對顯數據樣體確監齊際練響雖須預顧龍]+"
)
_SCRIPTS = (
    ("ja", re.compile(r"[\u3041-\u30fa]+")),
    ("ko", re.compile(r"[\uac00-\ud7a3]+")),
    ("zh", re.compile(r"[\u4e00-\u9fff]+")),
    ("mn-Mong", re.compile(r"[\u1820-\u18aa]+")),
    ("bo", re.compile(r"[\u0f40-\u0fbc]+")),
    ("ug", re.compile(r"[ەېۇۆۈۋڭگچپ]+")),
    ("ar", re.compile(r"[\u0620-\u064a]+")),
    ("ru", re.compile(r"[\u0410-\u044f]+")),
    ("th", re.compile(r"[\u0e01-\u0e3a]+")),
    ("el", re.compile(r"[\u0391-\u03c9]+")),
    ("he", re.compile(r"[\u05d0-\u05ea]+")),
    ("hi", re.compile(r"[\u0905-\u0939]+")),
)
_LATIN = re.compile(r"[a-zà-ÿğışœ']+")
_WORDS = {
    "en": "the of and to in that is was for on with as by it from at are this be",
    "fr": "le la les des et du une que pour dans est qui sur par au avec pas",
    "de": "der die und das den von zu mit ist des ein eine nicht auf dem für",
    "es": "el los las del que y una por con para se en su es al como",
    "pt": "o os as do da dos das que e uma não para com em se por ao",
    "it": "il gli della di che e per una con del non è sono nel alla",
    "nl": "de het een van en dat op te zijn voor met niet aan",
    "id": "yang dan di dari untuk dengan ini itu pada dalam tidak",
    "vi": "và của các là có cho không được trong những",
    "tr": "ve bir bu için ile olarak da de çok",
}
_COMMON = {language: frozenset(words.split()) for language, words in _WORDS.items()}
FEWEST = 12  # letters: of less nothing can be told


def read_language(text: str) -> str | None:
    """BCP 47, the script said for Chinese; None where there is too little text, or none that we know.

    >>> read_language("国家和这个时代的经济问题"), read_language("國家和這個時代的經濟問題"), read_language("")
    ('zh-Hans', 'zh-Hant', None)
    """
    sample = text[:SAMPLE].lower()
    counts = Counter({name: _count(pattern, sample) for name, pattern in _SCRIPTS[:4]})
    latin = _LATIN.findall(sample)
    letters = sum(map(len, latin))
    if counts["ja"] * 12 > counts["zh"] and counts["ja"] > 4 and counts["ja"] * 3 > letters:
        return "ja"
    name, most = counts.most_common(1)[0]
    if most * 3 > letters and most >= FEWEST // 2:
        return _chinese(sample) if name == "zh" else name
    for name, pattern in _SCRIPTS[4:]:
        if _count(pattern, sample) >= max(FEWEST, letters):
            return name
    return _of_words(latin) if letters >= FEWEST else None


def _chinese(sample: str) -> str:
    return "zh-Hant" if _count(_HANT, sample) > _count(_HANS, sample) else "zh-Hans"


def _count(characters: re.Pattern[str], sample: str) -> int:
    """How many of the characters stand in a sample; they are found in runs."""
    return sum(map(len, characters.findall(sample)))


def _of_words(words: list[str]) -> str | None:
    """The language whose commonest words are the most frequent; None where hardly any is."""
    score = {language: sum(word in common for word in words) for language, common in _COMMON.items()}
    best = max(score, key=lambda language: score[language])
    return best if score[best] * 12 >= len(words) else None

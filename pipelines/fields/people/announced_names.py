"""Names that a word for their trade announces, a label or an element: runs divided, datelines off."""

from __future__ import annotations

import re

from pipelines.fields.people.names import names_in
from pipelines.fields.people.person import is_name
from pipelines.fields.people.runs import divided

# Three to six characters that no sentence after 记者 would begin or end with.
_MINORITY = re.compile(
    r"(?![从在昨今日近获了前采对就问于向将来到去有称说看见发也还正再现])[\u4e00-\u9fff]{3,6}(?<![了的到悉解者道息是为说讯报])"
)
_FILED = re.compile(r"(?<=[\u4e00-\u9fff]{2})\s?(?:\d{1,2}月)?\d{1,2}日(?:[综綜]合)?[电電]$")  # 某某新聞組北京17日電
_DESK = re.compile(r".{1,12}?(?:中心|[組组社網网部]|[報报](?![社網网]))")
LONGER = 5  # characters: than any Chinese name


def without_dateline(value: str) -> str:
    """Whoever filed, without the place and the day.

    >>> without_dateline("大陸新聞組北京17日電"), without_dateline("大陸新聞組")
    ('大陸新聞組', '大陸新聞組')
    """
    filed = _FILED.sub("", value)
    desk = _DESK.match(filed) if filed != value else None
    return desk[0] if desk is not None else filed


def writers_in(value: str) -> tuple[str, ...]:
    """The names behind a label; four characters may be a pen name, more that all divide into names are none.

    >>> writers_in("王伟李强军"), writers_in("王伟李雪")
    (('王伟', '李强军'), ('王伟李雪',))
    """
    named = names_in(value.rstrip("。 "))
    if all(len(name) < LONGER for name in named):
        return named
    return tuple(one for name in named for one in (divided(name) if len(name) >= LONGER else (name,)))


def reporters_in(value: str) -> tuple[str, ...]:
    """The names that stand behind the word for reporter: names of every people of China, but no sentence.

    >>> reporters_in("格桑边觉"), reporters_in("从发布会上获悉"), reporters_in("李雪 欧阳明"), reporters_in("王伟李雪")
    (('格桑边觉',), (), ('李雪', '欧阳明'), ('王伟', '李雪'))
    """
    found = tuple(one for name in names_in(value) for one in divided(name))
    sure = any(is_name(name) for name in found)
    return (
        found if all(is_name(name) or _MINORITY.fullmatch(name) or (sure and len(name) == 2) for name in found) else ()
    )

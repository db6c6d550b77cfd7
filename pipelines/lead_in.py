"""The lead-in of a news text: whom it credits (新华社北京5月24日电, 据中国网7月28日消息) and who reported."""

from __future__ import annotations

import re

from pipelines.names import persons_in

LENGTH = 120  # characters at the beginning of a paragraph in which a lead-in stands
_REPORTERS = re.compile(
    r"[(（〔\[【](?P<names>[^()（）〔〕\[\]【】]{0,16}?(?:记者|記者|通讯员|通訊員|特派员|评论员|评论員)[^()（）〔〕\[\]【】。]{1,60})[)）〕\]】]"
)
_AFTER_DATELINE = re.compile(r"(?:电|電|讯|訊|消息)\s?[(（](?P<names>[^()（）。，]{2,30})[)）]")


def reporters_in(paragraph: str) -> tuple[str, ...]:
    """The reporters that a paragraph's lead-in names.

    >>> reporters_in("本报讯（记者 张晓明）昨日，新桥通车。")
    ('张晓明',)
    """
    head = paragraph[:LENGTH]
    for pattern in (_REPORTERS, _AFTER_DATELINE):
        match = pattern.search(head)
        if match is not None:
            names = persons_in(re.sub(r"[／/].*$", "", match["names"]))
            if names:
                return names
    return ()


def read_credits(text: str) -> tuple[str, ...]:
    """x"""
    return ()

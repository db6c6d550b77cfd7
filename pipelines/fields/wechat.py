"""A WeChat post kept as a page: its account, its writer and its hour stand in the same places on every one."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from pipelines.page.characters import tidy
from pipelines.page.sheet import Found, Sheet
from pipelines.page.tree import words_in

_MARK = 'id="js_content"'
HEAD_LINES = 12  # that may name the writer
_BEIJING = timezone(timedelta(hours=8))
# No word boundary before: what begins with a plain character is found many times faster.
_POSTED = re.compile(r"var (?:ct|createTime|create_time)\s?=\s?[\"'](?P<at>\d{10}|\d{4}-\d\d-\d\d \d\d:\d\d)[\"']")
_ORIGINAL = re.compile(r"原[创創]\s?[:：]\s?(?P<name>\S{2,20})(?=\s)")
_NICKNAME = re.compile(r"var nickname\s?=\s?(?:htmlDecode\()?[\"'](?P<name>[^\"'\\]{1,40})[\"']")


def account_of(sheet: Sheet) -> Found[str] | None:
    """The account that posted it, as its readers see it."""
    if sheet.tree is None or not _is_post(sheet):
        return None
    element = next((one for one in sheet.tree.iter("a", "strong", "span") if one.get("id") == "js_name"), None)
    if element is not None and (name := words_in(element)):
        return Found(name, "WeChat account")
    match = _NICKNAME.search(sheet.text)
    return Found(tidy(match["name"]), "WeChat account") if match is not None else None


def writer_of(sheet: Sheet) -> Found[tuple[str, ...]] | None:
    """Whom the account names as the writer; nobody where it only repeats its own name."""
    if not _is_post(sheet):
        return None
    name = tidy(sheet.meta("author", "og:article:author") or "") or _called_original(sheet)
    account = account_of(sheet) if name else None
    if not name or (account is not None and account.value == name):
        return None
    return Found((name,), "WeChat writer", tuple(line.index for line in sheet.lines[:HEAD_LINES] if line.text == name))


def _called_original(sheet: Sheet) -> str:
    """原创： 某某, before the name of the account; "" where no line says so."""
    found = (_ORIGINAL.match(line.text) for line in sheet.lines[:HEAD_LINES])
    return next((match["name"] for match in found if match is not None), "")


def hour_of(sheet: Sheet) -> Found[str] | None:
    """When it was posted, in Beijing's time: a browser writes that onto the page, or only 昨天."""
    match = _POSTED.search(sheet.text) if _is_post(sheet) else None
    if match is None:
        return None
    if not match["at"].isdigit():
        return Found(match["at"].replace(" ", "T"), "WeChat script")
    at = datetime.fromtimestamp(int(match["at"]), UTC).astimezone(_BEIJING)
    return Found(at.isoformat(), "WeChat script")


@lru_cache(maxsize=1)  # every reader of a field asks for the same page in turn
def _is_post(sheet: Sheet) -> bool:
    return _MARK in sheet.text

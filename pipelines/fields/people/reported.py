"""Reporters and the place they report from: 王某／台北報導, 王某 江口报道, 中央社記者王某台北3日電."""

from __future__ import annotations

import re

from pipelines.fields.people.announced_names import reporters_in
from pipelines.fields.people.person import PLACES, is_name
from pipelines.fields.people.runs import divided, in_halves
from pipelines.fields.people.towns import TOWNS
from pipelines.page.characters import fold

# The words for reporting that end a byline, with what may stand between them and the place.
TOLD = re.compile(
    r"(?:(?:\d{1,2}月)?\d{1,2}日|[专專]|即[时時]|[综綜]合|[专專][题題]|[独獨]家|[现現][场場]|[采採][訪访]|外){0,3}(?:[报報][导導道]|[电電]|[专專][访訪])$"
)
SENT = re.compile(r"\s?[发發]自\s?\S{2,8}$")
_ROLE = re.compile(r"^[^\s、]{0,12}?(?:[记記]者|通[讯訊][员員]|特派[员員])[\s/:]{0,2}")
SHORT = 4  # characters: a whole name, or one with a place; nobody knows
_HOUSE = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:[网網报報社台臺刊]|[电電][视視]|新[闻聞]|[卫衛][视視]|快[讯訊])(?=[\u4e00-\u9fff\s/])"
)
_BETWEEN = re.compile(r"[\s、,]+")
_RUN = re.compile(r"[\u4e00-\u9fff]{4,9}")


def reporters_at(value: str) -> tuple[str, ...]:
    """The reporters in what stands behind the word for it, their place and the word for reporting left out.

    >>> reporters_at("王小明／台北報導"), reporters_at("王小明台北3日電"), reporters_at("李晟 江口报道")
    (('王小明',), ('王小明',), ('李晟',))
    """
    value = SENT.sub("", fold(value))
    told = TOLD.search(value)
    names, stroke, place = (value[: told.start()] if told is not None else value).rpartition("/")
    if stroke and (told is not None or place.strip() in PLACES):
        return reporters_in(without_places(names))
    return reporters_in(without_places(value)) if told is None else _told(value[: told.start()])


def _told(run: str) -> tuple[str, ...]:
    """The names of a run that ends with a place, or with a blank where none is named."""
    before, _, last = run.rstrip().rpartition(" ")
    is_place = not run.endswith(" ") or last in PLACES or last in TOWNS
    return (
        (reporters_in(without_places(before)) if is_place else ()) or run_on(run) or reporters_in(without_places(run))
    )


def without_places(run: str) -> str:
    """Places known to be such, at the end and each behind a blank."""
    before, _, last = run.strip().rpartition(" ")
    while before and (last in PLACES or last in TOWNS):
        run = before
        before, _, last = run.strip().rpartition(" ")
    return run


def run_on(run: str) -> tuple[str, ...]:
    """The names of a run that goes on with a place: 王小明、林小美台北."""
    *others, last = _ROLE.sub("", run.strip()).split("、")
    name = _before_place(last)
    return (*others, name) if name is not None and all(map(is_name, others)) else ()


def housed(run: str) -> tuple[str, ...]:
    """The names between the house they run on from and a place that is known: 某某電視王小明、林小美台灣新竹.

    >>> housed("江口電視王小明、林小美台灣新竹"), housed("江口新聞王小明 林小美"), housed("江口新聞台北")
    (('王小明', '林小美'), ('王小明', '林小美'), ())
    """
    for house in _HOUSE.finditer(run):
        rest = run[house.end() :].lstrip(" /|")
        while place := next((one for one in PLACES if rest.endswith(one)), ""):
            rest = rest.removesuffix(place).rstrip(" /")
        names = tuple(one for word in _BETWEEN.split(rest) for one in divided(_ROLE.sub("", word)))
        if all(map(is_name, names)):
            return names
    return ()


def _before_place(run: str) -> str | None:
    """The reporter at the head of characters that go on with a place."""
    if not _RUN.fullmatch(run) or (in_halves(run) and run[len(run) // 2 :] not in PLACES):
        return None
    name = next((run.removesuffix(place) for place in PLACES if run.endswith(place)), "")
    if is_name(name):
        return name
    lengths = (4, 3) if len(run) > SHORT and is_name(run[:4]) else (3, 2)
    return next((run[:length] for length in lengths if len(run) > SHORT and is_name(run[:length])), None)

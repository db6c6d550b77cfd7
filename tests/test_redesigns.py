"""A redesign between two nights, noticed by what the pages have lost."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest
from nights_kept import LONG, keep_night, new_collection, page, run_of_night

from archive.collection import Collection
from schedules.jobs.readers import Readers, ReadHere
from schedules.jobs.redesigns import lost_in, usual
from schedules.jobs.rereading import reextract

BYLINE = "<div class='info'>2026-11-20 08:00 来源：示例报</div>"


def article(number: int, byline: str) -> str:
    return (
        f"<html><head><title>医改新政第{number}号公布</title></head><body><h1>医改新政第{number}号公布</h1>{byline}"
        f"<div><p>第{number}号。{LONG}</p></div></body></html>"
    )


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """Night one with date and source below the headline, night two without, in new pages."""
    made = new_collection(tmp_path_factory.mktemp("gazette"))
    keep_night(made, 1, [page(f"/{one}", article(one, BYLINE), minute=one) for one in range(24)])
    keep_night(made, 2, [page(f"/{one}", article(one, ""), 2, minute=one) for one in range(24, 36)])
    return made


def here() -> AbstractContextManager[Readers]:
    return nullcontext(Readers(ReadHere(), 2))


def test_a_redesign_is_noticed_by_the_present_reader(collection: Collection) -> None:
    """Not by what another reader found: once all is read again, each night is judged by the same eyes."""
    second = run_of_night(2).id
    assert lost_in(collection, second) == ()
    reextract(collection, pool=here)
    assert [str(loss) for loss in lost_in(collection, second)] == [
        "source people: `published` found on 0 of 12 pages this run, 100% before",
        "source people: `source` found on 0 of 12 pages this run, 100% before",
    ]
    assert lost_in(collection, run_of_night(1).id) == ()


def test_before_the_first_run_nothing_is_usual(tmp_path: Path) -> None:
    """There is no catalog to ask."""
    assert usual(new_collection(tmp_path), "people") == []

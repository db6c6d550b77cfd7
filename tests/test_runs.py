"""Which run goes on: the latest, if it was interrupted a short while ago on the same errand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from nights_kept import LONG, keep_night, new_collection, page

from archive.errors import UserError
from archive.model import Run
from schedules.jobs.runs import interrupted, runs_of

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
CANCELLED = Run(
    id="20261121-020000-a1b2",
    started=NOW - timedelta(hours=1),
    settings_sha256="",
    software="",
    sources=("a", "b"),
    slot="2026-11-21",
    end_reason="shutdown",
)


def chosen(*runs: Run, sources: tuple[str, ...] = ("b", "a"), slot: str | None = "2026-11-21") -> str | None:
    run = interrupted(runs, sources=sources, slot=slot, now=NOW)
    return run.id if run else None


@pytest.mark.parametrize("end_reason", ["shutdown", "disk-full", "killed", None])
def test_an_interrupted_run_goes_on(end_reason: str | None) -> None:
    """By Ctrl-C, by a full disk, by a kill: what it has is not asked for again."""
    assert chosen(replace(CANCELLED, end_reason=end_reason)) == CANCELLED.id


@pytest.mark.parametrize(
    "other",
    [
        {"end_reason": "finished"},
        {"slot": "2026-11-20"},
        {"slot": None},
        {"sources": ("a",)},
        {"started": NOW - timedelta(hours=13)},
    ],
    ids=lambda other: next(iter(other)),
)
def test_any_other_run_does_not(other: dict[str, Any]) -> None:
    """It finished, served another night, other sources, or is so old that its pages may have changed."""
    assert chosen(replace(CANCELLED, **other)) is None


def test_only_the_latest_run_can_go_on() -> None:
    """After another run the interrupted one is history."""
    assert chosen(replace(CANCELLED, id="20261121-024500-c3d4", end_reason="finished"), CANCELLED) is None


def test_a_new_collection_has_no_runs(tmp_path: Path) -> None:
    """No catalog is no error here: the first run has yet to come."""
    assert (runs_of(new_collection(tmp_path)), chosen()) == ([], None)


@pytest.mark.parametrize("remains", [None, b""], ids=["nothing", "an empty file"])
def test_a_lost_catalog_is_told_with_its_cure(remains: bytes | None, tmp_path: Path) -> None:
    """Where there are WARC files: an empty list would read as if nothing had ever been collected."""
    collection = new_collection(tmp_path)
    keep_night(collection, 1, [page("/a", LONG)])
    collection.catalog.unlink()
    if remains is not None:
        collection.catalog.write_bytes(remains)
    with pytest.raises(UserError, match="dibao rebuild"):
        runs_of(collection)

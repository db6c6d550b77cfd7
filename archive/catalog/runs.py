"""The sources and runs of a catalog open for writing, and the responses of runs that may be referred to."""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Iterable
from datetime import datetime

from archive.catalog import rows
from archive.model import Capture, Ending, RecordRef, Run

# Ends of a run after which its records are not referred to by revisits: what it kept is sound, but its end was not.
FAILED = ("disk-full", "writer-died", "in-danger", "failed", "killed", "crashed")
_RUN = ["id", "started", "ended", "end_reason", "slot", "sources", "settings_sha256", "software"]
_PUT_SOURCE = (
    "insert into sources (id, name, publisher, kind, toml) values (?, ?, ?, ?, ?) on conflict (id) do update set "
    "name = excluded.name, publisher = excluded.publisher, kind = excluded.kind, toml = excluded.toml"
)
# A run of another tool's file lists its source too, but knows nothing of it.
_LATER = (
    "select 1 from (select sources from runs where id <> ?2 and started > ?3 and id not like 'import-%') as later "
    "where ?1 in (select value from json_each(later.sources)) limit 1"
)
_SOURCE_KEYS = ("name", "publisher", "kind")


class Runs:
    """Who collected, and when."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._begun: set[str] = set()
        self.forget()

    def forget(self) -> None:
        """After a rollback: what is remembered of the tables may be gone."""
        query = "select 'source', id from sources union all select 'run', id from runs"
        self._announced = {(kind, name) for kind, name in self._connection.execute(query)}

    def put_source(self, source: str, toml: str) -> None:
        self._connection.execute(_PUT_SOURCE, (source, *_described(toml), toml))

    def put_source_of(self, run: Run, source: str, toml: str) -> None:
        """As it stood when a run began; that of the latest run stays, in whatever order they are told.

        They come out of their order where files of another collection were taken in.
        """
        if not self._connection.execute(_LATER, (source, run.id, rows.time_text(run.started))).fetchone():
            self.put_source(source, toml)

    def put_run(self, run: Run) -> None:
        self._connection.execute(rows.insert("runs", _RUN, verb="insert or replace"), rows.run_row(run))

    def begin(self, run: Run) -> None:
        self.put_run(run)
        self._begun.add(run.id)

    def announce(self, capture: Capture) -> None:
        """A bare row for a run or source that was never announced, as in an archive that somebody else wrote."""
        if ("source", capture.source) not in self._announced:
            self._connection.execute("insert or ignore into sources (id) values (?)", (capture.source,))
        if ("run", capture.run) not in self._announced:
            started = (capture.run, rows.time_text(capture.time))
            self._connection.execute("insert or ignore into runs (id, started) values (?, ?)", started)
        self._announced |= {("source", capture.source), ("run", capture.run)}

    def full_response(self, payload_sha256: str, newer_than: datetime) -> RecordRef | None:
        """See ``Catalog.full_response``."""
        row = self._connection.execute(
            "select record_id, url, time, payload_sha256 from captures join runs on runs.id = captures.run "
            "where payload_sha256 = ? and revisit_of is null and ending = ? and time > ? "
            f"and (runs.id in ({_marks(self._begun)}) or (runs.ended is not null "
            f"and coalesce(runs.end_reason, '') not in ({_marks(FAILED)}))) order by time desc, record_id limit 1",
            (payload_sha256, Ending.COMPLETE, rows.time_text(newer_than), *self._begun, *FAILED),
        ).fetchone()
        if row is None:
            return None
        return RecordRef(
            record_id=row["record_id"], url=row["url"], date=row["time"], payload_sha256=row["payload_sha256"]
        )


def _described(toml: str) -> tuple[str | None, str | None, str | None]:
    """Name, publisher and kind; what is not TOML says nothing."""
    try:
        table = tomllib.loads(toml)
    except tomllib.TOMLDecodeError:
        table = {}
    name, publisher, kind = (value if isinstance(value := table.get(key), str) else None for key in _SOURCE_KEYS)
    return name, publisher, kind


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)

"""The counts of fields by source and run, asked of the catalog in one query."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from archive.catalog import rows
from archive.catalog.field_rates import FIELDS, FLAGS, FieldCounts
from archive.model import Extractor, Outcome, Role

# What came new or other than before, and what has no text any more: a redesign may take the text itself.
_OUTCOMES = ", ".join(f"'{outcome}'" for outcome in (Outcome.NEW, Outcome.CHANGED, Outcome.NOT_TEXT))
# The newest reading of each payload by one version of the reader, whatever a source adds to it.
_READING = (
    "select max(readings.id) from extractions as readings join extractors on extractors.id = readings.extractor "
    "where readings.payload_sha256 = captures.payload_sha256 and name = :name and version = :version"
)
_COUNTED = ", ".join(
    [f'count("{field}") as "{field}"' for field in FIELDS]
    + [f'count(*) filter (where instr(flags, \'"{flag}"\')) as "{flag}"' for flag in FLAGS]
)
# The cross join keeps SQLite from going through all captures: it begins with the few runs.
_QUERY = f"""
with pages as (
    select captures.source as source_id, captures.run, runs.started, length(coalesce(texts.text, '')) as characters,
        title, published, extractions.source, author, editor, issuer, doc_number, extractions.text, flags
    from runs cross join captures on captures.run = runs.id and captures.outcome in ({_OUTCOMES})
        join extractions on extractions.id = ({_READING})
        left join texts on texts.id = extractions.text
    where runs.started >= :since and captures.role = '{Role.DOCUMENT}'
        and (:source is null or captures.source = :source)
), ranked as (
    select *, row_number() over by_length as place, count(*) over (partition by source_id, run) as pages
    from pages window by_length as (partition by source_id, run order by characters)
)
select source_id, run, count(*) as pages, {_COUNTED},
    avg(characters) filter (where place in ((pages + 1) / 2, (pages + 2) / 2)) as text_length
from ranked group by source_id, run order by started, run, source_id
"""


def field_counts(
    connection: sqlite3.Connection, extractor: Extractor, *, since: datetime, source: str | None = None
) -> list[FieldCounts]:
    """The documents that each run since then read with a new text, by source, in the order of runs.

    Only as this very version of the reader has read them, so that the counts can be compared; after ``reextract`` these
    are all.
    """
    wanted = {"name": extractor.name, "version": extractor.version, "since": rows.time_text(since), "source": source}
    return [_counts(row) for row in connection.execute(_QUERY, wanted).fetchall()]


def _counts(row: sqlite3.Row) -> FieldCounts:
    return FieldCounts(
        source=row["source_id"],
        run=row["run"],
        pages=row["pages"],
        having={field: row[field] for field in FIELDS},
        flagged={flag: row[flag] for flag in FLAGS},
        text_length=row["text_length"],
    )

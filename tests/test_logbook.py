"""Log lines: a file for each run, and old files go."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from schedules.logbook import drop_old_logs, log_file


def test_a_run_has_its_own_file(tmp_path: Path) -> None:
    """What any library logs while the run lasts stands in the run's file, and nothing after."""
    path = tmp_path / "logs" / "20261121-020000-a1b2.log"
    with log_file(path):
        logging.getLogger("some.library").warning("页面 %d", 1)
    logging.getLogger("some.library").warning("later")
    assert [line.split(" WARNING ")[1] for line in path.read_text("utf-8").splitlines()] == ["some.library: 页面 1"]


def test_old_logs_go_and_young_ones_stay(tmp_path: Path) -> None:
    """A log that nobody wrote to for longer than it is kept goes; other files are none of our business."""
    for name, age_days in (("old.log", 91), ("young.log", 89), ("old.txt", 91)):
        (tmp_path / name).write_text("")
        os.utime(tmp_path / name, (0, 1_000_000_000 - age_days * 86_400))
    drop_old_logs(tmp_path, keep_days=90, now=1_000_000_000)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old.txt", "young.log"]

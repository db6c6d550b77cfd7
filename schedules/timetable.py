"""The clock of the nightly service; the only module that imports APScheduler.

It only says when to look: what is due and done stands in the catalog (see ``nights``), so its jobs live in memory.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, time
from zoneinfo import ZoneInfo

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

LOOK_AGAIN_MINUTES = 10  # for a machine that slept through the night, or a lock that another process held


def night_trigger(*, nightly: time, zone: ZoneInfo) -> OrTrigger:
    """Every night at its time, and every few minutes in between."""
    return OrTrigger(
        [
            CronTrigger(hour=nightly.hour, minute=nightly.minute, timezone=zone),
            IntervalTrigger(minutes=LOOK_AGAIN_MINUTES, timezone=zone),
        ]
    )


class Timetable:
    """Calls ``look`` at once, every night at its time and every few minutes, never twice at a time, in a thread."""

    def __init__(self, *, nightly: time, zone: ZoneInfo, look: Callable[[], object]) -> None:
        # a night that takes hours makes APScheduler warn of each look that it skips meanwhile
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        self._scheduler = BackgroundScheduler(
            timezone=zone,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        self._scheduler.add_job(
            look, night_trigger(nightly=nightly, zone=zone), id="night", next_run_time=datetime.now(zone)
        )

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        """Returns when no look is under way any more; there will be none after."""
        self._scheduler.shutdown(wait=True)

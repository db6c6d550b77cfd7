"""The clock: it looks at once, every night at local time, and never twice at a time."""

from __future__ import annotations

import threading
from datetime import datetime, time
from zoneinfo import ZoneInfo

from schedules.timetable import Timetable, night_trigger

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")


def test_the_night_comes_at_local_time_between_the_looks() -> None:
    """At 02:25 the next look is the night's, at 02:30 in the zone given, although a look is due at 02:35."""
    trigger = night_trigger(nightly=time(2, 30), zone=SHANGHAI)
    now = datetime(2026, 11, 21, 2, 25, tzinfo=SHANGHAI)
    assert trigger.get_next_fire_time(None, now) == datetime(2026, 11, 21, 2, 30, tzinfo=SHANGHAI)


def test_it_looks_again_in_between() -> None:
    """By day the clock is looked at every ten minutes: the machine may have slept, the lock may have been taken."""
    now = datetime(2026, 11, 21, 12, 0, tzinfo=SHANGHAI)
    following = night_trigger(nightly=time(2, 30), zone=SHANGHAI).get_next_fire_time(now, now)
    assert following is not None
    assert (following - now).total_seconds() == 600


def test_it_looks_at_once_and_a_look_ends_before_stop_returns() -> None:
    """The first look comes at the start; stop() waits for a look that is under way."""
    looking, may_end, ended = threading.Event(), threading.Event(), threading.Event()

    def look() -> None:
        looking.set()
        may_end.wait(10)
        ended.set()

    timetable = Timetable(nightly=time(2, 30), zone=SHANGHAI, look=look)
    timetable.start()
    assert looking.wait(10)
    may_end.set()
    timetable.stop()
    assert ended.is_set()


def test_a_late_look_is_not_dropped_and_missed_ones_are_one() -> None:
    """No look is too late (APScheduler drops those later than a second), several missed ones are one, none overlap."""
    timetable = Timetable(nightly=time(2, 30), zone=BERLIN, look=lambda: None)
    timetable.start()
    job = timetable._scheduler.get_job("night")
    timetable.stop()
    assert (job.misfire_grace_time, job.coalesce, job.max_instances) == (None, True, 1)

"""Nights: each slot once, the latest missed one caught up, a killed run counts as not done."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import UserError
from archive.model import Run
from schedules.nights import Night, Nights, Verdict, is_done, latest_night, night_lock, night_of, parse_nightly

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
HALF_PAST_TWO = time(2, 30)


def run_of(slot: str | None, end_reason: str | None) -> Run:
    started = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)
    return Run(
        id="20261120-183000-a1b2",
        started=started,
        settings_sha256="",
        software="",
        slot=slot,
        ended=started if end_reason else None,
        end_reason=end_reason,
    )


class Service:
    """A collection's runs, and a run that ends as the test says."""

    def __init__(self, lock: Path, *, end_reason: str | None = "finished") -> None:
        self.runs: list[Run] = []
        self.end_reason = end_reason
        self.nights = Nights(
            nightly=HALF_PAST_TWO, zone=SHANGHAI, lock=lock, runs=lambda: self.runs, run_night=self._run_night
        )

    def _run_night(self, night: Night, descriptor: int) -> None:
        os.fstat(descriptor)
        self.runs.append(run_of(night.slot, self.end_reason))

    @property
    def slots(self) -> list[str | None]:
        return [run.slot for run in self.runs]


@pytest.fixture
def service(tmp_path: Path) -> Service:
    return Service(tmp_path / "lock")


def shanghai(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


def test_the_night_of_a_day_is_due_at_local_time() -> None:
    """02:30 in Shanghai is 18:30 UTC of the day before, and the slot is the local date."""
    assert night_of(date(2026, 11, 21), nightly=HALF_PAST_TWO, zone=SHANGHAI) == Night(
        slot="2026-11-21", due=datetime(2026, 11, 20, 18, 30, tzinfo=UTC)
    )


def test_a_night_that_summer_time_skips_falls_an_hour_later() -> None:
    """02:30 does not exist in Berlin on 29 March 2026: the night is due at 03:30 summer time, 01:30 UTC."""
    night = night_of(date(2026, 3, 29), nightly=HALF_PAST_TWO, zone=BERLIN)
    assert night.due == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@given(
    now=st.integers(1_577_836_800, 2_051_222_400).map(lambda second: datetime.fromtimestamp(second, UTC)),
    nightly=st.times(),
    zone=st.sampled_from([SHANGHAI, BERLIN, ZoneInfo("America/New_York"), ZoneInfo("Asia/Kathmandu")]),
)
def test_the_latest_night_has_come_and_the_next_has_not(now: datetime, nightly: time, zone: ZoneInfo) -> None:
    """At any moment, in any zone: the latest night is due by now, and the one of the following day is not."""
    latest = latest_night(now, nightly=nightly, zone=zone)
    following = night_of(date.fromisoformat(latest.slot) + timedelta(days=1), nightly=nightly, zone=zone)
    assert latest.due <= now < following.due


@pytest.mark.parametrize(
    ("end_reason", "done"), [("finished", True), ("cancelled", False), ("disk-full", False), (None, False)]
)
def test_only_a_run_that_finished_makes_a_night_done(end_reason: str | None, done: bool) -> None:
    """A run that was cancelled, that stopped in danger or that was killed (it has no end) leaves its night undone."""
    assert is_done("2026-11-21", [run_of("2026-11-21", end_reason)]) is done


def test_a_run_by_hand_is_no_night() -> None:
    """A finished run without a slot, or of another slot, does not make a night done."""
    assert not is_done("2026-11-21", [run_of(None, "finished"), run_of("2026-11-20", "finished")])


def test_a_night_is_run_once(service: Service) -> None:
    """However often the clock is looked at before the next night, the night is run a single time."""
    verdicts = [service.nights.serve(shanghai(21, hour)) for hour in (3, 4, 23)]
    assert (verdicts, service.slots) == ([Verdict.RAN, Verdict.DONE, Verdict.DONE], ["2026-11-21"])


def test_each_night_has_its_run(service: Service) -> None:
    """The next night's time makes it due, not a minute before."""
    for moment in (shanghai(21, 2, 30), shanghai(22, 2, 29), shanghai(22, 2, 30)):
        service.nights.serve(moment)
    assert service.slots == ["2026-11-21", "2026-11-22"]


def test_of_missed_nights_the_latest_is_caught_up_once(service: Service) -> None:
    """After three nights without the service the latest is run, once; the older ones can no longer be seen."""
    service.runs.append(run_of("2026-11-18", "finished"))
    verdicts = [service.nights.serve(shanghai(21, 9)), service.nights.serve(shanghai(21, 10))]
    assert (verdicts, service.slots) == ([Verdict.RAN, Verdict.DONE], ["2026-11-18", "2026-11-21"])


def test_a_killed_run_is_run_again(service: Service) -> None:
    """A run of tonight's slot that has no end was killed: the night is caught up."""
    service.runs.append(run_of("2026-11-21", None))
    assert service.nights.serve(shanghai(21, 9)) is Verdict.RAN


def test_a_failed_night_is_left_alone_until_a_restart(tmp_path: Path) -> None:
    """A night whose run does not finish is not tried for ever; a new service tries it again."""
    service = Service(tmp_path / "lock", end_reason="disk-full")
    verdicts = [service.nights.serve(shanghai(21, hour)) for hour in (3, 4)]
    again = Service(tmp_path / "lock")
    again.runs = service.runs
    assert [*verdicts, again.nights.serve(shanghai(21, 5))] == [Verdict.FAILED, Verdict.GIVEN_UP, Verdict.RAN]


def test_two_services_never_run_a_night_twice(service: Service) -> None:
    """While another process holds the lock nothing is run; after it finished the night, nothing is left to run."""
    with night_lock(service.nights.lock):
        busy = service.nights.serve(shanghai(21, 3))
    service.runs.append(run_of("2026-11-21", "finished"))
    assert (busy, service.nights.serve(shanghai(21, 4))) == (Verdict.BUSY, Verdict.DONE)


def test_the_lock_outlives_the_service_that_handed_it_on(tmp_path: Path) -> None:
    """A run that was handed the descriptor keeps the lock after its service died, until it ends itself."""
    with night_lock(tmp_path / "lock") as descriptor:
        assert descriptor is not None
        handed_on = os.dup(descriptor)
    with night_lock(tmp_path / "lock") as while_it_runs:
        pass
    os.close(handed_on)
    with night_lock(tmp_path / "lock") as after:
        assert (while_it_runs is None, after is not None) == (True, True)


@pytest.mark.parametrize("text", ["", "2", "24:00", "02:60", "02:30:00", "half past two"])
def test_a_wrong_time_of_day_names_the_key_and_shows_a_right_one(text: str) -> None:
    """The message says which key of which file is wrong, and how it is written."""
    with pytest.raises(UserError, match=r"dibao\.toml: nightly: not a time of day: .*Example: 02:30"):
        parse_nightly(text)

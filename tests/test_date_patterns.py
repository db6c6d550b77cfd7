"""Dates as pages write them, and their ISO form to the precision written."""

from __future__ import annotations

import doctest
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.fields.dates import date_patterns
from pipelines.fields.dates.date_patterns import find_dates, find_yearless, number, parse_date

WRITTEN = {
    "2024-05-03": "2024-05-03",
    "2024/5/3 9:07": "2024-05-03T09:07",
    "2024.05.03": "2024-05-03",
    "2024 年 5 月 3 日": "2024-05-03",
    "2024 - 05 - 03 10:12": "2024-05-03T10:12",
    "２０２４年５月３日　１０：１２": "2024-05-03T10:12",
    "2024年05月03日10:12:33": "2024-05-03T10:12:33",
    "2024年05月03日 星期五 10:12": "2024-05-03T10:12",
    "2024-05-03（周五）10:12": "2024-05-03T10:12",
    "2024年5月3日10时5分": "2024-05-03T10:05",
    "2024-05-03 10∶12": "2024-05-03T10:12",
    "2024-05-03-23:59:59": "2024-05-03T23:59:59",
    "2024-05-3007:42": "2024-05-30T07:42",
    "15:312024/05/03": "2024-05-03T15:31",
    "15:31 2024/05/03": "2024-05-03T15:31",
    "2024 05/ 03 20:52:15": "2024-05-03T20:52:15",
    "03/05/2024 - 10:12": "2024-05-03T10:12",
    "05/23/2024": "2024-05-23",
    "5/3/2024, 8:21:04 PM": "2024-05-03T20:21:04",
    "03/05/2024 8:21:04 pm": "2024-05-03T20:21:04",
    "23/5/2024, 8:21:04 PM": "2024-05-23T20:21:04",
    "2024-05-03 10:12:3321河口网": "2024-05-03T10:12:33",
    "20240503": "2024-05-03",
    "20240503101200": "2024-05-03T10:12:00",
    "May 3, 2024 3:04 PM": "2024-05-03T15:04",
    "3 May 2024": "2024-05-03",
    "Dec 28 Sat 2013 00:28": "2013-12-28T00:28",
    "9:30am, 3 May 2024": "2024-05-03T09:30",
    "6:20 PM 3 May 2024": "2024-05-03T18:20",
    "3rd of May 2024": "2024-05-03",
    "2024年5月3日 下午3:07": "2024-05-03T15:07",
    "2024年5月3日 上午12:07": "2024-05-03T12:07",
    "2024/05/03 晚上 08:12": "2024-05-03T20:12",
    "12:05 AM": None,
    "二〇二四年五月三日": "2024-05-03",
    "二○二四年十二月三十一日": "2024-12-31",
    **{f"二〇二{digit}年五月三日": f"202{year}-05-03" for year, digit in enumerate("〇一二三四五六七八九")},
    "二零二四年一月廿一日": "2024-01-21",
    "民國113年5月3日": "2024-05-03",
    "民国 113 年 05 月 03 日": "2024-05-03",
    "中華民國一百一十三年五月三日": "2024-05-03",
    "2024-05-03T10:12:33+08:00": "2024-05-03T10:12:33+08:00",
    "2024-05-03T01:02:03.000Z": "2024-05-03T01:02:03+00:00",
    "2024.05.03 09:24:36 GMT+08:00": "2024-05-03T09:24:36+08:00",
    "Fri, 03 May 2024 03:53:59 GMT": "2024-05-03T03:53:59+00:00",
    "2024-05-03 10:12（北京时间）": "2024-05-03T10:12+08:00",
    "2024-05-03 HKT 10:12": "2024-05-03T10:12+08:00",
    "2024年5月3日, 格林尼治标准时间10:41": "2024-05-03T10:41+00:00",
    "五月 3rd, 2024": "2024-05-03",
    "5 月 3, 2024": "2024-05-03",
    "3 五月, 2024": "2024-05-03",
    "週五, 3 5 月 2024 10:12": "2024-05-03T10:12",
    "Fri May 03 10:12:33 CST 2024": "2024-05-03T10:12:33",
    "2024—05—03": "2024-05-03",
    "2024/5/3 — 10:12": "2024-05-03T10:12",
    "2024/5/3 • 10:12": "2024-05-03T10:12",
    "發佈時間：10:12 2024-05-03 HKT": "2024-05-03T10:12+08:00",
    "2024.05.03 10:12 臺北時間": "2024-05-03T10:12+08:00",
    "2024年5月3日晚8时12分": "2024-05-03T20:12",
    "2024·05·03": "2024-05-03",
    "2024年5月3日(金) 10:12": "2024-05-03T10:12",
    "10:12 AM - 3 May 2024": "2024-05-03T10:12",
    "2024-02-30": None,
    "2024-13-01": None,
    "2024-05-03 27:99": "2024-05-03",
    "电话2024-12345678": None,
    "202405039": None,
    "120B34-12-07-2024-0031-1": None,
    "共2024人": None,
}


@pytest.mark.parametrize(("text", "iso"), WRITTEN.items())
def test_a_date_is_read_as_precisely_as_it_is_written(text: str, iso: str | None) -> None:
    """Minutes stay minutes, a zone appears only where one is stated, and no calendar day is made up."""
    assert next((found.iso for found in find_dates(text)), None) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("24-05-03 10:12", "2024-05-03T10:12"),
        ("113/05/03", "2024-05-03"),
        ("24-05-0323:16", "2024-05-03T23:16"),
        ("2024年5月", "2024-05"),
        ("无", None),
    ],
)
def test_behind_a_label_short_dates_are_understood_too(text: str, iso: str | None) -> None:
    """Two-digit years, years of the Republic without its name, a month alone: only where a label says it is a date."""
    assert (parse_date(text), list(find_dates(text))) == (iso, [])


def test_a_date_stands_where_its_characters_stand() -> None:
    """The place in the line includes the time of day, so that what is left around it can be read."""
    line = "来源　2024年5月3日 10:12 某报"
    found = next(find_dates(line))
    assert line[: found.start] + line[found.end :] == "来源　 某报"


def test_several_dates_come_in_their_order() -> None:
    """Publication and update on one line are two dates."""
    assert [one.iso for one in find_dates("2024-05-03 10:12 更新 2024-05-04")] == ["2024-05-03T10:12", "2024-05-04"]


def test_seconds_are_not_taken_from_a_count_behind_the_time() -> None:
    """10:12 20人 is twelve past ten."""
    assert parse_date("2024年05月03日10:12 20人") == "2024-05-03T10:12"


def test_a_date_without_its_year_keeps_month_day_and_time() -> None:
    """The reader of the page must find the year elsewhere."""
    assert [*find_yearless("05-03 10:12"), *find_yearless("05-0310:12")] == [("05-03", "T10:12")] * 2


@given(st.dates(min_value=date_patterns.date(1950, 1, 1), max_value=date_patterns.date(2099, 12, 31)))
def test_every_day_is_read_back_from_each_common_form(day: date_patterns.date) -> None:
    """Writing a day and reading it is identity."""
    forms = (f"{day:%Y-%m-%d}", f"{day.year}年{day.month}月{day.day}日", f"{day:%d/%m/%Y}" if day.day > 12 else "")
    assert {parse_date(form) for form in forms if form and day.year >= 2000} <= {day.isoformat()}


@pytest.mark.parametrize(("words", "value"), [("二〇二四", 2024), ("二十一", 21), ("十", 10), ("元", 1), ("人", None)])
def test_chinese_numbers_are_read_digit_by_digit_or_counted(words: str, value: int | None) -> None:
    """Years stand digit by digit, days are counted in tens."""
    assert number(words) == value


@pytest.mark.parametrize("unit", ["2024 ", "1:", "一", "民國 ", "2024年", " ", "2024-05-03", "年", "May ", "10:12"])
def test_a_hostile_line_costs_no_time(unit: str) -> None:
    """A hundred thousand characters of one pattern are as quick as a line."""
    began = time.perf_counter()
    list(find_dates(unit * 100_000, labelled=True))
    assert time.perf_counter() - began < 0.2


def test_the_examples_hold() -> None:
    """The module's own examples."""
    assert doctest.testmod(date_patterns).failed == 0

"""Years, lengths of time and dates, as tables."""

from __future__ import annotations

import pytest

from knowledge.amounts import CalendarDate, Duration, Year, read_amounts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in year 3", (3, 3, False)),
        ("year three", (3, 3, False)),
        ("the third year", (3, 3, False)),
        ("第三年", (3, 3, False)),
        ("第十二年", (12, 12, False)),
        ("首年", (1, 1, False)),
        ("次年", (2, 2, False)),
        ("years 1 to 3", (1, 3, False)),
        ("the first three years", (1, 3, False)),
        ("前两年", (1, 2, False)),
        ("2021", (2021, 2021, True)),
        ("2021年", (2021, 2021, True)),
        ("二〇二一年", (2021, 2021, True)),
        ("2019-2021", (2019, 2021, True)),
    ],
)
def test_years(text: str, expected: tuple[int, int, bool]) -> None:
    (year,) = read_amounts(text)
    assert isinstance(year, Year)
    assert (year.low, year.high, year.calendar) == expected


@pytest.mark.parametrize("text", ["哪一年", "那一年", "同一年", "这一年", "下一年", "最后一年"])
def test_some_year_is_no_length_of_time(text: str) -> None:
    assert read_amounts(text) == ()


@pytest.mark.parametrize("text", ["over five years", "for 5 years", "5年", "五年", "连续五年"])
def test_a_length_of_time(text: str) -> None:
    (length,) = read_amounts(text)
    assert isinstance(length, Duration)
    assert (length.low, length.unit) == (5, "year")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 February 2018", (2018, 2, 1)),
        ("February 1st, 2018", (2018, 2, 1)),
        ("Feb 1 2018", (2018, 2, 1)),
        ("2018-02-01", (2018, 2, 1)),
        ("2018/2/1", (2018, 2, 1)),
        ("2018年2月1日", (2018, 2, 1)),
        ("二〇一八年二月一日", (2018, 2, 1)),
        ("2月1日", (None, 2, 1)),
        ("February 1", (None, 2, 1)),
        ("2018年2月", (2018, 2, None)),
    ],
)
def test_dates(text: str, expected: tuple[int | None, int, int | None]) -> None:
    (date,) = read_amounts(text)
    assert isinstance(date, CalendarDate)
    assert (date.year, date.month, date.day) == expected


def test_a_date_that_does_not_exist_is_no_date() -> None:
    assert not any(isinstance(q, CalendarDate) for q in read_amounts("2018-02-30"))

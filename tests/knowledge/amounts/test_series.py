"""Yearly schedules, as a table."""

from __future__ import annotations

import pytest

from knowledge.amounts import Series, bind, read_amounts

SERIES = [
    ("12m, 12m, 9m, 5m", "1:12 2:12 3:9 4:5"),
    ("1200万、1200万、900万", "1:12 2:12 3:9"),
    ("1000万，之后800万，再之后500万", "1:10 2:8 3:5"),
    ("12, 12, 9, 5 million", "1:12 2:12 3:9 4:5"),
    ("from 10m in year 1 to 4m in year 3", "1:10 3:4"),
    ("逐年递减 1000 800 600万", "1:10 2:8 3:6"),
    ("2000 1800 1600万", "1:20 2:18 3:16"),
    ("12m in year one, then 8m, then nothing", "1:12 2:8 3:0"),
    ("第一年1000万，第二年800万，第三年没有了", "1:10 2:8 3:0"),
    ("2019: 10m; 2020: 8m; 2021: 5m", "2019:10 2020:8 2021:5"),
    ("2019年1000万，2020年800万", "2019:10 2020:8"),
    ("10m per year for three years", "1:10 2:10 3:10"),
    ("连续三年每年1000万", "1:10 2:10 3:10"),
    ("前三年每年1000万，第四年500万", "1:10 2:10 3:10 4:5"),
    ("一千、八百、六百万", "1:10 2:8 3:6"),
    ("12、9、5百万", "1:12 2:9 3:5"),
    ("从1000万降到500万", "1:10 2:5"),
    ("12, 9, 6 million a year, then none", "1:12 2:9 3:6"),
    ("第一年5m 第二年4m 第三年6m 第四年3m，哪一年不合", "1:5 2:4 3:6 4:3"),
    ("首年1000万，次年800万，末年500万，共三年", "1:10 2:8 3:5"),
    ("三年，第一年800万，最后一年500万", "1:8 3:5"),
    ("10m in the first year, 8m in the second and 5m in the last year of three", "1:10 2:8 3:5"),
    ("第一年800万，下一年700万，再下一年600万", "1:8 2:7 3:6"),
    ("第一年800万，最后一年500万", ""),
    (
        "since it has to drop by 10 percent every year, what's left in year 3 of an initial 10m",
        "1:10 2:9 3:8",
    ),
    ("首年1000万，每年降10%，第三年是多少", "1:10 2:9 3:8"),
    ("starts at 10m and falls by a tenth every year; how much in year 3", "1:10 2:9 3:8"),
    ("政府三年投了900万、800万、500万", "1:9 2:8 3:5"),
    ("建楼4000万，水电人工每年600万", ""),
    ("an income of 50 million, 10 million of it public, then", ""),
    ("市级和区级每年分别出800万、500万", ""),
    ("city and district: 6m, 4m per year", ""),
    ("City 6m, district 4m", ""),
    ("2019 + 8m, 2020 + 6m", "2019:8 2020:6"),
    ("第一年+800万，第二年+600万", "1:8 2:6"),
    ("2019年+800万", ""),
    ("三年+800万", ""),
]


@pytest.mark.parametrize(("text", "expected"), SERIES)
def test_schedules(text: str, expected: str) -> None:
    found = [
        " ".join(
            f"{year}:{int(money.low / 1_000_000)}"
            for year, money in zip(series.years, series.amounts, strict=True)
        )
        for series in read_amounts(text)
        if isinstance(series, Series)
    ]
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "roles"),
    [("平台三年总收入分别是1500万、1600万、2000万", ["platform_income"]),
     ("平台三年收入1500万、1600万、2000万，政府投了900万、800万、500万", ["platform_income", None]),
     ("platform income was 15m, 16m and 20m. The government paid 9m, 8m and 5m.",
      ["platform_income", None]),
     ("平台第一年收入800万，第二年900万", ["platform_income"])],
)  # fmt: skip
def test_a_schedule_of_income_is_told_from_one_of_government_money(
    text: str, roles: list[str | None]
) -> None:
    assert [one.role for one in bind(text) if isinstance(one.quantity, Series)] == roles

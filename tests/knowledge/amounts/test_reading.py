"""What the grammar reads, as a table, and what it leaves out."""

from __future__ import annotations

import time
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.amounts import (
    CalendarDate,
    Duration,
    Money,
    Number,
    Series,
    Share,
    Year,
    bind,
    numbers_in,
    read_amounts,
    render_money,
    render_share,
    unclear_in,
)

MONEY = [
    ("8m", "8000000"),
    ("RMB 8 million", "8000000"),
    ("RMB5m", "5000000"),
    ("¥5,000,000", "5000000"),
    ("￥500万", "5000000"),
    ("3.5 mn", "3500000"),
    ("8,000,000元", "8000000"),
    ("8 000 000", "8000000"),
    ("8 000 000 yuan", "8000000"),
    ("800万", "8000000"),
    ("800萬元", "8000000"),
    ("800 万元", "8000000"),
    ("0.08亿", "8000000"),
    ("0.8个亿", "80000000"),
    ("两个亿", "200000000"),
    ("一万亿元", "1000000000000"),
    ("500w", "5000000"),
    ("8kw", "80000000"),
    ("五百万", "5000000"),
    ("伍佰万元", "5000000"),
    ("两千万", "20000000"),
    ("1千5百万", "15000000"),
    ("一千五百万", "15000000"),
    ("一千零五十万元", "10500000"),
    ("1500万", "15000000"),
    ("1,200万元", "12000000"),
    ("８００万", "8000000"),
    ("８，０００，０００元", "8000000"),
    ("两万五", "25000"),
    ("一亿二", "120000000"),
    ("两亿半", "250000000"),
    ("1亿2000万", "120000000"),
    ("三千五百八十二万四千元", "35824000"),
    ("八零零万", "8000000"),
    ("3元5角", "3.5"),
    ("8元5角6分", "8.56"),
    ("0.01元", "0.01"),
    ("half a million", "500000"),
    ("two and a half million", "2500000"),
    ("2 and a half million yuan", "2500000"),
    ("five million", "5000000"),
    ("one hundred and twenty thousand yuan", "120000"),
    ("twenty-five million", "25000000"),
    ("a million", "1000000"),
    ("10 mil", "10000000"),
    ("500k", "500000"),
    ("1.2bn", "1200000000"),
    ("3 hundred million", "300000000"),
    ("8 million 500 thousand", "8500000"),
    ("8000000", "8000000"),
    ("-5m", "-5000000"),
    ("minus 5 million", "-5000000"),
    ("负500万", "-5000000"),
    ("0元", "0"),
    ("999999999999 million", "999999999999000000"),
    # more than one reading, or no amount at all
    ("8,5 million", None),
    ("800,600万", None),
    ("8.000.000", None),
    ("三五万", None),
    ("三千五万", None),
    ("八百多万", None),
    ("十几万", None),
    ("几百万", None),
    ("several million", None),
    ("a few million", None),
    ("eight million and five hundred thousand", None),
    ("007 yuan", None),
    ("1，200元", None),
    ("500 400 300元", None),
    ("1/2 million", None),
    ("千万不要", None),
]


@pytest.mark.parametrize(("text", "value"), MONEY)
def test_money_is_read_exactly_or_not_at_all(text: str, value: str | None) -> None:
    found = [q for q in read_amounts(text) if isinstance(q, Money)]
    assert [q.low for q in found] == ([] if value is None else [Decimal(value)])
    for quantity in found:
        assert text[slice(*quantity.span)] == quantity.text


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("5-8 million", 5_000_000, 8_000_000),
        ("RMB 5–8 million", 5_000_000, 8_000_000),
        ("between 5 and 8 million", 5_000_000, 8_000_000),
        ("5m to 8m", 5_000_000, 8_000_000),
        ("500万到800万", 5_000_000, 8_000_000),
        ("500-800万元", 5_000_000, 8_000_000),
        ("500~800万", 5_000_000, 8_000_000),
        ("五到八百万", 5_000_000, 8_000_000),
        ("五百到八百万", 5_000_000, 8_000_000),
        ("1到2千万", 10_000_000, 20_000_000),
        ("两三百万", 2_000_000, 3_000_000),
    ],
)
def test_a_range_keeps_both_ends(text: str, low: int, high: int) -> None:
    (money,) = read_amounts(text)
    assert isinstance(money, Money)
    assert (money.low, money.high) == (low, high)


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("$5m", "USD"),
        ("5 million USD", "USD"),
        ("200万美元", "USD"),
        ("3百万欧元", "EUR"),
        ("€5m", "EUR"),
        ("HK$5m", "HKD"),
        ("500万港元", "HKD"),
        ("500万日元", "JPY"),
        ("500万元", "CNY"),
        ("5m", "CNY"),
    ],
)
def test_a_currency_is_named(text: str, currency: str) -> None:
    (money,) = read_amounts(text)
    assert isinstance(money, Money)
    assert money.currency == currency


def test_bare_says_that_nothing_but_the_number_was_written() -> None:
    flags = [q.bare for t in ("8000000", "800万", "8m", "¥5", "5元") for q in read_amounts(t)
             if isinstance(q, Money)]  # fmt: skip
    assert flags == [True, False, False, False, False]
    assert isinstance(read_amounts("3")[0], Number)


@pytest.mark.parametrize(
    ("text", "hedge"),
    [("at least 8m", "over"), ("至少800万", "over"), ("up to 8m", "under"), ("不到800万", "under"),
     ("800万以上", "over"), ("about 8m", "about"), ("约800万", "about"), ("8m", "")],
)  # fmt: skip
def test_a_hedge_is_kept(text: str, hedge: str) -> None:
    (money,) = read_amounts(text)
    assert isinstance(money, Money)
    assert money.hedge == hedge


SHARES = [
    ("70/30", "7/10 3/10"), ("7:3", "7/10 3/10"), ("七比三", "7/10 3/10"),
    ("三七开", "3/10 7/10"), ("四六开", "2/5 3/5"), ("对半", "1/2 1/2"), ("五五开", "1/2 1/2"),
    ("一比一", "1/2 1/2"), ("1:1", "1/2 1/2"), ("fifty-fifty", "1/2 1/2"), ("half", "1/2"),
    ("一半", "1/2"), ("六成", "3/5"), ("三成五", "7/20"), ("40%", "2/5"), ("40 per cent", "2/5"),
    ("33.3%", "333/1000"), ("百分之四十", "2/5"), ("百分之三十三点三", "333/1000"),
    ("two thirds", "2/3"), ("one third", "1/3"), ("a quarter", "1/4"), ("三分之一", "1/3"),
    ("1/3", "1/3"), ("70%/30%", "7/10 3/10"), ("60:40", "3/5 2/5"), ("7:2:1", "7/10 1/5 1/10"),
    ("10:30", ""), ("3/7", ""), ("24/7", ""), ("the first half of the year", ""),
    ("成立", ""), ("三成立", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "parts"), SHARES)
def test_shares(text: str, parts: str) -> None:
    found = [q.parts for q in read_amounts(text) if isinstance(q, Share)]
    assert found == ([tuple(map(Fraction, parts.split()))] if parts else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in year 3", (3, 3, False)),
        ("year three", (3, 3, False)),
        ("the third year", (3, 3, False)),
        ("第三年", (3, 3, False)),
        ("第十二年", (12, 12, False)),
        ("首年", (1, 1, False)),
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
    ("市级和区级每年分别出800万、500万", ""),
    ("city and district: 6m, 4m per year", ""),
    ("City 6m, district 4m", ""),
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
    "text",
    ["Item 10", "Items 10, 11 and 12", "item ten", "第十条", "第10条和第12条", "part 2", "(3)",
     "Section 4", "13th Five-Year Plan", "十三五规划", "沪科规〔2024〕9号", "https://a.cn/2018/5000000",
     "a@b.cn", "一般来说", "统一一些", "第一", "万一", "三方", "COVID-19", "1. Introduction"],
)  # fmt: skip
def test_structure_and_idiom_are_no_figures(text: str) -> None:
    assert not [q for q in read_amounts(text) if isinstance(q, Money | Share | Year | Duration)]
    assert numbers_in(text) == [] or text == "COVID-19"


def test_counts_are_numbers_with_their_unit() -> None:
    found = list(read_amounts("18 platforms, 五个部分 and 8 million people"))
    assert [(q.value, q.unit) for q in found if isinstance(q, Number)] == [
        (18, "platform"), (5, "part"), (8_000_000, "people"),
    ]  # fmt: skip


SAME = [
    ("20 percent", "20%"), ("20%", "百分之二十"), ("8,000,000 yuan", "800万元"),
    ("five parts", "5 个部分"), ("14 items", "十四条"), ("November 27th 2017", "2017年11月27日"),
    ("30 years", "三十年"), ("18 platforms", "18个平台"), ("three rounds", "三轮"),
    ("2013", "2013年"),
    ("February 1", "2月1日"), ("33.3333 %", "33.3333%"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "two"), SAME)
def test_figures_are_equal_over_languages(one: str, two: str) -> None:
    left, right = numbers_in(one), numbers_in(two)
    assert left
    assert len(left) == len(right)
    assert all(a.matches(b) for a, b in zip(left, right, strict=True))


ROLES = [
    ("City 6m, district 4m", "city:6 district:4"),
    ("市里出800万，区里500万", "city:8 district:5"),
    ("8m from the city and 5m from the district", "city:8 district:5"),
    ("the district gives 8m, and the city 5m", "district:8 city:5"),
    ("city and district give 6m and 4m respectively", "city:6 district:4"),
    ("市级和区级分别出800万和500万", "city:8 district:5"),
    ("市区各出800万", "city:8 district:8"),
    ("合计2000万", "total:20"),
    ("total of 20 million split", "total:20"),
    ("construction 50m", "construction:50"),
    ("建设资金5000万，运行经费市里800万", "construction:50 city:8"),
    ("市区两级合计2000万", "total:20"),
    ("平台总收入5000万", "platform_income:50"),
    ("区级资金不低于市级的800万", "city:8"),
    ("8.5 million of which the district 4 million", "total:8 district:4"),
    ("the city gives the district 8m", "None:8"),
    ("市里给区里800万", "None:8"),
    ("区里要比市里多出200万", "difference:2"),
    ("the district gives 2m more than the city", "difference:2"),
    ("如果是900万呢", "None:9"),
    ("市800万 区700万", "city:8 district:7"),
    ("city 8 district 7 million", "district:7"),
    ("社区出800万", "None:8"),
    ("市场规模800万", "None:8"),
]


@pytest.mark.parametrize(("text", "expected"), ROLES)
def test_roles_are_bound_by_what_the_words_say(text: str, expected: str) -> None:
    found = [
        f"{b.role}:{int(b.quantity.low / 1_000_000)}"
        for b in bind(text)
        if isinstance(b.quantity, Money)
    ]
    assert " ".join(found) == expected


@pytest.mark.parametrize(
    ("text", "order"),
    [("70/30 city/district", ("city", "district")), ("市区三七开", ("city", "district")),
     ("区市三七开", ("district", "city")), ("70/30", ()), ("对半开", ("city", "district"))],
)  # fmt: skip
def test_the_order_of_a_split_is_known_only_where_it_is_said(
    text: str, order: tuple[str, ...]
) -> None:
    assert [b.order for b in bind(text) if isinstance(b.quantity, Share)] == [order]


fen = st.integers(min_value=1, max_value=10**14).map(lambda n: Decimal(n) / 100)


@given(fen, st.sampled_from(["en", "zh-Hans"]), st.sampled_from(["CNY", "USD", "EUR", "HKD"]))
def test_what_is_rendered_is_read_back(value: Decimal, language: str, currency: str) -> None:
    text = render_money(value, language, currency)
    (money,) = read_amounts(text)
    assert isinstance(money, Money)
    assert (money.low, money.high, money.currency) == (value, value, currency)
    assert money.text == text


FORMS = ["{}元", "RMB {}", "¥{}", "{} yuan", "人民币{}元", "{:,}元", "{:,} RMB", "CNY {:,}"]


@given(fen, st.sampled_from(FORMS), st.sampled_from(["", "市里出", "the city gives "]))
def test_every_form_means_the_same(value: Decimal, form: str, before: str) -> None:
    found = [q for q in read_amounts(before + form.format(value)) if isinstance(q, Money)]
    assert [q.low for q in found] == [value]


UNITS = [("万", 4), ("万元", 4), ("亿元", 8), (" million", 6), ("m yuan", 6), ("k", 3), ("w", 4)]


@given(st.integers(1, 99999), st.integers(0, 2), st.sampled_from(UNITS))
def test_units_multiply_exactly(digits: int, places: int, unit: tuple[str, int]) -> None:
    coefficient = Decimal(digits).scaleb(-places)
    (money,) = [q for q in read_amounts(f"{coefficient}{unit[0]}") if isinstance(q, Money)]
    assert money.low == coefficient.scaleb(unit[1])


def chinese(number: int) -> str:
    """The written Chinese numeral of 1 to 99,999,999, built digit by digit."""

    def section(n: int) -> str:
        text, gap = "", False
        for unit, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit, n = divmod(n, unit)
            if digit:
                text += ("零" if gap and text else "") + "零一二三四五六七八九"[digit] + word
                gap = False
            else:
                gap = True
        return text

    high, low = divmod(number, 10_000)
    if not high:
        return section(low)
    filler = "零" if low and low < 1000 else ""
    return section(high) + "万" + filler + (section(low) if low else "")


@given(st.integers(1, 99_999_999))
def test_written_chinese_numerals(number: int) -> None:
    (money,) = [q for q in read_amounts(chinese(number) + "元") if isinstance(q, Money)]
    assert money.low == number


@given(st.fractions(0, 1), st.sampled_from(["en", "zh-Hans"]))
def test_a_rendered_share_is_read_back(share: Fraction, language: str) -> None:
    (found,) = read_amounts(render_share(share, language))
    assert isinstance(found, Share)
    assert abs(found.parts[0] - share) <= Fraction(1, 10**6)


ALPHABET = st.sampled_from(
    "0123456789,. -/:%年月日万亿千百十零一二三两半元个市区成分之比到第条多¥$mkwa b"
)


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=200), st.text(ALPHABET, max_size=60)))
def test_any_text_is_read_without_error(text: str) -> None:
    for quantity in (*read_amounts(text), *unclear_in(text)):
        start, end = quantity.span
        assert 0 <= start < end <= len(text)
        assert text[start:end] == quantity.text
    bind(text)
    numbers_in(text)


@pytest.mark.parametrize(
    "piece",
    [
        "1 ",
        "1,",
        "1/",
        "一万",
        "five million ",
        "市里出800万，",
        "12, ",
        "市七区三，",
        "half of the city's, ",
        "10m a year for 3 years then ",
        "每年减少10%，",
        "city and district 8m, ",
        "第一年1000万，第二年减少200万，",
        "8m city ",
    ],
)
def test_time_is_linear_in_the_text(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        started = time.process_time()
        bind(text)
        return time.process_time() - started

    seconds(100)
    assert seconds(10_000) < 40 * max(seconds(1_000), 0.02)


def test_rendering() -> None:
    assert render_money(Decimal(8_000_000), "en") == "8,000,000 yuan"
    assert render_money(Decimal(8_000_000), "zh-Hans") == "800万元"
    assert render_money(Decimal("0.50"), "en") == "0.5 yuan"
    assert render_money(Decimal("-0.5"), "en") == "-0.5 yuan"
    assert render_money(Decimal(8_000_001), "zh-Hans") == "8,000,001元"
    assert render_money(Decimal(5_000_000), "zh-Hans", "USD") == "500万美元"
    assert render_share(Fraction(1, 3), "en") == "33.3333 %"
    assert render_share("0.5", "zh-Hans") == "50%"

"""Amounts of money, as a table, and what is no amount."""

from __future__ import annotations

from decimal import Decimal

import pytest

from knowledge.amounts import Money, Number, read_amounts

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
    ("半个亿", "50000000"),
    ("半亿", "50000000"),
    ("一个半亿", "150000000"),
    ("一点五亿", "150000000"),
    ("一百二十点五万", "1205000"),
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
    ("half a billion", "500000000"),
    ("half billion", "500000000"),
    ("a quarter of a million", "250000"),
    ("three quarters of a million", "750000"),
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
    ("几十万", None),
    ("小半个亿", None),
    ("三百万个", None),
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
        ("美元500万", "USD"),
        ("in US dollars, USD 5 million", "USD"),
        ("quoted in dollars: 5 million", "USD"),
        ("the grant is stated in euros: 5m", "EUR"),
        ("5 million, all in US dollars", "USD"),
        ("amount (in USD): 5m", "USD"),
        ("以美元计，500万", "USD"),
        ("报价是美元，500万", "USD"),
        ("quoted in dollars: RMB 5m", "CNY"),
        ("the city gives 5m, how much is that in dollars?", "CNY"),
        ("市里500万，折合美元多少", "CNY"),
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

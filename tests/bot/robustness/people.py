"""Generated personal data in the ways people write it, and what looks like it and is none."""

from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

_CHINESE = str.maketrans("0123456789", "零一二三四五六七八九")
_SPOKEN = str.maketrans("0123456789", "〇幺二三四五六七八九")
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def _digits(least: int, most: int | None = None) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=least, max_size=most or least)


def _no_round(number: str) -> bool:
    """Five noughts at the end, or groups that all end in one, are read as amounts."""
    return not number.endswith("00000") and number.count("0") < 4


@st.composite
def _grouped(draw: st.DrawFn, digits: str, ways: Sequence[Sequence[int]]) -> str:
    """Write digits in one run or in groups, with a space or a dash between them."""
    groups = draw(st.sampled_from(ways))
    between = draw(st.sampled_from((" ", "-", "–", " ")))
    parts, at = [], 0
    for length in groups:
        parts.append(digits[at : at + length])
        at += length
    return between.join(parts)


@st.composite
def mobiles(draw: st.DrawFn) -> str:
    number = "1" + draw(st.sampled_from("3456789")) + draw(_digits(9).filter(_no_round))
    # 130 6680 9610 is read as a row of amounts; one that ends otherwise is none.
    number = number[:-1] + number[-1].replace("0", "7")
    written = draw(_grouped(number, ((11,), (11,), (3, 4, 4), (3, 8), (4, 4, 3), (1,) * 11)))
    return draw(st.sampled_from(("", "", "+86 ", "+86", "86-", "0086 "))) + written


@st.composite
def landlines(draw: st.DrawFn) -> str:
    area = draw(st.sampled_from(("010", "021", "0755", "0512", "020")))
    number = draw(st.sampled_from("2345678")) + draw(_digits(7).filter(_no_round))
    form = draw(st.sampled_from(("{0}-{1}", "{0} {1}", "({0}){1}", "({0}) {1}", "{0}{1}")))
    return form.format(area, draw(_grouped(number, ((8,), (8,), (4, 4)))))


@st.composite
def abroad(draw: st.DrawFn) -> str:
    country, ways = draw(st.sampled_from((
        ("852", (4, 4)), ("852", (8,)), ("853", (4, 4)), ("886", (3, 3, 3)), ("886", (1, 4, 4)),
        ("1", (3, 3, 4)), ("44", (2, 4, 4)), ("49", (3, 8)), ("81", (2, 4, 4)), ("65", (4, 4)),
    )))  # fmt: skip
    number = draw(st.sampled_from("2569")) + draw(_digits(sum(ways) - 1).filter(_no_round))
    written = draw(_grouped(number, (ways,)))
    return (
        draw(st.sampled_from(("+", "00"))) + country + draw(st.sampled_from((" ", "-"))) + written
    )


@st.composite
def near(draw: st.DrawFn) -> str:
    """Hong Kong and Taiwan, without +."""
    hong_kong = draw(st.sampled_from("2569")) + draw(_digits(7).filter(_no_round))
    taiwan = "09" + draw(_digits(8).filter(_no_round))
    in_groups = (taiwan[:4], taiwan[4:7], taiwan[7:])
    return draw(st.sampled_from((
        f"852 {hong_kong[:4]} {hong_kong[4:]}", f"(852){hong_kong}", f"852-{hong_kong}",
        taiwan, "-".join(in_groups), " ".join(in_groups),
    )))  # fmt: skip


@st.composite
def identities(draw: st.DrawFn) -> str:
    born = draw(st.dates()).strftime("%m%d")
    year = draw(st.sampled_from(("1955", "1988", "2001", "2019")))
    number = draw(st.sampled_from(("310101", "110105", "440305", "650102"))) + year + born
    number += draw(_digits(3))
    check = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=True)) % 11
    whole = number + "10X98765432"[check]
    whole = draw(st.sampled_from((whole, whole.lower())))
    return draw(_grouped(whole, ((18,), (18,), (6, 8, 4), (6, 4, 4, 4), (3, 4, 4, 4, 3))))


@st.composite
def passports(draw: st.DrawFn) -> str:
    digits = draw(_digits(8).filter(_no_round))
    return draw(st.sampled_from((
        f"E{digits}", f"G{digits}", f"e{digits}", f"EB{digits[:7]}", f"H{digits}", f"E {digits}",
        f"E{digits[:4]} {digits[4:]}", f"passport no. {digits[:2]}-{digits[2:]}",
        f"护照号：{digits}", f"A{digits[:6]}({digits[6]})",
    )))  # fmt: skip


@st.composite
def emails(draw: st.DrawFn) -> str:
    name = draw(st.from_regex(r"[a-z][a-z0-9]{2,9}([._+-][a-z0-9]{2,5})?", fullmatch=True))
    host = draw(st.sampled_from(("example.com", "mail.sh.gov.cn", "qq.com", "a-b.org")))
    return draw(st.sampled_from((
        f"{name}@{host}", f"{name.upper()}@{host}", f"{name} @ {host}", f"{name}＠{host}",
        f"{name}(at){host}", f"邮箱{name}@{host}", f"<{name}@{host}>",
    )))  # fmt: skip


@st.composite
def cards(draw: st.DrawFn) -> str:
    start = draw(st.sampled_from(("622202", "621700", "436742", "520083", "356868")))
    number = start + draw(_digits(9 if start[0] != "6" else 12).filter(_no_round))
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in number[::-2])
    number += str(-(sum(map(int, number[-2::-2])) + sum(doubled)) % 10)
    ways = ((16,), (4, 4, 4, 4)) if len(number) == 16 else ((19,), (4, 4, 4, 4, 3), (6, 13))
    return draw(_grouped(number, ways))


@st.composite
def handles(draw: st.DrawFn) -> str:
    """What follows "WeChat" or "QQ"; the words before it are no secret."""
    name = draw(st.from_regex(r"[a-z][a-z]{3,8}[_-]?[0-9]{2,5}", fullmatch=True))
    qq = draw(st.sampled_from("123456789")) + draw(_digits(5, 9).filter(_no_round))
    return draw(st.sampled_from((
        f"微信号：{name}", f"微信：{name}", f"微信{name}", f"my WeChat is {name}",
        f"WeChat ID: {name}", f"加微信 {name}", f"vx:{name}", f"微信號是{name}",
        f"QQ {qq}", f"QQ号：{qq}", f"qq:{qq}",
        f"QQ号是{qq}", f"my QQ is {qq}",
    )))  # fmt: skip


_PLATES = st.from_regex(r"[沪京苏浙粤][A-H][·]?[A-HJ-NP-Z][0-9]{4}", fullmatch=True)


@st.composite
def personal_data(draw: st.DrawFn) -> str:
    """One item of personal data, perhaps in full-width or Chinese digits."""
    kinds = (mobiles, landlines, abroad, near, identities, passports, emails, cards, handles)
    written: str = draw(st.one_of(*(kind() for kind in kinds), _PLATES))
    return draw(
        st.sampled_from((written, written, written, written.translate(_WIDE), _hidden(written)))
    )


def _hidden(written: str) -> str:
    """Write it as people who fear a filter do: digits in Chinese, or invisible signs between."""
    if len(written) == 11 and written.isdigit():
        return written.translate(_SPOKEN if written[-1] < "5" else _CHINESE)
    return "\u200b".join(written)


_ABOUT = st.sampled_from(
    (
        "{} 这个平台由谁出资？", "请联系{}，第十条怎么说", "Who pays? Reach me: {}", "{}",
        "My number is {}. The city gives 8 million, what must the district give?",
        "({})", "a,{},b", "第十二条讲什么，{}，谢谢",
    )
)  # fmt: skip


@st.composite
def messages_about_people(draw: st.DrawFn) -> tuple[str, str]:
    """A piece of personal data, and a message that holds it."""
    secret = draw(personal_data())
    return secret, draw(_ABOUT).format(secret)


_AMOUNT = st.integers(1, 10**12)
_TENS = st.integers(2, 999).map(lambda number: number * 10)


@st.composite
def no_personal_data(draw: st.DrawFn) -> str:
    """Amounts, dates, years and item numbers, singly and in rows."""
    amount = draw(_AMOUNT)
    day = draw(st.dates(date(1949, 10, 1), date(2099, 12, 31)))
    row = draw(st.lists(_TENS.map(str), min_size=2, max_size=6))
    years = draw(st.lists(st.integers(2013, 2035).map(str), min_size=1, max_size=8))
    items = draw(st.lists(st.integers(1, 14).map(str), min_size=1, max_size=14))
    return draw(st.sampled_from((
        f"{amount}元", f"{amount} yuan", f"RMB {amount}", f"¥{amount}", f"{amount:,}",
        f"{amount}万", f"{amount / 100:.2f}元", f"{amount:,.2f} yuan", f"-{amount}元",
        f"+{amount}元", f"{amount}%", f"{amount} million", f"{amount % 10**8}",
        f"{amount % 10**7 / 1000}m", f"人民币{amount}",
        f"{day}", f"{day.strftime('%Y%m%d')}", f"{day.year}年{day.month}月{day.day}日",
        f"{day.strftime('%d/%m/%Y')}", f"{day} {day}", f"{day.strftime('%Y%m%d')}-20301231",
        f"{day.strftime('%d %B %Y')}", f"{day.strftime('%Y.%m.%d')}", f"{day}T08:30:00",
        " ".join(years), "-".join(years), "/".join(years), "、".join(years), f"FY{years[0]}",
        " ".join(row), ", ".join(row), "/".join(row), f"{' '.join(row)}万", f"{row[0]}-{row[1]}",
        "; ".join(f"{year}: {one}" for year, one in zip(years, row, strict=False)),
        f"items {', '.join(items)}", f"items {' '.join(items)}", f"第{'、'.join(items)}条",
        f"item {items[0]}", f"第{items[0]}条", "沪科规〔2018〕1号", f"{row[0]}/{row[1]}",
    )))  # fmt: skip

"""Generated talk of money: numbers, units, sides, years and changes put together at random.

Changed real questions seldom set two such words side by side, and the grammar of amounts is about
what stands beside what ("2019 + 8m").
"""

from hypothesis import strategies as st

_NUMBERS = (
    "0", "00", "-0", "1", "3", "8", "12", "60", "100", "500", "800", "2018", "2019", "99999",
    "8000000", "9" * 12, "1" + "0" * 12, "9" * 16, "9" * 24, "9" * 25, "9" * 30, "0.1", "0.005",
    "33.3333", "0." + "3" * 23, "1e9", "1/3", "-5", "−8", "+8", "1,000", "1,00", "1.000,5",
    "8,000,000", "800,600", "500 400", "½", "⑩", "٣", "两", "三", "五", "十二", "二十", "八百",
    "三千五", "零", "〇", "半", "一", "贰佰", "廿", "一百零五", "二〇一八", "两三", "one", "three",
    "twenty", "half a", "two and a half", "a quarter of a",
)  # fmt: skip
_UNITS = (
    "", "", "元", "万", "万元", "亿", "千万", "百万", "千", "块", "角", "万亿", "个亿", " million",
    " m", "m", "k", "bn", " trillion", " yuan", " RMB", " USD", "美元", "%", "％", " percent", "成",
    "‰", " percentage points", "倍", " times", "x", "年", " years", "个月", "条", "个区", "w",
    " million million", "多万", "几万", "余元", "分之一", "/年", " a year", " each",
)  # fmt: skip
_MARKS = (
    "", "", "", "¥", "$", "€", "RMB ", "人民币", "约", "about ", "at least ", "不超过", "至少",
    "不到", "up to ", "between ", "-", "minus ", "负",
)  # fmt: skip
_SIDES = (
    "市里", "区里", "区级", "the city", "the district", "浦东区", "Pudong", "徐汇区", "两个区",
    "both", "each of them", "市区两级", "the platform", "企业", "总共", "total", "总收入", "income",
    "construction", "建设", "operating", "其中", "of which", "剩下的", "the rest", "每个区", "双方",
    "分别", "another district", "区和市", "city and district", "方案A", "方案B", "甲", "乙",
)  # fmt: skip
_WORDS = (
    "出", "给", "gives", "pays", "is", "是", "投入", "承担", "占", "增加", "减少", "每年增加",
    "每年减少", "rises by", "falls by", "grows by", "drops to", "涨到", "降到", "追加", "再加",
    "翻倍", "doubles", "halves", "的", "比", "than", "比市里多", "比区里少", "more than the city",
    "的一半", "一样", "as much as", "是市里的", "not decided", "未定", "?", "TBD", "从", "from",
    "to", "到", "每年", "each year", "年均", "一共", "over 5 years", "for 60 years", "for 99 years",
    "连续六十年", "前三年", "后两年", "then", "之后每年", "first year", "第一年", "第二年",
    "year 1", "year 99", "末年", "2018年", "2019", "in 2030", "2018-2030", "2001 to 2030", "year 0",
    "第零年", "第一百年", "31 April 2018", "13月1日", "9999-12-31", "9" * 30 + "条",
)  # fmt: skip
_BETWEEN = (
    " ", "", "", ", ", "，", "；", "。", ". ", "/", ":", "：", "-", "~", "到", " to ", " and ",
    "和", "、", "\n", "(", "）", "[[", "】", "→", "+", " + ", "=", "×", "<", " or ", "还是", "? ",
)  # fmt: skip
_ASKED = (
    "", "", "区里最少出多少？", "what must the district give at least?", "够吗？",
    "is that enough?", "差多少", "市里最多出多少", "怎么分", "递减吗？", "is it diminishing?",
    "share of income", "逐年看", "add the years up", "反过来呢", "比较一下", "哪个合规",
    "how many days until 2018-02-01?", "and year 3?", "不对，是", "换成", "what if", "double it",
    "再来一个区",
)  # fmt: skip
_ROWS = (
    "{a}{u}",
    "year {y}: {a}{u}",
    "{y}: {a}{u}",
    "{y}年{a}{u}",
    "第{y}年+{a}{u}",
    "{a}{u} in {y}",
)


@st.composite
def _amounts(draw: st.DrawFn) -> str:
    number = draw(st.sampled_from(_NUMBERS) | st.integers(0, 10**13).map(str))
    return draw(st.sampled_from(_MARKS)) + number + draw(st.sampled_from(_UNITS))


@st.composite
def _rows(draw: st.DrawFn) -> str:
    """As many amounts in a row as a schedule may have, and more; by year, or in order."""
    form = draw(st.sampled_from(_ROWS))
    first, step = draw(st.sampled_from((0, 1, 1, 55, 1990, 2018, 9990))), draw(st.integers(-1, 2))
    unit, between = draw(st.sampled_from(_UNITS)), draw(st.sampled_from(_BETWEEN))
    length = draw(st.sampled_from((2, 3, 5, 12, 59, 60, 61, 300)))
    amounts = draw(st.lists(st.integers(0, 5_000).map(str) | st.sampled_from(_NUMBERS), min_size=4))
    return between.join(
        form.format(a=amounts[at % len(amounts)], u=unit, y=first + at * step)
        for at in range(length)
    )


@st.composite
def sums(draw: st.DrawFn) -> str:
    """Talk of money of up to a dozen pieces, or of rather many."""
    words = st.sampled_from(_SIDES) | st.sampled_from(_WORDS)
    pieces = draw(st.lists(words | _amounts() | _amounts(), min_size=1, max_size=12))
    if draw(st.sampled_from((False, False, False, True))):
        pieces.insert(draw(st.integers(0, len(pieces))), draw(_rows()))
    pieces *= draw(st.sampled_from((1, 1, 1, 1, 1, 1, 1, 20)))
    between = [draw(st.sampled_from(_BETWEEN)) for _ in range(min(len(pieces), 12))]
    said = "".join(piece + between[at % len(between)] for at, piece in enumerate(pieces))
    return said + draw(st.sampled_from(_ASKED))

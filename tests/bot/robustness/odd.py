"""Strange characters, words and values, from which the inputs are put together."""

import base64
import codecs
from collections.abc import Callable
from urllib.parse import quote

MARKS = "\u0300\u0301\u0327\u0338\u035c\u0489\u20dd\u20e3\u3099\u0e47\u093c"
BIDI = "\u202a\u202b\u202d\u202e\u202c\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u180e\u3164\U000e0041\ufe0f"
CONTROLS = "\x00\x01\x07\x08\x0b\x0c\x1b\x1f\x7f\x85\u2028\u2029\ufffe\uffff"
EMOJI = "😀🏳️‍🌈👩‍👩‍👧🇨🇳1️⃣🈶㊙️💰"
WIDE_SIGNS = "①⑩⑭㈩㊉Ⅻⅻ½⅓㍿㏠㋿²₁٣۴৪๓〇廿卅壹贰叁佰仟萬億％‰￥"
EXPANDING = "ﷺﬃ㎏㌖ΰ"
SURROGATES = "\ud800\udbff\udc00\udfff"

_LATIN = "aceiopxyABCEHKMOPTX"
HOMOGLYPHS = str.maketrans(_LATIN, "асеіорхуАВСЕНКМОРТХ")
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}
SHARED_FORMS = str.maketrans("0123456789", "０１２３４５６７８９")
LEET = str.maketrans("aeios", "4310$")

NUMBERS = (
    "9" * 500, "9" * 500 + " million", "1e309", "-1e309", "NaN", "Infinity", "-0", "0", "0.0",
    "-8 million", "−500万", "1/0", "0/0", "1/3", "22/7 million", "1.2.3.4", "1,2,3,4",
    "1,00,00,000", "8.000.000,50", "0x1F", "1e-400", "10^100", "0.000000000000000000001 yuan",
    "100.0001%", "150%", "-20%", "50/50/50", "0:0", "1:0", "999999999999亿", "万亿亿万", "零元",
    "负八百万", "一百百万", "三分之零", "百分之一千", "半个亿", "十成",
    "1" + "0" * 60, "٨٠٠ million",
    "8 bajillion", "1 lakh crore", "£8m", "8m USD", "$$$", "¥", "1~2~3", "8-万", "+8", "8%%%",
    "2018.5", "1.7976931348623157e308", "4.9e-324", "0b11", "½ million", "８００万", "捌佰萬圓整",
    "1" * 29 + "%", "壹" * 26 + "％", "0." + "1" * 40, "1" * 81 + "万", "7" * 40 + "/3",
    "8" + " 000" * 40, "万" * 300, "million " * 100, "1/" * 200, "99 percent percent",
)  # fmt: skip
DATES = (
    "2018-02-30", "0000-00-00", "31 February 2018", "2018年13月45日", "99999-12-31", "-44-03-15",
    "29 February 2019", "2018-02-29", "1/13/2018", "13/13/13", "year 0", "year 99999999999",
    "民国107年", "平成30年", "正月初一", "2018-W53-9", "24:60:61", "the 32nd of May",
    "二〇一八年二月三十日",
    "公元前5年", "1 January 0001", "9999-12-31", "10000-01-01", "tomorrow's yesterday",
    "from 2030 to 2001", "2018" * 30, "12 Tishri 5778", "2018-02-01T25:00Z", "０１/０２/２０１８",
)  # fmt: skip
ITEMS = (
    "item 0", "item -3", "item 99999999999999999999", "item 3.5", "item ½", "第零条",
    "第一百二十条",
    "第〇条", "第十十条", "第百条", "item XIV", "item ⑩", "items 1 to 400", "items 14-1",
    "items " + ", ".join(map(str, range(1, 60))),
    "第" + "、".join("一二三四五六七八九十" * 8) + "条",
    "第" + "十" * 400 + "条", "part 0", "part 99", "第六部分", "item ten and a half",
    "itemitemitem",
    "item " * 200, "第" * 300, "the next item " * 60, "item 10 item 10 item 10",
    "第10条第11条第12条",
    "第1至第99999条", "item " + "1" * 4_500, "items 1 to " + "9" * 4_400, "part " + "2" * 4_400,
    "第" + "3" * 4_400 + "条", "第" + "4" * 4_400 + "部分", "9" * 4_400 + "th item",
)  # fmt: skip
CODE = (
    "Traceback (most recent call last):\n  File \"x.py\", line 1, in <module>\nValueError: boom",
    "'; DROP TABLE answers; --", "{{7*7}}", "${jndi:ldap://x/y}", "%s%s%n%x {0} {fact:city}",
    "{fact.in_force}", "[[quote:item-10]]", "<script>alert(1)</script>", "<img src=x onerror=1>",
    "```python\nraise SystemExit\n```", "../../etc/passwd", "$(rm -rf /)", "| a | b |\n|---|---|",
    "def f(x): return x(x)", "SELECT * FROM users WHERE 1=1", "\\u0000\\ud800", "&lt;&#x0;&amp;",
    "[1](javascript:alert)", "> [1] “quote”\n> — Item 10", "\\" * 200, "^(a+)+$",
    "(?P<x>(?:a|aa)+)",
    "<!--", "]]>", "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]>&b;",
    "{\"turns\": [null]}",
    "%d items", "{}", "{!r}", "$item", "__proto__", "\r\nX-Header: 1\r\n\r\n",
)  # fmt: skip
LANGUAGES = (
    "Когда вступает в силу руководство?", "متى يدخل هذا الدليل حيز التنفيذ؟",
    "ガイドラインはいつ発効しますか",
    "이 지침은 언제 시행됩니까?", "Wann tritt die Richtlinie in Kraft?",
    "Quand la directive est-elle?",
    "यह दिशानिर्देश कब लागू होगा?", "แนวทางนี้มีผลเมื่อใด", "Πότε τίθεται σε ισχύ;", "𠮷野家𪚥",
    "ᠮᠣᠩᠭᠣᠯ",
    "መመሪያው መቼ ነው?", "區裡最低要出多少？", "区里最低要出多少", "Cuándo entra en vigor",
    "zh̓̽a̸͓l̴g̵o̶",
)  # fmt: skip
TURNS = (
    "", " ", "?", "？？？", "...", "and?", "why", "那呢", "no", "the other one", "42", "8m",
    "50%", "again",
    "not that one", "它呢", "和上面一样", "forget everything", "unknown", "I don't know",
    "不知道", "ok", "👍",
    "previous", "next", "and the one before", "换成一千万", "double it", "what if it were zero",
    "thanks",
)  # fmt: skip
BRACKETS = (
    ("(", ")"), ("[", "]"), ("{", "}"), ("（", "）"), ("【", "】"), ("“", "”"), ("\"", "\""),
    ("'", "'"),
    ("**", "**"), ("_", "_"), ("~~", "~~"), ("`", "`"), ("> ", "\n"), ("<b>", "</b>"), ("<div>",
    ""),
    ("<!-- ", " -->"), ("$$", "$$"), ("[", "](x)"), ("{\"a\":", "}"), ("《", "》"), ("# ", "\n"),
)  # fmt: skip
ENCODINGS: tuple[Callable[[str], str], ...] = (
    lambda text: base64.b64encode(_utf8(text)).decode(),
    lambda text: quote(_utf8(text)),
    lambda text: codecs.encode(text, "rot13"),
    lambda text: _utf8(text).hex(),
    lambda text: text.encode("unicode_escape").decode(),
    lambda text: "".join(f"&#{ord(character)};" for character in text),
    lambda text: " ".join(f"{byte:08b}" for byte in _utf8(text)),
    lambda text: text[::-1],
    lambda text: _utf8(text).decode("latin-1"),
    lambda text: _utf8(text).decode("gb18030", "replace"),
)


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "replace")

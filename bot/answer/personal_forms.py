"""How personal data is written: patterns over a text whose digits are ASCII.

A number with a unit after it is an amount, so every pattern of digits ends before one; a list of
numbers gives its last one back to its unit by that.
"""

import re

_UNIT = (
    r"元(?![旦月宵])|块|圆|圓|[百千]?[万萬亿億]|%|percent"
    r"|(?:yuan|rmb|cny|usd|dollars?|euros?|million|billion|thousand|mn|bn|[mkw])(?![A-Za-z])"
)
_END = rf"(?!\d|\.\d|,\d\d\d(?!\d)|\s?(?:{_UNIT}))"
_START = r"(?<!\d)"
_NO_DECIMAL = rf"{_START}(?<!\d\.)"
_NO_PART = rf"{_START}(?<!\d[.,/:-])"  # of a decimal, a date or a time
_SEP = r"[ ./-]"


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


def _spaced(*lengths: int) -> str:
    """Return digits in groups of these lengths, each parted from the one before."""
    return _SEP.join(rf"\d{{{length}}}" for length in lengths)


_MOBILE = "|".join(
    _spaced(*lengths)
    for lengths in (
        (11,), (3, 4, 4), (3, 8), (4, 4, 3), (3, 3, 5), (3, 5, 3), (5, 6), (3, 3, 3, 2), (7, 4),
        (3, 2, 2, 2, 2), (1,) * 11,
    )
)  # fmt: skip
_DAY = r"{0}(?:0{0}[1-9]|1{0}[0-2]){0}(?:0{0}[1-9]|[12]{0}\d|3{0}[01])".format(f"{_SEP}?")
_ANY = f"{_SEP}?"  # between any two digits of an identity number

NUMBERS = tuple(map(_form, (
    # Mainland mobile numbers, perhaps with the country's.
    rf"{_START}(?:(?:\+|00)?86{_SEP}?)?(?=1{_SEP}?[3-9])(?:{_MOBILE}){_END}",
    # Any number with its country's behind + or 00.
    rf"{_NO_PART}(?:\+{_SEP}?|00)[1-9]\d{{0,2}}(?:{_SEP}?\(\d{{1,4}}\))?{_SEP}?"
    rf"(?:\d{{7,12}}|\d{{1,5}}{_SEP}\d{{6,8}}|\d{{1,5}}(?:{_SEP}\d{{2,5}}){{1,4}}){_END}",
    # Hong Kong, Macao and Taiwan without +.
    rf"{_START}\(?85[23]\)?{_SEP}?[235689]\d{{3}}{_SEP}?\d{{4}}{_END}",
    rf"{_START}886{_SEP}?\d{{1,3}}(?:{_SEP}?\d{{3,4}}){{2}}{_END}",
    # With an area code, or a mobile number of Taiwan.
    rf"{_NO_PART}(?:\(0\d{{1,3}}\)|0\d{{1,3}})[ -]{{0,2}}\d{{3,4}}[ -]?\d{{4}}{_END}",
    rf"{_NO_PART}0\d{{3,4}}[ -]?\d{{3}}[ -]?\d{{3}}{_END}",
    # Passports and permits with their letter.
    rf"(?<![A-Z\d])(?:[A-Z]\d{{8,9}}|[A-Z]{{2}}\d{{7}}|[EGDSPHMC][ -]?\d{{4}}[ -]?\d{{4}})"
    rf"(?![A-Z]){_END}",
)))  # fmt: skip
"""Numbers that could be amounts, were it not for their form."""

CARDS = tuple(map(_form, (
    rf"{_NO_DECIMAL}\d{{15,19}}{_END}",
    rf"{_NO_DECIMAL}(?:\d{{4}}{_SEP}){{3}}\d{{3,4}}(?:{_SEP}\d{{1,3}})?{_END}",
    rf"{_NO_DECIMAL}(?:\d{{4}}{_SEP}\d{{6}}{_SEP}\d{{5}}|\d{{6}}{_SEP}\d{{10,13}}){_END}",
    rf"{_NO_DECIMAL}\d(?:{_SEP}\d){{14,18}}{_END}",
)))  # fmt: skip

CERTAIN = tuple(map(_form, (
    # E-mail addresses: with a name in Latin letters, which may follow Chinese directly; in others.
    r"[a-z0-9._%+'-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[a-z0-9-]{1,63}"
    r"(?:\s?(?:\.|\(dot\)|\[dot\])\s?[a-z0-9-]{1,63}){0,5}\s?(?:\.|\(dot\)|\[dot\])\s?[a-z]{2,}",
    r"[\w.+-]{0,63}[^\W\x00-\x7f]@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}",
    # Identity numbers of the mainland: the day of birth stands in them.
    rf"(?<!\d)[1-9](?:{_ANY}\d){{5}}{_ANY}(?:1{_ANY}[89]|2{_ANY}0){_ANY}\d{_ANY}\d{_DAY}"
    rf"(?:{_ANY}\d){{3}}{_ANY}[\dX](?![A-Za-z\d])",
    r"(?<![A-Z\d])[A-Z]{1,2}\d{6}\s?\([\dA]\)",  # of Hong Kong
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼滬遼魯蘇贛陝閩貴雲晉]"
    r"[A-HJ-NP-Z]\s?[·.-]?\s?(?=[A-Z]{0,5}\d)[A-HJ-NP-Z\d]{5,6}(?![A-Za-z\d])",
)))  # fmt: skip

_NUMBER_WORD = r"(?:\s?(?:号码?|號碼?|numbers?|no\.?|id|#))?"
_IS = r"\s?(?:[:=#]|是|为|為|is|are)?\s?"
_HANDLE = r"[a-z][a-z0-9_-]{5,19}(?![a-z0-9_-])"
_WECHAT = r"(?:微信|威信|薇信|(?<![a-z])(?:we ?chat|weixin|[wv]x)(?![a-z]))"
STATED = tuple(map(_form, (
    rf"{_WECHAT}\s?(?:号码?|號碼?|[:=]|(?:user)?(?:id|name)){_IS}({_HANDLE})",
    rf"{_WECHAT}(?:\s?account)?{_IS}((?=[a-z_-]*[\d_-]){_HANDLE})",
    rf"(?<![a-z])(?:qq|扣扣)(?:群|{_NUMBER_WORD}){_IS}([1-9]\d{{4,11}}){_END}",
    r"(?:电话|電話|手机|手機|座机|座機|联系方式|聯繫方式|聯絡方式|传真|傳真|致电|致電|拨打|撥打|"
    r"(?<![a-z])(?:tel(?:ephone)?|(?:tele|cell ?)?phone|mobile|cell|fax|whatsapp|"
    rf"(?:call|reach|ring|text) (?:me|us|him|her) (?:at|on))(?![a-z]))\.?{_NUMBER_WORD}{_IS}"
    rf"(\(?\+?\(?\d(?:[ ()./-]{{0,2}}\d){{6,14}}){_END}",
    r"(?:护照|護照|通行证|通行證|台胞证|台胞證|回乡证|回鄉證|(?<![a-z])passport(?![a-z]))"
    rf"{_NUMBER_WORD}{_IS}([a-z]{{0,2}}[ -]?\d(?:[ -]?\d){{5,9}}[a-z]?){_END}",
    r"(?:身份证|身份證|身分證|(?<![a-z])(?:id ?card|identity (?:card|number)|national id|hkid|"
    rf"id number)(?![a-z])){_NUMBER_WORD}{_IS}([a-z]{{0,2}}\d(?:[ ()-]{{0,2}}\d){{5,17}}"
    rf"[ ()-]?[xa]?\)?){_END}",
    # These need the word for a number: an account may also hold money.
    r"(?:卡|账户?|帐户?|賬戶?|帳戶?|(?<![a-z])(?:card|account)(?![a-z]))"
    r"(?:号码?|號碼?|\s?(?:numbers?|no\.?))"
    rf"{_IS}(\d(?:[ -]?\d){{9,21}}){_END}",
)))  # fmt: skip
"""Said to be such in words before; the first group is what is masked."""

"""The Chinese words that tell where in a sentence another request begins."""

import re

_LINK = r"(?:以及|还有|同时|并且|另外|顺便|其次|还想|也想|此外|再就是|再者)"
_TELL = r"(?:解释|介绍|说说|说一下|说下|讲讲|讲一下|讲下|列出|列一下|列举|概括|总结|说明|谈谈)"
_END = r"(?=\W*$)"

FILLER = re.compile(rf"(?:{_LINK}|[\W_]|也?(?:请问|想问|问)(?:一?下)?|那么)*")
"""What may stand between two requests, or before one, and belongs to neither."""

BOUNDARY = re.compile(rf"\s*[,，—–]+\s*|(?P<weak>\s*、\s*|(?<=\w)[和及跟与](?=\w))|(?={_LINK})")
"""Where a clause may end; a weak one stands in a list more often."""

ASKS = re.compile(
    r"谁|哪|什么|啥|咋|几|多少|多[久长大高快远]|怎么|怎样|如何|为何|何[时人处地]|[是能可会]否|有无|"
    rf"吗|呢{_END}|(\w)[不没]\1|可不可以|需不需要|[不没]有?{_END}|"
    rf"(?:^|[请再先并帮我下也还])\W*{_TELL}"
)
"""What makes a clause ask, wherever it stands in it."""

IDIOM = re.compile(
    r"不管|无论|不论|哪怕|任何|几乎|好几|有几|[这那]几|几[个点]问题|什么的|没什么|"
    r"(?:谁|哪\w?|什么|怎么|多少|几\w?)[都也]"
)
"""Question words that ask nothing."""

NOTHING = re.compile(
    # A condition, a wish to be told without what, and a tag, which is of all before it.
    r"\W*(?:不管|无论|不论|如果|要是|假如|假设|若|万一|因为|由于|既然|虽然|除了).*"
    r"|.*(?:能不能|可不可以|是否可以|可否|能否)(?:麻烦|请)?[您你]?"
    r"(?:告诉|告知|说|讲|帮|解答|介绍|问)\w{0,5}\W*"
    r"|\W*(?:是吗|对吗|是不是|对不对|好吗|行吗|可以吗|行不行|好不好|可不可以|有没有)(?:这样)?\W*"
)
"""What asks nothing by itself, for all its words."""

WHEREVER = re.compile(r"(哪个?\w)\w*[,，]\s*(?:那[个里边家类]|该|当地|\1)")
"""One clause that goes on with what the one before leaves open: 落在哪个区，那个区出钱吗."""

POINTS = re.compile(r"它|其(?![他它余中])|该(?=[小平单机])")
"""What stands for a thing that was named before."""

LEAST, LEAST_IN_LIST = 3, 5
"""So many characters a request has at least, and one that stands before a weak boundary."""

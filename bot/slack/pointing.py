"""Messages that ask nothing themselves and point at what was said before: "@desk ?"."""

import unicodedata

from bot.words.script import to_simplified

_POINTING = frozenset(
    {
        "",
        "answer",
        "answer please",
        "answer the question",
        "answer this",
        "any answer",
        "any idea",
        "any ideas",
        "can you answer",
        "can you answer this",
        "can you help here",
        "could you answer this",
        "please answer",
        "please answer the question",
        "please answer this",
        "thoughts",
        "what about this",
        "what do you say",
        "what does the desk say",
        "你来回答",
        "你怎么看",
        "回答",
        "回答一下",
        "帮忙回答",
        "帮忙回答一下",
        "帮忙看一下",
        "帮忙看看",
        "帮我们回答一下",
        "怎么看",
        "怎么说",
        "求解答",
        "请答复",
        "请回答",
        "请回答一下",
        "请回答上面的问题",
        "请看一下",
        "请解答",
        "请解答一下",
        "麻烦回答一下",
    }
)
_LONGEST = 40


def only_points(text: str) -> bool:
    """Tell whether a message says no more than that what stands before it be answered."""
    if len(text) > _LONGEST:
        return False
    said = to_simplified(unicodedata.normalize("NFKC", text)).casefold()
    kept = (" " if unicodedata.category(one)[0] in "PSZC" else one for one in said)
    return " ".join("".join(kept).split()) in _POINTING

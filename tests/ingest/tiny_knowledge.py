"""A knowledge folder of another, tiny document, to show that nothing rests on the shipped one."""

import json
from collections.abc import Sequence
from pathlib import Path

SOURCE = (
    "Notice on the Garden\n\n"
    "The garden opens on March 3rd 2020. Dogs must be on a lead. (Item One)\n"
)
_FILES = {
    "structure.yaml": """\
source: notice.txt
sections:
- {label: "All", begins: "The garden opens", part: 1}
parts:
- {number: 1, title: {en: "Garden", zh: "花园"}}
item_count: 2
items:
- {number: 1, begins: "Dogs must be", ends: "(Item One)"}
""",
    "renderings.yaml": """\
units:
- {en: "Notice on the Garden", zh: "花园告示"}
- {en: "The garden opens on March 3rd 2020.", zh: "花园于2020年3月3日开放。"}
- {en: "Dogs must be on a lead. (Item One)", zh: "狗必须牵绳。（第一条）"}
""",
    "facts.yaml": """\
facts:
- {key: opening, kind: date, value: 2020-03-03, text: {en: "3 March 2020", zh: "2020年3月3日"},
   quote: "opens on March 3rd 2020"}
- {key: parts-count, kind: count, value: 1, text: {en: "one", zh: "一"}, quote: "The garden opens"}
- {key: items-count, kind: count, value: 2, text: {en: "two", zh: "两"}, quote: "The garden opens"}
""",
    "contacts.yaml": 'contacts:\n- {key: keeper, name: {en: "the keeper", zh: "管理员"}}\n',
    "notes.yaml": "notes: []\n",
    "rules/none.yaml": "rules: []\n",
    "rule_words.yaml": """\
{inputs: {}, outputs: {}, verdicts: {}, working: {}, notes: {}, questions: {}}
""",
    "glossary.yaml": "terms: []\n",
    "answers/garden.yaml": """\
answers:
- key: opening
  subject: garden
  aspect: when
  audience: [publicity]
  question: {en: "When does the garden open?", zh: "花园什么时候开放？"}
  answer: {en: "It opens on {opening}.", zh: "于{opening}开放。"}
  quotes: ["The garden opens on"]
  phrasings:
    en: [when does it open, opening day?, since when is the garden open,
      which day does the garden open, date of opening, is it open already]
    zh: [哪天开放, 开放日期, 花园几号开门, 什么时候能进花园, 花园开门时间, 开园是哪一天]
""",
    "silences/garden.yaml": """\
silences:
- key: fee
  subject: garden
  aspect: how-much
  audience: [publicity]
  question: {en: "What does the garden cost?", zh: "花园门票多少钱？"}
  says: {en: "The notice does not say what it costs.", zh: "告示没有说明门票价格。"}
  nearest: ["The garden opens on"]
  ask: keeper
  phrasings:
    en: [how much is a ticket, entrance fee?, is it free,
      price of admission, what do I pay, does the garden cost anything]
    zh: [门票多少, 要买票吗, 收费吗, 入园价格, 进去要花多少钱, 是免费的吗]
""",
    "contrasts/garden.yaml": """\
contrasts:
- answer: opening
  stated: {en: "from what date may one come in", zh: "从哪天起可以进来"}
  open: {en: "at what hour may one come in", zh: "每天几点可以进来"}
""",
    "unlisted.yaml": """\
unlisted:
- {en: "are the roses old", zh: "玫瑰种了多少年"}
""",
    "scope.yaml": """\
scope:
- key: weather
  kind: outside
  reply: {en: "I only know the garden.", zh: "我只了解花园。"}
  phrasings:
    en: [will it rain, weather today, is it sunny,
      forecast please, how warm is it, do I need an umbrella]
    zh: [今天下雨吗, 天气怎么样, 明天晴不晴, 气温多少, 要带伞吗, 天气预报]
""",
    "lookup.yaml": """\
phrasings:
  en: [what does item 1 say, item 2, show item one, text of item 1, quote item 2, read item 1]
  zh: [第一条说什么, 第二条, 看第一条, 第一条原文, 第二条内容, 引用第一条]
again:
  en: [say that again, once more, repeat please, in Chinese please, simpler, in English]
  zh: [再说一遍, 重复一下, 用英文说, 简单点, 再讲一次, 用中文]
""",
}


def write_tiny_knowledge(folder: Path, more: Sequence[str] = ()) -> Path:
    """Write the folder's files and return it.

    Args:
        folder: is made.
        more: further sentences of the document, each a line of it.
    """
    source = SOURCE + "".join(f"{sentence}\n" for sentence in more)
    units = "".join(
        f"- {{en: {json.dumps(sentence, ensure_ascii=False)}, zh: 第{number}句}}\n"
        for number, sentence in enumerate(more, start=4)
    )
    files = _FILES | {"renderings.yaml": _FILES["renderings.yaml"] + units}
    for name, text in {**files, "source/notice.txt": source}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder

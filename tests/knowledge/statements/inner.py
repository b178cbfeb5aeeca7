"""How a message is cut, and what is said of each thing in it, in a few characters a thing.

"targets:yes<on" is a thing with its stance and where the word for it stood; a clause is in brackets
with the place of its cut, a sentence that ends in a question mark has one. Cues are in angles.
"""

from __future__ import annotations

from bot.words.script import to_simplified
from knowledge.statements.clauses import Clause, Sentence, Thing, sentences, tokens_of
from knowledge.statements.naming import masked
from knowledge.statements.questions import find_questions
from knowledge.statements.spread import read_sentences
from knowledge.statements.stance import Cue, cues_in, normalise
from tests.knowledge.rules.thread import knowledge


def inner(rule: str, message: str) -> str:
    """The sentences of a message as the reader of a rule's flags sees them."""
    normal = normalise(to_simplified(message.replace(";;", "\n")))
    mentions = knowledge().flag_readers[rule]._names.mentions(normal)
    cues = cues_in(masked(normal, mentions))
    found = list(sentences(normal, tokens_of(mentions, cues)))
    find_questions(normal, found)
    read_sentences(normal, found)
    return " / ".join(_sentence(one) for one in found)


def _sentence(sentence: Sentence) -> str:
    assert isinstance(sentence.asked, bool)
    clauses = " ".join(_clause(clause) for clause in sentence.clauses)
    return clauses + (" ?" if sentence.asked else "")


def _clause(clause: Clause) -> str:
    said = [f"{clause.start}-{clause.end}"]
    said += [f"asks={clause.asks}"] if clause.asks is not None else []
    for name in ("question", "bullet", "named"):
        value = getattr(clause, name)
        assert isinstance(value, bool)
        said += [name] if value else []
    return "[" + " ".join([*said, *map(_token, clause.tokens)]) + "]"


def _token(token: Thing | Cue) -> str:
    if isinstance(token, Cue):
        numbers = "".join(f",{number}" for number in token.numbers)
        return f"<{token.kind}_{token.reach}@{token.start}-{token.end}{numbers}>"
    named = token.mention.naming if token.mention else None
    name = (named.choice or named.key) if named else token.cue.kind if token.cue else "?"
    said = f"{name}@{token.start}-{token.end}:{token.stance}<{token.by}"
    for flag in ("single", "weak", "asks", "ends"):
        value = getattr(token, flag)
        assert isinstance(value, bool)
        said += f"+{flag}" if value else ""
    return said + ("+contrary" if token.mention and token.mention.contrary else "")

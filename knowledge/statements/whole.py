"""What is said of all things of a rule, of the others, of so many of them, or of all but one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from knowledge.statements.clauses import Clause, Sentence
from knowledge.statements.scope import GLUE
from knowledge.statements.stance import Cue

Value = bool | None
_VALUES: Mapping[str | None, Value] = {"yes": True, "no": False, "unknown": None}
_BESIDE = re.compile(r"(?:\s|(?:is|are|was|were|be|the)(?![a-z]))*")
_FEW = 3
"""Fewer things than these are too often counted to be a rule's own, where none of them is named."""
_FROM_END = ("last", "latter", "最后", "后")


class Whole:
    """Reads what a text says of the flags that it does not name, over those that it does."""

    def __init__(self, text: str, flags: Sequence[str], peers: Sequence[str]) -> None:
        """Take the flags of a rule and, of them, those of one kind, beside which others stand."""
        self.text = text
        self.all, self.peers = tuple(flags), tuple(peers)
        self.named: dict[str, Value] = {}
        self.mentioned: dict[str, int] = {}  # each with where it was named last
        self.rest: dict[str, Value] = {}

    def read(self, sentences: Sequence[Sentence]) -> Mapping[str, Value]:
        """The flags of a text: those named and, where it speaks of all or of the rest, those."""
        for sentence in sentences:
            self._name(sentence)
        for sentence in sentences:
            self._except(sentence, self._base(sentence))
            totals = [cue.numbers for c in sentence.clauses if (cue := c.cue("total"))]
            for clause in sentence.clauses:
                self._only(sentence, clause)
                for thing in clause.things:
                    if thing.cue and thing.stance in _VALUES:
                        self._unnamed(thing.cue, _VALUES[thing.stance], totals[:1])
        return self.rest | self.named

    def _name(self, sentence: Sentence) -> None:
        for thing in sentence.things:
            if not thing.mention or thing.mention.naming.choice:
                continue
            key = thing.mention.naming.key
            self.mentioned[key] = thing.end
            if thing.stance in _VALUES and (thing.by or key not in self.named):
                value = _VALUES[thing.stance]
                contrary = thing.mention.contrary and value is not None
                self.named[key] = (not value) if contrary else value

    def _fill(self, keys: Sequence[str], value: Value) -> None:
        for key in keys:
            if key not in self.mentioned:
                self.rest[key] = value

    def _base(self, sentence: Sentence) -> str | None:
        """What is said of all but those excepted, where there are any."""
        excepted = any(thing.stance == "except" for thing in sentence.things)
        found: list[str] = []
        for clause in sentence.clauses:
            wholes = [t for t in clause.things if t.cue and t.cue.kind in ("all", "rest")]
            asks = clause.question or (bool(wholes) and clause.cue("wh") is not None)
            fits = bool(wholes) and clause.cue("verdict") is not None
            for thing in wholes:
                verb = clause.end - thing.end > 1 and thing.cue and thing.cue.kind == "rest"
                if thing.stance is None and not asks and (excepted or fits or verb):
                    thing.stance = "yes"  # "the rest survived": what is no stance word is a verb
                if thing.stance in ("yes", "no"):
                    found.append(thing.stance)
        return found[0] if found else None

    def _except(self, sentence: Sentence, base: str | None) -> None:
        """Take in "all but …", the contrary of the rest, or 除了 … 也, the same."""
        excepted = [t for t in sentence.things if t.stance == "except" and t.mention]
        if not any(t.mention and not t.mention.naming.choice for t in excepted):
            return
        others = [t for t in sentence.things if t.mention and t.stance in ("yes", "no")]
        floats = any(clause.cue("float") for clause in sentence.clauses)
        same = False
        if base is None and others:
            base = others[0].stance
            also = any(clause.cue("also") for clause in sentence.clauses)
            same = also and not floats
        elif base is None:
            verdict = any(c.cue("verdict") and not c.question for c in sentence.clauses)
            base = "yes" if verdict else _said_in(sentence)
            if base:
                self._fill(self.all, base == "yes")
        value = (base or "yes") == "yes"
        for thing in excepted:
            if thing.mention and not thing.mention.naming.choice:
                self.named[thing.mention.naming.key] = value if same else not value

    def _only(self, sentence: Sentence, clause: Clause) -> None:
        """Take in "only …": its peers are not there; if it is what is missing, all others are."""
        cue = clause.cue("only", "just", "sole")
        if not cue or self.text.endswith("not ", 0, cue.start):
            return
        things = [t for t in clause.things if t.mention and not t.mention.naming.choice]
        after = [t for t in things if t.start >= cue.end]
        if cue.kind == "just" and not (
            after and GLUE.fullmatch(self.text, cue.end, after[0].start)
        ):
            return
        beside = things and _BESIDE.fullmatch(self.text, things[-1].end, cue.start)
        group = after or (things if beside else [])
        if cue.kind == "sole" and not clause.things:
            group = [t for t in sentence.things if t.mention and not t.mention.naming.choice]
        if not group or group[0].stance not in _VALUES or group[0].mention is None:
            return
        value = self.named.get(group[0].mention.naming.key)
        if value:
            key = group[0].mention.naming.key
            self._fill(self.peers if key in self.peers else (), False)
        else:
            self._fill(self.all, True)

    def _unnamed(self, cue: Cue, value: Value, totals: Sequence[tuple[int, ...]]) -> None:
        """Take in what is said of all, of the rest, or of so many of them."""
        if cue.kind == "order":
            for key in self._in_order(cue):
                self.named[key] = value
            return
        groups = [self.all, self.peers] if self.peers else [self.all]
        if cue.kind == "rest":
            number = cue.numbers[0] if cue.numbers else None
            exact = [g for g in groups if number == len([k for k in g if k not in self.mentioned])]
            if self.mentioned and (exact or number is None):
                self._fill(exact[0] if exact else self.all, value)
            return
        whole = [group for group in groups if cue.numbers[:1] == (len(group),)]
        if not self.mentioned and (cue.kind != "all" or (whole and len(whole[0]) < _FEW)):
            return
        if whole and value and cue.kind == "all":
            # "you said that targets were missing, but all four are there"
            self.named |= {
                key: True for key in whole[0] if self.mentioned.get(key, cue.end) < cue.start
            }
        if whole or (cue.kind == "all" and not cue.numbers and self.mentioned):
            self._fill(whole[0] if whole else self.all, value)
        elif cue.numbers:
            self._counted(cue, value, totals)

    def _counted(self, cue: Cue, value: Value, totals: Sequence[tuple[int, ...]]) -> None:
        """Take in what "three of the four are set" leaves for the others, where some are named."""
        if value is None:
            return
        total = cue.numbers[1:] or (totals[0] if totals else ())
        for group in (self.all, self.peers):
            known = [self.named.get(key) for key in group]
            if total and total[:1] != (len(group),):
                continue
            if cue.numbers[0] + known.count(not value) == len(group):
                self._fill(group, value)
            elif total and known.count(value) == cue.numbers[0]:
                self._fill(group, not value)

    def _in_order(self, cue: Cue) -> list[str]:
        """Find "the first three", "the latter", by the order in which the text names things."""
        keys, words = list(self.mentioned), self.text[cue.start : cue.end]
        if len(keys) < 2:
            return []
        number = cue.numbers[-1] if cue.numbers else 1
        ordinals = ("second", "third", "fourth", "fifth", "sixth", "seventh")
        for place, ordinal in enumerate(ordinals, 1):
            if ordinal in words:
                return keys[place : place + 1]
        if words.startswith("第"):
            return keys[number - 1 : number]
        if any(word in words for word in _FROM_END):
            return keys[-number:]
        return keys[-2:-1] if "former" in words or words == "前者" else keys[:number]


def _said_in(sentence: Sentence) -> str | None:
    """What the clauses of an exception say of everything else, by their stance words."""
    kinds = [t.kind for c in sentence.clauses if not c.question for t in c.tokens
             if isinstance(t, Cue)]  # fmt: skip
    if "no" in kinds or "miss" in kinds or "not" in kinds:
        return None
    return "yes" if "yes" in kinds else None

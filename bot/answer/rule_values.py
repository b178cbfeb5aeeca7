"""What goes into a rule and what comes out of it, in words: its keys and its recorded values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.words import Words
from knowledge.entries import RuleEntry
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules import RULES
from knowledge.rules.definition import InputField
from knowledge.rules.result import Term
from knowledge.rules.schema import choice_label
from knowledge.rules.wording import term_text

Side = Literal["inputs", "outputs"]

_CURRENCY = re.compile(r"[A-Z]{3}")
_NUMBERED = re.compile(r"(.+)_([0-9]+)")
# The units that a term has a kind for; mypy narrows no text by `in`.
_KINDS: dict[str, Literal["share", "year", "date"]] = {
    "share": "share", "year": "year", "date": "date"
}  # fmt: skip
_KINDS_OF_LISTS: dict[str, Literal["keys", "years"]] = {"input": "keys", "year": "years"}


@dataclass(frozen=True)
class RuleWording:
    """Says a rule's keys and values in one language; of an unknown rule, as they are recorded."""

    rule: RuleEntry | None
    fields: Mapping[str, InputField]
    words: Words

    @classmethod
    def of(cls, key: str, knowledge: KnowledgeBase, words: Words) -> "RuleWording":
        """Return the wording of the rule with that key."""
        fields = RULES[key].fields if key in RULES else ()
        return cls(knowledge.rules.get(key), {field.key: field for field in fields}, words)

    @property
    def name(self) -> str | None:
        """What the rule is called; None where it has no words."""
        if self.rule is None:
            return None
        return self.words.script(self.rule.label.in_language(self.words.language))

    def label(self, side: Side, key: str) -> str:
        """Name a key; one of several (district_2, schedule_2019) by the input and its number."""
        return self.words.script(self._label(side, key))

    def values(self, side: Side, key: str, value: Any, unit: str) -> tuple[str, ...]:
        """Write a value in one line or, where it is one by year, several."""
        named = self._choice(side, key, value) or self._verdict(value)
        lines = (named,) if named else self._lines(value, unit)
        return tuple(self.words.script(line) for line in lines)

    def _label(self, side: Side, key: str) -> str:
        if named := self._named(side, key):
            return named
        found = _NUMBERED.fullmatch(key)
        several = self._named(side, found[1]) if found else None
        if not found or not several:
            return spaced(key)
        field = self.fields.get(found[1])
        if field is not None and field.kind == "schedule":
            return self.words("page-of", label=several, part=self._one(found[2], "year"))
        return self.words("page-one-of", label=several, number=found[2])

    def _named(self, side: Side, key: str) -> str | None:
        if self.rule is None:
            return None
        if side == "inputs":
            named = self.rule.inputs.get(key)
            return named.label.in_language(self.words.language) if named else None
        output = self.rule.outputs.get(key)
        return output.in_language(self.words.language) if output else None

    def _choice(self, side: Side, key: str, value: Any) -> str | None:
        """Name what was chosen of an input's choices; None where the input has none."""
        field = self.fields.get(key) if side == "inputs" else None
        if self.rule is None or field is None:
            return None
        if key == "asked" and value in self.rule.asks:  # also what only a message can ask
            return self.rule.asks[value].label.in_language(self.words.language)
        if value not in field.choices:
            return None
        return choice_label(field, value, self.rule, self.words.language)

    def _verdict(self, value: Any) -> str | None:
        if self.rule is None or not isinstance(value, str) or value not in self.rule.verdicts:
            return None
        return self.rule.verdicts[value].in_language(self.words.language)

    def _lines(self, value: Any, unit: str) -> tuple[str, ...]:
        """Write a recorded value; a value by year takes a line for each, and so does each key."""
        if isinstance(value, Mapping | list | tuple) and not value:
            return (self.words("page-value-empty"),)
        if isinstance(value, Mapping) and not set(value) <= {"low", "high"}:
            return tuple(
                self.words(
                    "page-of",
                    label=self._one(str(key), "year" if str(key).isdecimal() else ""),
                    part=self._one(part, unit),
                )
                for key, part in value.items()
            )
        if not isinstance(value, list | tuple):
            return (self._one(value, unit),)
        if any(isinstance(part, list | tuple) for part in value):
            sets = self.words("page-value-or").join(self._together(part, unit) for part in value)
            return (sets[:1].upper() + sets[1:],)
        if unit == "input":
            return tuple(self._named("inputs", str(key)) or spaced(str(key)) for key in value)
        return (self._together(value, unit),)

    def _together(self, values: Any, unit: str) -> str:
        """Write a list in one line: "a, b and c" of keys and years."""
        kind = _KINDS_OF_LISTS.get(unit)
        if kind and all(isinstance(value, str) for value in values):
            return term_text(Term(kind, ",".join(values)), self.words.language, self.rule)
        return self.words("page-list").join(self._one(value, unit) for value in values)

    def _one(self, value: Any, unit: str) -> str:
        if value is None:
            return self.words("page-value-none")
        if isinstance(value, bool):
            return self.words("page-value-yes" if value else "page-value-no")
        if isinstance(value, Mapping) and "high" not in value:
            return self.words("page-value-from", low=self._one(value["low"], unit))
        if isinstance(value, Mapping) and "low" not in value:
            return self.words("page-value-to", high=self._one(value["high"], unit))
        if unit == "days":
            return self.words("page-value-day" if value == "1" else "page-value-days", days=value)
        return self._written(value, unit)

    def _written(self, value: Any, unit: str) -> str:
        """Write a value as the working does; one of an unknown shape stays as it is recorded."""
        low, high = (value["low"], value["high"]) if isinstance(value, Mapping) else (value, None)
        try:
            if _CURRENCY.fullmatch(unit):
                return term_text(Term("money", str(low), high, unit), self.words.language)
            if unit in _KINDS:
                return term_text(Term(_KINDS[unit], str(low), high), self.words.language)
        except (ValueError, ArithmeticError):  # a status in place of a value, as not_specified
            return spaced(str(value))
        return spaced(str(low))


def spaced(key: str) -> str:
    """Write a key that has no words of its own."""
    return key.replace("_", " ")

"""The trace in words: headed steps of labelled lines, the same for the page and the terminal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answer.naming import Named
from bot.answer.thresholds import MEANT, SURE
from bot.answer.trace import Checked, Consulted, LookedUp, Trace, WorkedOut
from bot.answer.trace_decide import Decided, Rejected
from bot.answer.trace_understand import Carried, Given, RuleInputs, TracedQuantity, Understood
from bot.words import Words

_DEGREES = ((0.9, "very"), (0.7, "quite"), (MEANT, "fairly"), (SURE, "hardly"))
"""From which probability on the desk is how sure; below the last it is not."""

_GROUPS = {
    "amounts": ("money", "schedule", "share", "number", "unknown"),
    "times": ("year", "date", "duration", "frequency"),
    "counts": ("count",),
}
_STEPS = {True: "trace-next", False: "trace-previous"}
_LEAST = 0.01


@dataclass(frozen=True)
class Value:
    """Something found, with what is said beside it."""

    text: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """One thing that was found, under its label; it may have several values."""

    key: str
    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Step:
    """One step of the answer: its key in the trace, its heading and its lines."""

    key: str
    heading: str
    lines: tuple[Line, ...]


def in_words(trace: Trace, words: Words) -> tuple[Step, ...]:
    """Put a trace into words."""
    say = _Saying(words)
    lines = {
        "understand": say.understood(trace.understand),
        "retrieve": say.looked_up(trace.retrieve, trace.understand.refusal is None),
        "decide": say.decided(trace.decide),
        "compute": say.worked_out(trace.compute),
        "verify": say.checked(trace.verify),
    }
    if trace.model is not None:
        lines["model"] = say.consulted(trace.model)
    return tuple(Step(key, words(f"trace-step-{key}"), tuple(lines[key])) for key in lines)


def as_text(steps: Sequence[Step], words: Words) -> Iterator[str]:
    """Yield the lines of the steps for a terminal."""
    for number, step in enumerate(steps, start=1):
        yield f"{number}. {step.heading}"
        for line in step.lines:
            values = [words("trace-beside").join((v.text, *v.details)) for v in line.values]
            label = words("trace-label", label=line.label)
            if len(values) == 1:
                yield f"   {label}{values[0]}"
            else:
                yield f"   {label.rstrip()}"
                yield from (f"   - {value}" for value in values)


@dataclass(frozen=True)
class _Saying:
    """Says what each step found."""

    words: Words

    def understood(self, found: Understood) -> Iterator[Line]:
        yield self._line("language", self.words(f"trace-language-{found.language}"), *(
            self.words(f"trace-{key}")
            for key, holds in (("chosen", found.chosen), ("other-language", found.other_language))
            if holds
        ))  # fmt: skip
        if found.refusal is not None:
            yield self._line("unread", self.words(f"trace-refusal-{found.refusal}"))
            return
        yield self._lines("requests", [Value(self._quoted(text)) for text in found.requests])
        absent = []
        for group, kinds in _GROUPS.items():
            values = [self._quantity(one) for one in found.quantities if one.kind in kinds]
            if values:
                yield self._lines(group, values)
            elif group != "counts":
                absent.append(group)
        numbers = [self.words.item(number) for number in found.items]
        numbers += [self.words("part", number=number) for number in found.parts]
        numbers += [self.words(_STEPS[found.step > 0])] if found.step else []
        if numbers:
            yield self._lines("items", list(map(Value, numbers)))
        else:
            absent.append("items")
        if found.mended:
            yield self._line("spelling", self.words("trace-mended"))
        if found.masked:
            yield self._line("personal", self.words("trace-masked"))
        else:
            absent.append("personal")
        labels = (self.words(f"trace-absent-{key}") for key in absent)
        if absent:
            yield self._line("absent", self.words("page-list").join(labels))
        yield from self._before(found.carried, found.leaning)

    def looked_up(self, found: LookedUp, readable: bool) -> Iterator[Line]:
        if not readable:
            yield self._line("read", self.words("trace-read-nothing"))
            return
        read = ["whole"]
        read += ["apart"] if found.requests > 1 else []
        read += ["context"] if found.in_context else []
        yield self._lines("read", [Value(self.words(f"trace-read-{key}")) for key in read])
        yield self._lines(
            "sentences",
            [
                Value(self._quoted(one.words), (one.place, self._score(one.score)))
                for one in found.sentences
            ],
        )

    def decided(self, choices: Sequence[Decided]) -> Iterator[Line]:
        for choice in choices:
            if len(choices) > 1:
                yield self._line("request", self._quoted(choice.request))
            if choice.chosen is not None:
                yield self._lines("chosen", [self._named(choice.chosen)])
            else:
                none = "clarify" if choice.route == "clarify" else "passages"
                yield self._line("chosen", self.words(f"trace-none-{none}"))
            if choice.beside:
                yield self._lines("said-beside", [self._named(one) for one in choice.beside])
            if choice.route != "clarify":
                yield self._line("sure", self._sure(choice))
            if choice.in_context:
                yield self._line("in-context", self.words("trace-in-context-yes"))
            if choice.rejected:
                yield self._lines("rejected", list(map(self._rejected, choice.rejected)))

    def worked_out(self, results: Sequence[WorkedOut]) -> Iterator[Line]:
        if not results:
            yield self._line("rule", self.words("trace-no-rule"))
        for result in results:
            status = self.words(f"page-figure-{result.status}")
            item = (self.words.item(result.item),) if result.item is not None else ()
            yield self._line("rule", result.label, *item, status)
            if result.inputs:
                yield self._lines("given", [Value(self._given(one)) for one in result.inputs])
            found = [*([result.verdict] if result.verdict else []), *result.working]
            if found:
                yield self._lines("found", list(map(Value, found)))
            if result.missing:
                yield self._lines("missing", list(map(Value, result.missing)))

    def checked(self, found: Checked) -> Iterator[Line]:
        for key, count in (("quotes", found.quotes), ("numbers", found.numbers)):
            said = f"trace-{key}-counted" if count else f"trace-{key}-none"
            yield self._line(key, self.words(said, count=count))
        refused = self.words("trace-refused-nothing")
        if found.refused is not None:
            name = found.refused.name
            refused = self.words(f"trace-refused-{found.refused.kind}", name=name)
        yield self._line("refused", refused)

    def _before(self, carried: Carried | None, leaning: bool) -> Iterator[Line]:
        if carried is None:
            yield self._line("before", self.words("trace-first"))
            return
        yield self._line("before", self.words(f"trace-{'leaning' if leaning else 'alone'}"))
        if carried.topic is not None:
            yield self._lines("carried-topic", [self._named(carried.topic)])
        if carried.rules:
            yield self._lines("carried-rules", list(map(self._stated, carried.rules)))
        if carried.item is not None:
            yield self._line("carried-item", self.words.item(carried.item))
        yield self._line("carried-language", self.words(f"trace-language-{carried.language}"))

    def _quantity(self, found: TracedQuantity) -> Value:
        details = [found.read] if found.read else []
        if found.kind == "unknown":
            details.append(self.words("trace-not-known"))
        if found.kind in _GROUPS["amounts"]:
            roles = (self.words(f"trace-role-{role}") for role in found.roles or ("none",))
            details.append(" : ".join(roles))
        return Value(self._quoted(found.text), tuple(details))

    def _stated(self, rule: RuleInputs) -> Value:
        return Value(rule.label, tuple(map(self._given, rule.inputs)))

    def _given(self, given: Given) -> str:
        return self.words("page-of", label=given.label, part=given.value)

    def _rejected(self, found: Rejected) -> Value:
        why = self.words(f"trace-why-{found.why}")
        return self._named(found, self._score(found.probability), why)

    def _sure(self, choice: Decided) -> str:
        degree = next((key for low, key in _DEGREES if choice.probability >= low), "not")
        return self.words(
            f"trace-surely-{choice.surely}",
            degree=self.words(f"trace-degree-{degree}"),
            probability=self._score(choice.probability),
        )

    def consulted(self, found: Consulted) -> Iterator[Line]:
        yield self._line("model-name", found.model)
        outcome = f"trace-model-{found.failure}" if found.failure else "trace-model-wrote"
        if not (found.failure or found.drafts):
            outcome = "trace-model-put-anew"
        yield self._line("model-outcome", self.words(outcome))
        # Their kinds alone: what was refused is shown nowhere.
        kinds = dict.fromkeys(kind for draft in found.drafts for kind, _ in draft.refusals)
        if kinds:
            why = [Value(self.words(f"trace-refused-for-{kind}")) for kind in kinds]
            yield self._lines("model-refusals", why)
        yield self._line("model-used", self.words(
            "trace-model-used-counted", calls=found.calls, tools=found.tools,
            sent=found.tokens_in, received=found.tokens_out,
        ))  # fmt: skip

    def _named(self, named: Named, *details: str) -> Value:
        return Value(self._quoted(named.title), (self.words(f"trace-kind-{named.kind}"), *details))

    def _line(self, key: str, text: str, *details: str) -> Line:
        return self._lines(key, [Value(text, details)])

    def _lines(self, key: str, values: Sequence[Value]) -> Line:
        return Line(key, self.words(f"trace-{key}"), tuple(values))

    def _score(self, value: float) -> str:
        """Write a score in two digits, and say so where they would make it nothing or all."""
        if value < _LEAST:
            return self.words("trace-below", score=f"{_LEAST:.2f}")
        if 1 - _LEAST < value < 1:
            return self.words("trace-above", score=f"{1 - _LEAST:.2f}")
        return f"{value:.2f}"

    def _quoted(self, text: str) -> str:
        return self.words("trace-quoted", text=text)

"""A rule's inputs as a model gives them, held against what the conversation says.

The desk reads amounts, shares, years and conditions itself, and binds them to whose they are. A
model chooses the rule and what it is asked for. It may leave out what the conversation says; it may
say nothing else, nor the same of somebody else: whose an amount is would rest on its word alone.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.answer.worked import Worked
from knowledge.rules import Said
from knowledge.rules.definition import AnyRule, RuleInputs
from knowledge.rules.given import read_given

_ASKED = "asked"
"""What a rule is asked for: it states nothing."""


class NotSaidError(ValueError):
    """An input that the conversation does not hold; the message names it for the model."""


def inputs_said(rule: AnyRule, given: Mapping[str, object], worked: Worked) -> RuleInputs:
    """Read a model's inputs over what the conversation says to a rule.

    Args:
        rule: the rule.
        given: values by the keys of the rule's inputs, as `read_given` takes them.
        worked: the question, with the inputs that the desk read in its thread.

    Returns:
        What the conversation says, asked for what the model asks for.

    Raises:
        GivenError: a value cannot be read.
        NotSaidError: a value is not in the conversation, or not as it is given.
    """
    read, said = read_given(rule, given), said_to(rule, worked)
    in_thread = _stated(said)
    for name, value in _stated(read).items():
        if name != _ASKED and in_thread.get(name) != value:
            raise NotSaidError(
                f"{name}: the conversation does not say that; it says {_told(in_thread)}"
            )
    asked = getattr(read, _ASKED, None)
    if asked is not None:
        said = replace(said, **{_ASKED: asked})  # type: ignore[type-var]  # all are dataclasses
    return said


def said_to(rule: AnyRule, worked: Worked) -> RuleInputs:
    """Return a rule's inputs as the desk reads them in the conversation."""
    kept: RuleInputs | None = worked.computed.frame.inputs.get(rule.key)
    if kept is not None:
        return kept
    understanding = worked.understanding
    stated = understanding.stated[rule.key]
    said = replace(
        Said.of(
            understanding.text, understanding.quantities, understanding.unclear,
            understanding.question.asked_on,
        ),
        flags=stated.flags, choices=stated.choices,
    )  # fmt: skip
    read: RuleInputs = rule.from_question(said, rule.inputs_type())
    return read


def _stated(inputs: RuleInputs) -> dict[str, object]:
    return dict(inputs.stated()[0])


def _told(stated: Mapping[str, object]) -> str:
    told = (f"{name} {value}" for name, value in stated.items() if name != _ASKED)
    return ", ".join(told) or "nothing of the kind"

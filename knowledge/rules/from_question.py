"""From what a message says to a rule's inputs, with what earlier messages of the thread said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.amounts.quantities import Share, is_amount
from knowledge.amounts.roles import Bound
from knowledge.amounts.source import fold
from knowledge.rules import co_funding, diminishing
from knowledge.rules.as_of import as_of_date
from knowledge.rules.co_funding_inputs import CoFundingInputs
from knowledge.rules.co_funding_question import co_funding_inputs
from knowledge.rules.diminishing import DiminishingInputs
from knowledge.rules.diminishing_question import diminishing_inputs

Inputs = CoFundingInputs | DiminishingInputs
_CORRECTION = re.compile(
    r"^\s*(?:no|sorry|wait|oops|actually)(?![a-z])|i (?:mean|meant|said)(?![a-z])|correction|"
    r"rather(?![a-z])|"
    r"^\s*(?:不对|不是|错了|等等|更正)|说错|搞错|弄错|打错|我是说|我的意思|应该是"
)


def corrects(text: str) -> bool:
    """Whether a message takes back what the one before it said."""
    return _CORRECTION.search(fold(text)) is not None


def inputs_from(
    rule_key: str,
    bound: Sequence[Bound],
    previous: Inputs | None = None,
    correction: bool = False,
    unclear: bool = False,
) -> Inputs:
    """The inputs of a rule: those of ``bound`` over those of ``previous`` (same rule).

    A named role replaces what was said of it; an amount without one replaces the role that the
    last message varied, its unit borrowed where it is a bare number. With ``correction`` an amount
    that comes back under another role moves there; a message without amounts and shares keeps what
    was said before ("what is the shortfall?"). ``unclear`` says that the message holds an
    amount with more than one reading, so that the rule asks and computes nothing.
    Raises KeyError for an unknown rule.
    """
    silent = not any(_holds_figure(one) for one in bound)
    if rule_key == co_funding.KEY:
        before = previous if isinstance(previous, CoFundingInputs) else CoFundingInputs()
        new = before if silent else co_funding_inputs(bound, before, correction)
        new = replace(new, as_of=as_of_date(bound) or before.as_of)
        return replace(new, inexact=(*new.inexact, "unreadable")) if unclear else new
    if rule_key == diminishing.KEY:
        earlier = previous if isinstance(previous, DiminishingInputs) else DiminishingInputs()
        later = earlier if silent else diminishing_inputs(bound, earlier)
        later = replace(later, asked=None, as_of=as_of_date(bound) or earlier.as_of)
        return replace(later, inexact=(*later.inexact, "unreadable")) if unclear else later
    raise KeyError(rule_key)


def _holds_figure(one: Bound) -> bool:
    """Whether a quantity is an amount, a share, or a number that may be one."""
    return isinstance(one.quantity, Share) or is_amount(one.quantity)

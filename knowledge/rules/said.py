"""What a message says, as far as a rule may use it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from knowledge.amounts.bound import Bound
from knowledge.amounts.cases import Case, case_of, cases_in
from knowledge.amounts.cues import PAYERS, cues_in
from knowledge.amounts.quantities import CalendarDate, Money, Share, Unknown, is_amount
from knowledge.amounts.source import fold
from knowledge.amounts.units import unit_alone
from knowledge.rules.as_of import as_of_date

_CORRECTION = re.compile(
    r"^\s*(?:no|sorry|wait|oops|actually)(?![a-z])|i (?:mean|meant|said)(?![a-z])|correction|"
    r"rather(?![a-z])|"
    r"^\s*(?:不对|不是|错了|等等|更正)|说错|搞错|弄错|打错|我是说|我的意思|应该是"
)

_SWAP = re.compile(
    r"反过来|倒过来|颠倒|对调|互换|调换|the other way (?:a?round)|vice versa|revers(?:e|ed)|"
    r"swap(?:ped)?(?![a-z])|switched"
)
_FILLING = re.compile(
    r"(?:[\s,，.。!！]|(?:it|that|this|those|the|all|amount|money|one|pays?|paid|gives?|is|are|was|from|"
    r"by|for|of|course|sorry|yes|ok|well|side|i|mean|meant|'s|s)(?![a-z])|是|由|都|全|钱|这|那|笔|个|出|给|的|"
    r"啊|呀|吧|哦|嗯|对|当然|拨|付|掏|我|说)*"
)
_JOINTLY = re.compile(
    r"(?<![a-z])(?:together|total|combined|altogether|in all|sum)(?![a-z])|加一起|加在一起|"
    r"加起来|合计|"
    r"合起来|总共|一共|总盘子|总数|总额"
)
_JOINING = re.compile(
    r"(?<![a-z])(?:join(?:s|ed|ing)?|comes? in|on board|also (?:gives?|pays?))(?![a-z])|加入|"
    r"加进来|参与进来"
)
_SUPPOSED = re.compile(
    r"(?<![a-z])(?:if|suppose|supposing|instead|rather)(?![a-z])|如果|要是|假如|假设|换成|改成|改为|若"
)
VARIED = "varied"
"""The ask of a message that puts the last question again, of another amount."""


@dataclass(frozen=True)
class Said:
    """One message to a rule.

    Attributes:
        bound: its amounts, shares, years and dates, each with its role where the words say one.
        ask: what the rule is asked for, a key of its ``asks``, or VARIED; None where nothing
            tells.
        correction: it takes back what the one before it said.
        swapped: it wishes for the same the other way round.
        jointly: it speaks of both sides together.
        joining: it speaks of somebody who joins.
        supposed: it supposes something else than what was said.
        unclear: it holds an amount with more than one reading.
        flags: what it says of the rule's flags: yes, no, or (None) that it is not known.
        choices: what it names of the rule's choices, in order.
        today: the day of asking.
        cases: the cases that it sets side by side.
        unit: the unit that it gives without an amount, for one said before; None for none.
        payer: the side that it names and says nothing else, as who is asked whose an amount is
            would; None where it says more.
    """

    bound: tuple[Bound, ...] = ()
    ask: str | None = None
    correction: bool = False
    swapped: bool = False
    jointly: bool = False
    joining: bool = False
    supposed: bool = False
    unclear: bool = False
    flags: Mapping[str, bool | None] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    today: date | None = None
    cases: tuple[Case, ...] = ()
    unit: Decimal | None = None
    payer: str | None = None

    @classmethod
    def of(
        cls, text: str, bound: tuple[Bound, ...], unclear: bool, today: date | None = None
    ) -> Said:
        """What a message says to any rule, from its text and what was read in it."""
        folded = fold(text)
        return cls(
            bound=bound, unclear=unclear, today=today,
            correction=_CORRECTION.search(folded) is not None,
            swapped=_SWAP.search(folded) is not None,
            supposed=_SUPPOSED.search(folded) is not None,
            jointly=_JOINTLY.search(folded) is not None,
            joining=_JOINING.search(folded) is not None,
            cases=cases_in(text), unit=unit_alone(text), payer=_payer_alone(folded),
        )  # fmt: skip

    def of_case(self, case: Case) -> Said:
        """What it says of one of its cases, and of all of them before the first."""
        own = tuple(one for one in self.bound
                    if case_of(self.cases, one.quantity.span[0]) in (case, None))  # fmt: skip
        return replace(self, bound=own, cases=())

    def asked(self, previous: str | None) -> str | None:
        """What is asked for; the same as before where only what it is asked of was varied."""
        return previous if self.ask == VARIED else self.ask

    @property
    def replies(self) -> bool:
        """Whether it gives what an amount said before lacks, and nothing else."""
        return self.unit is not None or self.payer is not None

    @property
    def holds_figure(self) -> bool:
        """Whether it holds an amount, a share, or a number that may be one."""
        return any(isinstance(one.quantity, Share) or is_amount(one.quantity) for one in self.bound)

    @property
    def holds_money(self) -> bool:
        """Whether it holds an amount with a unit."""
        return any(isinstance(one.quantity, Money) for one in self.bound)

    @property
    def holds_unknown(self) -> bool:
        """Whether it says that somebody's amount is not known."""
        return any(isinstance(one.quantity, Unknown) and one.role for one in self.bound)

    @property
    def as_of(self) -> date | None:
        """The date it is put at, where it names one."""
        return as_of_date(self.bound) or self._only_date

    @property
    def _only_date(self) -> date | None:
        """The one date that the message names beside amounts, of a month its last day."""
        days = [one.quantity for one in self.bound if isinstance(one.quantity, CalendarDate)]
        if len(days) != 1 or not self.holds_money:
            return None
        return as_of_date((Bound("as_of", days[0]),))


def _payer_alone(folded: str) -> str | None:
    cues = [cue for cue in cues_in(folded) if cue.role in (*PAYERS, "operating")]
    payers = [cue for cue in cues if cue.role in PAYERS]
    if len(payers) != 1:
        return None
    left = folded
    for cue in reversed(cues):
        left = f"{left[: cue.start]} {left[cue.end :]}"
    return payers[0].role if _FILLING.fullmatch(left) else None


def swaps(text: str) -> bool:
    """Whether a message wishes for the same with the two sides exchanged."""
    return _SWAP.search(fold(text)) is not None


def corrects(text: str) -> bool:
    """Whether a message takes back what the one before it said."""
    return _CORRECTION.search(fold(text)) is not None

"""A text's clauses, sentences, payers and amounts, looked up around one amount at a time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from knowledge.amounts import connectives as words
from knowledge.amounts.cues import PAYERS, Cue
from knowledge.amounts.of_income import incomes_by_turns
from knowledge.amounts.pairing import LONG, by_turns, in_order, purposes_by_turns
from knowledge.amounts.parts import parts_in
from knowledge.amounts.quantities import Money, Quantity, Series, is_amount
from knowledge.amounts.source import Source


class Context:
    """The cues and quantities of a text, and what they say around a position."""

    def __init__(self, source: Source, found: Sequence[Quantity], cues: list[Cue]) -> None:
        self.source, self.folded, self.found = source, source.folded, found
        self.starts = [quantity.span[0] for quantity in found]
        self.named = cues
        self.cues = [cue for cue in cues if not self.counted(cue)]
        self.cue_starts = [cue.start for cue in self.cues]
        self.parts = parts_in(source, found, self.cues)
        marks = [mark.span() for mark in words.CLAUSE.finditer(source.folded)
                 if not self.within(mark.start()) and not self.in_cue(mark.start())]  # fmt: skip
        self.mark_starts = sorted([*(start for start, _ in marks), *self.parts.marks])
        self.mark_ends = [end for _, end in marks]
        roles = {cue.role for cue in cues}
        strong = any(cue.role == "construction" and cue.strong for cue in cues)
        self.only_building = strong and "operating" not in roles and not self.parts.wholes
        self.incomes = incomes_by_turns(source, found)
        self.purposes = {"construction", "operating"} <= roles
        self.ordered = {
            **in_order(source.folded, self.cues, found),
            **by_turns(source.folded, self.cues, found),
        }
        self.bracketed = self._bracketed()
        self.in_brackets = {cue.start for cue in self.bracketed.values()}
        self.purposed = purposes_by_turns(
            source.folded, self.cues, found, set(self.parts.wholes.values())
        )

    def _bracketed(self) -> dict[int, Cue]:
        """As in "9m (city) + 6m (district)": each amount before its payer in brackets."""
        found: dict[int, Cue] = {}
        for index, quantity in enumerate(self.found):
            end = quantity.span[1]
            at = bisect_left(self.cue_starts, end)
            cue = self.cues[at] if at < len(self.cues) else None
            if cue is None or cue.role not in (*PAYERS, "total") or not is_amount(quantity):
                continue
            opened = words.BRACKET.fullmatch(self.folded, end, cue.start)
            closed = words.BRACKET_END.match(self.folded, cue.end)
            if opened and closed:
                found[index] = cue
        return found

    @cached_property
    def mixed(self) -> int | None:
        """The one amount of a text, where it is for construction and operation together."""
        amounts = [i for i, one in enumerate(self.found) if isinstance(one, Money)]
        if len(amounts) != 1 or self.parts.wholes or self.parts.rests:
            return None
        purposed = [cue for cue in self.cues if cue.role in ("construction", "operating")]
        together = any(
            one.role != two.role
            and words.TOGETHER.fullmatch(self.folded[one.end : two.start])
            and one.end < two.start
            for one, two in pairwise(purposed)
        )
        return amounts[0] if together and len(purposed) in (2, 3) else None

    def whole(self, start: int, end: int) -> bool:
        """Whether the words say that an amount without a payer is the money of both."""
        if words.OF_WHICH.match(self.folded, end) or words.ALL_OF_IT.match(self.folded, end):
            return True
        if words.REST.search(self.folded, end, end + LONG + LONG // 2):
            return True
        before = self.source.before(start, 40)
        if words.OUT_OF.search(before) or words.EQUALS.search(before):
            return True
        around = self.cues_between(start - LONG, end + LONG)
        joint = any(self.joint(cue) for cue in around if cue.role in PAYERS)
        return (
            joint and words.SPLIT.search(self.folded, max(0, start - LONG), end + LONG) is not None
        )

    def of_part(self, index: int, cue: Cue) -> bool:
        """Whether a purpose in the clause of an amount is that of a part of it."""
        parts = [at for at in self.near(index) if self.parts.wholes.get(at) == index]
        if not parts:
            return False
        return parts[0] < index or cue.start > self.found[index].span[1]

    def joint(self, cue: Cue) -> bool:
        """Whether a payer is named side by side with the other one: "city and district"."""
        at = bisect_left(self.cue_starts, cue.start)
        for one, two in ((at - 1, at), (at, at + 1)):
            if not 0 <= one < two < len(self.cues):
                continue
            left, right = self.cues[one], self.cues[two]
            if {left.role, right.role} == set(PAYERS) and words.TOGETHER.fullmatch(
                self.folded[left.end : right.start]
            ):
                return True
        return False

    def summed(self, cue: Cue) -> bool:
        """Whether a payer is added to the one before it: "city + district"."""
        at = bisect_left(self.cue_starts, cue.start)
        before = self.cues[at - 1].end if at else cue.start
        return words.PLUS.fullmatch(self.folded[before : cue.start]) is not None

    def headed(self, start: int) -> str | None:
        """The purpose that heads the sentence: 建设资金市里出5000万、区里出1000万."""
        begin = words.sentence_start(self.folded, start, LONG)
        cues = self.cues_between(begin, start)
        purposes = [cue for cue in cues if cue.role in ("construction", "operating")]
        if not purposes or purposes[0] is not cues[0]:
            return None
        amount = next((at for at in self.starts if begin <= at), start)
        return purposes[-1].role if purposes[0].start < amount and len(purposes) == 1 else None

    def inherited(self, start: int) -> Cue | None:
        """As in "the city gives 12m for construction and 5m for operation": the subject of both."""
        if not self.purposes:
            return None
        begin = words.sentence_start(self.folded, start, LONG)
        payers = [cue for cue in self.cues_between(begin, start) if cue.role in PAYERS]
        if len({cue.role for cue in payers}) != 1:
            return None
        between = [q for q in self.found if payers[-1].end <= q.span[0] < start and is_amount(q)]
        return payers[-1] if between else None

    def distance(self, cue: Cue, start: int, end: int) -> int:
        """How many characters lie between a cue and a span."""
        return start - cue.end if cue.end <= start else cue.start - end

    def within(self, position: int) -> bool:
        """Whether a quantity covers the position."""
        index = bisect_right(self.starts, position) - 1
        return index >= 0 and position < self.found[index].span[1]

    def in_cue(self, position: int) -> bool:
        """Whether a cue covers the position: "bricks and mortar"."""
        at = bisect_right(self.cue_starts, position) - 1
        return at >= 0 and position < self.cues[at].end

    def counted(self, cue: Cue) -> bool:
        """Whether the cue is the thing of a count: "two districts"."""
        index = bisect_right(self.starts, cue.start) - 1
        if index < 0 or isinstance(self.found[index], Series):
            return False
        return cue.end <= self.found[index].span[1]

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """Where the clause around a span begins and ends."""
        left = bisect_right(self.mark_ends, start) - 1
        right = bisect_left(self.mark_starts, end)
        return (
            max(self.mark_ends[left] if left >= 0 else 0, start - LONG),
            min(self.mark_starts[right] if right < len(self.mark_starts) else end + LONG,
                end + LONG),
        )  # fmt: skip

    def cues_between(self, left: int, right: int) -> list[Cue]:
        """The cues that lie between two positions."""
        first = bisect_left(self.cue_starts, left)
        last = bisect_left(self.cue_starts, right)
        return [cue for cue in self.cues[first:last] if cue.end <= right]

    def near(self, index: int) -> list[int]:
        """Indices of the quantities around one, itself left out."""
        around = range(max(0, index - 8), min(len(self.found), index + 9))
        return [i for i in around if i != index]

    def recent_payers(self, start: int, payers: list[Cue]) -> list[Cue]:
        """The payers of the clause, or those joined by "and" just before it."""
        if len({cue.role for cue in payers}) == 2:
            return payers
        return [c for c in self.cues_between(start - LONG, start) if c.role in PAYERS][-2:]

    def of_both(self, cue: Cue) -> Cue | None:
        """The money that comes from both of two payers side by side is their total."""
        at = bisect_left(self.cue_starts, cue.start)
        other = self.cues[at + 1] if at + 1 < len(self.cues) else cue
        own = any(
            is_amount(q)
            and 0 <= q.span[0] - other.end <= 12
            and not words.CLAUSE.search(self.folded, other.end, q.span[0])
            for q in self.found
        )
        return None if own else Cue("total", cue.start, other.end, cue.name)

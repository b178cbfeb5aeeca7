"""Whose an amount is: the payer, the total or the income that the words beside it name."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from knowledge.amounts import connectives as words
from knowledge.amounts.context import Context
from knowledge.amounts.cues import PAYERS, Cue, is_body
from knowledge.amounts.pairing import LONG
from knowledge.amounts.quantities import Money, Series, Share, is_amount

_FAR = 2 * LONG
_STRANGER = re.compile(
    r"(?<![a-z])(?:(?:we|i)(?! (?:can |will |shall |may |could |would |are to )?(?:count on|get|"
    r"receive|expect|"
    r"be given|obtain))|they|our (?!application|lab|platform|project|centre|center|proposal)|"
    r"platforms? (?:needs?|costs?|spends?|asks?|earns?|gets?|has|have)|compan(?:y|ies)|"
    r"enterprises?|firms?|budget|costs?|income|asks?|asked|asking|requires?|wants? us|whether|"
    r"if)(?![a-z])|"
    r"我们(?:要|需|想|申请|预算|自己|花|出|每年)|平台(?:需|要|花|自|的?(?:总|年)?(?:预算|收入|成本|开支))|"
    r"企业|公司|预算|成本|收入|申请|希望|想要|要求|规定|是否"
)

_ALL_FROM = re.compile(
    r"(?:[,，]\s?(?:都|全部?|均|一律)?(?:是|由|归)?|(?:都|全部?|均)(?:是|由|归))$|"
    r"[,.;]? (?:all|both|everything)(?: of (?:it|this|that|them))?(?: (?:is|are|was|were|comes?|"
    r"came|paid|"
    r"given|funded|provided))* (?:from|by) (?:the )?$|"
    r"(?:,| and) (?:it |that )?(?:is|was|were|are) (?:paid|funded|covered|borne|met|"
    r"given)(?: for)? by (?:the )?$"
)
_GIVEN = re.compile(
    r"(?:来|出|给|拨|付|投|掏|拿|承担|花)?的(?:钱)?\s*(?=[,，。；;？?！!吗吧]|$)|\s*(?=[,.;?!]|$)"
)
_SPEAKER = re.compile(
    r"我们?(?:在|是|来自)$|(?<![a-z])(?:i|we)(?:'m|'re| am| are| sit| work)(?: [a-z]{1,10}){0,3} $"
)


class Owners(Context):
    """Finds the owner of one amount at a time."""

    def payer_near(self, index: int) -> Cue | None:
        """The cue that owns an amount: in its clause, else the only payer of its sentence."""
        start, end = self.found[index].span
        cues = self.cues_between(*self.clause(start, end))
        return self.ordered.get(index) or self.payer(start, end, cues, index) or self.distant(index)

    def distant(self, index: int) -> Cue | None:
        """The one payer named since the last amount, however many words stand between.

        As in "the municipal commission wrote to us that the support comes to 6.4 million". One
        that is named after the amount must stand in a clause of its own.
        """
        if not isinstance(self.found[index], Money | Series):
            return None
        start, end = self.found[index].span
        begin = words.sentence_start(self.folded, start, _FAR)
        ends = [self.found[i].span[1] for i in self.near(index)
                if i < index and isinstance(self.found[i], Money | Series)]  # fmt: skip
        before = self._named_between(max([begin, *ends]), start)
        after = self._named_between(end, words.sentence_end(self.folded, end, _FAR))
        roles, names = {cue.role for cue in before}, {cue.name for cue in before}
        if len(roles) != 1 or not roles <= set(PAYERS) or ("district" in roles and len(names) > 1):
            return None
        if after and not words.CLAUSE.search(self.folded, end, after[0].start):
            return None
        if _SPEAKER.search(self.source.before(before[-1].start, 24)) and not is_body(
            self.folded, before[-1]
        ):
            return None
        return None if _STRANGER.search(self.folded, before[-1].end, start) else before[-1]

    def _named_between(self, left: int, right: int) -> list[Cue]:
        """The owners named between two positions, those of a count ("two districts") as well."""
        first = bisect_left(self.named, left, key=lambda cue: cue.start)
        last = bisect_left(self.named, right, key=lambda cue: cue.start)
        return [cue for cue in self.named[first:last]
                if cue.end <= right and cue.role not in ("construction", "operating")]  # fmt: skip

    def within_series(self, index: int) -> Cue | None:
        """The one owner named inside a schedule: 第一年收入800万，第二年900万."""
        if not isinstance(self.found[index], Series):
            return None
        start, end = self.found[index].span
        named = [cue for cue in self.cues_between(start, end)
                 if cue.role in (*PAYERS, "platform_income")]  # fmt: skip
        return named[0] if len({cue.role for cue in named}) == 1 else None

    def payer_before(self, index: int) -> Cue | None:
        """The one payer that the sentence names before an amount, other amounts between or not."""
        start = self.found[index].span[0]
        begin = words.sentence_start(self.folded, start, _FAR)
        before = [cue for cue in self.cues_between(begin, start) if cue.role in PAYERS]
        return before[-1] if len({cue.role for cue in before}) == 1 else None

    def mentioned_again(self, index: int) -> bool:
        """Whether the words speak again of an amount of before: "at least how much of the 16m"."""
        one = self.found[index]
        if not isinstance(one, Money) or not words.AGAIN.search(
            self.source.before(one.span[0], 16)
        ):
            return False
        same = [q for q in self.found[:index] if isinstance(q, Money) and q.low == one.low
                and q.high == one.high]  # fmt: skip
        return bool(same) and index not in self.parts.wholes

    def joint_total(self, index: int) -> Cue | None:
        """The money of both where the sentence names them together: "city and district, at 45m"."""
        start = self.found[index].span[0]
        begin = words.sentence_start(self.folded, start, _FAR)
        if not isinstance(self.found[index], Money) or any(
            begin <= at < start for at in self.starts
        ):
            return None
        before = self.cues_between(begin, start)
        payers = [cue for cue in before if cue.role in PAYERS]
        totals = [cue for cue in before if cue.role == "total"]
        return totals[-1] if totals and len(payers) == 2 and self.joint(payers[0]) else None

    def speaking(self, index: int) -> Cue | None:
        """The speaker's side, where he says what is given without saying by whom."""
        speaker = next((cue for cue in self.cues if cue.speaker), None)
        start, end = self.found[index].span
        if speaker is None or not isinstance(self.found[index], Money) or start < speaker.end:
            return None
        left, right = self.clause(start, end)
        named = [cue for cue in self.cues_between(left, right)
                 if cue.role not in ("operating", "construction")]  # fmt: skip
        gives = words.HANDS_OUT.search(self.folded, left, start)
        return (
            speaker
            if gives and not named and not _STRANGER.search(self.folded, left, start)
            else None
        )

    def added_to(self, index: int) -> Cue | None:
        """The payer of the amount right before, to which the words add: 4m + an extra 250k."""
        if not index or not isinstance(self.found[index - 1], Money):
            return None
        gap = self.folded[self.found[index - 1].span[1] : self.found[index].span[0]]
        return self.payer_near(index - 1) if words.AND_EXTRA.fullmatch(gap) else None

    def payer_after(self, index: int) -> Cue | None:
        """The one payer of a sentence that is named at its end: 装修加设备1500万，都是区里出的."""
        start, end = self.found[index].span
        begin = words.sentence_start(self.folded, start, _FAR)
        stop = words.sentence_end(self.folded, end, _FAR)
        payers = [cue for cue in self.cues_between(begin, stop) if cue.role in PAYERS]
        if not payers or payers[0].start < end:
            return None
        before = self.source.before(payers[0].start, 24)
        named = _ALL_FROM.search(before) and _GIVEN.match(self.folded, payers[0].end)
        return payers[0] if named else None

    @cached_property
    def only_payer(self) -> str | None:
        """The payer, where all of the text names one side alone."""
        roles = {cue.role for cue in self.cues if cue.role in PAYERS}
        return roles.pop() if len(roles) == 1 else None

    def payer(self, start: int, end: int, cues: list[Cue], index: int) -> Cue | None:
        """The cue that owns the amount: one joined to it by "from", else the nearest before it."""
        of_share = isinstance(self.found[index], Share)  # a total is what it is a share of
        relevant = [c for c in cues if c.role not in ("construction", "operating")
                    and not (of_share and c.role == "total")]  # fmt: skip
        if index in self.bracketed:
            return self.bracketed[index]
        which = words.WHICH_GIVES.search(self.source.before(start, 40))
        if which:  # those of the district, which gives 3m
            at = start - len(which.group())
            named = [c for c in self.cues if c.role in PAYERS and c.end == at]
            if named:
                return named[0]
        relevant = [cue for cue in relevant if cue.start not in self.in_brackets]
        joined = words.FROM.match(self.folded, end)
        for cue in relevant:
            if (joined and cue.start in (joined.end(), joined.end() - 4)) or (
                cue.start >= end and joined and joined.end() >= cue.start
            ):
                return self.of_both(cue) if self.joint(cue) else cue
        others = [self.found[i].span for i in self.near(index) if is_amount(self.found[i])]
        others = [
            s
            for s in others
            if s[1] > start or not words.TO_AFTER.fullmatch(self.folded, s[1], start)
        ]  # by 2m to 7m, 从900万加到1100万
        if of_share:
            totals = [c.end for c in cues if c.role == "total"]
            others = [s for s in others if not any(0 <= s[0] - at <= 6 for at in totals)]
        before = [
            c for c in relevant if c.end <= start and not any(c.end <= s[0] < start for s in others)
        ]
        if before:
            return self._subject(before, start, [c for c in relevant if c.start >= end])
        after = [
            c
            for c in relevant
            if c.start >= end
            and not any(end <= s[0] < c.start for s in others)
            and not any(c.end <= s[0] < self.clause(start, end)[1] for s in others)
        ]
        return after[0] if after else None

    def _subject(self, before: list[Cue], start: int, after: list[Cue]) -> Cue | None:
        """The nearest cue, unless it is whom another one gives the amount to."""
        nearest = before[-1]
        totals = [c for c in before if c.role == "total"]
        payers = [c for c in before if c.role in PAYERS]
        joint = nearest.role in (*PAYERS, "total") and bool(payers) and self.joint(payers[-1])
        if totals and ({c.role for c in payers} == set(PAYERS) or joint):
            return totals[-1]
        if joint:
            summed = len(self.cues) > 1 and self.summed(payers[-1])
            totals = [c for c in after[:1] if c.role == "total"] + ([nearest] if summed else [])
            return Cue("total", nearest.start, nearest.end, nearest.name) if totals else None
        if nearest.role == "total" and payers:
            between = self.folded[payers[-1].end : nearest.start]
            if words.PAYS.fullmatch(between) or not words.IS.fullmatch(
                self.folded[nearest.end : start]
            ):
                return payers[-1]  # 市里一共出800万
            return nearest if words.PART_OF.search(between) else None
        if nearest.role in PAYERS and len(payers) > 1 and payers[-2].role != nearest.role:
            between = self.folded[payers[-2].end : nearest.start]
            if words.TO.fullmatch(between) or words.JOINED.fullmatch(between):
                return None
        return nearest

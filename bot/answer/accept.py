"""The one place where what a model proposes becomes a draft, or is refused.

The desk's own draft is what a proposal is held against. Where the desk is sure what is asked, a
proposal has to have its status and to hold every quote, figure and number that it holds. Where it
is not sure, a proposal may settle which of the entries that were found is meant, by its token.
Whatever is accepted is verified once more, as every draft is.
"""

from collections.abc import Iterator
from dataclasses import replace

from bot.answer.draft import Cite, Draft, Piece, Remark, Say, Show
from bot.answer.handed import Handed, HandOut
from bot.answer.proposal import NotAcceptedError, Proposal, Refusal, Statement
from bot.answer.record import Route
from bot.answer.support import TOKEN, claims_nothing, own_words, tokens_of, unsupported
from bot.answer.thresholds import EITHER, FOUND_AT_ALL, MEANT
from bot.answer.topic_table import TopicTable
from bot.answer.verify import UngroundedError, fill_facts, verify
from bot.answer.worked import Worked
from bot.words import Words
from knowledge.amounts import numbers_in
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules import RuleResult


def accept(
    proposal: Proposal,
    handed: HandOut,
    worked: Worked,
    table: TopicTable,
    knowledge: KnowledgeBase,
    engine: str,
) -> Worked:
    """Make a proposal the draft of an answer.

    Args:
        proposal: what a model wrote.
        handed: what it was handed for this question.
        worked: the question, with the desk's own draft.
        table: the topics, as the evidence has them.
        knowledge: what may be quoted.
        engine: the model's name.

    Raises:
        NotAcceptedError: it says something that nothing supports, or leaves something out.
    """
    language = worked.understanding.language
    refusals = [
        *unsupported(proposal, handed, language),
        *_misjudged(proposal, handed, worked, table),
    ]
    if refusals:
        raise NotAcceptedError(tuple(refusals))
    used = _used(proposal, handed)
    results = tuple(one.result for one in used if one.result is not None)
    pieces = [
        piece
        for statement in proposal.statements
        for piece in _pieces(statement, handed, results, worked)
    ]
    own = worked.draft
    sure = _agrees(proposal, own)
    if sure:
        pieces += [piece for piece in own.pieces if isinstance(piece, Remark)]
    draft = replace(
        own,
        status=proposal.status,
        route=own.route if sure else _route(used),
        pieces=tuple(sorted(dict.fromkeys(pieces), key=lambda one: isinstance(one, Remark))),
        results=results,
        engine=engine,
    )
    refusals = [*_left_out(own, draft, knowledge), *_unspoken(worked, used)] if sure else []
    refusals += _ungrounded(draft, worked, knowledge)
    if refusals:
        raise NotAcceptedError(tuple(refusals))
    frame = worked.computed.frame
    inputs = {**frame.inputs, **{one.result.rule: one.inputs for one in used if one.result}}
    computed = replace(
        worked.computed, results=results, frame=replace(frame, inputs=inputs)
    )  # fmt: skip
    return replace(worked, draft=draft, computed=computed, entries=_whole(proposal, used))


def _misjudged(
    proposal: Proposal, handed: HandOut, worked: Worked, table: TopicTable
) -> Iterator[Refusal]:
    """Yield that a proposal takes what is open for stated, or what is stated for open."""
    own = worked.draft
    if _agrees(proposal, own):
        if own.status == "not_specified":
            yield Refusal("status", "what is left open is said in the desk's own words")
        return
    if not unsure(worked):
        yield Refusal("status", f"the data say {own.status}, the draft {proposal.status}")
    elif not any(_is_found(one, proposal, worked, table) for one in _used(proposal, handed)):
        yield Refusal("status", "no entry that was found says so")


def unsure(worked: Worked) -> bool:
    """Tell whether the desk may have taken a question for another, so that a model may settle it.

    That is one request of which neither an answer nor a silence is clearly likelier.
    """
    first, *others = worked.choices
    settled = worked.draft.route in ("item", "scope", "rule") or worked.understanding.refusal
    if others or settled:
        return False
    return first.probability < MEANT and EITHER <= first.answered <= 1 - EITHER


def _is_found(one: Handed, proposal: Proposal, worked: Worked, table: TopicTable) -> bool:
    """Tell whether a thing is an entry of the proposed status that the question was found near."""
    kind = "answer" if proposal.status == "answered" else "silence"
    if not one.candidate.startswith(f"{kind}:") or one.candidate not in table.names:
        return False
    chances = worked.retrieved.whole.probabilities
    return float(chances[table.at(one.candidate)]) >= FOUND_AT_ALL


def _agrees(proposal: Proposal, own: Draft) -> bool:
    return proposal.status == own.status


def _used(proposal: Proposal, handed: HandOut) -> tuple[Handed, ...]:
    tokens = (token for statement in proposal.statements for token in tokens_of(statement))
    found = (handed.get(token) for token in dict.fromkeys(tokens))
    return tuple(one for one in found if one is not None)


def _pieces(
    statement: Statement, handed: HandOut, results: tuple[RuleResult, ...], worked: Worked
) -> Iterator[Piece]:
    """Yield a statement's words, its tokens' words put in, then what goes with its tokens."""
    things = [one for token in tokens_of(statement) if (one := handed.get(token)) is not None]
    placed = TOKEN.findall(statement.text)
    bare = claims_nothing(statement, worked.understanding.language)
    if len(placed) == 1 and not own_words(statement):
        said = list(things[0].shown)  # a token alone has its own paragraphs
    else:
        said = [TOKEN.sub(lambda match: _shown(handed, match.group(1)), statement.text).strip()]
    # A result and an open point are always said in their own words, an answer where nothing else is
    # said of it.
    said += [
        text
        for one in things
        if one.token not in placed and (bare or _is_said_always(one))
        for text in one.shown
    ]
    for text in filter(None, said):
        yield Say(text)
    for one in things:
        yield from one.pieces
        if one.result is not None:
            yield Show(results.index(one.result))


def _is_said_always(one: Handed) -> bool:
    return one.result is not None or one.candidate.startswith("silence:")


def _shown(handed: HandOut, token: str) -> str:
    """Return the words that a token is replaced by; a passage is quoted and never said."""
    one = handed.get(token)
    if one is None or not one.shown:
        return ""
    return one.said if one.result is not None else one.shown[0]


def _route(used: tuple[Handed, ...]) -> Route:
    kinds = {one.candidate.partition(":")[0] for one in used}
    if "rule" in kinds:
        return "rule"
    return "silence" if "silence" in kinds else "curated"


def _left_out(own: Draft, draft: Draft, knowledge: KnowledgeBase) -> Iterator[Refusal]:
    """Yield what the desk's own draft holds and a proposal does not."""
    cited = [piece.span for piece in draft.pieces if isinstance(piece, Cite)]
    for piece in own.pieces:
        if isinstance(piece, Cite) and not any(piece.span.overlaps(span) for span in cited):
            quote = knowledge.source.quote(piece.span)
            yield Refusal("left-out", f"the passage that begins {quote[:60]!r}")
    for result in own.results:
        if result not in draft.results:
            yield Refusal("left-out", f"the result of {result.rule}")
    words = Words(own.language).written()
    shown = [_said(draft, knowledge, words)]
    shown += [knowledge.source.quote(span) + knowledge.rendering(span) for span in cited]
    there = [number for text in shown for number in numbers_in(text)]
    for number in numbers_in(_said(own, knowledge, words)):
        if not any(number.matches(other) for other in there):
            yield Refusal("left-out", f"the number {number.text}")


def _unspoken(worked: Worked, used: tuple[Handed, ...]) -> Iterator[Refusal]:
    """Yield the requests of a message with several of which a proposal does not speak."""
    spoken = {one.candidate for one in used}
    for choice in worked.choices if len(worked.choices) > 1 else ():
        kind, _, key = choice.candidate.partition(":")
        name = f"rule:{key.partition('/')[0]}" if kind == "rule" else choice.candidate
        if name not in spoken:
            yield Refusal("left-out", f"the answer to {choice.request[:60]!r}")


def _said(draft: Draft, knowledge: KnowledgeBase, words: Words) -> str:
    said = (piece.text for piece in draft.pieces if isinstance(piece, Say))
    return "\n".join(fill_facts(text, knowledge, words) for text in said)


def _ungrounded(draft: Draft, worked: Worked, knowledge: KnowledgeBase) -> Iterator[Refusal]:
    """Yield the number or quote for which a draft would be refused when it is verified."""
    try:
        # The reader's own numbers ground nothing here: a model may have been told to repeat them.
        verify(draft, "", knowledge, Words(draft.language))
    except UngroundedError as error:
        yield Refusal("number", str(error))


def _whole(proposal: Proposal, used: tuple[Handed, ...]) -> tuple[str, ...]:
    """Return the entries whose own words stand by themselves in the answer."""
    alone = {statement.text.strip() for statement in proposal.statements}
    return tuple(
        one.candidate
        for one in used
        if f"{{{one.token}}}" in alone and one.candidate.startswith(("answer:", "silence:"))
    )
